"""Groups kept up with new claims are those of grouping everything at once, whatever came when, left, or was judged."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from according.model.claim import Claim
from according.model.incident import Judged
from according.model.report import Report
from according.resolve.grouping import Group, Looking, grouped
from according.resolve.incidents import paired, profile_of, tells_happening
from according.resolve.profile import Profile
from according.resolve.regroup import Pairing, Regrouped, regrouped
from tests.resolve.test_incident_properties import attacks

Told = list[tuple[Claim, Report]]


class Kept:
    """Groups and pairs in memory, and how often what was asked for."""

    def __init__(self) -> None:
        self.profiles: dict[str, Profile] = {}
        self.groups: dict[str, Group] = {}
        self.all_pairs: list[Pairing] = []
        self.opened: set[str] = set()

    def meet(self, fresh: Mapping[str, Profile]) -> Mapping[str, Profile]:
        return self.profiles

    def holding(self, claims: Collection[str]) -> set[str]:
        return {key for key, group in self.groups.items() if not set(claims).isdisjoint(group.members)}

    def beside(self, claims: Collection[str]) -> set[str]:
        ends = {p.right for p in self.all_pairs if p.left in claims} | {p.left for p in self.all_pairs
                                                                         if p.right in claims}
        return self.holding(ends)

    def members(self, groups: Collection[str]) -> tuple[dict[str, Group], dict[str, Profile]]:
        self.opened.update(groups)
        found = {key: self.groups[key] for key in groups}
        return found, {key: self.profiles[key] for group in found.values() for key in group.members}

    def pairs(self, claims: Collection[str]) -> list[Pairing]:
        return [p for p in self.all_pairs if p.left in claims and p.right in claims]

    def take(self, result: Regrouped, fresh: Mapping[str, Profile], gone: Collection[str] = ()) -> None:
        for group in result.ended:
            del self.groups[group.members[0]]
        self.groups.update({group.members[0]: group for group in result.made})
        self.profiles.update(fresh)
        for key in gone:
            del self.profiles[key]
        self.all_pairs = [p for p in (*self.all_pairs, *result.pairs) if p.left not in gone and p.right not in gone]


def profiles_of(found: Told) -> dict[str, Profile]:
    return {c.id: profile_of(c, r) for c, r in found if tells_happening(c)}


def at_once(profiles: Mapping[str, Profile], judged: tuple[Judged, ...] = ()) -> list[Group]:
    looking = Looking(profiles)
    return grouped(sorted(profiles), paired(profiles, looking), judged, looking)


def arrived(parts: list[dict[str, Profile]], judged: tuple[Judged, ...] = ()) -> Kept:
    kept = Kept()
    for fresh in parts:
        kept.take(regrouped(fresh, kept, judged), fresh)
    return kept


def dealt(profiles: Mapping[str, Profile], data: st.DataObject) -> list[dict[str, Profile]]:
    """Claims dealt into as many as four parts, in any order."""
    parts: list[dict[str, Profile]] = [{}, {}, {}, {}]
    for key, profile in profiles.items():
        parts[data.draw(st.integers(0, 3))][key] = profile
    return parts


@st.composite
def campaigns(draw: st.DrawFn) -> Told:
    """Up to three lots of attacks in the same town and week."""
    return [pair for n in range(draw(st.integers(1, 3))) for pair in _renamed(draw(attacks()), n)]


def _renamed(found: Told, lot: int) -> Told:
    return [(replace(c, id=f"{c.id}-{lot}"), r) for c, r in found]


@settings(max_examples=150, deadline=None)
@given(campaigns(), st.data())
def test_whatever_came_when_the_groups_are_those_of_all_at_once(found: Told, data: st.DataObject) -> None:
    profiles = profiles_of(found)
    kept = arrived(dealt(profiles, data))
    assert sorted(kept.groups.values(), key=lambda g: g.members) == at_once(profiles)


@settings(max_examples=100, deadline=None)
@given(campaigns(), st.data())
def test_claims_that_go_leave_the_groups_of_those_that_stay(found: Told, data: st.DataObject) -> None:
    profiles = profiles_of(found)
    kept = arrived(dealt(profiles, data))
    gone = {key for key in profiles if data.draw(st.integers(0, 3)) == 0}
    kept.take(regrouped({}, kept, gone=gone), {}, gone)
    stay = {key: p for key, p in profiles.items() if key not in gone}
    assert sorted(kept.groups.values(), key=lambda g: g.members) == at_once(stay)


@settings(max_examples=100, deadline=None)
@given(campaigns(), st.data())
def test_judgements_count_whether_made_before_or_after(found: Told, data: st.DataObject) -> None:
    profiles = profiles_of(found)
    if len(profiles) < 2:
        return
    judged = tuple(Judged(data.draw(st.sampled_from(["merge", "split"])), a, b, "a reviewer", "looked at", str(n))
                   for n, (a, b) in enumerate(data.draw(st.lists(st.tuples(*[st.sampled_from(sorted(profiles))] * 2),
                                                                 max_size=3))) if a != b)
    before = arrived(dealt(profiles, data), judged)
    assert sorted(before.groups.values(), key=lambda g: g.members) == at_once(profiles, judged)
    after = arrived(dealt(profiles, data))
    after.take(regrouped({}, after, judged, touched={key for j in judged for key in (j.left, j.right)}), {})
    assert sorted(after.groups.values(), key=lambda g: g.members) == at_once(profiles, judged)


def test_what_is_far_away_is_not_looked_at() -> None:
    """One more telling of one attack leaves the groups of other weeks alone."""
    from tests.answer.telling import told

    found = [told("", None, f"2020-{month:02}-04", f"Outlet {n}", event_type="ASSAULT", ref=f"{month}/{n}",
                  published=f"2020-{month:02}-05") for month in range(1, 7) for n in range(3)]
    profiles = profiles_of([(replace(c, mode="aerial"), r) for c, r in found])
    last = sorted(profiles)[-1]
    kept = arrived([{key: p for key, p in profiles.items() if key != last}])
    kept.opened.clear()
    kept.take(regrouped({last: profiles[last]}, kept), {last: profiles[last]})
    assert sorted(kept.groups.values(), key=lambda g: g.members) == at_once(profiles)
    assert len(kept.opened) < 3
