"""Invariants of incidents and tolls on generated records: order and repetition change nothing, nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from according.answer.found import Found
from according.answer.toll_counts import toll_of
from according.model.claim import Claim, Figure, Toll, Victim
from according.model.incident import Judged
from according.model.report import Report
from according.resolve.incidents import incidents_of, tells_happening
from according.weigh.roots import roots_of
from tests.answer.telling import mention, packs, told

PACKS = packs()
Told = list[tuple[Claim, Report]]
START = date(2020, 5, 3)
MODES = st.sampled_from(["aerial", "heavy-weapons", "explosives", "firearms", None])
OUTLETS = st.sampled_from(["Plain Herald", "River Post", "Dale Blog", "Red TV", None])
FORCES = st.sampled_from(["Red Army", "Blue Front", None])
NAMES = st.sampled_from([None, None, "Ann Poe", "Omar Haddad", "Haddad"])


def day(n: int) -> str:
    return (START + timedelta(days=n)).isoformat()


@st.composite
def attacks(draw: st.DrawFn) -> Told:
    """Up to eight tellings of attacks on one town over a week, some with figures, some with a named victim."""
    out: Told = []
    for ref in range(draw(st.integers(1, 8))):
        on = draw(st.integers(0, 6))
        claim, source = told(
            "", None, day(on), draw(OUTLETS), event_type="ASSAULT", ref=str(ref), published=day(on + 1)
        )
        agent, killed, name = draw(FORCES), draw(st.sampled_from([None, 1, 4, 5, 40])), draw(NAMES)
        victims = (Victim(name, 0, len(name)),) if name else ()
        figure = Figure(killed, killed, killed) if killed else Figure(1, 1, 1) if name else None
        toll = Toll(killed=figure, victims=victims) if figure else None
        who = mention(agent)
        claim = replace(claim, mode=draw(MODES), toll=toll, agent=(who,) if who else ())
        out.append((claim, source))
    return out


def partition(found: Told, judged: tuple[Judged, ...] = ()) -> set[tuple[str, ...]]:
    return {i.claims for i in incidents_of(found, judged)}


@settings(max_examples=100, deadline=None)
@given(attacks(), st.randoms(use_true_random=False))
def test_order_changes_no_incident(found: Told, random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert [i.to_json() for i in incidents_of(shuffled)] == [i.to_json() for i in incidents_of(found)]


@settings(max_examples=60, deadline=None)
@given(attacks(), st.data())
def test_a_report_read_twice_changes_no_incident(found: Told, data: st.DataObject) -> None:
    again = data.draw(st.sampled_from(found))
    assert partition([*found, again]) == partition(found)


@settings(max_examples=100, deadline=None)
@given(attacks())
def test_every_telling_is_in_one_incident(found: Told) -> None:
    placed = [claim for i in incidents_of(found) for claim in i.claims]
    assert sorted(placed) == sorted(c.id for c, _ in found if tells_happening(c))


@settings(max_examples=100, deadline=None)
@given(attacks(), st.data())
def test_a_person_s_split_holds_and_taken_back_counts_for_nothing(found: Told, data: st.DataObject) -> None:
    joined = [i for i in incidents_of(found) if len(i.claims) > 1]
    if not joined:
        return
    a, b = data.draw(st.sampled_from(joined)).claims[:2]
    split = Judged("split", a, b, "reviewer 1", "two attacks", "2024-01-01")
    assert not any({a, b} <= set(group) for group in partition(found, (split,)))
    assert partition(found, (replace(split, undone=True),)) == partition(found)


@settings(max_examples=100, deadline=None)
@given(attacks())
def test_a_toll_is_never_more_than_the_most_that_anyone_says(found: Told) -> None:
    by_id = {c.id: (c, r) for c, r in found}
    incidents = incidents_of(found)
    roots = roots_of(found, PACKS)
    for incident in incidents:
        toll = toll_of(incident, Found(tuple(incidents), by_id, roots))
        for harm in toll.harms if toll else ():
            tolls = [t for c in incident.claims if (t := by_id[c][0].toll) is not None]
            said = [t.killed.best or 0 for t in tolls if t.killed is not None]
            assert harm.high is not None and harm.low is not None and harm.best is not None
            assert harm.high <= max(said) and harm.low <= harm.best <= harm.high
            # One figure for each root; what is of unknown origin keeps one for each report.
            known = [c.root for c in harm.counts if c.root != "unknown origin"]
            unknown = [c.sentence.report for c in harm.counts if c.root == "unknown origin"]
            assert len(set(known)) == len(known) and len(set(unknown)) == len(unknown)
