"""Invariants on generated records: order and doubling change nothing; interested or harmless reports move no town."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import example, given, note, settings
from hypothesis import strategies as st
from pytest import MonkeyPatch

from according.answer import past
from according.answer.control import who_holds
from according.answer.moves import moves_of, moves_together
from according.answer.place_past import told_alone
from according.answer.tellings import telling_of
from according.model.claim import Claim
from according.model.control import ControlState
from according.model.report import Report
from according.model.when import When
from tests.answer.telling import packs, told

PACKS = packs()
Told = list[tuple[Claim, Report]]
START = date(2020, 1, 1)
FORCES = st.sampled_from(["Red Army", "Blue Front", "Green Guard"])
OUTLETS = st.sampled_from(["Plain Herald", "River Post", "Dale Blog", "Red TV", "Blue Radio", None])
SPEAKERS = st.sampled_from([None, None, "Red Army", "Blue Front", "Hill Monitor"])
CHANGES = st.sampled_from(
    ["gain", "gain", "hold", "withdraw", "loss", "contested", "siege", "denial", "transfer_agreed"]
)
SCOPES = st.sampled_from(["whole", "whole", "whole", "part", "facility", "outskirts"])


def day(n: int) -> str:
    return (START + timedelta(days=n)).isoformat()


@st.composite
def tellings(draw: st.DrawFn, least: int = 1) -> Told:
    out: Told = []
    for ref in range(draw(st.integers(least, 8))):
        change, force = draw(CHANGES), draw(FORCES)
        n = draw(st.integers(0, 300))
        leaves = change in ("withdraw", "loss")
        out.append(
            told(
                change,
                None if leaves else force,
                day(n),
                draw(OUTLETS),
                loser=force if leaves else None,
                says=draw(SPEAKERS),
                scope=draw(SCOPES),
                until=day(n + draw(st.sampled_from([0, 0, 0, 20]))),
                ref=str(ref),
            )
        )
    return out


def ask(found: Told, n: int = 400) -> ControlState:
    for claim, source in found:
        c, t = claim.control, claim.time
        if c is not None and t is not None:
            who = c.holder or c.loser
            says = claim.attribution[0].name if claim.attribution else None
            note(
                f"{t.first_day}..{t.last_day} {c.change}/{c.scope} {who.name if who else None} "
                f"by {source.publisher} says {says}"
            )
    return who_holds(found, "Ford", START + timedelta(days=n), PACKS)


@settings(max_examples=120, deadline=None)
@given(tellings(), st.randoms(use_true_random=False), st.integers(0, 400))
def test_shuffling_reports_changes_no_answer(found: Told, random: object, n: int) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert ask(shuffled, n).to_json() == ask(found, n).to_json()


@settings(max_examples=120, deadline=None)
@given(tellings(), st.data())
def test_doubling_any_report_changes_nothing(found: Told, data: st.DataObject) -> None:
    again = data.draw(st.sampled_from(found))
    assert ask([*found, again]).to_json() == ask(found).to_json()


@settings(max_examples=120, deadline=None)
@given(tellings(), st.integers(0, 300), st.sampled_from(["Red Army", "Blue Front"]))
def test_a_self_serving_gain_changes_no_holder(found: Told, n: int, force: str) -> None:
    boast = told("gain", force, day(n), "River Post", says=force, ref="boast")
    assert {h.bloc for h in ask([*found, boast]).holders} <= {h.bloc for h in ask(found).holders} | _borne_out(
        found, force
    )


def _borne_out(found: Told, force: str) -> set[str]:
    """A boast may come true by what others tell: by the loser's leaving, or as one more telling of a known gain."""
    helped = any(
        c.control
        and (c.control.change in ("withdraw", "loss") or (c.control.holder and c.control.holder.name == force))
        for c, _ in found
    )
    side = {"Red Army": "t:red-bloc", "Blue Front": "t:blue-bloc"}[force]
    return {side} if helped else set()


@settings(max_examples=120, deadline=None)
@given(tellings(), st.integers(0, 300), st.sampled_from(["", "transfer_agreed"]))
def test_shelling_and_announcements_change_no_holder(found: Told, n: int, change: str) -> None:
    more = told(
        change,
        "Red Army" if change else None,
        day(n),
        "River Post",
        event_type=None if change else "ASSAULT",
        ref="more",
    )
    before, after = ask(found), ask([*found, more])
    assert (after.status, after.holders, after.grade) == (before.status, before.holders, before.grade)


LOST_BY_AN_ALLY = [told("loss", None, day(0), "Plain Herald", loser="Green Guard", ref=ref) for ref in ("0", "1")]


@settings(max_examples=120, deadline=None)
@given(tellings(), st.integers(0, 300), st.sampled_from(["Red Army", "Blue Front"]))
@example(LOST_BY_AN_ALLY, 0, "Blue Front")
def test_what_a_party_says_of_the_others_leaving_changes_no_holder(found: Told, n: int, force: str) -> None:
    other = {"Red Army": "Blue Front", "Blue Front": "Red Army"}[force]
    gone = told("withdraw", None, day(n), "River Post", loser=other, says=force, ref="gone")
    alone = [c for c, _ in found if c.control and c.control.change in ("withdraw", "loss")
             and c.control.loser and c.control.loser.name == other]
    if alone:
        return  # one more telling of a departure that others tell too
    before, after = ask(found), ask([*found, gone])
    assert (after.status, after.holders, after.grade) == (before.status, before.holders, before.grade)


