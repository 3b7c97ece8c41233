"""How many were harmed, by whose count: the tolls of incidents, and running totals over a period by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Unpack

from according.answer.incidents import find, when
from according.answer.selection import Asked, narrowed, select, sentence_of
from according.answer.toll_counts import Count, IncidentToll, toll_of
from according.store.record import Record
from according.weigh.roots import PackData, roots_of, view


@dataclass(frozen=True, slots=True)
class TollsAnswer:
    """Tolls of incidents, and running totals apart from them."""

    incidents: tuple[IncidentToll, ...]
    aggregates: tuple[Count, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "incidents": [i.to_json() for i in self.incidents],
            "aggregates": [a.to_json() for a in self.aggregates],
            "note": "rival figures and aggregates are never summed",
        }


def answer(
    record: Record,
    packs: PackData,
    **narrowing: Unpack[Asked],
) -> TollsAnswer:
    """The tolls of the incidents that pass the filters, and the running totals told in the same time."""
    filters = narrowed(packs, **narrowing)
    found = find(record, packs, filters)
    tolls = [t for i in found.incidents if (t := toll_of(i, found)) is not None]
    totals = [(c, r) for c, r in select(record, filters) if c.toll is not None and c.toll.aggregate]
    roots = roots_of(totals, view(packs))
    aggregates = [
        Count(roots[c.id].name, f.low, f.best, f.high, f.who or harm, sentence_of(c, r, roots[c.id]))
        for c, r in totals
        if c.toll
        for harm, f in c.toll.figures().items()
    ]
    return TollsAnswer(tuple(tolls), tuple(aggregates))


def render(result: TollsAnswer) -> str:
    """One paragraph an incident, running totals at the end."""
    lines: list[str] = []
    for toll in result.incidents:
        i = toll.incident
        lines.append(f"{when(i)} · {i.place or 'no place told'} · {i.mode or i.event_type or 'harm'}")
        for h in toll.harms:
            span = str(h.best) if h.low == h.high == h.best else f"{h.low} to {h.high}, best {h.best}"
            lines.append(f"  {h.harm}: {span} ({h.reason})")
            lines.extend(
                f"    {c.root}: {c.best if c.best is not None else c.low} — “{c.sentence.text}”" for c in h.counts
            )
        lines.extend(f"  of them {harm}: {n} {who}" for harm, who, n in toll.parts)
        for c in toll.classes:
            count = f"{c.best}" if c.best is not None else ""
            told = " ".join(part for part in (count, f"({', '.join(c.named)})" if c.named else "") if part)
            lines.append(f"  {c.victims.replace('_', ' ')} {c.harm}: {told} — {c.root}")
        lines.extend(f"  named: {v.name}{', ' + v.role if v.role else ''}" for v in toll.named)
    if result.aggregates:
        lines.append("Running totals, added to nothing:")
        lines.extend(f"  {a.best or a.low} {a.who or ''} ({a.root}) — “{a.sentence.text}”" for a in result.aggregates)
    return "\n".join(lines) or "No toll is told of."
