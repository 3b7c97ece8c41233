"""The filters that all questions share, and the claims with their reports that pass them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TypedDict, Unpack

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
# How far back (days) a long interval is looked into for what may be the same happening.
_LONGEST = 31


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


class Within(TypedDict, total=False):
    """The filters but for the actor, by name; dates are days in the time that reports are about, `known_on` the day
    by which they had been published."""

    place: str | None
    source: str | None
    on: date | None
    since: date | None
    until: date | None
    known_on: date | None
    standing: str | None


class Asked(Within, total=False):
    """The filters by name, as the questions take them."""

    actor: str | None


def narrowed(packs: PackData, **asked: Unpack[Asked]) -> Filters:
    """Filters in which actor and source, by whatever name the packs know them ("Kremlin", "ISIS"), stand by id."""
    place = asked.get("place")
    return Filters(
        place=place,
        actor=_known(packs, asked.get("actor")),
        source=_known(packs, asked.get("source")),
        on=asked.get("on"),
        since=asked.get("since"),
        until=asked.get("until"),
        known_on=asked.get("known_on"),
        standing=asked.get("standing"),
        places=tuple(known_places(packs, place)) if place else (),
    )


def taken_by(question: Callable[..., object]) -> frozenset[str]:
    """The names of the filters, and of whatever else by name, that a question takes."""
    given = inspect.signature(question).parameters.values()
    names = {p.name for p in given if p.kind is not inspect.Parameter.VAR_KEYWORD}
    if any(p.kind is inspect.Parameter.VAR_KEYWORD for p in given):
        names |= Within.__annotations__.keys() | Asked.__annotations__.keys()
    return frozenset(names)


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


def queries_of(filters: Filters, known: bool = True) -> list[Query]:
    """The filters as queries, any of which will do: a place may be meant by its id, as the packs know it, or by name.
    Without `known`, also for what became known later."""
    rest = Query(actor=filters.actor, source=filters.source, standing=filters.standing, on=filters.on,
                 since=filters.since, until=filters.until, known_on=filters.known_on if known else None)
    if filters.place is None:
        return [rest]
    return [*(replace(rest, place=p) for p in dict.fromkeys((filters.place, *filters.places))),
            replace(rest, place_name=filters.place)]


def select(record: Record, filters: Filters, kind: str | None = None, event_type: str | None = None,
           control: bool | None = None) -> Pairs:
    """Claims that pass the filters, with their reports, each once, in the order of the record; `control`: only those
    with, or without, a control block."""
    out: dict[str, tuple[Claim, Report]] = {}
    for query in queries_of(filters):
        narrower = replace(query, kind=kind, event_type=event_type, control=control)
        for claim, report in pairs_of(record, record.claims(narrower)):
            out.setdefault(claim.id, (claim, report))
    return list(out.values())


def around(record: Record, filters: Filters, wanted: Sequence[tuple[Claim, Report]] = (), days: int = 12) -> Pairs:
    """All claims of the time asked for and some days around it, whatever the place and actor.

    Where no time is asked for, the time is that of the claims that are `wanted`, in as many windows as it takes; they
    themselves are among what is given, with or without a day.
    """
    wide = days_asked(filters, days)
    if wide is None and wanted:
        out = {claim.id: (claim, report) for claim, report in wanted}
        for since, until in windows((_span(claim, report) for claim, report in wanted), days):
            for claim, report in select(record, Filters(since=since, until=until, known_on=filters.known_on)):
                out.setdefault(claim.id, (claim, report))
        return list(out.values())
    return select(record, replace(wide or Filters(), known_on=filters.known_on))


def days_asked(filters: Filters, days: int) -> Filters | None:
    """The time that is asked for and some days around it; None when no time is asked for."""
    first, last = filters.on or filters.since, filters.on or filters.until
    if first is None and last is None:
        return None
    return Filters(since=first - timedelta(days=days) if first else None,
                   until=last + timedelta(days=days) if last else None)


def windows(spans: Iterable[tuple[date | None, date | None]], days: int) -> list[tuple[date, date]]:
    """The days from a first to a last, each, and `days` around them, as few intervals as hold them; longer ones are cut
    short, and what has no last day is left out."""
    wide = [(max(first or last, last - timedelta(days=_LONGEST)) - timedelta(days=days), last + timedelta(days=days))
            for first, last in spans if last is not None]
    out: list[tuple[date, date]] = []
    for start, end in sorted(wide):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def _span(claim: Claim, report: Report) -> tuple[date | None, date | None]:
    last = (claim.time.last_day if claim.time else None) or (report.published.day if report.published else None)
    return claim.time.first_day if claim.time else None, last


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


def is_undated_background(claim: Claim) -> bool:
    """Whether a claim is background that no day is told for: it belongs to no time that could be asked about."""
    return claim.historical and (claim.time is None or claim.time.first_day is None)


def said_on(claim: Claim, report: Report) -> date | None:
    """The day a claim was made, by its report."""
    return report.published.day if report.published else claim.time.last_day if claim.time else None
