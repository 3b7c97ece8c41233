"""A record moved to another database, either way, and proof that it arrived: counts and hashes of every table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from according.store.dialect import reading, writing
from according.store.errors import RecordError
from according.store.record import Record
from according.store.schema import (
    alembic_version,
    computed_places,
    computed_questions,
    computed_stretches,
    metadata,
    record_meta,
    reports,
)

_CHUNK = 1000
# What was computed is computed again, and the new record says itself who made it and by which schema.
_LEFT_OUT = (computed_questions, computed_places, computed_stretches, record_meta, alembic_version)
COPIED = tuple(table for table in metadata.sorted_tables if table not in _LEFT_OUT)


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
        sent = []
        for table in COPIED:
            digest, rows = hashlib.sha256(), 0
            for chunk in _chunks(giving, table):
                for row in chunk:
                    digest.update(_line(row))
                rows += len(chunk)
                taking.execute(insert(table), chunk)
            sent.append(Content(table.name, rows, digest.hexdigest()))
        target.dialect.after_copy(taking)
        arrived = contents(taking)
        if arrived != sent:
            wrong = [a.table for a, b in zip(arrived, sent, strict=True) if a != b]
            raise CopyDiffers(f"{', '.join(wrong)} did not arrive as sent; the copy is taken back")
    return sent


def contents(connection: Connection) -> list[Content]:
    """What the copied tables of a record hold; equal for two records that say the same."""
    out = []
    for table in COPIED:
        digest, rows = hashlib.sha256(), 0
        for chunk in _chunks(connection, table):
            for row in chunk:
                digest.update(_line(row))
            rows += len(chunk)
        out.append(Content(table.name, rows, digest.hexdigest()))
    return out


def _chunks(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """The rows of a table in the order of its key; texts are compared byte by byte in every database."""
    order = [column.collate("C") if connection.dialect.name == "postgresql" and column.type.python_type is str else
             column for column in table.primary_key.columns]
    last = connection.execution_options(yield_per=_CHUNK).execute(select(table).order_by(*order))
    for some in last.mappings().partitions(_CHUNK):
        yield [dict(row) for row in some]


def _line(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, default=lambda value: value.isoformat()).encode() + b"\n"
