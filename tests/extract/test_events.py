"""Events: own sentences by type and construction, each with the type, mode and roles it must yield."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from according.extract.events import finder as events
from according.extract.parsing.parser import parse
from according.extract.reading import EventFinding, Reading
from according.gazetteer.lookup import Gazetteer
from according.model.report import Report
from according.packs.loader import PackSet

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("events_table.toml").read_text("utf-8"))["case"]


def read(text: str) -> Reading:
    """The sentence with its events alone: no packs, no places, so that only frames and syntax are tried."""
    reading = Reading(Report("t", text, "t"), parse(text), PackSet([]), Gazetteer())
    reading.events = events.find(reading)
    return reading


def fits(reading: Reading, event: EventFinding, case: dict[str, Any]) -> bool:
    """Whether the event is the one the case wants."""
    if event.event_type != case.get("type", event.event_type) or event.mode != case.get("mode", event.mode):
        return False
    for role, mentions in (("agent", event.agents), ("recipient", event.recipients)):
        if role in case:
            texts = [reading.parsed.slice(m.first, m.last) for m in mentions]
            if len(texts) != len(case[role]) or not all(any(want in text for text in texts) for want in case[role]):
                return False
    return True


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_sentence(case: dict[str, Any]) -> None:
    reading = read(case["text"])
    told = [(e.event_type, e.mode, e.why) for e in reading.events]
    if case.get("none"):
        assert told == []
    else:
        assert any(fits(reading, event, case) for event in reading.events), told


def test_table_is_wide() -> None:
    assert len(CASES) >= 300
    assert len({case.get("type") for case in CASES}) >= 16


def test_one_happening_is_told_once() -> None:
    reading = read("Two car bombs exploded in the market, killing nine people and wounding thirty.")
    assert [e.event_type for e in reading.events] == ["ASSAULT"]


def test_quote_is_the_clause_without_its_attribution() -> None:
    reading = read("Militants attacked a convoy near the dam, the ministry said on Friday.")
    (event,) = [e for e in reading.events if e.event_type == "ASSAULT"]
    assert reading.parsed.slice(event.first, event.last) == "Militants attacked a convoy near the dam"


def test_threat_takes_the_recipient_of_the_act() -> None:
    reading = read("The group threatened to attack the embassy.")
    (event,) = reading.events
    assert (event.event_type, event.mode, event.verbal_act) == ("THREATEN", "violence", True)


def test_weapon_is_named_and_normalised() -> None:
    reading = read("Gunmen attacked the village with machetes.")
    (event,) = reading.events
    assert (event.mode, event.weapon, event.weapon_norm) == ("primitive", "machetes", "blade")


def test_same_text_same_events() -> None:
    text = "Rebels shelled the port while soldiers fought them near the dam."
    first, second = read(text), read(text)
    assert [(e.trigger, e.event_type, e.first, e.last) for e in first.events] == [
        (e.trigger, e.event_type, e.first, e.last) for e in second.events
    ]
