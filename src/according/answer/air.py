"""Air activity: which air forces are told of where and when, with overlaps on one day in one area."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from according.answer.selection import narrowed, select, sentence_of
from according.model.control import Sentence
from according.model.place import PlaceRef
from according.resolve.compare import distance_km
from according.store.record import Record
from according.weigh.interest import side
from according.weigh.roots import PackData, roots_of, view

NEAR_KM = 50.0
_AERIAL = frozenset(("aerial", "drone"))
_FLYING = ("warplane", "aircraft", "jet", "helicopter", "drone", "airstrike", "air strike", "planes", "bomber")


@dataclass(frozen=True, slots=True)
class Sortie:
    """One telling of aircraft in action or in the air."""

    actor: str
    side: str | None
    first: date | None
    last: date | None
    place: str | None
    strike: bool
    sentence: Sentence

    def to_json(self) -> dict[str, Any]:
        return {
            "actor": self.actor,
            "side": self.side,
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
            "place": self.place,
            "strike": self.strike,
            "sentence": self.sentence.to_json(),
        }


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two sides' aircraft told of on one day in one area."""

    day: date
    left: Sortie
    right: Sortie
    why: str

    def to_json(self) -> dict[str, Any]:
        return {
            "day": self.day.isoformat(),
            "left": self.left.to_json(),
            "right": self.right.to_json(),
            "why": self.why,
        }


@dataclass(frozen=True, slots=True)
class AirAnswer:
    """Sorties in order of time, and overlaps between sides."""

    sorties: tuple[Sortie, ...]
    overlaps: tuple[Overlap, ...]

    def to_json(self) -> dict[str, Any]:
        return {"sorties": [s.to_json() for s in self.sorties], "overlaps": [o.to_json() for o in self.overlaps]}


def answer(
    record: Record,
    packs: PackData,
    place: str | None = None,
    actor: str | None = None,
    source: str | None = None,
    on: date | None = None,
    since: date | None = None,
    until: date | None = None,
    known_on: date | None = None,
    standing: str | None = None,
) -> AirAnswer:
    """Air activity among the claims that pass the filters."""
    seen = view(packs)
    pairs = [
        (c, r)
        for c, r in select(record, narrowed(packs, place, actor, source, on, since, until, known_on, standing))
        if c.mode in _AERIAL
        or (c.event_type in ("MOBILIZE", "ASSAULT") and any(w in c.quote.exact.lower() for w in _FLYING))
    ]
    roots = roots_of(pairs, seen)
    told: list[tuple[Sortie, PlaceRef | None]] = []
    for claim, report in sorted(pairs, key=lambda p: p[0].id):
        first, last = (claim.time.first_day, claim.time.last_day) if claim.time else (None, None)
        strike = claim.event_type == "ASSAULT" and claim.standing != "negated"
        where = (claim.place.name or claim.place.text) if claim.place else None
        for mention in claim.agent or (None,):
            name = (mention.name or mention.text) if mention else "nobody named"
            whose = side(mention.actor, name, seen, last) if mention else None
            told.append(
                (
                    Sortie(name, whose, first, last, where, strike, sentence_of(claim, report, roots[claim.id])),
                    claim.place,
                )
            )
    told.sort(key=lambda t: (str(t[0].first or t[0].last or ""), t[0].actor, t[0].sentence.claim))
    return AirAnswer(tuple(s for s, _ in told), tuple(_overlaps(told)))


def _overlaps(told: list[tuple[Sortie, PlaceRef | None]]) -> list[Overlap]:
    by_day: dict[date, list[tuple[Sortie, PlaceRef | None]]] = {}
    for sortie, place in told:
        if sortie.first is not None and sortie.first == sortie.last and sortie.side is not None:
            by_day.setdefault(sortie.first, []).append((sortie, place))
    out: list[Overlap] = []
    for day in sorted(by_day):
        items = by_day[day]
        for i, (a, p) in enumerate(items):
            for b, q in items[i + 1 :]:
                if a.side != b.side and (why := _one_area(p, q)) is not None:
                    out.append(Overlap(day, a, b, why))
    return out


def _one_area(p: PlaceRef | None, q: PlaceRef | None) -> str | None:
    if p is None or q is None:
        return None
    if p.id is not None and p.id == q.id:
        return f"both {p.name}"
    if p.lat is not None and p.lon is not None and q.lat is not None and q.lon is not None:
        km = distance_km(p.lat, p.lon, q.lat, q.lon)
        if km <= NEAR_KM:
            return f"{km:.0f} km apart"
    return None


def render(result: AirAnswer) -> str:
    """One line a telling, overlaps at the end."""
    lines = [
        f"{s.first or s.last} {s.actor}: {'strike' if s.strike else 'flight'}, {s.place or 'no place told'} — "
        f"“{s.sentence.text}” ({s.sentence.root})"
        for s in result.sorties
    ]
    lines.extend(f"overlap on {o.day}: {o.left.actor} and {o.right.actor}, {o.why}" for o in result.overlaps)
    return "\n".join(lines) or "No air activity is told of."
