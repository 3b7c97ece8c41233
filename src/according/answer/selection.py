"""The filters that all questions share, and the claims with their reports that pass them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from according.answer.evidence import day_of, pairs_of
from according.model.claim import Claim
from according.model.control import Sentence
from according.model.incident import Judged
from according.model.report import Report
from according.store.judgements import all_judgements, standing_judgements
from according.store.query import Query
from according.store.record import Record
from according.weigh.reliability import source_grade
from according.weigh.roots import Root

Pairs = list[tuple[Claim, Report]]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which claims a question is about; every field that is set must hold (see `store.query.Query`)."""

    place: str | None = None
    actor: str | None = None
    source: str | None = None
    on: date | None = None
    since: date | None = None
    until: date | None = None
    known_on: date | None = None
    standing: str | None = None


def select(record: Record, filters: Filters, kind: str | None = None, event_type: str | None = None) -> Pairs:
    """Claims that pass the filters, with their reports, each once, in the order of the record."""
    named = [("place", "place_name")] if filters.place else [("", "")]
    out: dict[str, tuple[Claim, Report]] = {}
    for by_id, by_name in named:
        for field in (by_id, by_name) if by_id else ("",):
            query = Query(
                kind=kind,
                event_type=event_type,
                actor=filters.actor,
                source=filters.source,
                standing=filters.standing,
                since=filters.on or filters.since,
                until=filters.on or filters.until,
                known_on=filters.known_on,
                place=filters.place if field == "place" else None,
                place_name=filters.place if field == "place_name" else None,
            )
            for claim, report in pairs_of(record, record.claims(query)):
                out.setdefault(claim.id, (claim, report))
    return list(out.values())


def around(record: Record, filters: Filters, days: int = 12) -> Pairs:
    """All claims of the time asked for and some days around it, whatever the place and actor."""
    first, last = filters.on or filters.since, filters.on or filters.until
    wide = Filters(
        since=first - timedelta(days=days) if first else None,
        until=last + timedelta(days=days) if last else None,
        known_on=filters.known_on,
    )
    return select(record, wide)


def judged(record: Record) -> list[Judged]:
    """The record's merges and splits of claims, those that were undone marked so."""
    standing = {j.id for j in standing_judgements(record)}
    out: list[Judged] = []
    for j in all_judgements(record):
        if j.kind in ("merge", "split") and len(j.subjects) >= 2:
            for other in j.subjects[1:]:
                out.append(Judged(j.kind, j.subjects[0], other, j.by, j.reason, j.at.isoformat(), j.id not in standing))
    return out


def sentence_of(claim: Claim, report: Report, root: Root, interest: str = "neutral") -> Sentence:
    """A claim as one sentence of evidence."""
    change = (
        claim.control.change if claim.control else claim.plan.status if claim.plan else claim.event_type or claim.kind
    )
    return Sentence(
        claim.id,
        report.id,
        report.ref,
        report.publisher,
        day_of(report.published.day) if report.published else None,
        claim.quote.exact,
        change,
        root.name,
        interest,
        source_grade(root, interest),
    )


def said_on(claim: Claim, report: Report) -> date | None:
    """The day a claim was made, by its report."""
    return report.published.day if report.published else claim.time.last_day if claim.time else None
