"""From the schema of an older record to today's, one step a version.

A step gets a connection inside a writing transaction: all of it happens, or none. Add one here, and raise
`schema.SCHEMA_VERSION`, whenever a table changes.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Engine, insert, inspect, select, update

from according.model.version import __version__
from according.store.dialect import Dialect, reading, writing
from according.store.errors import RecordError, RecordTooNew
from according.store.schema import SCHEMA_VERSION, computed_questions, computed_states, metadata, record_meta


def _computed_states(connection: Connection) -> None:
    metadata.create_all(connection, [computed_questions, computed_states])


STEPS: dict[int, Callable[[Connection], None]] = {1: _computed_states}


def create(engine: Engine, dialect: Dialect) -> None:
    """Make the tables, unless another process just did; in one transaction, so a killed process leaves none."""
    with writing(engine) as connection:
        if "record_meta" in inspect(connection).get_table_names():
            return
        metadata.create_all(connection)
        dialect.create_extras(connection)
        connection.execute(insert(record_meta), [
            {"key": "schema_version", "value": str(SCHEMA_VERSION)},
            {"key": "made_by", "value": f"according {__version__}"},
        ])


def schema_version(engine: Engine) -> int | None:
    """The schema version of a record, None where there are no tables at all. Raises RecordError for other files."""
    with reading(engine) as connection:
        tables = inspect(connection).get_table_names()
        if not tables:
            return None
        if "record_meta" not in tables:
            raise RecordError(f"{engine.url.database} is a database, but not a record")
        value = connection.scalar(select(record_meta.c.value).where(record_meta.c.key == "schema_version"))
    return int(value or 0)


def upgrade(engine: Engine, version: int) -> None:
    """Bring a record up to today's schema. Raises RecordTooNew when a newer program wrote it."""
    if version > SCHEMA_VERSION:
        raise RecordTooNew(
            f"{engine.url.database} has schema {version}, this program knows {SCHEMA_VERSION}; "
            f"update the program: pip install --upgrade according"
        )
    for step in range(version, SCHEMA_VERSION):
        with writing(engine) as connection:
            STEPS[step](connection)
            connection.execute(
                update(record_meta).where(record_meta.c.key == "schema_version").values(value=str(step + 1)))
