"""Which claims are worth comparing: near in time and place, or with a named victim in common."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
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
    blocking = _Blocking(profiles, profiles.keys() if fresh is None else frozenset(fresh))
    blocking.named()
    blocking.neighbours()
    blocking.in_time()
    return sorted(blocking.pairs)


class _Going:
    """What goes on by where it is and what kind of act it is, each claim with its last day."""

    def __init__(self) -> None:
        self.at: dict[Where, dict[str, list[tuple[int, str]]]] = {}

    def put(self, where: Where, kind: str, last: int, key: str) -> None:
        self.at.setdefault(where, {}).setdefault(kind, []).append((last, key))

    def there(self, where: Where, kind: str, first: int) -> Iterator[tuple[int, str]]:
        """What is there on a day or was the day before, of the same kind or none; what is over is taken out where it
        stands in front."""
        kinds = self.at.get(where)
        if kinds is None:
            return
        for one in ((kind, "") if kind else tuple(kinds)):
            found = kinds.get(one)
            if not found:
                continue
            if found[0][0] < first - 1:
                found = kinds[one] = [f for f in found if f[0] >= first - 1]
            yield from found


class _Blocking:
    """One search for pairs. `points` are where claims lie that lie in or at a town or finer."""

    def __init__(self, profiles: Mapping[str, Profile], new: Collection[str]) -> None:
        self.profiles = profiles
        self.new = new
        self.pairs: set[tuple[str, str]] = set()
        self.points = {key: _point(p.claim.place) for key, p in profiles.items()}

    def named(self) -> None:
        """Those that name a victim of one family."""
        named: dict[str, list[str]] = {}
        for key, p in self.profiles.items():
            for victim in p.victims:
                named.setdefault(victim.family, []).append(key)
        for members in named.values():
            for i, a in enumerate(members):
                for b in members[i + 1 :]:
                    self._meet(a, b)

    def neighbours(self) -> None:
        """What follows an act in its report may speak of it without a place or a day of its own."""
        profiles = self.profiles
        reports: dict[str, list[str]] = {}
        for key in sorted(profiles, key=lambda k: (profiles[k].claim.quote.start, k)):
            reports.setdefault(profiles[key].claim.report, []).append(key)
        for members in reports.values():
            for i, a in enumerate(members):
                end = profiles[a].claim.quote.end + NEIGHBOUR
                for b in members[i + 1 :]:
                    if profiles[b].claim.quote.start > end:
                        break
                    self._meet(a, b)

    def in_time(self) -> None:
        """Those near in time and place: the claims in order of their first days, each beside those that are not over;
        one that is not new only beside new ones."""
        dated = sorted((*days, key) for key, p in self.profiles.items() if (days := days_of(p)) is not None)
        every, only_new = _Going(), _Going()
        countries: set[str] = set()
        for first, last, key in dated:
            p = self.profiles[key]
            kind = _kind(p)
            own, met = _where(p, countries)
            going = every if key in self.new else only_new
            for where, slack in met:
                for until, other in going.there(where, kind, first):
                    if until >= first - slack and self._same_place(key, other):
                        self.pairs.add((key, other) if key < other else (other, key))
            for where in own:
                every.put(where, kind, last, key)
                if key in self.new:
                    only_new.put(where, kind, last, key)

    def _meet(self, a: str, b: str) -> None:
        if a != b and (a in self.new or b in self.new):
            one, other = _kind(self.profiles[a]), _kind(self.profiles[b])
            if (one == other or not one or not other) and self._same_place(a, b):
                self.pairs.add((a, b) if a < b else (b, a))

    def _same_place(self, key: str, other: str) -> bool:
        """Whether two claims may be about one place: no other is taken, and two towns are roughly near; roughly,
        because it is asked often."""
        here, there = self.points[key], self.points[other]
        a, b = self.profiles[key], self.profiles[other]
        p, q = a.claim.place, b.claim.place
        if p is None or q is None or p.id == q.id:
            return True
        if a.mode == b.mode == "seizure" and p.id is not None and q.id is not None:
            return False
        if here is None or there is None or (a.victims and b.victims):
            return True
        north = here[0] - there[0]
        if abs(north) > APART_KM:
            return False
        east = (here[1] - there[1]) * min(here[2], there[2])
        return north * north + east * east <= APART_KM * APART_KM


def _kind(p: Profile) -> str:
    """The kind of act that a claim tells of; none for a toll, which may belong to any."""
    return p.claim.event_type or "" if p.claim.kind != "toll" else ""


def _point(place: PlaceRef | None) -> tuple[float, float, float] | None:
    """Kilometres north and east of nought, and what the latter shrink by; None for what is wide or not in a town."""
    if place is None or place.lat is None or place.lon is None or place.kind in WIDE or place.relation not in _HERE:
        return None
    return place.lat * _KM_PER_DEGREE, place.lon * _KM_PER_DEGREE, cos(radians(abs(place.lat)))


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
