"""Air activity: which air forces are told of where and when, with overlaps on one day in one area."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Unpack

from according.answer.selection import Asked, is_undated_background, narrowed, select, sentence_of
from according.model.claim import Claim, Mention
from according.model.control import Sentence
from according.model.place import PlaceRef
from according.resolve.when_where import distance_km
from according.store.record import Record
from according.weigh.interest import side
from according.weigh.roots import PackData, PackView, roots_of, view

NEAR_KM = 50.0
_AERIAL = frozenset(("aerial", "drone"))
# Kinds of parties that may have aircraft with a crew.
_WITH_AIRCRAFT = frozenset(("state", "government", "armed_forces", "coalition"))
_NO_FACT = frozenset(("planned", "possible", "conditional", "opinion"))
_FLYING = ("warplane", "aircraft", "jet", "helicopter", "drone", "airstrike", "air strike", "planes", "bomber")


@dataclass(frozen=True, slots=True)
class Sortie:
    """One telling of aircraft in action or in the air.

    `doing` is "strike", "flight", "no strike" where that is told, or "strike denied". `side` is None for aircraft that
    nobody is named for. `habitual` marks what is told as a habit, on no day in particular.
    """

    actor: str
    side: str | None
    first: date | None
    last: date | None
    place: str | None
    doing: str
    habitual: bool
    sentence: Sentence

    def to_json(self) -> dict[str, Any]:
        return {
            "actor": self.actor,
            "side": self.side,
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
            "place": self.place,
            "doing": self.doing,
            "strike": self.doing == "strike",
            "habitual": self.habitual,
            "sentence": self.sentence.to_json(),
        }


@dataclass(frozen=True, slots=True)
class Overlap:
    """Aircraft of two sides told of on one day in one area: a reason to ask how they kept apart."""

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
    **narrowing: Unpack[Asked],
) -> AirAnswer:
    """Air activity among the claims that pass the filters."""
    seen = view(packs)
    pairs = [
        (c, r)
        for c, r in select(record, narrowed(packs, **narrowing))
        if c.standing not in _NO_FACT and not is_undated_background(c) and _is_of_aircraft(c)
    ]
    roots = roots_of(pairs, seen)
    told: list[tuple[Sortie, PlaceRef | None]] = []
    for claim, report in sorted(pairs, key=lambda p: p[0].id):
        first, last = (claim.time.first_day, claim.time.last_day) if claim.time else (None, None)
        doing = _doing(claim)
        where = (claim.place.name or claim.place.text) if claim.place else None
        for mention in claim.agent or (None,):
            name = (mention.name or mention.text) if mention else "nobody named"
            whose = _side(claim, mention, packs, seen, last) if mention else None
            told.append(
                (
                    Sortie(
                        name,
                        whose,
                        first,
                        last,
                        where,
                        doing,
                        claim.habitual,
                        sentence_of(claim, report, roots[claim.id]),
                    ),
                    claim.place,
                )
            )
    told.sort(key=lambda t: (str(t[0].first or t[0].last or ""), t[0].actor, t[0].sentence.claim))
    return AirAnswer(tuple(s for s, _ in told), tuple(_overlaps(told)))


def _side(claim: Claim, mention: Mention, packs: PackData, seen: PackView, day: date | None) -> str | None:
    """The side whose aircraft they are; None where the party is not known to have any but drones."""
    known = packs.actors.get(mention.actor or "")
    if known is None or (claim.mode != "drone" and known.kind not in _WITH_AIRCRAFT):
        return None
    return side(known.id, known.name, seen, day)


def _doing(claim: Claim) -> str:
    if claim.event_type != "ASSAULT":
        return "flight"
    return {"negated": "no strike", "denied": "strike denied"}.get(claim.standing, "strike")


def _is_of_aircraft(claim: Claim) -> bool:
    """Whether aircraft act in it: an aircraft that is shot down or destroyed does not."""
    if claim.mode in _AERIAL:
        return True
    if claim.event_type == "MOBILIZE":
        return any(word in claim.quote.exact.lower() for word in _FLYING)
    return claim.event_type == "ASSAULT" and any(word in (claim.weapon or "").lower() for word in _FLYING)


def _overlaps(told: list[tuple[Sortie, PlaceRef | None]]) -> list[Overlap]:
    by_day: dict[date, list[tuple[Sortie, PlaceRef | None]]] = {}
    for sortie, place in told:
        dated = sortie.first == sortie.last and not sortie.habitual and sortie.doing in ("strike", "flight")
        if dated and sortie.first is not None and sortie.side is not None:
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


def _day(s: Sortie) -> str:
    if s.habitual:
        return "habitually,"
    if s.first is None:
        return f"by {s.last}" if s.last else "undated"
    return str(s.first) if s.first == s.last else f"{s.first} to {s.last or '?'}"


def render(result: AirAnswer) -> str:
    """One line a telling, overlaps at the end."""
    lines = [
        f"{_day(s)} {s.actor}: {s.doing}, {s.place or 'no place told'} — “{s.sentence.text}” ({s.sentence.root})"
        for s in result.sorties
    ]
    lines.extend(f"overlap on {o.day}: {o.left.actor} and {o.right.actor}, {o.why}" for o in result.overlaps)
    return "\n".join(lines) or "No air activity is told of."
