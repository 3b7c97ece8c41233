"""What happened: claims about one happening side by side, with the roots behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Unpack

from according.answer.found import Found
from according.answer.kept_incidents import ready
from according.answer.opened_incidents import opened
from according.answer.selection import Asked, Filters, Pairs, around, judged, narrowed, select, sentence_of
from according.model.claim import Claim, Mention
from according.model.control import Sentence
from according.model.incident import Incident
from according.model.report import Report
from according.resolve.incidents import incidents_of
from according.resolve.profile import describes_civilians
from according.store.record import Record
from according.weigh.corroboration import Corroboration, corroborate
from according.weigh.interest import interest, interest_in_harm, side
from according.weigh.reliability import CLAIM_GRADES, claim_grade
from according.weigh.roots import PackData, PackView, Root, roots_of, view

# An interval longer than this (days) does not date a happening.
_DATED = 7


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One incident with its evidence. `agents` are as told, rivals beside one another, each with who tells so.

    `grade` is how far it is borne out (1-6, see `weigh.reliability.CLAIM_GRADES`). `vague` marks what is told without
    a day, figures, names or a change of control: it may be many happenings or none of its own. `denied` are the ids of
    the claims that deny it.
    """

    incident: Incident
    sentences: tuple[Sentence, ...]
    agents: tuple[tuple[str, tuple[str, ...]], ...]
    recipients: tuple[str, ...]
    corroboration: Corroboration
    grade: int
    vague: bool
    denied: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            **self.incident.to_json(),
            "agents": [name for name, _ in self.agents],
            "agents_by": [{"agent": name, "told_by": list(by)} for name, by in self.agents],
            "grade": self.grade,
            "grade_means": CLAIM_GRADES[self.grade],
            "vague": self.vague,
            "denied": list(self.denied),
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


def find(record: Record, packs: PackData, filters: Filters) -> Found:
    """The incidents that hold at least one claim that passes the filters: as they are kept, or else computed."""
    kept = ready(record, packs, filters)
    if kept is not None:
        made = opened(record, kept, filters)
        told = list(made.pairs.values())
        return Found(tuple(made.incidents), made.pairs, roots_of(told, view(packs)))
    asked = select(record, filters)
    wanted = {claim.id for claim, _ in asked}
    narrow = any(f is not None for f in (filters.place, filters.actor, filters.source, filters.standing))
    pairs: Pairs = around(record, filters, asked) if narrow else around(record, filters)
    incidents = [i for i in incidents_of(pairs, judged(record)) if wanted.intersection(i.claims)]
    by_id = {claim.id: (claim, report) for claim, report in pairs}
    told = [by_id[c] for i in incidents for c in i.claims]
    return Found(tuple(incidents), by_id, roots_of(told, view(packs)))


def answer(
    record: Record,
    packs: PackData,
    **narrowing: Unpack[Asked],
) -> IncidentsAnswer:
    """The incidents with a claim that passes every filter."""
    found = find(record, packs, narrowed(packs, **narrowing))
    seen = view(packs)
    return IncidentsAnswer(tuple(_view(i, found, seen) for i in found.incidents))


def _view(incident: Incident, found: Found, seen: PackView) -> IncidentView:
    every = [found.pairs[c] for c in incident.claims]
    told = [p for p in every if p[0].standing != "denied"]
    denials = [p for p in every if p[0].standing == "denied"]
    ordered = sorted(every, key=lambda p: (p[1].published.to_json() if p[1].published else "", p[0].id))
    interests = {c.id: interest_of(c, r, found.roots[c.id], seen) for c, r in every}
    by: dict[str, set[str]] = {}
    for claim, _ in told:
        for mention in claim.agent:
            by.setdefault(mention.name or mention.text, set()).add(found.roots[claim.id].name)
    return IncidentView(
        incident,
        tuple(sentence_of(c, r, found.roots[c.id], interests[c.id]) for c, r in ordered),
        tuple((name, tuple(sorted(by[name]))) for name in sorted(by)),
        tuple(sorted({m.name or m.text for claim, _ in told for m in claim.recipient})),
        corroborate(told, found.roots, denials),
        claim_grade(((found.roots[c.id], interests[c.id]) for c, _ in told), bool(denials)),
        all(_is_vague(claim) for claim, _ in every),
        tuple(sorted(claim.id for claim, _ in denials)),
    )


def interest_of(claim: Claim, report: Report, root: Root, seen: PackView) -> str:
    """Whether the root of a claim serves itself by it, by the sides of that day."""
    day = (claim.time.last_day if claim.time else None) or (report.published.day if report.published else None)

    def sides(mentions: tuple[Mention, ...]) -> set[str]:
        return {side(m.actor, m.name or m.text, seen, day) for m in mentions}

    if claim.control is not None:
        gains, loses = claim.control.holder, claim.control.loser
        return interest(
            root.side,
            next(iter(sides((gains,))), None) if gains else None,
            next(iter(sides((loses,))), None) if loses else None,
        )
    return interest_in_harm(root.side, sides(claim.agent), sides(claim.recipient), describes_civilians(claim))


def _is_vague(claim: Claim) -> bool:
    """Whether a claim has no day (a week at most), no figure, no named victim and no change of control."""
    first, last = (claim.time.first_day, claim.time.last_day) if claim.time else (None, None)
    dated = first is not None and last is not None and (last - first).days <= _DATED
    return not dated and claim.toll is None and claim.control is None


def when(incident: Incident) -> str:
    """The day or days of an incident as a person writes them."""
    if incident.first is None:
        return f"by {incident.last}" if incident.last else "undated"
    return str(incident.first) if incident.first == incident.last else f"{incident.first} to {incident.last or '?'}"


def render(result: IncidentsAnswer) -> str:
    """One paragraph an incident; what is told only vaguely comes last, a line each."""
    lines: list[str] = []
    for shown in result.incidents:
        if not shown.vague:
            lines.extend(_paragraph(shown))
    vague = [shown for shown in result.incidents if shown.vague]
    if vague:
        lines.append(f"Told without a day, figures or names ({len(vague)}):")
    for shown in vague:
        s = shown.sentences[0]
        more = f" and {len(shown.sentences) - 1} more" if len(shown.sentences) > 1 else ""
        where = f"{when(shown.incident)} · {shown.incident.place or 'no place told'}"
        lines.append(f"  {where} · “{s.text}”{more} — {s.publisher or s.report_ref} ({s.root})")
    return "\n".join(lines) or "No incident is told of."


def _paragraph(shown: IncidentView) -> list[str]:
    i = shown.incident
    what = i.mode or i.event_type or "harm"
    grade = f"graded {shown.grade}, {CLAIM_GRADES[shown.grade]}"
    lines = [f"{when(i)} · {i.place or 'no place told'} · {what} · {shown.corroboration} · {grade}"]
    if len(shown.agents) > 1:
        lines.append("  by: " + "; ".join(f"{name} (say {', '.join(told)})" for name, told in shown.agents))
    elif shown.agents:
        lines.append(f"  by: {shown.agents[0][0]}")
    lines.extend(
        f"  {'denied: ' if s.claim in shown.denied else ''}“{s.text}” — "
        f"{s.publisher or s.report_ref}, {s.published or 'no date'} "
        f"({s.root}, {s.reliability}{'' if s.interest == 'neutral' else ', ' + s.interest.replace('_', ' ')})"
        for s in shown.sentences
    )
    return lines
