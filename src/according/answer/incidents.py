"""What happened: claims about one happening side by side, with the roots behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from according.answer.selection import Filters, Pairs, around, judged, select, sentence_of
from according.model.control import Sentence
from according.model.incident import Incident
from according.resolve.incidents import incidents_of
from according.store.record import Record
from according.weigh.corroboration import Corroboration, corroborate
from according.weigh.roots import PackData, Root, roots_of, view


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One incident with its evidence. `agents` are as told, rivals beside one another."""

    incident: Incident
    sentences: tuple[Sentence, ...]
    agents: tuple[str, ...]
    recipients: tuple[str, ...]
    corroboration: Corroboration

    def to_json(self) -> dict[str, Any]:
        return {
            **self.incident.to_json(),
            "agents": list(self.agents),
            "recipients": list(self.recipients),
            "roots": self.corroboration.to_json(),
            "sentences": [s.to_json() for s in self.sentences],
        }


@dataclass(frozen=True, slots=True)
class IncidentsAnswer:
    """The incidents that pass the filters, in order of time."""

    incidents: tuple[IncidentView, ...]

    def to_json(self) -> dict[str, Any]:
        return {"incidents": [i.to_json() for i in self.incidents]}


@dataclass(frozen=True, slots=True)
class Found:
    """Incidents with the claims, reports and roots they are made of; what other answers build on."""

    incidents: tuple[Incident, ...]
    pairs: dict[str, tuple[Any, Any]]
    roots: dict[str, Root]


def find(record: Record, packs: PackData, filters: Filters) -> Found:
    """The incidents that hold at least one claim that passes the filters."""
    wanted = {claim.id for claim, _ in select(record, filters)}
    pairs: Pairs = around(record, filters)
    incidents = [i for i in incidents_of(pairs, judged(record)) if wanted.intersection(i.claims)]
    by_id = {claim.id: (claim, report) for claim, report in pairs}
    told = [by_id[c] for i in incidents for c in i.claims]
    return Found(tuple(incidents), by_id, roots_of(told, view(packs)))


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
) -> IncidentsAnswer:
    """The incidents with a claim that passes every filter."""
    found = find(record, packs, Filters(place, actor, source, on, since, until, known_on, standing))
    return IncidentsAnswer(tuple(_view(i, found) for i in found.incidents))


def _view(incident: Incident, found: Found) -> IncidentView:
    told = [found.pairs[c] for c in incident.claims]
    ordered = sorted(told, key=lambda p: (p[1].published.to_json() if p[1].published else "", p[0].id))
    agents = sorted({m.name or m.text for claim, _ in told for m in claim.agent})
    recipients = sorted({m.name or m.text for claim, _ in told for m in claim.recipient})
    return IncidentView(
        incident,
        tuple(sentence_of(c, r, found.roots[c.id]) for c, r in ordered),
        tuple(agents),
        tuple(recipients),
        corroborate(told, found.roots),
    )


def render(result: IncidentsAnswer) -> str:
    """One paragraph an incident."""
    lines: list[str] = []
    for shown in result.incidents:
        i = shown.incident
        when = str(i.first) if i.first == i.last else f"{i.first or '?'} to {i.last or '?'}"
        lines.append(
            f"{when} · {i.place or 'no place told'} · {i.mode or i.event_type or 'harm'} · {shown.corroboration}"
        )
        if shown.agents:
            lines.append(f"  by: {', '.join(shown.agents)}")
        lines.extend(
            f"  “{s.text}” — {s.publisher or s.report_ref}, {s.published or 'no date'} ({s.root}, {s.reliability})"
            for s in shown.sentences
        )
    return "\n".join(lines) or "No incident is told of."
