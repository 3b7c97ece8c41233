"""Does a record still say what was put in? Every report hashed again, every quote sliced again, counts compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import DatabaseError

from according.model.report import Report
from according.store.dialect import Dialect, reading, writing
from according.store.rows import report_of
from according.store.schema import claims, codings, reports, supersessions


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: where, what, and what to do about it."""

    where: str
    what: str
    cure: str


def verify(engine: Engine, dialect: Dialect) -> list[Problem]:
    """All problems of a record; an empty list is a sound record."""
    try:
        with writing(engine) as connection:
            problems = [Problem("database", found, "restore the file from a copy, or add the reports to a new record")
                        for found in dialect.check(connection)]
            problems += [Problem("database", f"{found} is still to be made after a load that was interrupted",
                                 "add what was to be loaded again, or anything else: it is made at the end")
                         for found in dialect.lacking(connection)]
        with reading(engine) as connection:
            problems += _counts(connection)
            problems += _texts(connection)
    except DatabaseError as error:
        return [Problem("database", str(error.orig), "restore the file from a copy")]
    return problems


def _counts(connection: Connection) -> Iterator[Problem]:
    """Each coding has the claims it counted; each report has exactly one coding that stands."""
    held = func.count(claims.c.seq)
    statement = (select(codings.c.report, codings.c.claim_count, held)
                 .outerjoin(claims, claims.c.coding == codings.c.seq)
                 .group_by(codings.c.seq).having(held != codings.c.claim_count))
    for report, counted, there in connection.execute(statement):
        yield Problem(f"report {report}", f"its coding counted {counted} claims, {there} are there",
                      "add the report to a new record")
    standing = Counter(connection.scalars(
        select(codings.c.report).where(codings.c.seq.not_in(select(supersessions.c.coding)))).all())
    for report in connection.scalars(select(reports.c.id)):
        if standing[report] != 1:
            yield Problem(f"report {report}", f"{standing[report]} codings of it stand, one should",
                          "code it again with: according add")


def _texts(connection: Connection) -> Iterator[Problem]:
    """Report by report: its id still comes out of its text, and every quote still slices back."""
    in_order = connection.execution_options(yield_per=200)
    found = in_order.execute(
        select(claims.c.report, claims.c.id, claims.c.quote, claims.c.body).order_by(claims.c.report, claims.c.seq))
    waiting = next(found, None)
    for row in in_order.execute(select(reports.c.id, reports.c.body, reports.c.text).order_by(reports.c.id)):
        report = report_of(row.body, row.text)
        if Report.make_id(report.text, report.publisher, report.published, report.url) != row.id or report.id != row.id:
            yield Problem(f"report {row.id}", "its text is not the one that was added", "restore it from a copy")
        while waiting is not None and waiting.report == row.id:
            if (problem := _quote(report, waiting)) is not None:
                yield problem
            waiting = next(found, None)


def _quote(report: Report, row: Any) -> Problem | None:
    quote = row.body["quote"]
    agrees = (quote["exact"] == row.quote == report.text[quote["start"] : quote["end"]]
              and row.body["id"] == row.id and row.body["report"] == report.id)
    if agrees:
        return None
    return Problem(f"claim {row.id}", f"its quote does not slice back from {report.ref}", "code the report again")
