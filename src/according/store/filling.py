"""Many rows put into a table by the quickest way a database has, past the making of a statement for each row.

Values are those of the table's column types, as in any other insert; all rows name the same columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.engine import Dialect

Row = dict[str, Any]


def as_bound(dialect: Dialect, table: Table, rows: Sequence[Row]) -> Iterator[tuple[Any, ...]]:
    """The values of rows in the order of the first one's columns, as the database's driver takes them."""
    names = list(rows[0])
    processes = [table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]
    bound = [(at, process) for at, process in enumerate(processes) if process is not None]
    for row in rows:
        values = [row[name] for name in names]
        for at, process in bound:
            values[at] = process(values[at])
        yield tuple(values)


def named(dialect: Dialect, table: Table, rows: Sequence[Row]) -> tuple[str, str]:
    """The table and its columns that rows name, as SQL writes them."""
    quote = dialect.identifier_preparer.quote
    return quote(table.name), ", ".join(quote(name) for name in rows[0])
