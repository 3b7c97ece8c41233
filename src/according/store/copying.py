"""A record moved to another database, either way, and proof that it arrived: counts and hashes of every table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection, Table, Text, func, select, type_coerce

from according.store.dialect import reading, writing
from according.store.errors import RecordError
from according.store.filling import Row
from according.store.record import Record
from according.store.schema import COMPUTED, alembic_version, metadata, record_meta, reports
from according.store.types import Json, JsonText

_CHUNK = 5000
_ENCODER = json.JSONEncoder(ensure_ascii=False, default=lambda value: value.isoformat())
# What was computed is computed again, and the new record says itself who made it and by which schema.
_LEFT_OUT = (*COMPUTED, record_meta.name, alembic_version.name)
COPIED = tuple(table for table in metadata.sorted_tables if table.name not in _LEFT_OUT)


@dataclass(frozen=True, slots=True)
class Content:
    """How many rows a table has, and the SHA-256 of them in the order of their keys."""

    table: str
    rows: int
    digest: str


class CopyDiffers(RecordError):
    """The copy is not what was copied; nothing of it is kept."""


def copy_record(source: Record, target: Record) -> list[Content]:
    """Copy everything that was said and judged into an empty record, all or nothing; gives what was copied.

    Raises RecordError when the target has reports, CopyDiffers when what arrived is not what was sent.
    """
    with reading(source.engine) as giving, writing(target.engine) as taking:
        if taking.scalar(select(func.count()).select_from(reports)):
            raise RecordError("the record to copy into is not empty; name a new one")
        target.dialect.set_aside(taking)
        sent = [_content(giving, table, partial(target.dialect.put, taking, table)) for table in COPIED]
        target.dialect.put_back(taking)
        target.dialect.after_copy(taking)
        arrived = contents(taking)
        if arrived != sent:
            wrong = [a.table for a, b in zip(arrived, sent, strict=True) if a != b]
            raise CopyDiffers(f"{', '.join(wrong)} did not arrive as sent; the copy is taken back")
    return sent


def contents(connection: Connection) -> list[Content]:
    """What the copied tables of a record hold; equal for two records that say the same."""
    return [_content(connection, table) for table in COPIED]


def _content(connection: Connection, table: Table, take: Callable[[list[Row]], None] | None = None) -> Content:
    """What a table holds; its rows are given to `take` on the way."""
    digest, rows = hashlib.sha256(), 0
    as_written = {column.name for column in table.columns if isinstance(column.type, Json)}
    for chunk in _chunks(connection, table, as_written):
        digest.update(b"".join(map(_line, chunk)))
        rows += len(chunk)
        if take is not None:
            take([row | {name: JsonText(row[name]) for name in as_written if row[name] is not None} for row in chunk])
    return Content(table.name, rows, digest.hexdigest())


def _chunks(connection: Connection, table: Table, as_written: Collection[str]) -> Iterator[list[Row]]:
    """The rows of a table in the order of its key, JSON as it is written; texts are compared byte by byte in every
    database."""
    order = [column.collate("C") if connection.dialect.name == "postgresql" and column.type.python_type is str else
             column for column in table.primary_key.columns]
    told = [type_coerce(column, Text).label(column.name) if column.name in as_written else column
            for column in table.columns]
    last = connection.execution_options(yield_per=_CHUNK).execute(select(*told).order_by(*order))
    for some in last.mappings().partitions(_CHUNK):
        yield [dict(row) for row in some]


def _line(row: Row) -> bytes:
    return _ENCODER.encode(row).encode() + b"\n"
