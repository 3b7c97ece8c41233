"""The record: open one, add coded reports, ask for claims.

One transaction a report: a process killed at any moment leaves either the whole of a report with its claims, or
nothing of it. Adding the same coding of a report again changes nothing; another coding of it (a newer engine,
codebook or pack) is kept beside the earlier one and supersedes it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select
from sqlalchemy.exc import DatabaseError, OperationalError

from according.model.claim import Claim, MadeBy
from according.model.report import Report
from according.store import migrations
from according.store.adding import Added, add_coded, coding_key
from according.store.dialect import Dialect, dialect_for, reading, shown, writing
from according.store.errors import RecordError, RecordMissing
from according.store.garbage import fewer_collections
from according.store.parts import parts
from according.store.query import Query, select_claims
from according.store.rows import report_of
from according.store.schema import audit_log, claims, codings, failures, judgements, reports
from according.store.verify import Problem, verify

__all__ = ["Added", "FailedReport", "Hit", "Record", "open_record"]

MANY = 100_000
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that has the words looked for."""

    report: str
    ref: str
    title: str | None
    publisher: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class FailedReport:
    """An input that gave no claims, and why."""

    ref: str
    reason: str
    cure: str | None
    at: datetime


def utc_now() -> datetime:
    return datetime.now(UTC)


class Record:
    """A record that is open. Made by `open_record`; close it, or use it in a `with`."""

    def __init__(self, engine: Engine, dialect: Dialect, clock: Callable[[], datetime] = utc_now) -> None:
        self.engine = engine
        self.dialect = dialect
        self.clock = clock
        self._added = 0

    def __enter__(self) -> Record:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database; after much was added, let it learn first how its tables are filled."""
        if self._added:
            with contextlib.suppress(OperationalError), writing(self.engine) as connection:
                self.dialect.before_close(connection)  # another process may hold the lock: then that one will do it
        self.engine.dispose()

    # -- adding ---------------------------------------------------------------------------------------------------

    def add(self, report: Report, found: Iterable[Claim], coding: MadeBy) -> Added:
        """Keep a report and its claims as one coding made them, all or nothing.

        Raises ValueError for a claim that is of another report or whose quote does not slice back.
        """
        return self.add_many([(report, found, coding)])[0]

    def add_many(self, coded: Iterable[tuple[Report, Iterable[Claim], MadeBy]],
                 beside: Callable[[Connection], None] | None = None) -> list[Added]:
        """Keep several coded reports in one transaction, with what `beside` writes: all of it, or none. Raises as
        `add` does."""
        kept = [(report, _quoting(report, found), coding) for report, found, coding in coded]
        now = self.clock()
        with fewer_collections(), writing(self.engine) as connection:
            out = add_coded(connection, self.dialect, kept, now)
            if beside is not None:
                beside(connection)
        self._added += sum(not added.known for added in out)
        return out

    @contextlib.contextmanager
    def loading(self, coming: int) -> Iterator[None]:
        """For the time in which some `coming` claims are added: where they are very many, and more than there are,
        what only makes questions quick is made once at the end (see `waiting`). Whatever is added is added as ever."""
        with reading(self.engine) as connection:
            there = connection.scalar(select(func.max(claims.c.seq))) or 0
        if coming >= max(there, MANY):
            with contextlib.suppress(OperationalError), writing(self.engine) as connection:
                self.dialect.set_aside(connection)
        try:
            with fewer_collections():
                yield
        finally:
            with writing(self.engine) as connection:
                self.dialect.put_back(connection)

    def is_coded(self, report: str, coding: MadeBy) -> bool:
        """Whether this very coding of the report is in the record."""
        same = [codings.c[name] == value for name, value in coding_key(coding).items()]
        with reading(self.engine) as connection:
            return connection.scalar(select(codings.c.seq).where(codings.c.report == report, *same)) is not None

    def add_failure(self, ref: str, reason: str, cure: str | None = None, engine: str = "") -> None:
        """Remember an input that could not be coded; the same failure is kept once."""
        with writing(self.engine) as connection:
            same = (failures.c.ref == ref, failures.c.reason == reason, failures.c.engine == engine)
            if connection.scalar(select(failures.c.seq).where(*same)) is None:
                connection.execute(insert(failures).values(ref=ref, reason=reason, cure=cure, engine=engine,
                                                           at=self.clock()))

    def failures(self) -> list[FailedReport]:
        """Inputs that could not be coded, and were not coded since, oldest first."""
        later = select(reports.c.ref)
        statement = select(failures).where(failures.c.ref.not_in(later)).order_by(failures.c.seq)
        with reading(self.engine) as connection:
            return [FailedReport(row.ref, row.reason, row.cure, row.at) for row in connection.execute(statement)]

    # -- asking ---------------------------------------------------------------------------------------------------

    def claims(self, query: Query | None = None, **filters: Any) -> Iterator[Claim]:
        """Claims that meet a query (fields of `Query` may be given as keywords), as they became known."""
        wanted = replace(query or Query(), **filters)
        for (body,) in self._stream(select_claims(wanted, self.dialect)):
            yield Claim.from_json(body)

    def count_claims(self, query: Query | None = None, **filters: Any) -> int:
        """How many claims meet a query."""
        inner = select_claims(replace(query or Query(), **filters), self.dialect, claims.c.seq).order_by(None)
        with reading(self.engine) as connection:
            return connection.scalar(select(func.count()).select_from(inner.subquery())) or 0

    def _stream(self, statement: Any) -> Iterator[Any]:
        with reading(self.engine) as connection:
            yield from connection.execution_options(yield_per=_CHUNK).execute(statement)

    def reports(self) -> Iterator[Report]:
        """All reports in the order in which they were published."""
        statement = select(reports.c.body, reports.c.text).order_by(reports.c.known_at, reports.c.id)
        for body, text in self._stream(statement):
            yield report_of(body, text)

    def report(self, report: str) -> Report | None:
        """The report of an id, or of a ref that only one report has."""
        statement = select(reports.c.body, reports.c.text)
        with reading(self.engine) as connection:
            row = connection.execute(statement.where(reports.c.id == report)).first()
            if row is None:
                named = connection.execute(statement.where(reports.c.ref == report).limit(2)).all()
                row = named[0] if len(named) == 1 else None
        return report_of(row.body, row.text) if row else None

    def reports_by_id(self, ids: Iterable[str]) -> dict[str, Report]:
        """The reports of several ids, read together; ids that no report has are left out."""
        wanted = sorted(set(ids))
        found: dict[str, Report] = {}
        with reading(self.engine) as connection:
            for some in parts(wanted):
                told = select(reports.c.id, reports.c.body, reports.c.text).where(reports.c.id.in_(some))
                for row in connection.execute(told):
                    found[row.id] = report_of(row.body, row.text)
        return found

    def search(self, words: str, limit: int = 50) -> list[Hit]:
        """Reports whose title or text has all of `words`, latest first. "Quoted words" are a phrase; a final *
        takes every word that begins so."""
        statement = (select(reports).where(self.dialect.reports_matching(words))
                     .order_by(reports.c.known_at.desc(), reports.c.id).limit(limit))
        with reading(self.engine) as connection:
            return [Hit(row.id, row.ref, row.title, row.publisher, row.published)
                    for row in connection.execute(statement)]

    def counts(self) -> dict[str, int]:
        """How much there is of what; `claims` are those that stand, `superseded` those of earlier codings."""
        tables = {"reports": reports, "codings": codings, "judgements": judgements}
        with reading(self.engine) as connection:
            out = {name: connection.scalar(select(func.count()).select_from(t)) or 0 for name, t in tables.items()}
            every = connection.scalar(select(func.count()).select_from(claims)) or 0
        standing = self.count_claims()
        return {**out, "claims": standing, "superseded": every - standing, "failures": len(self.failures())}

    def verify(self) -> list[Problem]:
        """All problems of the record: the file, every report's id, every quote, the counts, the full text."""
        return verify(self.engine, self.dialect)

    # -- who did what to the record ---------------------------------------------------------------------------------

    def audit(self, who: str, action: str, detail: Any = None) -> None:
        """Note who saw or changed what."""
        with writing(self.engine) as connection:
            connection.execute(insert(audit_log).values(at=self.clock(), who=who, action=action, detail=detail))


