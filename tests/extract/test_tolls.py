"""Tolls: figures with open ends, parts, totals, named victims, and what is no toll."""

from __future__ import annotations

from functools import lru_cache

import pytest

from according.extract.engine import RuleEngine
from according.extract.parsing.parser import parse
from according.extract.reading import Reading, TollFinding
from according.model.report import Report
from according.model.when import Published


@lru_cache(maxsize=1)
def engine() -> RuleEngine:
    return RuleEngine()


def read(text: str) -> Reading:
    published = Published.parse("2015-10-09")
    return engine().read(Report("", text, "", published=published), parse(text))


def tolls(text: str) -> list[TollFinding]:
    return read(text).tolls


def bounds(found: list[TollFinding]) -> dict[str, tuple[int | None, int | None]]:
    """Low and high by harm, of all tolls of a sentence (a harm told twice would be a fault)."""
    out: dict[str, tuple[int | None, int | None]] = {}
    for toll in found:
        for harm, figure in toll.toll.figures().items():
            assert harm not in out, f"{harm} told twice"
            out[harm] = (figure.low, figure.high)
    return out


FIGURES = [
    ("At least 14 people were killed in the market.", {"killed": (14, None)}),
    ("Up to 40 militants were killed, the army said.", {"killed": (None, 40)}),
    ("About 30 villagers were killed.", {"killed": (30, 30)}),
    ("Almost 200 civilians have been killed.", {"killed": (200, 200)}),
    ("More than 700 people were killed.", {"killed": (700, None)}),
    ("Dozens of farmers were killed.", {"killed": (24, None)}),
    ("Two dozen farmers were killed.", {"killed": (24, 24)}),
    ("Scores of students were killed.", {"killed": (40, None)}),
    ("Hundreds of villagers were killed.", {"killed": (200, None)}),
    ("The army killed tens of thousands of people.", {"killed": (20000, None)}),
    ("A number of guards were killed.", {"killed": (1, None)}),
    ("Soldiers killed villagers.", {"killed": (2, None)}),
    ("A nurse was killed by a sniper.", {"killed": (1, 1)}),
    ("No one was killed.", {"killed": (0, 0)}),
    ("Nobody was hurt.", {"injured": (0, 0)}),
    ("There were no casualties.", {"killed": (0, 0)}),
    ("The raid caused 14 casualties.", {"killed": (14, 14)}),
    ("The raid caused at least five casualties.", {"killed": (5, None)}),
    ("The raid caused dozens of casualties.", {"killed": (24, None)}),
    ("The raid caused a number of casualties.", {}),
    ("The raid caused several casualties.", {}),
    ("The raid caused heavy casualties.", {}),
    ("Between nine and 50 civilians died.", {"killed": (9, 50)}),
    ("Between 10 and 12 soldiers were captured.", {"detained": (10, 12)}),
    ("The quake killed 1,200 people.", {"killed": (1200, 1200)}),
    ("Some 1.5 million people have been displaced.", {"displaced": (1500000, 1500000)}),
    ("Around 200,000 people have fled their homes.", {"displaced": (200000, 200000)}),
    ("Fourteen people died.", {"killed": (14, 14)}),
    ("Twenty-one people died.", {"killed": (21, 21)}),
    ("Two hundred and fifty people died.", {"killed": (250, 250)}),
    ("At least 14 people were killed and 20 others wounded.", {"killed": (14, None), "injured": (20, 20)}),
    ("The attack killed 3 and injured 5.", {"killed": (3, 3), "injured": (5, 5)}),
    ("The shelling left six dead and 20 wounded.", {"killed": (6, 6), "injured": (20, 20)}),
    ("The attack resulted in 27 deaths and 40 injuries.", {"killed": (27, 27), "injured": (40, 40)}),
    ("Airstrikes killed and wounded hundreds of villagers.", {"killed": (2, None), "injured": (2, None)}),
    ("A roadside bomb killed two policemen and three civilians.", {"killed": (5, 5)}),
    ("Gunmen shot dead four farmers near the well.", {"killed": (4, 4)}),
    ("The strike claimed the lives of two medics.", {"killed": (2, 2)}),
    ("Nine miners lost their lives.", {"killed": (9, 9)}),
    ("The bodies of 14 men were found in a well.", {"killed": (14, 14)}),
    ("Police arrested 30 protesters.", {"detained": (30, 30)}),
    ("A family of seven was killed.", {"killed": (7, 7)}),
    ("Car bomb kills 17 in market", {"killed": (17, 17)}),
    ("The death toll rose to 31 on Tuesday.", {"killed": (31, 31)}),
]


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_figures(text: str, expected: dict[str, tuple[int | None, int | None]]) -> None:
    assert bounds(tolls(text)) == expected


