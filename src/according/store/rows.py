"""Reports and claims as rows: the whole as JSON, and beside it the columns that questions are asked by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from according.model.claim import Claim, Mention
from according.model.report import Report
from according.model.when import When
from according.store.folding import fold
from according.store.types import written


def report_row(report: Report, recorded_at: datetime) -> dict[str, Any]:
    """The row of a report; an undated report becomes known when it is recorded."""
    body = report.to_json()
    del body["text"]
    return {
        "id": report.id,
        "ref": report.ref,
        "url": report.url,
        "publisher": report.publisher,
        "published": report.published.to_json() if report.published else None,
        "known_at": report.published.instant if report.published else recorded_at,
        "recorded_at": recorded_at,
        "title": report.title,
        "text": report.text,
        "copy_of": report.copy_of,
        "body": written(body),
    }


def report_of(body: dict[str, Any], text: str) -> Report:
    """The report of a row."""
    return Report.from_json({**body, "text": text})


def claim_row(claim: Claim, coding: int, known_at: datetime, recorded_at: datetime) -> dict[str, Any]:
    """The row of a claim, without its sequence number."""
    place, when, control = claim.place, claim.time or When(None, None), claim.control
    timed = when.start is not None or when.end is not None
    return {
        "id": claim.id,
        "coding": coding,
        "report": claim.report,
        "quote_start": claim.quote.start,
        "quote_end": claim.quote.end,
        "quote": claim.quote.exact,
        "kind": claim.kind,
        "event_type": claim.event_type,
        "mode": claim.mode,
        "place": place.id if place else None,
        "place_key": fold(place.name or place.text) if place else None,
        "time_first": (when.first_day or date.min) if timed else None,
        "time_last": (when.last_day or date.max) if timed else None,
        "known_at": known_at,
        "recorded_at": recorded_at,
        "standing": claim.standing,
        "historical": claim.historical,
        "control_change": control.change if control else None,
        "holder": control.holder.actor if control and control.holder else None,
        "body": written(claim.to_json()),
    }


def _roles(claim: Claim) -> Iterator[tuple[str, Sequence[Mention]]]:
    yield "agent", claim.agent
    yield "recipient", claim.recipient
    if claim.control:
        yield "holder", (claim.control.holder,) if claim.control.holder else ()
        yield "loser", (claim.control.loser,) if claim.control.loser else ()
    if claim.plan:
        yield "party", claim.plan.parties


def actor_rows(claim: Claim, seq: int) -> list[dict[str, Any]]:
    """Who takes part in a claim, in which role."""
    return [
        {"claim": seq, "role": role, "position": position, "actor": m.actor, "name_key": fold(m.name or m.text)}
        for role, mentions in _roles(claim)
        for position, m in enumerate(mentions)
    ]


def source_rows(claim: Claim, seq: int) -> list[dict[str, Any]]:
    """Who says so, outermost first."""
    return [
        {"claim": seq, "depth": depth, "source": a.source, "name_key": fold(a.name or a.text), "kind": a.kind}
        for depth, a in enumerate(claim.attribution)
    ]
