"""The sentence around a quote, and what stands beside it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from according.cli.render import coded_report, cut, sentence_around, when
from according.cli.screen import console
from according.model.claim import Attribution, Claim, Figure, MadeBy, Mention, Toll
from according.model.place import PlaceRef
from according.model.report import Report
from according.model.span import Quote
from according.model.when import When

SENTENCES = [
    ("Gen. A. Marn left Vostin. He was calm. Rain fell.", "left Vostin", "Gen. A. Marn left Vostin."),
    ("One thing. “Two men died,” he said. Three.", "Two men died", "“Two men died,” he said."),
    ("A title\nThe text begins here. It goes on.", "begins", "The text begins here."),
    ("Only words without an end", "words", "Only words without an end"),
    ("It ended. “Why?” she asked. No one spoke.", "No one spoke", "No one spoke."),
    ("Both left at 5 p.m. and met Mr. Olden. Then rain.", "met", "Both left at 5 p.m. and met Mr. Olden."),
]


@pytest.mark.parametrize(("text", "quote", "sentence"), SENTENCES)
def test_sentence_around(text: str, quote: str, sentence: str) -> None:
    at = text.index(quote)
    start, end = sentence_around(text, at, at + len(quote))
    assert text[start:end] == sentence


def test_a_very_long_sentence_is_cut_around_the_quote() -> None:
    text = "word " * 500 + "the quote" + " word" * 500
    at = text.index("the quote")
    start, end = cut(*sentence_around(text, at, at + 9), at, at + 9)
    assert start < at < at + 9 < end
    assert end - start <= 600


@pytest.mark.parametrize(("time", "told"), [
    (When(date(2015, 10, 9), date(2015, 10, 9)), "2015-10-09"),
    (When(date(2015, 6, 1), date(2015, 8, 31)), "2015-06-01 to 2015-08-31"),
    (When(None, date(2015, 10, 9)), "by 2015-10-09"),
    (When(date(2015, 10, 9), None), "since 2015-10-09"),
    (When(None, None), ""),
    (When(datetime(2015, 10, 9, 18, 5, tzinfo=UTC), None), "since 2015-10-09 18:05+00:00"),
])
def test_when(time: When, told: str) -> None:
    assert when(time) == told


def shown(report: Report, *claims: Claim) -> list[str]:
    screen = console()
    with screen.capture() as captured:
        screen.print(coded_report(report, claims))
    return [line.rstrip() for line in captured.get().splitlines()]


def link(name: str | None, cue: str, **more: bool) -> Attribution:
    return Attribution(None, name, name, 0, 1, cue, **more)  # type: ignore[arg-type]


def test_the_chain_of_who_says_so_stands_in_plain_view() -> None:
    text = "State radio, citing the Guard, said at least 14 people died near Vostin."
    report = Report("r", text, "made-up.txt")
    base = Claim("c", "r", "made-up.txt", Quote.of(text, 35, 53), "toll", MadeBy(engine="made-up"))
    claim = Claim(base.id, base.report, base.report_ref, base.quote, "event", base.made_by, event_type="ASSAULT",
                  mode="aerial", agent=(Mention("the Guard", 0, 1, None, "Town Guard"),),
                  recipient=(Mention("people", 0, 1),), place=PlaceRef("Vostin", 0, 1, relation="near"),
                  toll=Toll(killed=Figure(14, 14, None)), standing="claimed", historical=True, protected=("x",),
                  attribution=(link("State radio", "said"), link("the Guard", "citing", anonymous=True)))
    assert shown(report, claim) == [
        "publisher unknown, undated  made-up.txt",
        "",
        f"  “{text}”",
        "    ASSAULT aerial  Town Guard → “people” · near “Vostin”, place unresolved · background · killed 14",
        "    or more",
        "    according to State radio ← citing the Guard (unnamed) · claimed · source asks for protection",
    ]


@pytest.mark.parametrize(("place", "time", "line"), [
    (None, None, "Vostin · 2015-10-09"),
    ("previous", None, "Vostin (as told before) · 2015-10-09"),
    ("headline", "previous", "Vostin (from the headline) · 2015-10-09 (as told before)"),
    ("previous", "previous", "Vostin · 2015-10-09 (both as told before)"),
    ("report", "speech", "Vostin (by the rest of the report) · 2015-10-09 (when it was said)"),
    (None, "clause", "Vostin · 2015-10-09"),
])
def test_what_a_clause_takes_over_is_marked(place: str | None, time: str | None, line: str) -> None:
    text = "Fourteen died."
    day = date(2015, 10, 9)
    claim = Claim("c", "r", "made-up.txt", Quote.of(text, 0, 13), "event", MadeBy(engine="made-up"),
                  event_type="ASSAULT", place=PlaceRef("Vostin", 0, 1, "x:vostin", "Vostin", "city", inherited=place),
                  time=When(day, day, inherited=time))
    assert f"    ASSAULT · {line}" in shown(Report("r", text, "made-up.txt"), claim)


def test_nobody_named_and_nothing_found() -> None:
    text = "Reportedly, calm."
    report = Report("r", text, "made-up.txt", publisher="The Courier", title="Calm")
    claim = Claim("c", "r", "made-up.txt", Quote.of(text, 0, 10), "position", MadeBy(engine="made-up"),
                  attribution=(link(None, "Reportedly"),), standing="reported")
    assert shown(report, claim)[-1] == "    according to nobody named (“Reportedly”) · reported"
    assert shown(report)[-1] == "  nothing found"
