"""Roots: twelve outlets with one wire story are one; three accurate outlets stay three."""

from __future__ import annotations

import pytest

from according.model.claim import Claim
from according.model.report import Report
from according.weigh.corroboration import attribution_lost, corroborate
from according.weigh.interest import interest
from according.weigh.reliability import claim_grade, source_grade
from according.weigh.reuse import containment, grams, quotes, reuse_groups
from according.weigh.roots import UNKNOWN, Root, roots_of
from tests.answer.telling import packs, report, told

PACKS = packs()

# One story of a wire, and twelve ways in which papers shortened, led and wrapped it.
STORY = (
    "Fighters of the Red Army entered the market town of Ford at dawn on Sunday and raised their flag over the town "
    "hall after a night of shelling, residents reached by telephone said. “We heard the trucks before we saw them, and "
    "then it was over,” said a baker who gave only his first name. Two bridges on the road south were down, and the "
    "mill by the river was still burning at noon."
)
LEADS = [
    "FORD (Land Wire) — ",
    "The news from the north: ",
    "By our staff. ",
    "",
    "Sunday. ",
    "Update: ",
    "World. ",
    "In brief: ",
    "As it happened: ",
    "Morning edition. ",
    "From the front: ",
    "Late news: ",
]
TAILS = [
    "",
    " The fighting has gone on since spring.",
    " More follows.",
    " Prices of bread rose in the capital.",
    " Reporting by staff.",
    " The Blues said nothing.",
    " Ford has a mill and two schools.",
    " A map is inside.",
    "",
    " See page four.",
    " Rain is forecast.",
    " The week in pictures follows.",
]
OTHER = (
    "Our correspondent walked into Ford on Sunday afternoon and found Red soldiers at both gates. Shops were shut. A "
    "captain showed her the keys of the grain store and the list of those who had left."
)


def rewrites() -> list[tuple[Claim, Report]]:
    return [
        told("gain", "Red Army", "2020-05-03", f"Paper {i}", text=lead + STORY + tail, published="2020-05-04")
        for i, (lead, tail) in enumerate(zip(LEADS, TAILS, strict=True))
    ]


def test_twelve_rewrites_and_one_independent_report_are_two_roots() -> None:
    found = [*rewrites(), told("gain", "Red Army", "2020-05-03", "River Post", text=OTHER, published="2020-05-04")]
    roots = roots_of(found, PACKS)
    assert len({r.id for r in roots.values()}) == 2
    shown = corroborate(found, roots)
    assert len(shown.outlets) == 13 and "13 outlets · 2 roots" in str(shown)


def test_three_accurate_independent_reports_stay_three() -> None:
    texts = [
        "The Red Army holds Ford since Sunday, our reporter there says; the flag on the hall is new.",
        "Ford fell on Sunday. Red trucks stood in the market when we arrived, and the school was shut.",
        "On Sunday Red soldiers took Ford. Families on the road told of a quiet morning after a loud night.",
    ]
    found = [told("gain", "Red Army", "2020-05-03", f"Paper {i}", text=t) for i, t in enumerate(texts)]
    assert len({r.id for r in roots_of(found, PACKS).values()}) == 3


def test_the_end_of_the_chain_is_the_root_whoever_carries_it() -> None:
    found = [
        told("gain", "Red Army", "2020-05-03", f"Paper {i}", says="Hill Monitor", kind="monitor", ref=str(i))
        for i in range(5)
    ]
    assert {r.id for r in roots_of(found, PACKS).values()} == {"speaker:t:monitor"}


def test_unknown_origin_is_one_bucket() -> None:
    found = [told("gain", "Red Army", "2020-05-03", None, ref=str(i)) for i in range(3)]
    assert {r.id for r in roots_of(found, PACKS).values()} == {UNKNOWN}


def test_a_reviewer_may_merge_and_split() -> None:
    a, b = told("gain", "Red Army", "2020-05-03", "Paper 1"), told("gain", "Red Army", "2020-05-03", "Paper 2")
    merged = roots_of([a, b], PACKS, [("merge", "speaker:paper 1", "speaker:paper 2")])
    assert len({r.id for r in merged.values()}) == 1
    c = told("gain", "Red Army", "2020-05-03", "Paper 1", ref="again")
    split = roots_of([a, c], PACKS, [("split", a[0].id, "")])
    assert len({r.id for r in split.values()}) == 2


def test_text_reuse_needs_time_and_substance() -> None:
    near, far = report("A", "2020-05-03", STORY), report("B", "2020-05-20", STORY)
    assert reuse_groups([near, far]) == {}
    assert set(reuse_groups([near, report("B", "2020-05-05", STORY)])) == {near.id, report("B", "2020-05-05", STORY).id}
    assert containment(grams(STORY), grams(OTHER)) == 0.0
    assert quotes(STORY) == {"we heard the trucks before we saw them and then it was over"}


@pytest.mark.parametrize(
    ("speaker", "gains", "loses", "expected"),
    [
        ("a", "a", "b", "self_serving"),
        ("b", "a", "b", "against_interest"),
        ("c", "a", "b", "neutral"),
        (None, "a", "b", "neutral"),
    ],
)
def test_interest(speaker: str | None, gains: str, loses: str, expected: str) -> None:
    assert interest(speaker, gains, loses) == expected


ROOT = Root("speaker:x", "X", "newspaper")
WEAK = Root("speaker:y", "Y", "online")
PARTY = Root("speaker:z", "Z", "armed_group", side="z")


@pytest.mark.parametrize(
    ("roots", "denied", "grade"),
    [
        ([(ROOT, "neutral"), (WEAK, "neutral")], False, 1),
        ([(PARTY, "against_interest")], True, 1),
        ([(ROOT, "neutral")], False, 2),
        ([(WEAK, "neutral")], False, 3),
        ([(PARTY, "self_serving")], False, 4),
        ([(PARTY, "self_serving")], True, 5),
        ([(Root(UNKNOWN, "?", "unknown"), "neutral")], False, 6),
    ],
)
def test_claim_grades(roots: list[tuple[Root, str]], denied: bool, grade: int) -> None:
    assert claim_grade(roots, denied) == grade


def test_source_grades_fall_where_a_source_serves_itself() -> None:
    assert source_grade(PARTY) == "D" and source_grade(PARTY, "self_serving") == "E"
    assert source_grade(PARTY, "against_interest") == "B" and source_grade(Root(UNKNOWN, "?", "unknown")) == "F"


def test_a_later_outlet_that_dropped_the_claimed_is_named() -> None:
    first = told("gain", "Red Army", "2020-05-03", "Paper 1", says="Red Army")
    later = told("gain", "Red Army", "2020-05-03", "Paper 2", published="2020-05-05")
    assert attribution_lost([later, first]) == ("Paper 2",)
