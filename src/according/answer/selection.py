"""The filters that all questions share, and the claims with their reports that pass them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from according.answer.evidence import day_of, known_places, pairs_of
from according.model.claim import Claim
from according.model.control import Sentence
from according.model.incident import Judged
from according.model.report import Report
from according.store.judgements import all_judgements, standing_judgements
from according.store.query import Query
from according.store.record import Record
from according.weigh.reliability import source_grade
from according.weigh.roots import PackData, Root, fold_name, view

Pairs = list[tuple[Claim, Report]]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which claims a question is about; every field that is set must hold (see `store.query.Query`).

    `places` are ids that the packs know for the name in `place`: any of them will do.
    """

    place: str | None = None
    actor: str | None = None
    source: str | None = None
    on: date | None = None
    since: date | None = None
    until: date | None = None
    known_on: date | None = None
    standing: str | None = None
    places: tuple[str, ...] = ()


def narrowed(
    packs: PackData,
    place: str | None = None,
    actor: str | None = None,
    source: str | None = None,
    on: date | None = None,
    since: date | None = None,
    until: date | None = None,
    known_on: date | None = None,
    standing: str | None = None,
) -> Filters:
    """Filters in which actor and source, by whatever name the packs know them ("Kremlin", "ISIS"), stand by id."""
    places = tuple(known_places(packs, place)) if place else ()
    return Filters(
        place, _known(packs, actor), _known(packs, source), on, since, until, known_on, standing, places
    )


def _known(packs: PackData, name: str | None) -> str | None:
    return (actor_id(packs, name) or name) if name else None


def actor_id(packs: PackData, name: str) -> str | None:
    """The id of an actor by id, name, alias, or a place word for its government ("Moscow"); None when unknown."""
    if name in packs.actors:
        return name
    return view(packs).names.get(fold_name(name)) or _metonyms(packs).get(fold_name(name))


@lru_cache(maxsize=8)
def _metonyms(packs: PackData) -> dict[str, str]:
    return {fold_name(m): a.id for a in packs.actors.values() for m in a.metonyms}


def select(record: Record, filters: Filters, kind: str | None = None, event_type: str | None = None) -> Pairs:
    """Claims that pass the filters, with their reports, each once, in the order of the record."""
    queries = [{"place": p} for p in dict.fromkeys((filters.place, *filters.places)) if p is not None]
    if filters.place is not None:
        queries.append({"place_name": filters.place})
    out: dict[str, tuple[Claim, Report]] = {}
    for where in queries or [{}]:
        query = Query(
            kind=kind,
            event_type=event_type,
            actor=filters.actor,
            source=filters.source,
            standing=filters.standing,
            since=filters.on or filters.since,
            until=filters.on or filters.until,
            known_on=filters.known_on,
            place=where.get("place"),
            place_name=where.get("place_name"),
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
