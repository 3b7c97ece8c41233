"""A team's record: one PostgreSQL database, many coders and reviewers at once.

One writer at a time holds the database's advisory lock for its short transaction, so that numbers follow the order of
committing and none is given twice; readers never wait. The server must keep text as UTF-8.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Table,
    create_engine,
    event,
    false,
    func,
    literal,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from according.store import waiting
from according.store.errors import RecordError
from according.store.filling import Row, as_bound, named
from according.store.parts import parts
from according.store.schema import APPEND_ONLY, metadata

_WRITERS = 0x0ACC0D1  # the advisory lock of a database's writers
_PHRASE = re.compile(r'"([^"]+)"|(\S+)')
_WORD = re.compile(r"[^\W_]+")
# A word list holds at most a megabyte; the words after this many characters of a text are not searched.
_SEARCHED = 200_000

# The same words as `_tokens` makes of a question: no case, no diacritics, letters and digits only.
_WORDS = f"""
CREATE FUNCTION record_words(told text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT to_tsvector('pg_catalog.simple', regexp_replace(regexp_replace(
  lower(normalize(left(told, {_SEARCHED}), NFKD)), '[\u0300-\u036f]', '', 'g'), '[^[:alnum:]]+', ' ', 'g')) $$
"""
_REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
RAISE EXCEPTION 'the record is append-only: no % on %', TG_OP, TG_TABLE_NAME
USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
_TEXTS = {"reports": "coalesce(title, '') || ' ' || text", "claims": "quote"}
# What means something to COPY, see https://www.postgresql.org/docs/current/sql-copy.html (text format).
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class PostgresDatabase:
    """A record in a PostgreSQL database named by a postgresql:// URL: tsvector full text, triggers that refuse any
    change of what was said."""

    def __init__(self, url: str) -> None:
        try:
            self.url = make_url(url).set(drivername="postgresql+psycopg")
        except ArgumentError as error:
            raise RecordError("this is no PostgreSQL address; write postgresql://USER@HOST/DATABASE") from error

    def connect(self) -> Engine:
        """An engine with its pool. Raises RecordError where psycopg is not installed."""
        try:
            engine = create_engine(self.url, pool_pre_ping=True, pool_size=8, max_overflow=24)
        except ImportError as error:
            raise RecordError("PostgreSQL records need psycopg: pip install 'according[postgres]'") from error
        event.listen(engine, "begin", _begin)
        return engine

    def create_extras(self, connection: Connection) -> None:
        """Triggers and word lists, inside the transaction that makes the tables."""
        encoding = connection.scalar(text("SHOW server_encoding"))
        if encoding != "UTF8":
            raise RecordError(f"the database keeps text as {encoding}; make one with: createdb --encoding=UTF8 NAME")
        connection.execute(text(_REFUSE))
        connection.exec_driver_sql(_WORDS)
        for table in APPEND_ONLY:
            connection.exec_driver_sql(f"CREATE TRIGGER keep_{table}_row BEFORE UPDATE OR DELETE ON {table} "
                                       f"FOR EACH ROW EXECUTE FUNCTION refuse_change()")
            connection.exec_driver_sql(f"CREATE TRIGGER keep_{table}_all BEFORE TRUNCATE ON {table} "
                                       f"FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()")
        for table, told in _TEXTS.items():
            connection.exec_driver_sql(
                f"ALTER TABLE {table} ADD COLUMN words tsvector GENERATED ALWAYS AS (record_words({told})) STORED")
            connection.exec_driver_sql(waiting.words_index(table))

    def claims_matching(self, words: str) -> ColumnElement[bool]:
        return _matching("claims", words)

    def reports_matching(self, words: str) -> ColumnElement[bool]:
        return _matching("reports", words)

    def put(self, connection: Connection, table: Table, rows: Sequence[Row]) -> None:
        """Put many rows into a table by COPY; what it refuses is told as of any other statement."""
        name, columns = named(connection.dialect, table, rows)
        statement = f"COPY {name} ({columns}) FROM STDIN"
        lines = [_line(row) for row in as_bound(connection.dialect, table, rows)]
        driver = connection.dialect.loaded_dbapi
        cursor: Any = connection.connection.cursor()
        try:
            with cursor, cursor.copy(statement) as copy:
                for some in parts(lines):
                    copy.write("".join(some))
        except driver.Error as error:
            raise DBAPIError.instance(statement, None, error, driver.Error, dialect=connection.dialect) from error

    def set_aside(self, connection: Connection) -> None:
        waiting.set_aside(connection)

    def put_back(self, connection: Connection) -> None:
        waiting.put_back(connection)

    def lacking(self, connection: Connection) -> list[str]:
        return waiting.lacking(connection)

    def check(self, connection: Connection) -> list[str]:
        """Triggers or word lists that are gone; references and uniqueness the server itself holds."""
        wanted = {f"keep_{table}_{what}" for table in APPEND_ONLY for what in ("row", "all")}
        active = text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        found = [f"the trigger {name} is gone" for name in sorted(wanted - set(connection.scalars(active)))]
        for table, told in _TEXTS.items():
            stale = connection.scalar(
                text(f"SELECT count(*) FROM {table} WHERE words IS DISTINCT FROM record_words({told})"))
            if stale:
                found.append(f"the full-text words of {stale} {table} do not agree with them")
        return found

    def before_close(self, connection: Connection) -> None:
        """What another process set aside and, being killed, did not put back; the server keeps its own statistics."""
        waiting.put_back(connection)

    def after_copy(self, connection: Connection) -> None:
        """Let numbering go on behind rows that came with their numbers."""
        for table in metadata.sorted_tables:
            if "seq" in table.c:
                name = f"pg_get_serial_sequence('{table.name}', 'seq')"
                if connection.scalar(text(f"SELECT {name}")) is not None:
                    connection.execute(text(
                        f"SELECT setval({name}, (SELECT coalesce(max(seq), 0) + 1 FROM {table.name}), false)"))


def _begin(connection: Connection) -> None:
    """Writers wait for one another here, and then see all that was committed; readers see one state throughout."""
    if connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _line(row: tuple[Any, ...]) -> str:
    """A row as COPY reads it: values with tabs between them, NULL as \\N."""
    return "\t".join(["\\N" if value is None else _escaped(value) if isinstance(value, str) else str(value)
                      for value in row]) + "\n"


def _escaped(told: str) -> str:
    if "\\" in told or "\n" in told or "\t" in told or "\r" in told:  # seldom, and to look costs far less
        return told.translate(_ESCAPED)
    return told


def _matching(table: str, words: str) -> ColumnElement[bool]:
    """Rows of `table` with all of `words`; "quoted words" are a phrase, a final * takes beginnings."""
    query = _tsquery(words)
    if not query:
        return false()
    column: ColumnElement[Any] = literal_column(f"{table}.words", TSVECTOR)
    wanted: ColumnElement[Any] = func.to_tsquery(literal_column("'pg_catalog.simple'::regconfig"), literal(query),
                                                 type_=TSQUERY)
    return column.op("@@", is_comparison=True)(wanted)


def _tsquery(words: str) -> str:
    terms = []
    for phrase, word in _PHRASE.findall(words):
        tokens = _tokens(phrase or word)
        beginning = not phrase and word.endswith("*")
        if tokens:
            terms.append("(" + " <-> ".join(tokens) + (":*" if beginning else "") + ")")
    return " & ".join(terms)


def _tokens(told: str) -> list[str]:
    bare = "".join(c for c in unicodedata.normalize("NFKD", told).lower() if not "\u0300" <= c <= "\u036f")
    return _WORD.findall(bare)


