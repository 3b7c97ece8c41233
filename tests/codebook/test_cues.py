"""The cue lists hang together."""

from __future__ import annotations

from according.codebook.cues import load_cues, load_people, load_repairs
from according.model.actor import ACTOR_KINDS
from according.model.claim import STANDINGS


def test_every_cue_has_a_class_that_exists() -> None:
    cues = load_cues()
    for table in (cues.verbs, cues.nouns, cues.adverbs, cues.adjectives, cues.prepositions):
        assert table
        assert set(table.values()) <= set(cues.classes)


def test_every_class_gives_a_standing_that_exists() -> None:
    assert {c.standing for c in load_cues().classes.values() if c.standing} <= set(STANDINGS)


def test_verbs_that_need_a_clause_are_cues() -> None:
    cues = load_cues()
    assert cues.needs_clause <= set(cues.verbs)


def test_every_role_has_a_kind_of_actor() -> None:
    people = load_people()
    assert {role.kind for role in people.roles.values()} <= {*ACTOR_KINDS, "unknown"}
    assert {role.form for role in people.roles.values()} <= {"collective", "people", "person"}
    assert set(people.bodies.values()) <= set(ACTOR_KINDS)


def test_lists_are_lower_case_and_repairs_end_in_a_stop() -> None:
    cues = load_cues()
    assert all(verb == verb.lower() for verb in cues.verbs)
    assert all(phrase == phrase.lower() for phrases in cues.protection.values() for phrase in phrases)
    assert all("." in short for short in load_repairs())


def test_the_weights_speak_for_plain_reporting() -> None:
    weights = load_cues().weights
    assert weights["v=say"] > 0
    assert weights["in before"] > weights.get("in dobj", 0.0)
