"""Who held a place from one day to the next: stretches of days with one answer, each with its deciding sentences.

The answer of each day is the one that `control` gives for it, from the same past of the place; here only the days are
found on which it can become another, so that nothing in between has to be asked.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from according.answer.control import beside, between, cited, held_by, rolled_up
from according.answer.control_everywhere import by_name, pasts_of
from according.answer.control_inferred import (
    COUNTRY_REACH,
    GUESS_REACH,
    LOSER_REACH,
    LOWERED_AFTER,
    OPEN_START,
    STALE_AFTER,
)
from according.answer.control_rules import CHANGES
from according.answer.evidence import by_place, day_of
from according.answer.moves import Move
from according.answer.place_past import PlacePast, told_alone
from according.answer.selection import narrowed, select
from according.model.control import RULES, ControlState
from according.store.record import Record
from according.weigh.roots import PackData, view

_DAY = timedelta(days=1)
_REACHES = (OPEN_START, GUESS_REACH, LOSER_REACH, COUNTRY_REACH)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `first` to `last`, both of them, with one answer; `state` is that of the last day on which anything
    was told, so that it has the latest confirmation. `state.since` says when it began, which may be before `first`."""

    first: date
    last: date
    state: ControlState

    def to_json(self) -> dict[str, Any]:
        return {"from": self.first.isoformat(), "to": self.last.isoformat(), "state": self.state.to_json()}


@dataclass(frozen=True, slots=True)
class PlaceHistory:
    """The stretches of one place, each beginning on the day after the one before; `claims` is how many tell of it."""

    place: str
    place_id: str | None
    claims: int
    stretches: tuple[Stretch, ...]

    def to_json(self) -> dict[str, Any]:
        return {"place": self.place, "place_id": self.place_id, "claims": self.claims,
                "stretches": [s.to_json() for s in self.stretches]}


@dataclass(frozen=True, slots=True)
class HistoryAnswer:
    """The places asked for, in order of their names, between two days (None: as far as anything is told)."""

    since: date | None
    until: date | None
    known_on: date | None
    lines: tuple[PlaceHistory, ...]

    def to_json(self) -> dict[str, Any]:
        """`{"from", "to", "known_on", "lines": [{"place", "place_id", "claims", "stretches": [{"from", "to",
        "state": ControlState}…]}…]}`."""
        days = (d.isoformat() if d else None for d in (self.since, self.until, self.known_on))
        return {**dict(zip(("from", "to", "known_on"), days, strict=True)), "lines": [p.to_json() for p in self.lines]}


def answer(
    record: Record,
    packs: PackData,
    place: str | None = None,
    since: date | None = None,
    until: date | None = None,
    known_on: date | None = None,
    roll_up: bool = False,
    actor: str | None = None,
    source: str | None = None,
    standing: str | None = None,
) -> HistoryAnswer:
    """Who held `place` (a name or a gazetteer id; None: every place told of) from `since` to `until`, as known on
    `known_on`. Without `since` it begins before the first day told of, without `until` it ends with the last.

    `actor` keeps the places that this force has in some stretch; `source` and `standing` are as in `control.answer`.
    Raises ValueError when `since` lies after `until`.
    """
    first, last, known = day_of(since), day_of(until), day_of(known_on)
    if first is not None and last is not None and first > last:
        raise ValueError(f"the span ends ({last}) before it begins ({first})")
    if source is not None or standing is not None:
        lines = [line_of(past, first, last, known) for past in _as_told(record, packs, place, known, source, standing)]
    elif place is None:
        lines = lines_of(record, packs, None, first, last, known)
    else:
        lines = by_name(record, packs, place, lambda keys: lines_of(record, packs, keys, first, last, known, place))
    kept = [line for line in lines if line is not None]
    if roll_up:
        seen = view(packs)
        kept = [replace(line, stretches=tuple(replace(s, state=rolled_up(s.state, seen)) for s in line.stretches))
                for line in kept]
    if actor is not None:
        kept = [line for line in kept if any(held_by(s.state, packs, actor) for s in line.stretches)]
    return HistoryAnswer(first, last, known, tuple(sorted(kept, key=lambda p: (p.place, p.place_id or ""))))


def lines_of(record: Record, packs: PackData, keys: Sequence[str] | None, since: date | None, until: date | None,
             known_on: date | None, label: str | None = None) -> list[PlaceHistory | None]:
    """The lines of places by their keys (None: all); `label` is what to call one that no claim names."""
    return [line_of(past, since, until, known_on, label) for past in pasts_of(record, packs, keys, known_on)]


def _as_told(record: Record, packs: PackData, place: str | None, known_on: date | None, source: str | None,
             standing: str | None) -> Iterator[PlacePast]:
    """The pasts of places as the claims of one source, or of one standing, alone tell them."""
    told = select(record, narrowed(packs, place=place, source=source, standing=standing, known_on=known_on))
    for key, pairs in by_place((c, r) for c, r in told if c.control is not None).items():
        dated = [(c, r) for c, r in pairs
                 if known_on is None or (r.published is not None and r.published.day <= known_on)]
        yield told_alone(key, dated, view(packs))


