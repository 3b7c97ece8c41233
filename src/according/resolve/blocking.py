"""Which claims are worth comparing: near in time and place, or with a named victim in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from math import floor

from according.resolve.profile import Profile
from according.resolve.when_where import WIDE

# Degrees of a cell, days before a report that an undated claim may tell of, the longest interval looked into.
CELL = 0.5
UNDATED_DAYS = 3
LONGEST_DAYS = 31
_TODAY = ((0, 0), (0, 1), (1, -1), (1, 0), (1, 1))
_TOMORROW = tuple((dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))

Bins = dict[tuple[date, int, int], list[str]]
Days = dict[tuple[date, str], list[str]]


def blocked(profiles: Mapping[str, Profile]) -> list[tuple[str, str]]:
    """Pairs worth comparing, each once, the smaller id first.

    Claims with coordinates meet within a cell of CELL degrees and its neighbours, on one day or the next; one without
    (a country, a province, no place) meets those of its day and country, but placed ones only where both count dead
    or name victims. Pairs that a veto would part at once (another kind of act, another place taken) are left out.
    """
    cells: Bins = {}
    loose: Days = {}
    harmed: Days = {}
    named: dict[str, list[str]] = {}
    for key, p in profiles.items():
        for victim in p.victims:
            named.setdefault(victim.family, []).append(key)
        country = p.claim.place.country or "" if p.claim.place else ""
        cell = _cell(p)
        counts = p.killed is not None or p.injured is not None or bool(p.victims)
        for day in _days(p):
            if cell is None:
                loose.setdefault((day, country), []).append(key)
            else:
                cells.setdefault((day, *cell), []).append(key)
            if counts:
                harmed.setdefault((day, country), []).append(key)
    pairs: set[tuple[str, str]] = set()
    for members in named.values():
        _within(members, profiles, pairs)
    _in_cells(cells, profiles, pairs)
    _by_country(loose, profiles, pairs)
    _by_country(harmed, profiles, pairs)
    for (day, country), members in harmed.items():
        if country:
            _between(members, harmed.get((day, ""), ()), profiles, pairs)
    return sorted(pairs)


def _in_cells(cells: Bins, profiles: Mapping[str, Profile], pairs: set[tuple[str, str]]) -> None:
    for (day, x, y), members in cells.items():
        _within(members, profiles, pairs)
        for dx, dy in _TODAY[1:]:
            _between(members, cells.get((day, x + dx, y + dy), ()), profiles, pairs)
        for dx, dy in _TOMORROW:
            _between(members, cells.get((day + timedelta(days=1), x + dx, y + dy), ()), profiles, pairs)


def _by_country(bins: Days, profiles: Mapping[str, Profile], pairs: set[tuple[str, str]]) -> None:
    for (day, country), members in bins.items():
        _within(members, profiles, pairs)
        _between(members, bins.get((day + timedelta(days=1), country), ()), profiles, pairs)


def _within(members: list[str], profiles: Mapping[str, Profile], pairs: set[tuple[str, str]]) -> None:
    for i, a in enumerate(members):
        _between((a,), members[i + 1 :], profiles, pairs)


def _between(
    some: Iterable[str], others: Iterable[str], profiles: Mapping[str, Profile], pairs: set[tuple[str, str]]
) -> None:
    others = list(others)
    for a in some:
        p = profiles[a]
        for b in others:
            if a != b and _may_agree(p, profiles[b]):
                pairs.add((a, b) if a < b else (b, a))


def _may_agree(a: Profile, b: Profile) -> bool:
    """Whether neither the kinds of act nor the places taken part the two at once."""
    one, other = a.claim.event_type, b.claim.event_type
    if one != other and one is not None and other is not None and a.claim.kind != "toll" and b.claim.kind != "toll":
        return False
    if a.mode == b.mode == "seizure":
        p, q = a.claim.place, b.claim.place
        return p is None or q is None or p.id is None or q.id is None or p.id == q.id
    return True


def _cell(p: Profile) -> tuple[int, int] | None:
    """The grid cell of a claim placed at a town or finer; None for wide places and for no place."""
    place = p.claim.place
    if place is None or place.lat is None or place.lon is None or place.kind in WIDE:
        return None
    return floor(place.lat / CELL), floor(place.lon / CELL)


def _days(p: Profile) -> list[date]:
    """The days a claim may be told of: its interval; undated, the days before it was told."""
    if p.last is None:
        return []
    first = p.first if p.first is not None else p.last - timedelta(days=UNDATED_DAYS)
    first = max(first, p.last - timedelta(days=LONGEST_DAYS))
    return [first + timedelta(days=n) for n in range((p.last - first).days + 1)]
