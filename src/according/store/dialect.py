"""What one database does differently from another: connection settings, append-only triggers, full text.

The only file of the record that knows SQLite; `postgres` has a class of the same shape.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    Table,
    create_engine,
    event,
    literal_column,
    text,
)
from sqlalchemy import select as sql_select
from sqlalchemy import table as sql_table
from sqlalchemy.exc import ProgrammingError

from according.store.errors import RecordError
from according.store.filling import Row, as_bound, named
from according.store.schema import APPEND_ONLY

_FORBIDDEN = "42501"  # SQL's own code for a missing privilege
_PHRASE = re.compile(r'"([^"]+)"|(\S+)')


class Dialect(Protocol):
    """What the record asks of a database beyond plain SQL."""

    def connect(self) -> Engine: ...

    def create_extras(self, connection: Connection) -> None: ...

    def claims_matching(self, words: str) -> ColumnElement[bool]: ...

    def reports_matching(self, words: str) -> ColumnElement[bool]: ...

    def put(self, connection: Connection, table: Table, rows: Sequence[Row]) -> None: ...

    def set_aside(self, connection: Connection) -> None: ...

    def put_back(self, connection: Connection) -> None: ...

    def lacking(self, connection: Connection) -> list[str]: ...

    def check(self, connection: Connection) -> list[str]: ...

    def before_close(self, connection: Connection) -> None: ...

    def after_copy(self, connection: Connection) -> None: ...


def dialect_for(path_or_url: str | Path) -> Dialect:
    """The dialect a path or a URL asks for. Raises RecordError for a database there is no support for."""
    where = str(path_or_url)
    if where.startswith("sqlite:///"):
        return SqliteFile(Path(where.removeprefix("sqlite:///")))
    if where.startswith(("postgresql://", "postgresql+psycopg://", "postgres://")):
        from according.store.postgres import PostgresDatabase

        return PostgresDatabase(where)
    if "://" in where:
        raise RecordError(f"no support for {where.split('://')[0]} records; name a file instead: --record FILE")
    return SqliteFile(Path(where))


class SqliteFile:
    """A record in one SQLite file: write-ahead log, FTS5, triggers that refuse any change of what was said."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def connect(self) -> Engine:
        engine = create_engine(f"sqlite:///{self.path}")
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
        return engine

    def create_extras(self, connection: Connection) -> None:
        """Triggers and full-text tables, inside the transaction that makes the tables."""
        for table in APPEND_ONLY:
            for action in ("UPDATE", "DELETE"):
                connection.execute(text(
                    f"CREATE TRIGGER keep_{table}_{action.lower()} BEFORE {action} ON {table} BEGIN "
                    f"SELECT RAISE(ABORT, 'the record is append-only: no {action} on {table}'); END"
                ))
        for table, columns in (("reports", "title, text"), ("claims", "quote")):
            connection.execute(text(
                f"CREATE VIRTUAL TABLE {table}_fts USING fts5({columns}, content='{table}', content_rowid='seq', "
                f"tokenize=\"unicode61 remove_diacritics 2\")"
            ))
            values = ", ".join(f"new.{column.strip()}" for column in columns.split(","))
            connection.execute(text(
                f"CREATE TRIGGER index_{table} AFTER INSERT ON {table} BEGIN "
                f"INSERT INTO {table}_fts(rowid, {columns}) VALUES (new.seq, {values}); END"
            ))

    def claims_matching(self, words: str) -> ColumnElement[bool]:
        return _matching("claims", words)

    def reports_matching(self, words: str) -> ColumnElement[bool]:
        return _matching("reports", words)

    def put(self, connection: Connection, table: Table, rows: Sequence[Row]) -> None:
        """Put many rows into a table, by one statement that is made ready once."""
        name, columns = named(connection.dialect, table, rows)
        places = ", ".join("?" * len(rows[0]))
        connection.exec_driver_sql(f"INSERT INTO {name} ({columns}) VALUES ({places})",
                                   list(as_bound(connection.dialect, table, rows)))

    def set_aside(self, connection: Connection) -> None:
        """Nothing: one who writes a file keeps its indexes as it goes."""

    def put_back(self, connection: Connection) -> None:
        """Nothing was set aside."""

    def lacking(self, connection: Connection) -> list[str]:
        """Nothing was set aside."""
        return []

    def check(self, connection: Connection) -> list[str]:
        """What the database itself finds wrong with its file, its references and its full-text tables."""
        found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
        found += [f"{row[0]} row {row[1]} refers to a missing row of {row[2]}"
                  for row in connection.execute(text("PRAGMA foreign_key_check"))]
        for table in ("reports", "claims"):
            try:
                connection.connection.execute(
                    f"INSERT INTO {table}_fts({table}_fts, rank) VALUES('integrity-check', 1)"
                )
            except sqlite3.DatabaseError as error:
                found.append(f"the full-text table of {table} does not agree with it: {error}")
        return found

    def before_close(self, connection: Connection) -> None:
        connection.execute(text("PRAGMA analysis_limit = 1000"))
        connection.execute(text("PRAGMA optimize"))

    def after_copy(self, connection: Connection) -> None:
        """Nothing: SQLite numbers behind the highest there is."""


def shown(path_or_url: str | Path) -> str:
    """A path or URL as messages may show it: without a password."""
    return re.sub(r"(?<=://)([^:/@]*):[^@/]*@", r"\1:***@", str(path_or_url))


def _set_up(connection: sqlite3.Connection, _: Any) -> None:
    """Settings of each connection. NORMAL with a write-ahead log: a killed process loses nothing it committed.

    A writer waits for the others, minutes if need be: SQLite lets whoever looks first go first, so that on a busy
    machine one of many writers may be passed over for long.
    """
    connection.isolation_level = None  # transactions are begun below, not by the driver
    for pragma in ("busy_timeout = 300000", "journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON",
                   "wal_autocheckpoint = 8000", "cache_size = -65536", "mmap_size = 268435456", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Writers take their lock at once, so that none has to give up halfway; readers see one state throughout."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _matching(table: str, words: str) -> ColumnElement[bool]:
    """Rows of `table` whose full text has all of `words`; "quoted words" are a phrase, a final * takes beginnings."""
    index = sql_table(f"{table}_fts", Column("rowid", Integer))
    rowid: ColumnElement[int] = literal_column(f"{table}.seq", Integer)
    wanted = sql_select(index.c.rowid).where(
        literal_column(f"{table}_fts").op("MATCH")(_fts_query(words)))
    return rowid.in_(wanted)


def _fts_query(words: str) -> str:
    """A query in FTS5's own language that cannot be a syntax error: every term in double quotes."""
    terms = []
    for phrase, word in _PHRASE.findall(words):
        term = (phrase or word).replace('"', " ").strip()
        beginning = not phrase and term.endswith("*")
        if any(c.isalnum() for c in term):
            terms.append(f'"{term.rstrip("*")}"' + ("*" if beginning else ""))
    return " ".join(terms) or '""'


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes; all of it is kept, or none. Raises RecordError where the database forbids it."""
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", None) != _FORBIDDEN:
            raise
        raise RecordError(f"the database does not let this user do that: {str(error.orig).splitlines()[0]}") from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that reads a single state of the record."""
    with engine.connect() as connection, connection.begin():
        yield connection