def line_of(past: PlacePast, since: date | None = None, until: date | None = None, known_on: date | None = None,
            label: str | None = None) -> PlaceHistory | None:
    """The stretches of a place between two days; None where nothing is told of any day."""
    moves = past.past.moves()
    days = [day for m in moves for day in (m.first, m.last) if day is not None]
    if not days:
        return None
    first = since or min(days) - _DAY
    last = until or max(max(days), first)
    found: list[Stretch] = []
    begun, key_before = first, None
    states = list(_states(past, moves, first, last, label))
    for at, (day, state) in enumerate(states):
        end = states[at + 1][0] - _DAY if at + 1 < len(states) else last
        key = _answer_of(state)
        if key == key_before:
            found.pop()
        else:
            begun, key_before = day, key
        found.append(Stretch(begun, end, replace(state, known_on=known_on)))
    if since is None and len(found) > 1 and found[0].state.status == "unknown":
        del found[0]
    told = found[-1].state if found else past.state(first, label)
    return PlaceHistory(told.place, told.place_id, sum(s.size for s in past.past.stretches), tuple(found))


def _states(past: PlacePast, moves: Sequence[Move], first: date, last: date,
            label: str | None) -> Iterator[tuple[date, ControlState]]:
    """The states on the days on which the answer can become another, from `first` to `last`."""
    told = {m.last for m in moves} | {m.first for m in moves if m.family in CHANGES}
    days = sorted({first} | {day for day in told if day is not None and first < day <= last})
    inferring = sorted({m.last - reach for m in moves if m.last is not None for reach in _REACHES
                        if m.last - date.min > reach})
    for day, after in zip(days, [*days[1:], last + _DAY], strict=True):
        state = past.state(day, label)
        yield day, state
        for later in _between_tellings(state, day, after, inferring):
            yield later, past.state(later, label)


def _between_tellings(state: ControlState, day: date, after: date, inferring: Sequence[date]) -> list[date]:
    """The days after `day` and before `after` on which nothing is told, but age (rule 8) or the nearness of what is
    told later (rule 6) changes the answer."""
    if state.last_confirmed is not None and state.grade in ("confirmed", "probable"):
        aged = (state.last_confirmed + reach + _DAY for reach in (LOWERED_AFTER, STALE_AFTER))
        return [d for d in aged if day < d < after]
    if state.status == "unknown" or state.grade == "inferred":
        return list(inferring[bisect_right(inferring, day) : bisect_left(inferring, after)])
    return []


def _answer_of(state: ControlState) -> tuple[object, ...]:
    """What of a state makes it another answer; another confirmation of the same does not."""
    return (state.status, state.grade, bool(state.besieged_since), tuple(h.name for h in state.holders),
            tuple(h.name for h in state.alternatives),
            tuple((r.status, r.holder.name if r.holder else None) for r in state.rivals),
            tuple((p.scope, p.holder.name, p.count) for p in state.parts))


def render(result: HistoryAnswer) -> str:
    """Each place with its stretches as an analyst reads them: holder, grade, since, sentences, rivals and the rule."""
    return "\n\n".join("\n".join(_paragraph(line, result)) for line in result.lines) or "No place is told of."


def _paragraph(line: PlaceHistory, result: HistoryAnswer) -> Iterator[str]:
    known = f", as known on {result.known_on}" if result.known_on else ""
    span = f"{result.since or 'the first day told of'} to {result.until or 'the last'}"
    yield f"{line.place}, {span}{known}:"
    for stretch in line.stretches:
        yield from _told(stretch)
    used = dict.fromkeys(s.state.rule for s in line.stretches)
    yield from (f"  rule {rule}: {RULES[rule]}" for rule in sorted(used))
    if line.stretches:
        yield from (f"  would change it now: {what}" for what in line.stretches[-1].state.would_change)


def _told(stretch: Stretch) -> Iterable[str]:
    state = stretch.state
    days = str(stretch.first) if stretch.first == stretch.last else f"{stretch.first} to {stretch.last}"
    names = " and ".join(h.name for h in state.holders) or "nobody known"
    yield f"  {days}: {state.status.replace('_', ' ')}: {names} ({state.grade}, rule {state.rule})"
    if state.since:
        yield f"    since: {between(*state.since)}; last confirmed {state.last_confirmed}"
    if state.alternatives:
        yield (f"    or already {' or '.join(h.name for h in state.alternatives)}: changed between "
               f"{state.changed_from or '?'} and {state.changed_to}")
    if state.besieged_since:
        yield f"    under siege since {state.besieged_since}"
    parts = {(p.scope, p.holder.name): p for p in state.parts if not p.count}
    yield from (f"    {p.scope}: {p.holder.name} since {p.since} ({p.grade})" for p in parts.values())
    yield from (f"    beside it: {beside(rival)}" for rival in state.rivals)
    yield from (f"    {cited(s)}" for s in state.sentences)
