"""Invariants of roots and grades on generated reports: copies add nothing, independents stay, order is nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from according.model.claim import Claim
from according.model.report import Report
from according.weigh.corroboration import corroborate
from according.weigh.interest import interest
from according.weigh.reliability import claim_grade
from according.weigh.roots import Root, roots_of
from tests.answer.telling import packs, told

PACKS = packs()
Told = list[tuple[Claim, Report]]
START = date(2020, 5, 3)
# Words to make stories of: any two stories drawn from so many share hardly a run of five.
HEADS, ENDS = ("bar", "dun", "fel", "gor", "hal", "kim", "lor", "mes"), ("an", "eth", "il", "os")
LEXICON = [head + end for head in HEADS for end in ENDS]
NUMBERS = st.integers(0, 10**6)


def story(number: int) -> str:
    """Fifty words that follow from a number."""
    return " ".join(Random(number).choices(LEXICON, k=50))


STORY = NUMBERS.map(story)
THREE = st.lists(NUMBERS, min_size=3, max_size=3, unique=True)
LEADS = st.sampled_from(["", "By our staff. ", "Update: ", "In brief: ", "World. ", "Late news: "])
TAILS = st.sampled_from(["", " More follows.", " See page four.", " Rain is forecast.", " Bread is dear."])
OUTLETS = st.sampled_from(["Plain Herald", "River Post", "Dale Blog", "Red TV", "Blue Radio", "Mill Times", None])
SPEAKERS = st.sampled_from([None, None, None, "Red Army", "Blue Front", "Hill Monitor", "a resident"])


def day(n: int) -> str:
    return (START + timedelta(days=n)).isoformat()


def telling(by: str | None, text: str, on: int = 1, says: str | None = None, ref: str = "") -> tuple[Claim, Report]:
    return told("gain", "Red Army", day(0), by, says=says, text=text, published=day(on), ref=ref)


def grade(found: Told) -> int:
    roots = roots_of(found, PACKS)
    return claim_grade([(r, interest(r.side, "t:red-bloc", "t:blue-bloc")) for r in roots.values()], denied=False)


def independents(found: Told) -> int:
    return len(corroborate(found, roots_of(found, PACKS)).roots)


@st.composite
def tellings(draw: st.DrawFn) -> Told:
    out: Told = []
    for ref in range(draw(st.integers(1, 7))):
        out.append(telling(draw(OUTLETS), draw(STORY), draw(st.integers(1, 4)), draw(SPEAKERS), str(ref)))
    return out


@settings(max_examples=60, deadline=None)
@given(THREE, st.lists(st.tuples(LEADS, TAILS), min_size=12, max_size=12))
def test_twelve_rewrites_of_one_story_and_another_are_two_roots(
    numbers: list[int], wrapped: list[tuple[str, str]]
) -> None:
    one, other = story(numbers[0]), story(numbers[1])
    rewrites = [telling(f"Paper {i}", lead + one + tail, ref=str(i)) for i, (lead, tail) in enumerate(wrapped)]
    assert independents([*rewrites, telling("River Post", f"Seen there: {other}")]) == 2


@settings(max_examples=60, deadline=None)
@given(THREE)
def test_three_independent_reports_of_one_fact_stay_three(numbers: list[int]) -> None:
    assert independents([telling(f"Paper {i}", story(n)) for i, n in enumerate(numbers)]) == 3


@settings(max_examples=100, deadline=None)
@given(tellings(), st.randoms(use_true_random=False))
def test_order_changes_no_root_and_no_grade(found: Told, random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert roots_of(shuffled, PACKS) == roots_of(found, PACKS)
    assert grade(shuffled) == grade(found)
    assert corroborate(shuffled, roots_of(shuffled, PACKS)) == corroborate(found, roots_of(found, PACKS))


@settings(max_examples=100, deadline=None)
@given(tellings(), st.data())
def test_a_report_read_twice_changes_no_grade(found: Told, data: st.DataObject) -> None:
    again = data.draw(st.sampled_from(found))
    assert grade([*found, again]) == grade(found)
    assert independents([*found, again]) == independents(found)


@settings(max_examples=100, deadline=None)
@given(tellings(), st.data(), LEADS)
def test_a_report_copied_by_another_outlet_changes_no_grade(found: Told, data: st.DataObject, lead: str) -> None:
    claim, source = data.draw(st.sampled_from(found))
    assert source.published is not None
    later = (source.published.day + timedelta(days=1)).isoformat()
    copy = told("gain", "Red Army", day(0), "Far Mirror", text=lead + source.text, published=later, ref="copy")
    copy = (replace(copy[0], attribution=claim.attribution), copy[1])
    assert grade([*found, copy]) == grade(found)
    assert independents([*found, copy]) == independents(found)


def test_organs_of_one_state_are_one_root_and_a_spokesman_is_his_organisation() -> None:
    army = Root("speaker:t:army", "Hill Army", "armed_forces", group="speaker:t:hill")
    radio = Root("speaker:t:radio", "Hill Radio", "state_media", group="speaker:t:hill")
    other = Root("speaker:post", "River Post", "newspaper")
    assert claim_grade([(army, "neutral"), (radio, "neutral")], denied=False) == 3
    assert claim_grade([(army, "neutral"), (other, "neutral")], denied=False) == 1
