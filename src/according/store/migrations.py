"""From the schema of an older record to today's, by Alembic: one file a version in `revisions/versions`.

A record is made with today's tables at once; only an older one is walked through the revisions, all of them in one
transaction, so that a killed process leaves the old record or the new one. To change a table: change `schema`, raise
`SCHEMA_VERSION`, add a revision with that number, and keep what the version before made under `tests/store/schemas`.
`record_meta` carries the version too: programs older than these revisions look there and refuse what is too new.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, insert, inspect, select, update

from according.model.version import __version__
from according.store.dialect import Dialect, reading, writing
from according.store.errors import RecordError, RecordTooNew
from according.store.schema import SCHEMA_VERSION, alembic_version, metadata, record_meta

if TYPE_CHECKING:
    from alembic.config import Config


def create(engine: Engine, dialect: Dialect) -> None:
    """Make the tables, unless another process just did; in one transaction, so a killed process leaves none."""
    with writing(engine) as connection:
        if "record_meta" in inspect(connection).get_table_names():
            return
        metadata.create_all(connection)
        dialect.create_extras(connection)
        connection.execute(insert(alembic_version).values(version_num=revision(SCHEMA_VERSION)))
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
    if version == SCHEMA_VERSION:
        return
    from alembic import command

    with writing(engine) as connection:
        _stamp(connection)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.execute(update(record_meta).where(record_meta.c.key == "schema_version")
                           .values(value=str(SCHEMA_VERSION)))


def revision(version: int) -> str:
    """Alembic's name of a schema version."""
    return f"{version:04d}"


def _stamp(connection: Connection) -> None:
    """Tell Alembic the version of a record that was made before it came; inside the lock, another may be first."""
    if alembic_version.name in inspect(connection).get_table_names():
        return
    found = connection.scalar(select(record_meta.c.value).where(record_meta.c.key == "schema_version"))
    alembic_version.create(connection)
    connection.execute(insert(alembic_version).values(version_num=revision(int(found or 0))))


def _config() -> Config:
    """Alembic's settings: where the revisions are, and no file of settings."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(resources.files("according.store") / "revisions"))
    return config
