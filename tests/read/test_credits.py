"""Datelines, bylines, credits, date lines and contributors' notes."""

from __future__ import annotations

import pytest

from according.read import credits

DATELINES = [
    ("BEIRUT, Lebanon — Troops entered the town.", "BEIRUT, Lebanon", None),
    ("KYIV (Wire) - Troops entered the town.", "KYIV", "Wire"),
    ("KYIV, March 3 — Troops entered the town.", "KYIV, March 3", None),
    ("KHARTOUM, 3 April (Reuters) - Troops entered the town.", "KHARTOUM, 3 April", "Reuters"),
    ("GAZA CITY -- Troops entered the town.", "GAZA CITY", None),
    ("UNITED NATIONS (AP) — Diplomats met again.", "UNITED NATIONS", "Associated Press"),
    ("ADEN/RIYADH (AFP) – Diplomats met again.", "ADEN/RIYADH", "Agence France-Presse"),
    (
        "PORT-AU-PRINCE, Haiti, Feb. 8 (UPI) — Police fired.",
        "PORT-AU-PRINCE, Haiti, Feb. 8",
        "United Press International",
    ),
    ("Goma (AFP) - Rebels advanced.", "Goma", "Agence France-Presse"),
    ("Goma, Congo — Rebels advanced on the town.", "Goma, Congo", None),
    ("ST. PETERSBURG, Russia — Police fired.", "ST. PETERSBURG, Russia", None),
    ("KABUL: Police fired on the crowd.", None, None),
    ("EXCLUSIVE — Papers show how the port was sold.", None, None),
    ("Aleppo — Syria’s largest city — was quiet.", None, None),
    ("Rebels - who hold the hills - fired.", None, None),
    ("Troops entered the town.", None, None),
    ("NATO said that troops entered the town.", None, None),
    ("The U.N. — long absent — returned.", None, None),
]


@pytest.mark.parametrize(("text", "place", "wire"), DATELINES, ids=[d[0][:32] for d in DATELINES])
def test_dateline(text: str, place: str | None, wire: str | None) -> None:
    found = credits.dateline(text)
    assert (found.text if found else None) == place
    if found:
        assert found.wire == wire
        assert text[found.end :][0].isupper()


BYLINES = [
    ("By Ana Pell", "Ana Pell", None),
    ("BY ANA PELL AND JO RUIZ", "ANA PELL AND JO RUIZ", None),
    ("By Ana Pell in Qadir and Jo Ruiz in Norvale", "Ana Pell in Qadir and Jo Ruiz in Norvale", None),
    ("By Ana Pell, Associated Press", "Ana Pell, Associated Press", "Associated Press"),
    ("By The Associated Press", "", "Associated Press"),
    ("Reuters", "", "Reuters"),
    ("Written by Abu Salim al-Masri", "Abu Salim al-Masri", None),
    ("By Monday, rebels had taken the town", None, None),
    ("By nightfall the town was quiet", None, None),
    ("By 28 June, there were 15,000 civilians still in the town.", None, None),
    ("Prices Rise in Norvale", None, None),
]


@pytest.mark.parametrize(("text", "who", "wire"), BYLINES, ids=[b[0][:32] for b in BYLINES])
def test_byline(text: str, who: str | None, wire: str | None) -> None:
    found = credits.byline(text)
    assert (found.who if found else None) == who
    if found:
        assert found.wire == wire


def test_a_name_and_a_place_are_a_byline_only_below_a_title() -> None:
    assert credits.byline("Ana Pell in Qadir") is None
    found = credits.byline("Ana Pell in Qadir", titled=True)
    assert found is not None and found.who == "Ana Pell"


STAMPS = [
    ("Published 9 October 2015", "2015-10-09", True),
    ("October 9, 2015", "2015-10-09", True),
    ("Fri 9 Oct 2015 12.00 UTC", "2015-10-09T12:00:00+00:00", True),
    ("Posted: 2015-10-09T18:30:00+03:00", "2015-10-09T18:30:00+03:00", True),
    ("Last updated on 10 October 2015", "2015-10-10", False),
]


@pytest.mark.parametrize(("text", "when", "first"), STAMPS, ids=[s[0] for s in STAMPS])
def test_date_line(text: str, when: str, first: bool) -> None:
    found = credits.stamp(text)
    assert found is not None and found[0] is not None
    assert (found[0].to_json(), found[1]) == (when, first)


@pytest.mark.parametrize(
    "text", ["On 9 October 2015 troops entered the town", "9 October", "The battle of May 2015", "1939-45"]
)
def test_no_date_line(text: str) -> None:
    found = credits.stamp(text)
    assert found is None or found[0] is None


@pytest.mark.parametrize(
    "text",
    [
        "(Reporting by Ana Pell; Editing by Jo Ruiz)",
        "Additional reporting by Ana Pell in Qadir.",
        "Ana Pell contributed reporting from Qadir.",
        "Ana Pell and Jo Ruiz contributed to this report.",
        "Ana Pell reported from Qadir, and Jo Ruiz from Norvale.",
        "Translated by Ana Pell",
    ],
)
def test_contributors(text: str) -> None:
    assert credits.contributors(text)


@pytest.mark.parametrize(
    "text",
    [
        "The brigade contributed 40 men to the assault.",
        "Mr. Arel is a journalist for the Norvale Post.",
        "Reporting from the town is banned.",
        "“Ana Pell contributed reporting,” the editor said.",
    ],
)
def test_no_contributors(text: str) -> None:
    assert not credits.contributors(text)


def test_a_writer_is_known_by_the_byline() -> None:
    note = "Ana Pell is the Norvale Post’s correspondent in Qadir."
    assert credits.contributors(note, "Ana Pell")
    assert not credits.contributors(note, "Jo Ruiz")


def test_a_note_at_the_end_of_the_last_paragraph() -> None:
    text = "The truce held on Friday. Additional reporting: Jo Ruiz"
    found = credits.tail_note(text)
    assert found is not None and text[: found[0]] == "The truce held on Friday."
    text = "The truce held on Friday. • Ana Pell is a fellow at the Norvale Institute"
    found = credits.tail_note(text)
    assert found == (25, "Ana Pell")
    assert credits.tail_note("The truce held on Friday.") is None
