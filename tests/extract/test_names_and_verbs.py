"""Names that the parser takes for verbs or for nouns, verbs inside what the recogniser takes for a name, and what is
told after an event is named."""

from __future__ import annotations

import pytest

from tests.extract.test_line_by_line import code


@pytest.mark.parametrize(("text", "places"), [
    ("The Islamic State shelled Marea on Thursday, a villager said.", {"Marea"}),
    ("Rebels captured Fafin hours later.", {"Fafin"}),
    ("The army seized Herbel and Tell Rifaat.", {"Herbel", "Tell Rifaat"}),
    ("Rebels captured Marea and Tell Rifaat on Friday.", {"Marea", "Tell Rifaat"}),
])
def test_each_town_is_a_place(text: str, places: set[str]) -> None:
    assert {c.place.name for c in code(text) if c.place is not None} == places


def test_a_headline_s_nouns_are_no_towns() -> None:
    assert not [c for c in code("Army Shells Market As Talks Begin") if c.place is not None]


@pytest.mark.parametrize(("text", "speaker"), [
    ("A rebel commander told Dale Wire on Friday after two car bombs that six villages had fallen.", "rebel commander"),
    ("A doctor informed reporters during the raid that 12 fighters were killed.", "doctor"),
])
def test_what_is_told_after_an_event_is_of_who_told_it(text: str, speaker: str) -> None:
    (claim,) = [c for c in code(text) if c.control is not None or c.toll is not None]
    assert claim.attribution[-1].name == speaker and claim.standing in ("claimed", "reported")


def test_a_relative_clause_stays_with_its_noun() -> None:
    """Nobody is said to have told that a town was shelled."""
    told = code("He told reporters in the town that was shelled on Friday to leave.")
    assert all(not c.attribution for c in told if c.event_type == "ASSAULT")
