"""PostgreSQL itself holds what each role of the page may do."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from according.store.dialect import writing
from according.store.errors import RecordError
from according.store.judgements import judge
from according.store.record import Record, open_record
from according.store.roles import ROLES, make_roles
from tests.databases import Server
from tests.store.generated import CODING, claims_of, report


def add(record: Record) -> None:
    record.add(report(7), claims_of(report(7)), CODING)


def judged(record: Record) -> None:
    judge(record, "merge", ["a", "b"], "a reviewer", "same day")


def change(record: Record) -> None:
    with writing(record.engine) as connection:
        connection.execute(text("UPDATE reports SET text = 'other'"))


def spy(record: Record) -> None:
    with writing(record.engine) as connection:
        connection.execute(text("SELECT * FROM audit_log"))


MAY = {"reader": [], "coder": [add], "editor": [add, judged], "admin": [add, judged, spy]}


@pytest.fixture(scope="module")
def shared(server: Server) -> str:
    """A record with its roles, and somebody who may take any of them on, and owns nothing."""
    where = server.database()
    with open_record(where, create=True) as record:
        record.add(report(1), claims_of(report(1)), CODING)
        assert make_roles(record) == make_roles(record) == [f"according_{role}" for role in ROLES]
        with writing(record.engine) as connection:
            connection.execute(text("CREATE ROLE guest LOGIN"))
            for role in ROLES:
                connection.execute(text(f"GRANT according_{role} TO guest"))
    return where.replace("tester@", "guest@")


@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_do_its_own_and_no_more(shared: str, role: str) -> None:
    with open_record(f"{shared}&options=-crole%3Daccording_{role}") as record:
        assert record.report(report(1).id) == report(1) and len(list(record.claims(report=report(1).id))) == 3
        assert [hit.report for hit in record.search("took")][:1]
        for deed in (add, judged, change, spy):
            if deed in MAY[role]:
                deed(record)
            else:
                with pytest.raises(RecordError, match="does not let this user"):
                    deed(record)
        assert record.report(report(1).id) == report(1)


def test_a_file_has_no_roles(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.sqlite", create=True) as record, pytest.raises(RecordError, match="a file has no"):
        make_roles(record)
