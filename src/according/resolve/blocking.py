"""Which claims are worth comparing: near in time and place, or with a named victim in common."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import cos, floor, radians

from according.model.place import PlaceRef
from according.resolve.profile import Profile
from according.resolve.when_where import APART_KM, WIDE

# Degrees of a cell, days before a report that an undated claim may tell of, the longest interval looked into.
CELL = 0.5
UNDATED_DAYS = 3
LONGEST_DAYS = 31
# Characters between two clauses of one report that may tell of one thing.
NEIGHBOUR = 300
_HERE = ("in", "at")
_KM_PER_DEGREE = 111.2
_AROUND = tuple((dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))

# Where a claim stands, and where what it meets stands: a cell of the grid, a country, or what counts dead there.
Where = tuple[str | int, ...]


def blocked(profiles: Mapping[str, Profile], fresh: Collection[str] | None = None) -> list[tuple[str, str]]:
    """Pairs worth comparing, each once, the smaller id first; with `fresh`, only those with at least one of these.

    Claims with coordinates meet within a cell of CELL degrees and its neighbours, on one day or the next; one without
    (a country, a province, no place) meets those of its day and country, but placed ones only where both count dead
    or name victims. Pairs that a veto would part at once (another kind of act, another place taken) are left out.
    """
    new = profiles.keys() if fresh is None else frozenset(fresh)
    pairs: set[tuple[str, str]] = set()
    named: dict[str, list[str]] = {}
    for key, p in profiles.items():
        for victim in p.victims:
            named.setdefault(victim.family, []).append(key)
    for members in named.values():
        _within(members, profiles, new, pairs)
    _neighbours(profiles, new, pairs)
    _in_time(profiles, new, pairs)
    return sorted(pairs)


Going = dict[Where, list[tuple[int, str]]]


def _in_time(profiles: Mapping[str, Profile], new: Collection[str], pairs: set[tuple[str, str]]) -> None:
    """Pairs near in time and place: the claims in order of their first days, each beside those that are not over; one
    that is not new only beside new ones."""
    dated = sorted((*days, key) for key, p in profiles.items() if (days := days_of(p)) is not None)
    every: Going = {}
    only_new: Going = {}
    countries: set[str] = set()
    for first, last, key in dated:
        p = profiles[key]
        own, met = _where(p, countries)
        going = every if key in new else only_new
        for where, slack in met:
            for until, other in _not_over(going, where, first):
                if until >= first - slack and _may_agree(p, profiles[other]):
                    pairs.add((key, other) if key < other else (other, key))
        for where in own:
            every.setdefault(where, []).append((last, key))
            if key in new:
                only_new.setdefault(where, []).append((last, key))


def _not_over(going: Going, where: Where, first: int) -> list[tuple[int, str]]:
    """What is there on a day or was the day before; what is over is taken out where it stands in front."""
    there = going.get(where, [])
    if there and there[0][0] < first - 1:
        there = [one for one in there if one[0] >= first - 1]
        if there:
            going[where] = there
        else:
            del going[where]
    return there


def _where(p: Profile, countries: set[str]) -> tuple[list[Where], list[tuple[Where, int]]]:
    """Where a claim stands, and where those stand that it may meet, each with how many days may lie between them."""
    country = p.claim.place.country or "" if p.claim.place else ""
    counts = p.killed is not None or p.injured is not None or bool(p.victims)
    cell = _cell(p)
    if cell is None:
        own: list[Where] = [("in", country)]
        met: list[tuple[Where, int]] = [(("in", country), 1)]
    else:
        own = [("cell", *cell)]
        met = [(("cell", cell[0] + dx, cell[1] + dy), 1) for dx, dy in _AROUND]
    if counts:
        countries.add(country)
        here, there = ("counted nowhere", "counted") if cell is None else ("counted", "counted nowhere")
        own.append((here, country))
        met.append(((there, country), 1))
        if country:
            met.append((("counted nowhere", ""), 0))
        elif cell is None:
            met += [((kind, c), 0) for kind in ("counted", "counted nowhere") for c in sorted(countries - {""})]
    return own, met


def _neighbours(profiles: Mapping[str, Profile], new: Collection[str], pairs: set[tuple[str, str]]) -> None:
    """What follows an act in its report may speak of it without a place or a day of its own."""
    reports: dict[str, list[str]] = {}
    for key in sorted(profiles, key=lambda k: (profiles[k].claim.quote.start, k)):
        reports.setdefault(profiles[key].claim.report, []).append(key)
    for members in reports.values():
        for i, a in enumerate(members):
            end = profiles[a].claim.quote.end + NEIGHBOUR
            for b in members[i + 1 :]:
                if profiles[b].claim.quote.start > end:
                    break
                _meet(a, b, profiles, new, pairs)


def _within(members: list[str], profiles: Mapping[str, Profile], new: Collection[str],
            pairs: set[tuple[str, str]]) -> None:
    for i, a in enumerate(members):
        for b in members[i + 1 :]:
            _meet(a, b, profiles, new, pairs)


def _meet(a: str, b: str, profiles: Mapping[str, Profile], new: Collection[str], pairs: set[tuple[str, str]]) -> None:
    if a != b and (a in new or b in new) and _may_agree(profiles[a], profiles[b]):
        pairs.add((a, b) if a < b else (b, a))


def _may_agree(a: Profile, b: Profile) -> bool:
    """Whether neither the kinds of act nor the places taken part the two at once."""
    one, other = a.claim.event_type, b.claim.event_type
    if one != other and one is not None and other is not None and a.claim.kind != "toll" and b.claim.kind != "toll":
        return False
    p, q = a.claim.place, b.claim.place
    if p is None or q is None:
        return True
    if a.mode == b.mode == "seizure" and p.id is not None and q.id is not None:
        return p.id == q.id
    return p.id == q.id or bool(a.victims and b.victims) or not _far(p, q)


def _far(p: PlaceRef, q: PlaceRef) -> bool:
    """Whether two towns are roughly too far apart to be taken for one another; roughly, because it is asked often."""
    if p.lat is None or q.lat is None or p.lon is None or q.lon is None or p.kind in WIDE or q.kind in WIDE:
        return False
    if p.relation not in _HERE or q.relation not in _HERE:
        return False
    north = (p.lat - q.lat) * _KM_PER_DEGREE
    if abs(north) > APART_KM:
        return True
    east = (p.lon - q.lon) * _KM_PER_DEGREE * cos(radians(max(abs(p.lat), abs(q.lat))))
    return north * north + east * east > APART_KM * APART_KM


def _cell(p: Profile) -> tuple[int, int] | None:
    """The grid cell of a claim placed at a town or finer; None for wide places and for no place."""
    place = p.claim.place
    if place is None or place.lat is None or place.lon is None or place.kind in WIDE:
        return None
    return floor(place.lat / CELL), floor(place.lon / CELL)


def days_of(p: Profile) -> tuple[int, int] | None:
    """The days a claim may be told of, as numbers: its interval; undated, the days before it was told. None: none."""
    if p.last is None:
        return None
    last = p.last.toordinal()
    first = p.first.toordinal() if p.first is not None else last - UNDATED_DAYS
    return (max(first, last - LONGEST_DAYS), last) if first <= last else None