def _quoting(report: Report, found: Iterable[Claim]) -> list[Claim]:
    """The claims, when each of them quotes the report."""
    kept = list(found)
    for claim in kept:
        quote = claim.quote
        if claim.report != report.id or report.text[quote.start : quote.end] != quote.exact:
            raise ValueError(f"claim {claim.id} does not quote report {report.ref}")
    return kept


def open_record(path_or_url: str | Path, create: bool = False, clock: Callable[[], datetime] = utc_now) -> Record:
    """Open a record; with `create`, make it where there is none.

    Raises RecordMissing where there is none, RecordTooNew for a newer schema, RecordError for a file that is no
    record or cannot be opened. `clock` gives the time of recording, aware.
    """
    dialect = dialect_for(path_or_url)
    path = getattr(dialect, "path", None)
    if path is not None and not create and (not path.exists() or path.stat().st_size == 0):
        raise RecordMissing(f"no record at {path}; make one with: according add PATH --record {path}")
    if path is not None and create and not path.parent.is_dir():
        raise RecordError(f"there is no folder {path.parent}; make it first")
    engine = dialect.connect()
    try:
        version = migrations.schema_version(engine)
        if version is None:
            if not create:
                raise RecordMissing(f"{shown(path_or_url)} is empty; make a record with: according add PATH --record F")
            migrations.create(engine, dialect)
        else:
            migrations.upgrade(engine, version)
    except DatabaseError as error:
        engine.dispose()
        raise RecordError(f"{shown(path_or_url)} cannot be opened as a record: {error.orig}") from error
    except RecordError:
        engine.dispose()
        raise
    return Record(engine, dialect, clock)
