"""What of a team's record may wait while very much is loaded: the indexes that only make questions quick, and the
server's own look at every reference.

To make them once, from all that is there, costs a fraction of keeping them row by row. What keeps a record right never
waits: keys, uniqueness, and the triggers that refuse any change. A process that is killed meanwhile leaves a record
that says the same and answers slower, until the next one that loads, or adds and closes, has made what is lacking.
"""

from __future__ import annotations

from sqlalchemy import Connection, ForeignKeyConstraint, Table, text
from sqlalchemy.schema import CreateIndex

from according.store.schema import claim_actors, claim_sources, claims, codings, reports

LOADED = (reports, codings, claims, claim_actors, claim_sources)
SEARCHED = ("reports", "claims")
_SCHEMA = "(SELECT relnamespace FROM pg_class WHERE oid = 'reports'::regclass)"
_PATIENCE = "10s"  # how long to wait for those who are reading just now, before loading without
_MEMORY = "512MB"  # for sorting while indexes are made; a server's own setting is meant for many at once


def wanted() -> dict[str, str]:
    """What those tables have beyond keys and uniqueness, and the statements that make it, by name."""
    made = {str(index.name): CreateIndex(index) for table in LOADED
            for index in sorted(table.indexes, key=lambda index: str(index.name))}
    keys = {str(key.name): _reference(table, key) for table in LOADED for key in table.foreign_key_constraints}
    searched = {f"ix_{table}_words": words_index(table) for table in SEARCHED}
    return searched | {name: str(statement) for name, statement in made.items()} | dict(sorted(keys.items()))


def words_index(table: str) -> str:
    """The statement that makes the full-text index of a table."""
    return f"CREATE INDEX ix_{table}_words ON {table} USING gin (words)"


def _reference(table: Table, key: ForeignKeyConstraint) -> str:
    """Written out: SQLAlchemy's own statement would leave the key out of tables that are made later."""
    (part,) = key.elements
    return (f"ALTER TABLE {table.name} ADD CONSTRAINT {key.name} FOREIGN KEY ({part.parent.name}) "
            f"REFERENCES {part.column.table.name} ({part.column.name})")


def lacking(connection: Connection) -> list[str]:
    """The names of what is still to be made."""
    there = set(connection.scalars(text(
        f"SELECT relname FROM pg_class WHERE relkind = 'i' AND relnamespace = {_SCHEMA} "
        f"UNION ALL SELECT conname FROM pg_constraint WHERE contype = 'f' AND connamespace = {_SCHEMA}")))
    return [name for name in wanted() if name not in there]


def set_aside(connection: Connection) -> None:
    """Let it wait; for the owner of the tables alone, for others nothing changes. Raises OperationalError where
    readers do not let go of the tables."""
    if not _owns(connection):
        return
    connection.execute(text(f"SET LOCAL lock_timeout = '{_PATIENCE}'"))
    there = wanted().keys() - set(lacking(connection))
    for table in LOADED:
        for key in table.foreign_key_constraints:
            if key.name in there:
                connection.exec_driver_sql(f"ALTER TABLE {table.name} DROP CONSTRAINT {key.name}")
    for name in sorted(name for name in there if name.startswith("ix_")):
        connection.exec_driver_sql(f"DROP INDEX {name}")


def put_back(connection: Connection) -> None:
    """Make what is lacking, each once from all rows; for the owner of the tables alone."""
    missing = lacking(connection)
    if not missing or not _owns(connection):
        return
    connection.execute(text(f"SET LOCAL maintenance_work_mem = '{_MEMORY}'"))
    statements = wanted()
    for name in missing:
        connection.exec_driver_sql(statements[name])
    for table in LOADED:
        connection.exec_driver_sql(f"ANALYZE {table.name}")


def _owns(connection: Connection) -> bool:
    owned = text("SELECT bool_and(pg_has_role(relowner, 'USAGE')) FROM pg_class "
                 f"WHERE relkind = 'r' AND relnamespace = {_SCHEMA} AND relname = ANY(:names)")
    return bool(connection.scalar(owned, {"names": [table.name for table in LOADED]}))
