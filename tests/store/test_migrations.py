"""A record of any earlier schema opens as one of today's, and nothing that was said in it changes.

`schemas/DATABASE_VERSION.json` holds the statements by which the program of that version made its tables, and the
rows that it wrote for a few generated reports.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, inspect, select, text

from according.store import schema
from according.store.dialect import dialect_for, reading, writing
from according.store.errors import RecordError
from according.store.migrations import _config, revision
from according.store.record import open_record
from according.store.schema import SCHEMA_VERSION, metadata
from tests.databases import Server
from tests.store.generated import CODING, Clock, claims_of, report, reports

FOLDER = Path(__file__).parent / "schemas"
EARLIER = [(name, number) for name in ("sqlite", "postgresql") for number in range(1, SCHEMA_VERSION)]


def earlier(database: str, version: int) -> dict[str, Any]:
    """What the program of that version made. PostgreSQL came with the second: its first is that without its news."""
    if (database, version) != ("postgresql", 1):
        made: dict[str, Any] = json.loads((FOLDER / f"{database}_{version}.json").read_text(encoding="utf-8"))
        return made
    made = earlier("postgresql", 2)
    made["ddl"] = [s for s in made["ddl"] if "computed_" not in s]
    made["rows"]["record_meta"] = [{**row, "value": "1"} if row["key"] == "schema_version" else row
                                   for row in made["rows"]["record_meta"]]
    return made


@pytest.fixture(params=EARLIER, ids=[f"{name}-{number}" for name, number in EARLIER])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The path or URL of a record as an earlier version left it."""
    database, version = request.param
    where = str(tmp_path / "old.sqlite")
    if database == "postgresql":
        server: Server = request.getfixturevalue("server")
        where = server.database()
    made = earlier(database, version)
    engine = dialect_for(where).connect()
    with writing(engine) as connection:
        for statement in made["ddl"]:
            connection.exec_driver_sql(statement)
        for table, rows in made["rows"].items():
            for row in rows:
                names = ", ".join(f'"{name}"' for name in row)
                connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(':' + n for n in row)})"),
                                   row)
            if database == "postgresql" and rows and "seq" in rows[0]:
                connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'seq'), max(seq)) "
                                        f"FROM {table}"))
    engine.dispose()
    return where


def rows(connection: Connection, known: list[str]) -> dict[str, list[Any]]:
    """All that was said and noted: what is computed of it may be forgotten."""
    return {name: connection.execute(select(metadata.tables[name])).all() for name in known
            if name not in ("record_meta", "alembic_version") and not name.startswith("computed_")}


def test_an_earlier_record_opens_and_says_the_same(old: str) -> None:
    engine = dialect_for(old).connect()
    with reading(engine) as connection:
        known = inspect(connection).get_table_names()
        known = [name for name in known if name in metadata.tables]
        before = rows(connection, known)
    engine.dispose()
    with open_record(old, clock=Clock()) as record:
        with reading(record.engine) as connection:
            assert rows(connection, known) == before
        assert record.verify() == []
        assert {r.id for r in record.reports()} == {report(n).id for n in range(3)}
        told = report(9)
        record.add(told, claims_of(told), CODING)
        assert record.counts()["reports"] == 4 and record.search("spokesman") and record.verify() == []
    with open_record(old) as record:
        assert record.counts()["reports"] == 4


def described(connection: Connection) -> dict[str, Any]:
    """Every table with its columns, keys, indexes, and every trigger: what makes a schema."""
    look = inspect(connection)
    out: dict[str, Any] = {}
    for name in look.get_table_names():
        out[name] = (
            sorted((c["name"], str(c["type"]), c["nullable"]) for c in look.get_columns(name)),
            look.get_pk_constraint(name),
            sorted(map(str, look.get_foreign_keys(name))),
            sorted((u["name"], u["column_names"]) for u in look.get_unique_constraints(name)),
            sorted((str(i["name"]), str(i["column_names"])) for i in look.get_indexes(name)),
        )
    listed = {"sqlite": "SELECT name || ' ' || sql FROM sqlite_master WHERE type = 'trigger'",
              "postgresql": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"}
    out["triggers"] = sorted(connection.scalars(text(listed[connection.dialect.name])))
    return out


def test_an_upgraded_record_has_the_schema_of_a_new_one(old: str, tmp_path: Path,
                                                        request: pytest.FixtureRequest) -> None:
    new = str(tmp_path / "new.sqlite")
    if old.startswith("postgresql"):
        new = request.getfixturevalue("server").database()
    with (open_record(old) as upgraded, open_record(new, create=True) as made,
          reading(upgraded.engine) as left, reading(made.engine) as right):
        assert described(left) == described(right)
        for connection in (left, right):
            assert connection.scalar(select(schema.alembic_version.c.version_num)) == revision(SCHEMA_VERSION)


def test_the_tables_in_the_code_are_those_of_the_database(where: str) -> None:
    """Alembic itself finds nothing to change; the word lists are the databases' own and no part of the tables."""
    with open_record(where, create=True) as record, reading(record.engine) as connection:
        ours = MigrationContext.configure(connection, opts={"include_object": _is_ours})
        assert compare_metadata(ours, metadata) == []


def _is_ours(item: Any, name: str, kind: str, reflected: bool, other: Any) -> bool:
    return not (reflected and (name.endswith("_words") or name == "words" or "_fts" in name or name == "version_num"
                               or name == "alembic_version"))


def test_there_is_a_revision_for_every_version() -> None:
    from alembic.script import ScriptDirectory

    found = [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()]
    assert found == [revision(n) for n in range(SCHEMA_VERSION, 0, -1)]
    kept = {path.stem for path in FOLDER.glob("*.json")} | {"postgresql_1"}
    assert kept == {f"{name}_{n}" for name in ("sqlite", "postgresql") for n in range(1, SCHEMA_VERSION)}


def test_an_upgrade_that_fails_leaves_the_old_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic import command

    path = tmp_path / "r.sqlite"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        for statement in earlier("sqlite", 1)["ddl"]:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("INSERT INTO record_meta VALUES ('schema_version', '1')")
    engine.dispose()
    whole = command.upgrade

    def broken(*args: Any) -> None:
        whole(*args)
        raise RecordError("the power is gone")

    with monkeypatch.context() as patched:
        patched.setattr(command, "upgrade", broken)
        with pytest.raises(RecordError, match="power"):
            open_record(path)
    with create_engine(f"sqlite:///{path}").connect() as connection:
        tables = inspect(connection).get_table_names()
        assert "computed_places" not in tables and "alembic_version" not in tables
    with open_record(path) as record:
        assert list(record.reports()) == []


def test_alembic_is_not_loaded_for_a_record_of_today(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    with open_record(path, create=True) as record:
        for told in reports(1):
            record.add(told, claims_of(told), CODING)
    code = f"from according.store.record import open_record; open_record({str(path)!r}).close()"
    done = subprocess.run([sys.executable, "-X", "importtime", "-c", code], capture_output=True, text=True, check=True)
    assert "sqlalchemy" in done.stderr and "alembic" not in done.stderr