@pytest.mark.parametrize("text", [
    "The senate killed the bill on Tuesday.",
    "The veto killed all hopes of a deal.",
    "The race ended in a dead heat.",
    "The striker was injured before the match.",
    "The photograph captured the mood of the town.",
    "The truce was a dead letter.",
    "Rebels captured two villages.",
    "The minister has eight deputies.",
])
def test_what_is_no_toll(text: str) -> None:
    assert tolls(text) == []


def test_every_figure_slices_back() -> None:
    for text, _ in FIGURES:
        for toll in tolls(text):
            for figure in toll.toll.figures().values():
                assert figure.start is not None and figure.end is not None
                assert text[figure.start : figure.end] == figure.text


@pytest.mark.parametrize(("text", "parts"), [
    ("A mine killed at least 7 people, including a woman and two children.", [(1, "woman"), (2, "children")]),
    ("Six people, two of them journalists, died.", [(2, "journalists")]),
    ("The raid killed 12 people, including five children.", [(5, "children")]),
])
def test_parts(text: str, parts: list[tuple[int, str]]) -> None:
    (toll,) = tolls(text)
    assert [(figure.low, figure.who) for _, figure in toll.toll.nested] == parts


@pytest.mark.parametrize(("text", "aggregate", "period"), [
    ("More than 250,000 people have died in the war since 2011.", True, "since 2011"),
    ("Dozens of teachers have lost their lives in the conflict.", True, None),
    ("The country is torn by a war in which 90,000 people have died and millions have fled.", True, None),
    ("Forty-one medics have been killed so far this year.", True, "so far this year"),
    ("A bomb killed 12 people on Monday, raising the death toll to 45.", False, None),
    ("A shell killed 12 people on Monday.", False, None),
    ("A prominent general was killed in the war.", False, None),
])
def test_totals_are_kept_apart(text: str, aggregate: bool, period: str | None) -> None:
    found = tolls(text)
    assert found and all(toll.toll.aggregate is aggregate for toll in found)
    assert found[0].toll.period is None if period is None else (
        found[0].toll.period is not None and found[0].toll.period.text == period)


def test_a_named_victim() -> None:
    (toll,) = tolls("Mariam Saleh, a Yemeni reporter working for Radio Hodan, was killed by a sniper on Sunday.")
    (victim,) = toll.toll.victims
    assert (victim.name, victim.role, victim.affiliation, victim.nationality) == (
        "Mariam Saleh", "Yemeni reporter", "Radio Hodan", "Yemeni")
    assert victim.civilian is True and victim.journalist is True and victim.harm == "killed"


def test_a_soldier_is_no_civilian() -> None:
    (toll,) = tolls("The drone strike killed the group's deputy commander, Tariq Bello.")
    (victim,) = toll.toll.victims
    assert victim.name == "Tariq Bello" and victim.civilian is False and victim.journalist is None


def test_a_toll_belongs_to_its_act() -> None:
    reading = read("Jets bombed the market on Monday, killing four people.")
    (toll,) = reading.tolls
    assert reading.parsed.words[toll.trigger].lower == "bombed"
    assert {event.trigger for event in reading.events} == {toll.trigger}


@pytest.mark.parametrize(("text", "expected"), [
    ("A mob hacked two traders to death.", {"killed": (2, 2)}),
    ("A tailor was stabbed to death and 14 bodies recovered in the town.", {"killed": (1, 1)}),
    ("Two men were stabbed on Thursday, one of whom later died.", {"killed": (1, 1)}),
    ("The four were arrested over the abduction of a nurse.", {"detained": (4, 4)}),
])
def test_a_figure_stays_with_its_own_act(text: str, expected: dict[str, tuple[int | None, int | None]]) -> None:
    assert bounds(tolls(text)[:1]) == expected


@pytest.mark.parametrize("text", [
    "Gunmen tried to kill the mayor.", "The blast could have hurt people.", "The court sentenced two men to death.",
    "The general was not killed.", "Rebels threatened to execute prisoners.",
])
def test_harm_that_did_not_happen_has_no_figure(text: str) -> None:
    assert bounds(tolls(text)) == {}
