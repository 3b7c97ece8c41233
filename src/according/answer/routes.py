"""Routes and zones: what is told of a road, who holds the places along it, and what asks for a person's look.

A capture on the way raises a flag for review; it never closes a road by itself. Announced is not passed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Any, Unpack

from according.answer.control_everywhere import Asked as Known
from according.answer.control_everywhere import state_at
from according.answer.evidence import pairs_of
from according.answer.route_words import (
    Clause,
    clause,
    direction_in,
    has_passed,
    names_road,
    speaks_of_a_way,
    status_in,
    users_in,
)
from according.answer.selection import Asked, Pairs, narrowed, said_on, select, sentence_of
from according.model.claim import Claim
from according.model.control import ControlState
from according.model.report import Report
from according.model.route import Route, Segment, Statement, Use, Zone
from according.packs.shape import Pack
from according.store.query import Query
from according.store.record import Record
from according.weigh.roots import PackData, Root, roots_of, view

# What was taken near a road longer ago than this no longer asks for a look.
_SEASON = timedelta(days=92)
_CHANGES = ("gain", "loss", "withdraw", "transfer_done")
# What a claim without an attack may say of a road: that it is held up, threatened, opened or used.
_OF_ROADS = frozenset(("THREATEN", "COERCE", "RETREAT", "CONCEDE", "AID", "ASSAULT", "MOBILIZE", "AGREE"))


@dataclass(frozen=True, slots=True)
class RoutesAnswer:
    """Routes and zones of the packs (or of the user) that anything is told of; `others` are roads that none lists."""

    routes: tuple[Route, ...]
    zones: tuple[Zone, ...]
    others: tuple[Statement, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "routes": [r.to_json() for r in self.routes],
            "zones": [z.to_json() for z in self.zones],
            "others": [s.to_json() for s in self.others],
        }


@dataclass(frozen=True, slots=True)
class _Asked:
    """What every route is answered from."""

    record: Record
    packs: PackData
    names: Mapping[str, str]
    pairs: Pairs
    read: Mapping[str, Clause]
    roots: Mapping[str, Root]
    on: date | None
    known_on: date | None


def answer(
    record: Record,
    packs: PackData,
    corridors: Iterable[Mapping[str, Any]] = (),
    **narrowing: Unpack[Asked],
) -> RoutesAnswer:
    """The routes: those of the packs and `corridors` of the user (see `answer.corridors`), and roads told of besides.

    `place` keeps those that run through it, by id or by a word of their name; `actor` those where it holds a place.
    """
    loaded: tuple[Pack, ...] = packs.packs
    listed = list({c["id"]: c for c in (*(c for pack in loaded for c in pack.corridors), *corridors)}.values())
    names = {p.id: p.name for pack in loaded for p in pack.places}
    place, actor, on = narrowing.get("place"), narrowing.get("actor"), narrowing.get("on")
    told = Asked(place=None, actor=None, on=None, until=narrowing.get("until") or on)
    pairs = select(record, narrowed(packs, **(narrowing | told)))
    pairs = sorted(pairs, key=lambda p: p[0].id)
    read = {c.id: clause(c.quote.exact, (c.place.name or c.place.text) if c.place else None) for c, _ in pairs}
    asked = _Asked(record, packs, names, pairs, read, roots_of(pairs, view(packs)), on,
                   narrowing.get("known_on"))
    wanted = [c for c in listed if _wanted(c, place, names)]
    routes = [_route(c, asked) for c in wanted]
    if actor is not None:
        routes = [r for r in routes if any(actor.casefold() in h.casefold() for s in r.segments for h in s.holders)]
    used = {s.sentence.claim for r in routes for s in r.statements}
    zones = [_zone(z, asked) for pack in loaded for z in pack.zones if _wanted(z, place, names)]
    used |= {s.sentence.claim for z in zones for s in z.statements}
    others = _others(asked, listed, used, place) if actor is None else ()
    return RoutesAnswer(
        tuple(r for r in routes if r.statements or any(s.status != "unknown" for s in r.segments) or _on_the_way(r)),
        tuple(z for z in zones if z.statements or z.breaches),
        others,
    )


def _on_the_way(route: Route) -> bool:
    """Whether a place of the road itself, not something near it, is told to have changed hands."""
    return any(s.since is not None and any(t.change in _CHANGES for t in s.sentences) for s in route.states)


def _wanted(line: Mapping[str, Any], place: str | None, names: Mapping[str, str]) -> bool:
    if place is None or place in line["places"]:
        return True
    told = [line["name"], *line.get("aliases", ()), *(names.get(p, p) for p in line["places"])]
    return any(place.casefold() in name.casefold() for name in told)


def _route(corridor: Mapping[str, Any], asked: _Asked) -> Route:
    states = [_state(place_id, asked) for place_id in corridor["places"]]
    aliases = (corridor["name"], *corridor.get("aliases", ()))
    statements = tuple(
        _statement(c, r, asked, states) for c, r in _about(aliases, asked) if _in_force(corridor, c, r)
    )
    segments = tuple(_segment(a, b, statements) for a, b in pairwise(states))
    changed = [part.since for s in states for part in s.parts if part.since is not None]
    latest = asked.on or max(changed, default=None)
    flags = [flag for s in states for flag in _captures(s, latest)]
    return Route(
        corridor["id"],
        corridor["name"],
        segments,
        tuple(sorted(statements, key=lambda s: (str(s.day or ""), s.sentence.claim))),
        tuple(what for what, _ in flags),
        tuple(states),
        tuple(claims for _, claims in flags),
    )


def _state(place_id: str, asked: _Asked) -> ControlState:
    found = state_at(asked.record, asked.packs, place_id, Known(asked.on, asked.known_on), place_id)
    if found is not None and found.place_id:
        return found
    return ControlState(asked.names.get(place_id, place_id), asked.on, asked.known_on, place_id=place_id)


def _in_force(corridor: Mapping[str, Any], claim: Claim, report: Report) -> bool:
    """Whether a sentence is of the time in which the corridor is so called."""
    day = said_on(claim, report)
    since, until = corridor.get("since"), corridor.get("until")
    return day is None or not ((since and day < since) or (until and day > until))


def _captures(state: ControlState, latest: date | None) -> list[tuple[str, tuple[str, ...]]]:
    """What changed hands at a place on the way, or near it in the season before `latest`, with the claims."""
    claims = tuple(s.claim for s in state.sentences if s.change in _CHANGES)
    out: list[tuple[str, tuple[str, ...]]] = []
    if state.since and claims and state.holders:
        names = " and ".join(h.name for h in state.holders)
        out.append((f"{state.place}: {state.status.replace('_', ' ')} by {names} since {state.since[1]}", claims))
    for part in state.parts:
        if part.since is not None and latest is not None and latest - part.since > _SEASON:
            continue
        what = f"{part.count} unnamed place{'s' if part.count > 1 else ''}" if part.count else part.scope
        told = f"{what} of or near {state.place}: {part.holder.name} since {part.since}"
        out.append((told, tuple(s.claim for s in part.sentences)))
    return out


def _segment(a: ControlState, b: ControlState, statements: Iterable[Statement]) -> Segment:
    """What the ends let one say: one side at both is no proof that the road is open, only that it is not divided."""
    left, right = {h.bloc for h in a.holders}, {h.bloc for h in b.holders}
    holders = tuple(dict.fromkeys(h.name for s in (a, b) for h in s.holders))
    uses = _uses(s for s in statements if s.place in (None, a.place, b.place))
    if "contested" in (a.status, b.status):
        return Segment(a.place, b.place, holders, "contested", "one end is contested", uses)
    if not left or not right:
        return Segment(a.place, b.place, holders, "unknown", "nothing is told of one end", uses)
    if left == right:
        told = "one side holds both ends; passing is not reported by that"
        return Segment(a.place, b.place, holders, "open", told, uses)
    return Segment(a.place, b.place, holders, "divided", "different sides hold the ends", uses)


def _uses(statements: Iterable[Statement]) -> tuple[Use, ...]:
    """The last word for each class of users and direction, of those that say anything of the status."""
    last: dict[tuple[str, str], Use] = {}
    for s in sorted(statements, key=lambda s: (str(s.day or ""), s.sentence.claim)):
        if s.status != "unknown":
            for who in s.users or ("all",):
                last[who, s.direction] = Use(who, s.direction, s.status, s.passed, s.day, s.sentence.claim)
    return tuple(last[key] for key in sorted(last))


def _about(aliases: Iterable[str], asked: _Asked) -> Pairs:
    """Claims whose sentence names or describes a road or zone, one a sentence."""
    names = tuple(aliases)
    out: dict[tuple[str, int], tuple[Claim, Report]] = {}
    for claim, report in asked.pairs:
        if not names_road(asked.read[claim.id], names):
            continue
        said = said_on(claim, report)
        if asked.on is None or said is None or said <= asked.on:
            out.setdefault((claim.report, claim.quote.start // 40), (claim, report))
    return list(out.values())


def _statement(claim: Claim, report: Report, asked: _Asked, states: Iterable[ControlState] = ()) -> Statement:
    text = claim.quote.exact
    # Who cuts a road is no user of it.
    used = text
    for mention in claim.agent if claim.event_type not in ("AID", "RETREAT", "SANCTION") else ():
        used = used.replace(mention.text, " ")
    on_the_way = {s.place: s.place for s in states}
    inside = list(states)[1:-1] if claim.place and claim.place.relation in ("in", "at") else []
    here = next((s.place for s in inside if claim.place and s.place_id and s.place_id == claim.place.id), None)
    happened = claim.standing in ("asserted", "reported", "claimed")
    return Statement(
        claim.plan.status if claim.plan else status_in(text),
        claim.standing,
        said_on(claim, report),
        sentence_of(claim, report, asked.roots[claim.id]),
        users_in(used),
        direction_in(text, on_the_way),
        happened and claim.plan is None and has_passed(text),
        here,
    )


def _others(
    asked: _Asked, listed: Iterable[Mapping[str, Any]], used: set[str], place: str | None
) -> tuple[Statement, ...]:
    """Sentences about some road that no corridor lists, with what they say of it."""
    aliases = [alias for c in listed for alias in (c["name"], *c.get("aliases", ()))]
    out: dict[tuple[str, int], Statement] = {}
    for claim, report in asked.pairs:
        text = claim.quote.exact
        said = said_on(claim, report)
        if claim.id in used or claim.event_type not in _OF_ROADS or not speaks_of_a_way(text):
            continue
        if status_in(text) == "unknown" or (asked.on is not None and said is not None and said > asked.on):
            continue
        where = (claim.place.name or claim.place.text) if claim.place else None
        if (place is None or place.casefold() in (where or "").casefold()) and not names_road(
            asked.read[claim.id], aliases
        ):
            out.setdefault((claim.report, claim.quote.start // 40), _statement(claim, report, asked))
    return tuple(sorted(out.values(), key=lambda s: (str(s.day or ""), s.sentence.claim)))


def _zone(zone: Mapping[str, Any], asked: _Asked) -> Zone:
    """Statements on the zone, and attacks told in its places while it stood."""
    since, until = zone.get("since"), zone.get("until")
    breaches: Pairs = []
    for place in zone["places"]:
        query = Query(place=place, event_type="ASSAULT", since=since, until=until, known_on=asked.known_on)
        breaches.extend(
            p
            for p in pairs_of(asked.record, asked.record.claims(query))
            if p[0].standing not in ("planned", "possible", "negated", "conditional", "denied", "opinion")
            and (asked.on is None or (day := said_on(*p)) is None or day <= asked.on)
        )
    own = roots_of(breaches, view(asked.packs))
    statements = [_statement(c, r, asked) for c, r in _about((zone["name"], *zone.get("aliases", ())), asked)]
    return Zone(
        zone["id"],
        zone["name"],
        since,
        until,
        tuple(sorted(statements, key=lambda s: (str(s.day or ""), s.sentence.claim))),
        tuple(sentence_of(c, r, own[c.id]) for c, r in sorted(breaches, key=lambda p: p[0].id)),
    )


def render(result: RoutesAnswer) -> str:
    """Each route with its stretches, what is said of it, and what to look at."""
    lines: list[str] = []
    for r in result.routes:
        lines.append(r.name)
        for (silent, told), run in groupby(r.segments, key=lambda s: (s.status == "unknown" and not s.holders, s.uses)):
            some = list(run)
            if silent:
                count = f" ({len(some)} stretches)" if len(some) > 1 else ""
                lines.append(f"  {some[0].start} – {some[-1].end}{count}: nobody known at both ends")
            else:
                lines.extend(f"  {s.start} – {s.end}: {s.status} ({', '.join(s.holders)}; {s.why})" for s in some)
            lines.extend(f"    {_use(u)}" for u in told)
        lines.extend(f"  {_said(s)}" for s in r.statements if s.status != "unknown")
        for what, claims in zip(r.review, r.review_claims, strict=True):
            lines.append(f"  for review: {what} (claims {', '.join(c[:8] for c in claims)})")
    for z in result.zones:
        lines.append(f"{z.name}, {z.since or '?'} to {z.until or 'now'}: {len(z.breaches)} attacks told inside")
        lines.extend(f"  {_said(s)}" for s in z.statements if s.status != "unknown")
        lines.extend(f"  attack: “{b.text}” — {b.root}" for b in z.breaches)
    if result.others:
        lines.append("Roads told of that no list names:")
        lines.extend(f"  {_said(s)}" for s in result.others)
    return "\n".join(lines) or "Nothing is told of any route or zone."


def _use(use: Use) -> str:
    who = "" if use.users == "all" else f"for {use.users} "
    where = f"{use.direction} " if use.direction else ""
    passed = ", passed" if use.passed else ", announced only" if use.status == "open" else ""
    return f"told {use.day}: {who}{where}{use.status}{passed}"


def _said(s: Statement) -> str:
    passed = ", somebody passed" if s.passed else ""
    return f"said {s.day}: {s.status} ({s.standing}{passed}) “{s.sentence.text}” — {s.sentence.root}"
