"""How one party stands to another, from sentences. Sentences are our own."""

from __future__ import annotations

from functools import lru_cache

import pytest

from according.extract.engine import RuleEngine
from according.extract.parsing.parser import parse
from according.model.report import Report


@lru_cache(maxsize=1)
def engine() -> RuleEngine:
    return RuleEngine()


def relations(text: str) -> list[tuple[str, str, str]]:
    parsed = parse(text)
    reading = engine().read(Report("r", text, "r"), parsed)
    return [(f.relation, f.left.actor or parsed.slice(f.left.first, f.left.last),
             f.right.actor or parsed.slice(f.right.first, f.right.last)) for f in reading.relations]


TOLD = [
    ("The Islamic State, also known as Daesh, lost two villages.", ("alias", "syria:islamic-state",
                                                                    "syria:islamic-state")),
    ("The Syrian Democratic Forces (SDF) crossed the river.", ("alias", "syria:sdf", "syria:sdf")),
    ("The Quds Force, a unit of the Revolutionary Guards, kept a base there.", ("part_of", "world:quds-force",
                                                                                "world:irgc")),
    ("Hezbollah is allied with Iran.", ("allied", "world:hezbollah", "world:iran")),
    ("Turkey backs the Levant Front.", ("backs", "world:turkey", "syria:levant-front")),
    ("The Levant Front is supported by Turkey.", ("backs", "world:turkey", "syria:levant-front")),
    ("Russia has been providing the Syrian government with military assistance.", ("backs", "world:russia",
                                                                                   "world:syria")),
    ("Iran trained the National Defense Forces for years.", ("trains", "world:iran", "syria:national-defense-forces")),
    ("The M23 is fighting Congolese troops.", ("fights", "world:m23",
                                               "world:democratic-republic-of-the-congo-armed-forces")),
    ("Ahrar al-Sham joined the campaign against the Islamic State.", ("fights", "syria:ahrar-al-sham",
                                                                      "syria:islamic-state")),
    ("France is determined to defeat Boko Haram.", ("fights", "world:france", "world:boko-haram")),
    ("Jets carried out strikes in support of the Syrian Democratic Forces, and the United States conducted raids in "
     "support of the Peshmerga.", ("backs", "world:united-states", "world:peshmerga")),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_told(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in relations(text)


# Whose fight it is, where another helps in it or leads it.
FIGHTS = [
    ("France supports the Nigerian army in its campaign to defeat Boko Haram.", "world:nigeria-armed-forces"),
    ("Chad will help the Nigerian army's fight against Boko Haram.", "world:nigeria-armed-forces"),
    ("Chad reiterated its support for Nigeria in the fight against Boko Haram.", "world:nigeria"),
]


@pytest.mark.parametrize(("text", "who"), FIGHTS)
def test_whose_fight(text: str, who: str) -> None:
    assert {left for kind, left, _ in relations(text) if kind == "fights"} == {who}


def test_support_of_an_act_is_support_of_who_does_it() -> None:
    assert ("backs", "world:chad", "world:nigeria-armed-forces") in relations(
        "Chad supports the Nigerian army's offensive.")


def test_aided_by_support_from() -> None:
    assert ("backs", "world:france", "world:nigeria-armed-forces") in relations(
        "The Nigerian army, aided by support from France, crossed the river.")


SILENT = [
    "Iran's \"war\" on the Taliban is a sham.",
    "Hezbollah met officials of Iran in Beirut.",
    "The mayor supports the hospital.",
    "Turkey does not back the Levant Front.",
    "A farmer fought the fire with his neighbours.",
    "The town (population 3,000) lies on the river.",
]


@pytest.mark.parametrize("text", SILENT)
def test_silent(text: str) -> None:
    assert relations(text) == []


def test_findings_slice_back_and_repeat() -> None:
    text = "Iran-backed militias and the Nusra Front, formerly an ally of Hamas, fought near the river."
    assert relations(text) == relations(text)
    parsed = parse(text)
    reading = engine().read(Report("r", text, "r"), parsed)
    for finding in reading.relations:
        assert finding.first <= finding.trigger <= finding.last
