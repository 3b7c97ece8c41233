"""Routes and zones: what is told of a road, who holds the places along it, and what asks for a person's look.

A capture on the way raises a flag for review; it never closes a road by itself. Announced is not passed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from according.answer.control import answer as who_holds_at
from according.answer.evidence import pairs_of
from according.answer.selection import Filters, Pairs, said_on, select, sentence_of
from according.model.control import ControlState
from according.model.route import Route, Segment, Statement, Zone
from according.packs.shape import Pack
from according.store.query import Query
from according.store.record import Record
from according.weigh.roots import PackData, Root, roots_of, view

_SAYS = (
    (
        "cut",
        re.compile(
            r"\b(?:cut(?:ting|s)? (?:off|the)|cut\b|severed?|closed?|blocked|closing|blockad\w+|impassable)", re.I
        ),
    ),
    ("threatened", re.compile(r"\b(?:threaten\w*|within (?:firing )?range|under fire|shell\w*|at risk)\b", re.I)),
    ("open", re.compile(r"\b(?:re-?open\w*|open(?:ed|ing)?|clear(?:ed)?|passed|secured?|lifted)\b", re.I)),
)


@dataclass(frozen=True, slots=True)
class RoutesAnswer:
    """Routes and zones of the packs (or of the user) that anything is told of."""

    routes: tuple[Route, ...]
    zones: tuple[Zone, ...]

    def to_json(self) -> dict[str, Any]:
        return {"routes": [r.to_json() for r in self.routes], "zones": [z.to_json() for z in self.zones]}


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
    corridors: Iterable[dict[str, Any]] = (),
) -> RoutesAnswer:
    """The routes: those of the packs and `corridors` of the user (`{id, name, aliases, places}`, places in order).

    `place` keeps those that run through it, by id or by a word of their name; `actor` those where it holds a place.
    """
    loaded: tuple[Pack, ...] = packs.packs
    listed = [*(c for pack in loaded for c in pack.corridors), *corridors]
    names = {p.id: p.name for pack in loaded for p in pack.places}
    pairs = select(record, Filters(None, None, source, None, since, until or on, known_on))
    roots = roots_of(pairs, view(packs))
    routes = [
        _route(c, record, packs, names, pairs, roots, on, known_on)
        for c in listed
        if place is None or place in c["places"] or place.casefold() in f"{c['name']} {c.get('aliases', '')}".casefold()
    ]
    if actor is not None:
        routes = [r for r in routes if any(actor.casefold() in h.casefold() for s in r.segments for h in s.holders)]
    zones = [_zone(z, record, packs, pairs, roots, known_on) for pack in loaded for z in pack.zones]
    return RoutesAnswer(
        tuple(r for r in routes if r.statements or any(s.status != "unknown" for s in r.states)),
        tuple(z for z in zones if z.statements or z.breaches),
    )


def _route(
    corridor: dict[str, Any],
    record: Record,
    packs: PackData,
    names: dict[str, str],
    pairs: Pairs,
    roots: dict[str, Root],
    on: date | None,
    known_on: date | None,
) -> Route:
    states: list[ControlState] = []
    for place_id in corridor["places"]:
        found = who_holds_at(record, packs, place=place_id, on=on, known_on=known_on).states
        states.append(
            found[0]
            if found and found[0].place_id
            else ControlState(names.get(place_id, place_id), on, known_on, place_id=place_id)
        )
    statements = _statements((corridor["name"], *corridor.get("aliases", ())), pairs, roots, on)
    segments = tuple(_segment(a, b) for a, b in pairwise(states))
    review = [
        f"{s.place}: {s.status.replace('_', ' ')} by {' and '.join(h.name for h in s.holders)} since {s.since[1]}"
        for s in states
        if s.since and s.earlier and s.earlier != s.holders
    ]
    return Route(corridor["id"], corridor["name"], segments, statements, tuple(review), tuple(states))


def _segment(a: ControlState, b: ControlState) -> Segment:
    """What the ends let one say: one side at both is no proof that the road is open, only that it is not divided."""
    left, right = {h.bloc for h in a.holders}, {h.bloc for h in b.holders}
    holders = tuple(dict.fromkeys(h.name for s in (a, b) for h in s.holders))
    if "contested" in (a.status, b.status):
        return Segment(a.place, b.place, holders, "contested", "one end is contested")
    if not left or not right:
        return Segment(a.place, b.place, holders, "unknown", "nothing is told of one end")
    if left == right:
        return Segment(a.place, b.place, holders, "open", "one side holds both ends; passing is not reported by that")
    return Segment(a.place, b.place, holders, "divided", "different sides hold the ends")


def _statements(aliases: Iterable[str], pairs: Pairs, roots: dict[str, Root], on: date | None) -> tuple[Statement, ...]:
    """Sentences that name the route or zone, with what they say of it."""
    wanted = [re.compile(rf"\b{re.escape(alias)}\b", re.I) for alias in aliases]
    out: dict[str, Statement] = {}
    for claim, report in sorted(pairs, key=lambda p: p[0].id):
        said = said_on(claim, report)
        if on is not None and said is not None and said > on:
            continue
        text = claim.quote.exact
        if any(w.search(text) for w in wanted):
            status = claim.plan.status if claim.plan else next((s for s, p in _SAYS if p.search(text)), "unknown")
            key = f"{claim.report}:{claim.quote.start // 40}"
            out.setdefault(key, Statement(status, claim.standing, said, sentence_of(claim, report, roots[claim.id])))
    return tuple(sorted(out.values(), key=lambda s: (str(s.day or ""), s.sentence.claim)))


def _zone(
    zone: dict[str, Any], record: Record, packs: PackData, pairs: Pairs, roots: dict[str, Root], known_on: date | None
) -> Zone:
    """Statements on the zone, and attacks told in its places while it stood."""
    since, until = zone.get("since"), zone.get("until")
    breaches: Pairs = []
    for place in zone["places"]:
        claims = record.claims(Query(place=place, event_type="ASSAULT", since=since, until=until, known_on=known_on))
        breaches.extend(
            p for p in pairs_of(record, claims) if p[0].standing not in ("planned", "negated", "conditional")
        )
    own = roots_of(breaches, view(packs))
    return Zone(
        zone["id"],
        zone["name"],
        since,
        until,
        _statements((zone["name"], *zone.get("aliases", ())), pairs, roots, None),
        tuple(sentence_of(c, r, own[c.id]) for c, r in sorted(breaches, key=lambda p: p[0].id)),
    )


def render(result: RoutesAnswer) -> str:
    """Each route with its stretches, what is said of it, and what to look at."""
    lines: list[str] = []
    for r in result.routes:
        lines.append(r.name)
        lines.extend(
            f"  {s.start} – {s.end}: {s.status} ({', '.join(s.holders) or 'nobody known'}; {s.why})" for s in r.segments
        )
        lines.extend(
            f"  said {s.day}: {s.status} ({s.standing}) “{s.sentence.text}” — {s.sentence.root}" for s in r.statements
        )
        lines.extend(f"  for review: {what}" for what in r.review)
    for z in result.zones:
        lines.append(f"{z.name}, {z.since or '?'} to {z.until or 'now'}: {len(z.breaches)} attacks told inside")
        lines.extend(
            f"  said {s.day}: {s.status} ({s.standing}) “{s.sentence.text}” — {s.sentence.root}" for s in z.statements
        )
        lines.extend(f"  attack: “{b.text}” — {b.root}" for b in z.breaches)
    return "\n".join(lines) or "Nothing is told of any route or zone."
