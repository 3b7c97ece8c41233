"""Coded reports put into the tables, many together: a few statements a batch, whatever its size.

For use inside a writing transaction, which has the database's writers to itself; numbers can then be given here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, func, select

from according.model.claim import Claim, MadeBy
from according.model.report import Report
from according.store.dialect import Dialect
from according.store.parts import parts
from according.store.rows import actor_rows, claim_row, report_row, source_rows
from according.store.schema import claim_actors, claim_sources, claims, codings, reports, supersessions

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a report did. `known`: this coding of it was there already, and nothing changed."""

    report: str
    claims: int
    known: bool
    superseded: int = 0


@dataclass(slots=True)
class _Batch:
    """Rows to insert, and what is in the record of the reports they are of: `known_at` by report, the codings that
    stand with their keys, and the keys of those that do not stand any more."""

    next_coding: int
    next_claim: int
    known_at: dict[str, datetime] = field(default_factory=dict)
    standing: dict[str, dict[int, Key]] = field(default_factory=dict)
    earlier: dict[str, set[Key]] = field(default_factory=dict)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def put(self, table: Table, rows: Iterable[dict[str, Any]]) -> None:
        self.rows.setdefault(table.name, []).extend(rows)


def add_coded(connection: Connection, dialect: Dialect, coded: Sequence[tuple[Report, list[Claim], MadeBy]],
              now: datetime) -> list[Added]:
    """Add coded reports in order. A coding that is there already changes nothing; another supersedes it."""
    batch = _look_up(connection, list(dict.fromkeys(report.id for report, _, _ in coded)))
    out = [_add(batch, report, found, coding, now) for report, found, coding in coded]
    for table in (reports, codings, supersessions, claims, claim_actors, claim_sources):
        if rows := batch.rows.get(table.name):
            dialect.put(connection, table, rows)
    return out


def coding_key(coding: MadeBy) -> dict[str, str]:
    """What tells one coding from another; a reviewer's own claims count as an engine of their name."""
    return {"engine": coding.engine or f"reviewer {coding.reviewer or 'unknown'}",
            "version": coding.version or coding.at or "", "codebook": coding.codebook or "",
            "pack": coding.pack or ""}


def _look_up(connection: Connection, ids: list[str]) -> _Batch:
    batch = _Batch((connection.scalar(select(func.max(codings.c.seq))) or 0) + 1,
                   (connection.scalar(select(func.max(claims.c.seq))) or 0) + 1)
    for some in parts(ids):
        for row in connection.execute(select(reports.c.id, reports.c.known_at).where(reports.c.id.in_(some))):
            batch.known_at[row.id] = row.known_at
        gone = set(connection.scalars(select(supersessions.c.coding).join(
            codings, codings.c.seq == supersessions.c.coding).where(codings.c.report.in_(some))))
        for row in connection.execute(select(codings).where(codings.c.report.in_(some)).order_by(codings.c.seq)):
            key = (row.engine, row.version, row.codebook, row.pack)
            if row.seq in gone:
                batch.earlier.setdefault(row.report, set()).add(key)
            else:
                batch.standing.setdefault(row.report, {})[row.seq] = key
    return batch


def _add(batch: _Batch, report: Report, found: list[Claim], coding: MadeBy, now: datetime) -> Added:
    named = coding_key(coding)
    key: Key = (named["engine"], named["version"], named["codebook"], named["pack"])
    standing, earlier = batch.standing.setdefault(report.id, {}), batch.earlier.setdefault(report.id, set())
    if key in earlier or key in standing.values():
        return Added(report.id, len(found), known=True)
    if report.id not in batch.known_at:
        row = report_row(report, now)
        batch.known_at[report.id] = row["known_at"]
        batch.put(reports, [row])
    number, older = batch.next_coding, list(standing)
    batch.next_coding += 1
    batch.put(codings, [{"seq": number, "report": report.id, "claim_count": len(found), "at": now, **named}])
    batch.put(supersessions, [{"coding": old, "by_coding": number, "at": now} for old in older])
    earlier.update(standing.values())
    batch.standing[report.id] = {number: key}
    for claim in found:
        seq = batch.next_claim
        batch.next_claim += 1
        batch.put(claims, [{"seq": seq, **claim_row(claim, number, batch.known_at[report.id], now)}])
        batch.put(claim_actors, actor_rows(claim, seq))
        batch.put(claim_sources, source_rows(claim, seq))
    return Added(report.id, len(found), known=False, superseded=len(older))