@settings(max_examples=120, deadline=None)
@given(tellings(), st.integers(0, 300), st.sampled_from(["facility", "outskirts", "countryside"]))
def test_a_part_that_is_not_the_town_changes_only_that(found: Told, n: int, scope: str) -> None:
    more = told("gain", "Red Army", day(n), "River Post", scope=scope, ref="more")
    before, after = ask(found), ask([*found, more])
    assert (after.status, after.holders, after.grade) == (before.status, before.holders, before.grade)


@settings(max_examples=120, deadline=None)
@given(tellings(), st.integers(1, 1500))
def test_age_lowers_a_grade_and_never_hands_a_place_over(found: Told, later: int) -> None:
    rank = {"none": 0, "stale": 1, "inferred": 2, "claimed": 3, "probable": 4, "confirmed": 5}
    now, then = ask(found, 330), ask(found, 330 + later)
    assert then.holders == now.holders and then.status == now.status
    assert rank[then.grade] <= rank[now.grade]


@settings(max_examples=80, deadline=None)
@given(tellings(), st.integers(0, 300), st.sampled_from(["planned", "possible", "conditional", "negated", "opinion"]))
def test_what_is_no_fact_changes_nothing(found: Told, n: int, standing: str) -> None:
    more = told("gain", "Red Army", day(n), "River Post", standing=standing, ref="more")
    before, after = ask(found), ask([*found, more])
    assert (after.status, after.holders, after.grade) == (before.status, before.holders, before.grade)


@settings(max_examples=80, deadline=None)
@given(tellings(), st.integers(0, 300))
def test_a_siege_is_laid_over_and_moves_nobody_who_is_known(found: Told, n: int) -> None:
    more = told("siege", None, day(n), "River Post", ref="more")
    before, after = ask(found), ask([*found, more])
    assert (after.status, after.holders, after.grade) == (before.status, before.holders, before.grade)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 200), st.sampled_from(["Red Army", "Blue Front"]))
def test_contested_needs_both_inside(n: int, force: str) -> None:
    other = {"Red Army": "Blue Front", "Blue Front": "Red Army"}[force]
    had, inside = told("gain", other, day(n), ref="had"), told("gain", force, day(n + 30), scope="part", ref="in")
    assert ask([had, inside]).status == "contested"
    left = told("withdraw", None, day(n + 20), loser=other, ref="left")
    assert ask([had, left, inside]).status != "contested"


@settings(max_examples=120, deadline=None)
@given(tellings(), st.integers(0, 300))
def test_every_answer_names_its_rule_and_what_would_change_it(found: Told, n: int) -> None:
    s = ask(found, n)
    assert 1 <= s.rule <= 12 and s.would_change
    assert (s.status in ("held", "contested", "shared", "disputed")) >= bool(s.holders) or s.status == "claimed_only"
    told_ids = {c.id for c, _ in found}
    assert all(sentence.claim in told_ids for sentence in s.sentences)


def through_time(found: Told, place: str, days: list[date], known_on: date | None = None) -> list[ControlState]:
    """The answers of many days from one past."""
    dated = [(c, r) for c, r in found
             if known_on is None or (r.published is not None and r.published.day <= known_on)]
    known = told_alone(place, dated, PACKS)
    return [replace(known.state(day, place), place=place, known_on=known_on) for day in days]


@settings(max_examples=120, deadline=None)
@given(tellings(), st.lists(st.integers(0, 400), min_size=1, max_size=6), st.sampled_from([None, 30, 200]))
def test_many_days_at_once_are_each_day(found: Told, days: list[int], known: int | None) -> None:
    asked = [START + timedelta(days=n) for n in days]
    known_on = START + timedelta(days=known) if known is not None else None
    with MonkeyPatch.context() as patched:
        patched.setattr(past, "LEAST", 1)
        found_then = through_time(found, "Ford", asked, known_on)
    assert through_time(found, "Ford", asked, known_on) == [
        who_holds(found, "Ford", day, PACKS, known_on) for day in asked] == found_then


@settings(max_examples=300, deadline=None)
@given(tellings(2), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4)), min_size=8, max_size=8))
def test_a_cut_between_tellings_changes_no_move(found: Told, days: list[tuple[int, int]]) -> None:
    """Cutting the past where nothing reaches across gives the moves of the whole, close in time and undated or not."""
    near: Told = []
    for (claim, source), (n, kind) in zip(found, days, strict=False):
        last = START + timedelta(days=n * (1 if kind else 5))
        when = When(None if kind == 0 else last, last)
        near.append((replace(claim, time=when), source))
    every = [telling_of(claim, report, PACKS) for claim, report in near]
    assert moves_of(every) == moves_together(every)


def test_what_has_no_first_day_may_have_happened_long_before() -> None:
    """A capture told of without a day is in every earlier day's answer, however far apart the stretches are."""
    taken = [told("gain", "Red Army", day(0)), told("hold", "Red Army", day(100)), told("hold", "Red Army", day(200))]
    late, source = told("gain", "Blue Front", day(300), "River Post")
    found = [*taken, (replace(late, time=When(None, START + timedelta(days=300))), source)]
    asked = [START + timedelta(days=n) for n in (50, 150, 250)]
    with MonkeyPatch.context() as patched:
        patched.setattr(past, "LEAST", 1)
        states = through_time(found, "Ford", asked)
    assert states == [who_holds(found, "Ford", on, PACKS) for on in asked]
    assert [s.alternatives[0].name for s in states] == ["Blue Front"] * 3
