"""Who holds a place, on a day, by what was known on another day.

`who_holds` is a pure function over claims and their reports; `answer` asks a record. The rules are in
`control_rules` and `control_inferred`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from according.answer.control_everywhere import Asked, by_name, state_at, states_everywhere
from according.answer.control_inferred import state_of
from according.answer.evidence import by_place, day_of
from according.answer.selection import actor_id, narrowed, select
from according.answer.tellings import Telling, links_of, telling_of
from according.model.claim import Claim
from according.model.control import RULES, ControlState, Holder, PartHeld, Rival, Sentence
from according.model.report import Report
from according.store.record import Record
from according.weigh.reuse import Link
from according.weigh.roots import PackData, PackView, view

# How many counts of unnamed places are shown for each force, the latest.
_COUNTS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class ControlAnswer:
    """The states of the places asked for, in order of their names."""

    states: tuple[ControlState, ...]

    def to_json(self) -> dict[str, Any]:
        """`{"places": [ControlState…]}`."""
        return {"places": [s.to_json() for s in self.states]}


def answer(
    record: Record,
    packs: PackData,
    place: str | None = None,
    on: date | None = None,
    known_on: date | None = None,
    roll_up: bool = False,
    actor: str | None = None,
    source: str | None = None,
    standing: str | None = None,
) -> ControlAnswer:
    """Who holds `place` (a name or a gazetteer id; None: every place told of) on `on`, as known on `known_on`.

    `actor` keeps the places that this force holds, by name, id or bloc. With `source` or `standing` the rules are
    applied to the claims of that source or standing alone, and nothing is filled in from what others tell.
    """
    seen = view(packs)
    asked = Asked(day_of(on), day_of(known_on))
    if source is not None or standing is not None:
        states = _as_told(record, packs, place, asked, source, standing)
    elif place is None:
        states = states_everywhere(record, packs, asked)
    else:
        states = by_name(record, packs, place, lambda keys: _states_at(record, packs, keys, asked, place))
    if roll_up:
        states = [rolled_up(s, seen) for s in states]
    if actor is not None:
        states = [s for s in states if held_by(s, packs, actor)]
    if place is not None and not states:
        states = [ControlState(place, on, known_on, would_change=(f"any report of who took or holds {place}",))]
    return ControlAnswer(tuple(sorted(states, key=lambda s: (s.place, s.place_id or ""))))


def _as_told(record: Record, packs: PackData, place: str | None, asked: Asked, source: str | None,
             standing: str | None) -> list[ControlState]:
    """The states of the places that the claims of control of one source, or one standing, are about."""
    told = select(record, narrowed(packs, place=place, source=source, standing=standing, known_on=asked.known_on),
                  control=True)
    out = []
    for pairs in by_place(told).values():
        lies = next((c.place for c, _ in pairs if c.place and c.place.name), pairs[0][0].place)
        label, place_id = ((lies.name or lies.text or ""), lies.id) if lies else ("", None)
        out.append(who_holds(pairs, label, asked.on, view(packs), asked.known_on, place_id=place_id))
    return out


def held_by(state: ControlState, packs: PackData, actor: str) -> bool:
    """Whether a force, by its id, bloc or any name the packs know, is among those that have the place."""
    wanted = {actor.casefold(), actor_id(packs, actor)}
    return any(not wanted.isdisjoint((h.name.casefold(), h.actor or "", h.bloc)) for h in state.holders)


def _states_at(record: Record, packs: PackData, keys: Sequence[str], asked: Asked, label: str) -> list[ControlState]:
    found = (state_at(record, packs, key, asked, label) for key in keys)
    return [state for state in found if state is not None]


def who_holds(
    found: Iterable[tuple[Claim, Report]],
    place: str,
    on: date | None,
    packs: PackView,
    known_on: date | None = None,
    country_side: Holder | None = None,
    place_id: str | None = None,
    roll_up: bool = False,
) -> ControlState:
    """The state of control of one place on a day (None: the latest), by what was published until `known_on`.

    `found` are claims about that place with their reports. `country_side` is the force that has the country the place
    lies in when nothing else is known (rule 6); None when there is none. `roll_up` shows blocs for names (rule 10).
    """
    tellings, links = _told(found, packs, known_on)
    state = state_of(tellings, links, place, on, packs, known_on, country_side)
    state = replace(state, place_id=place_id)
    return rolled_up(state, packs) if roll_up else state


def _told(found: Iterable[tuple[Claim, Report]], packs: PackView,
          known_on: date | None) -> tuple[list[Telling], list[Link]]:
    """The tellings of claims, each once, and the links among them."""
    pairs = {c.id: (c, r) for c, r in found
             if known_on is None or (r.published is not None and r.published.day <= known_on)}
    tellings = [telling_of(claim, report, packs) for claim, report in pairs.values() if claim.control is not None]
    return tellings, links_of(pairs.values())


def rolled_up(state: ControlState, packs: PackView) -> ControlState:
    """Rule 10: show the sides instead of the names asserted."""

    def up(h: Holder) -> Holder:
        actor = packs.actors.get(h.bloc)
        return Holder(actor.name if actor else h.name, h.bloc, h.bloc if actor else h.actor)

    return replace(
        state,
        holders=tuple(up(h) for h in state.holders),
        alternatives=tuple(up(h) for h in state.alternatives),
        earlier=tuple(up(h) for h in state.earlier),
    )


def render(result: ControlAnswer) -> str:
    """The answers as an analyst reads them."""
    return "\n\n".join(render_state(state) for state in result.states) or "No place is told of."


def render_state(state: ControlState) -> str:
    """The answer as an analyst reads it: state, grade, evidence, rivals, and what would change it."""
    day = state.on.isoformat() if state.on else "the latest known day"
    names = " and ".join(h.name for h in state.holders) or "nobody known"
    known = f", as known on {state.known_on}" if state.known_on else ""
    lines = [f"{state.place}, {day}{known}: {state.status.replace('_', ' ')}: {names} ({state.grade})"]
    if state.since:
        lines.append(
            f"  since: {between(*state.since)}; last confirmed {state.last_confirmed}"
            + (f", {state.age_days} days before" if state.age_days else "")
        )
    if state.alternatives:
        others = " or ".join(h.name for h in state.alternatives)
        lines.append(f"  or already {others}: changed between {state.changed_from or '?'} and {state.changed_to}")
    if state.besieged_since:
        lines.append(f"  under siege since {state.besieged_since}")
    lines.extend(_parts(state))
    lines.extend(f"  beside it: {beside(rival)}" for rival in state.rivals)
    if state.roots:
        lines.append(f"  told by: {state.roots}; claim graded {state.claim_grade}")
    lines.extend(f"  {cited(s)}" for s in state.sentences)
    lines.extend(f"  note: {note}" for note in state.notes)
    lines.append(f"  rule {state.rule}: {RULES[state.rule]}")
    lines.extend(f"  would change it: {what}" for what in state.would_change)
    return "\n".join(lines)


def _parts(state: ControlState) -> list[str]:
    """What is told of parts: of each force and kind of part the last telling; counts of unnamed places side by side,
    never summed, as they may be of the same places."""
    last = {(p.holder.bloc, p.scope): p for p in state.parts if not p.count}
    lines = [f"  {p.scope}: {p.holder.name} since {p.since} ({p.grade})" for p in last.values()]
    counted: dict[str, list[PartHeld]] = {}
    for part in state.parts:
        if part.count:
            counted.setdefault(part.holder.name, []).append(part)
    for name, parts in counted.items():
        told = ", ".join(f"{p.count} ({p.since})" for p in parts[-_COUNTS_SHOWN:])
        lines.append(f"  unnamed places in or near it, as told: {name} {told}")
    return lines


def cited(s: Sentence) -> str:
    """A deciding sentence with who carries it, who says it, how reliable that is and in whose interest."""
    return (f"“{s.text}” — {s.publisher or s.report_ref}, {s.published or 'no date'} "
            f"({s.root}, {s.reliability}, {s.interest.replace('_', ' ')})")


def beside(rival: Rival) -> str:
    """Another account in one line."""
    who = rival.holder.name if rival.holder else "somebody"
    return f"{who}, {rival.status.replace('_', ' ')}, {between(rival.since, rival.until)}: {rival.told}"


def between(first: date | None, last: date | None) -> str:
    """An interval in words."""
    if first == last:
        return str(first)
    return f"between {first or 'an unknown day'} and {last or 'now'}"
