"""Control read from sentences: change, holder, loser, scope, count and places. Sentences are our own."""

from __future__ import annotations

from functools import lru_cache

import pytest

from according.extract.engine import RuleEngine
from according.extract.parsing.parser import parse
from according.extract.reading import ControlFinding, Reading
from according.model.report import Report
from according.model.when import Published


@lru_cache(maxsize=1)
def engine() -> RuleEngine:
    return RuleEngine()


def read(text: str, title: str = "") -> Reading:
    whole = f"{title}\n\n{text}" if title else text
    day = Published.parse("2016-06-01")
    report = Report(
        Report.make_id(whole, "Plain Herald", day, None),
        whole,
        "r",
        publisher="Plain Herald",
        title=title or None,
        title_end=len(title),
        published=day,
    )
    return engine().read(report, parse(whole))


def line(reading: Reading, f: ControlFinding) -> tuple[str, str | None, str, int | None, str | None]:
    place = reading.place_at(f.places[0]) if f.places else None
    named = place.ref.name if place else reading.parsed.words[f.places[0]].text if f.places else None
    return f.change, f.holder.name if f.holder else None, f.scope, f.count, named


CASES = [
    ("The Free Syrian Army captured Azaz on Sunday.", ("gain", "Free Syrian Army", "whole", None, "Azaz")),
    ("Azaz was captured by the Free Syrian Army.", ("gain", "Free Syrian Army", "whole", None, "Azaz")),
    ("Azaz fell to the Free Syrian Army on Sunday.", ("gain", "Free Syrian Army", "whole", None, "Azaz")),
    ("The Free Syrian Army took full control of Azaz.", ("gain", "Free Syrian Army", "whole", None, "Azaz")),
    ("Azaz came under the control of the Free Syrian Army.", ("gain", "Free Syrian Army", "whole", None, "Azaz")),
    ("Azaz is under the control of the Free Syrian Army.", ("hold", "Free Syrian Army", "whole", None, "Azaz")),
    ("Azaz remains in the hands of the Free Syrian Army.", ("hold", "Free Syrian Army", "whole", None, "Azaz")),
    ("The Free Syrian Army controls Azaz.", ("hold", "Free Syrian Army", "whole", None, "Azaz")),
    ("The Free Syrian Army lost control of Azaz.", ("loss", None, "whole", None, "Azaz")),
    ("The Free Syrian Army withdrew from Azaz.", ("withdraw", None, "whole", None, "Azaz")),
    ("The Free Syrian Army captured most of Azaz.", ("gain", "Free Syrian Army", "part", None, "Azaz")),
    ("The Free Syrian Army captured the outskirts of Azaz.", ("gain", "Free Syrian Army", "outskirts", None, "Azaz")),
    ("The Free Syrian Army overran a checkpoint in Azaz.", ("gain", "Free Syrian Army", "facility", None, "Azaz")),
    ("The Islamic State seized six villages near Azaz.", ("gain", "Islamic State", "whole", 6, "Azaz")),
    ("They met in Azaz, a town held by the Free Syrian Army.", ("hold", "Free Syrian Army", "whole", None, "Azaz")),
    ("The army agreed to withdraw from Azaz.", ("transfer_agreed", None, "whole", None, "Azaz")),
    ("The mayor denied that Azaz had fallen to the Islamic State.", ("denial", "Islamic State", "whole", None, "Azaz")),
    (
        "The Free Syrian Army handed Azaz over to the Islamic State.",
        ("transfer_done", "Islamic State", "whole", None, "Azaz"),
    ),
    ("The army lifted the siege of Azaz.", ("siege_lifted", None, "whole", None, "Azaz")),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0] for c in CASES])
def test_one_sentence_one_finding(text: str, expected: tuple[str, str | None, str, int | None, str | None]) -> None:
    reading = read(text)
    assert [line(reading, f) for f in reading.controls] == [expected]


def test_a_holder_told_in_a_compound() -> None:
    reading = read("They drove through rebel-held Azaz.")
    (found,) = reading.controls
    assert found.holder is not None
    assert (found.change, line(reading, found)[4]) == ("hold", "Azaz")


def test_lists_are_split_into_one_finding_a_place() -> None:
    reading = read("The Free Syrian Army captured the towns of Azaz and Marea.")
    assert [line(reading, f)[4] for f in reading.controls] == ["Azaz", "Marea"]


def test_a_note_without_a_subject_is_about_its_title() -> None:
    reading = read(
        "Captured by the Islamic State 3 May 2016. Recaptured by the Free Syrian Army 9 May 2016.", "Azaz, Syria"
    )
    assert [line(reading, f)[:2] for f in reading.controls] == [("gain", "Islamic State"), ("gain", "Free Syrian Army")]
    assert {line(reading, f)[4] for f in reading.controls} == {"Azaz"}


@pytest.mark.parametrize(
    "text",
    [
        "The Islamic State shelled Azaz on Sunday.",
        "The Islamic State tried to capture Azaz.",
        "The Islamic State launched an offensive to seize Azaz.",
        "The Free Syrian Army captured eight tanks.",
        "The Free Syrian Army captured two soldiers near Azaz.",
        "There were clashes near Azaz.",
        "The Islamic State did not capture Azaz.",
        "He took part in the talks in Azaz.",
        "The minister lost the election in Azaz.",
    ],
)
def test_no_control_is_read_where_none_is_told(text: str) -> None:
    assert read(text).controls == []


def test_every_finding_slices_back() -> None:
    reading = read("On Sunday, the Free Syrian Army took Azaz from the Islamic State, and rebels hold Marea.")
    for f in reading.controls:
        words = reading.parsed.words
        assert words[f.first].start <= words[f.trigger].start < words[f.last].end
        assert reading.parsed.text[words[f.trigger].start : words[f.trigger].end] == words[f.trigger].text
    assert any(f.loser is not None and f.loser.name == "Islamic State" for f in reading.controls)
