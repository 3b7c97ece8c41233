"""Parquet: one report a row, its columns known by the same names as the fields of JSON (extra `[parquet]`)."""

from __future__ import annotations

from collections.abc import Iterator

from according.read import json_reports
from according.read.draft import Draft
from according.read.limits import LIMITS, Peeked
from according.read.refusal import Refusal, Unreadable

ROWS = 64  # taken into memory together


def read(stream: Peeked, ref: str) -> Iterator[Draft | Refusal]:
    """Reports of a Parquet file, some rows at a time. Raises Unreadable for a broken file or without pyarrow."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise Unreadable("a Parquet file, and pyarrow is missing", "pip install 'according[parquet]'") from error
    number = 0
    try:
        for rows in parquet.ParquetFile(stream.seekable(LIMITS.json)).iter_batches(ROWS):
            for row in rows.to_pylist():
                number += 1
                yield json_reports.one({name: value for name, value in row.items() if value is not None},
                                       f"{ref}:{number}")
    except (pyarrow.ArrowException, OSError) as error:
        raise Unreadable(f"a broken Parquet file ({str(error).splitlines()[0][:80]})", "write it again") from error
