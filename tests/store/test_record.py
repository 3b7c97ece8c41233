"""The record keeps what was said, once, and answers on both clocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from according.model.claim import MadeBy
from according.model.span import Quote
from according.store.dialect import reading, writing
from according.store.errors import RecordError, RecordMissing, RecordTooNew
from according.store.record import Record, open_record
from according.store.schema import APPEND_ONLY, SCHEMA_VERSION, metadata
from according.store.versions import Seen, add_version
from tests.databases import Server
from tests.store.generated import CODING, Clock, claims_of, report, reports

NEWER = replace(CODING, version="2.0")


@pytest.fixture
def record(where: str) -> Iterator[Record]:
    with open_record(where, create=True, clock=Clock()) as opened:
        yield opened


def fill(record: Record, count: int) -> None:
    for told in reports(count):
        record.add(told, claims_of(told), CODING)


def content(record: Record) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with reading(record.engine) as connection:
        return {table.name: sorted(map(tuple, connection.execute(select(table))), key=str)
                for table in metadata.sorted_tables}


def test_what_goes_in_comes_out(record: Record) -> None:
    told = report(1)
    record.add(told, claims_of(told), CODING)
    assert list(record.reports()) == [told]
    assert list(record.claims()) == claims_of(told)
    assert record.report(told.id) == record.report(told.ref) == told
    assert record.report("no such id") is None


def test_adding_twice_changes_nothing(record: Record) -> None:
    fill(record, 5)
    before = content(record)
    fill(record, 5)
    assert record.add(report(2), claims_of(report(2)), CODING).known
    assert content(record) == before


def test_a_newer_coding_supersedes_without_erasing(record: Record) -> None:
    fill(record, 3)
    told = report(1)
    added = record.add(told, claims_of(told, NEWER)[:1], NEWER)
    assert (added.known, added.superseded) == (False, 1)
    assert [c.made_by.version for c in record.claims(report=told.id)] == ["2.0"]
    assert len(list(record.claims(report=told.id, superseded=True))) == 4
    assert record.counts() == {"reports": 3, "codings": 4, "judgements": 0, "claims": 7, "superseded": 3, "failures": 0}
    assert record.add(told, claims_of(told), CODING).known, "the earlier coding does not come back"
    assert record.verify() == []


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}"])
def test_nothing_said_can_be_changed(record: Record, table: str, statement: str) -> None:
    fill(record, 2)
    record.add(report(1), [], NEWER)
    record.audit("a reviewer", "looked")
    from according.store.judgements import judge

    judge(record, "merge", ["a", "b"], "a reviewer", "same place and day")
    with writing(record.engine) as connection:
        add_version(connection, report(1), Seen("an article", "a feed", record.clock()))
    with pytest.raises(IntegrityError, match="append-only"), writing(record.engine) as connection:
        column = next(iter(metadata.tables[table].primary_key.columns)).name
        connection.execute(text(statement.format(table, column)))


QUESTIONS = [
    ({}, 42),
    ({"kind": "control"}, 28),
    ({"kind": "toll", "standing": "claimed"}, 14),
    ({"event_type": "COERCE", "mode": "seize"}, 14),
    ({"place": "t-1"}, 9),
    ({"place_name": "brask"}, 9),
    ({"place_name": "  BRÄSK "}, 9),
    ({"place_name": "nowhere"}, 0),
    ({"actor": "river"}, 10),
    ({"agent": "river front"}, 5),
    ({"recipient": "river"}, 0),
    ({"holder": "river"}, 5),
    ({"source": "side-guard"}, 8),
    ({"source": "town guard spokesman"}, 8),
    ({"control": True}, 28),
    ({"control": False}, 14),
    ({"text": "denied"}, 14),
    ({"text": "den*"}, 14),
    ({"text": '"took Brask"'}, 3),
    ({"text": "took denied"}, 0),
    ({"text": '") OR NEAR( *'}, 0),
    ({"on": date(2015, 1, 4)}, 1 + 10),
    ({"since": date(2015, 1, 13)}, 2 * 2),
    ({"until": date(2015, 1, 3)}, 2 + 12),
    ({"on": date(2015, 1, 4), "kind": "control"}, 1),
    ({"known_on": date(2015, 1, 3)}, 6),
    ({"known_on": datetime(2015, 1, 3, tzinfo=UTC)}, 6),
    ({"known_on": date(2020, 1, 1)}, 42),
    ({"known_on": date.max}, 42),
    ({"limit": 4}, 4),
]


@pytest.mark.parametrize(("filters", "count"), QUESTIONS, ids=[str(q) for q, _ in QUESTIONS])
def test_questions(record: Record, filters: dict[str, object], count: int) -> None:
    fill(record, 14)
    found = list(record.claims(**filters))
    assert len(found) == count
    assert record.count_claims(**filters) == count


def test_order_of_adding_does_not_show(tmp_path: Path) -> None:
    dated = [told for told in reports(40) if told.published]
    answers = []
    for name, order in (("a", dated), ("b", dated[::-1])):
        with open_record(tmp_path / name, create=True) as record:
            for told in order:
                record.add(told, claims_of(told), CODING)
            answers.append(([c.id for c in record.claims()], [r.id for r in record.reports()]))
    assert answers[0] == answers[1]


def test_full_text_of_reports(record: Record) -> None:
    fill(record, 12)
    assert {hit.ref for hit in record.search("vostin spokesman")} == {"made-up/4.txt", "made-up/10.txt"}
    assert [hit.ref for hit in record.search('"day 7"')] == ["made-up/7.txt"]
    assert record.search("remark") == [], "readers' comments are not the report"


def test_a_claim_that_quotes_something_else_is_refused(record: Record) -> None:
    told = report(1)
    wrong = replace(claims_of(told)[0], quote=Quote(0, 4, "else"))
    with pytest.raises(ValueError, match="does not quote"):
        record.add(told, [wrong], CODING)
    with pytest.raises(ValueError, match="does not quote"):
        record.add(told, claims_of(report(2)), CODING)
    assert record.counts()["reports"] == 0


def test_failures_are_kept_until_the_report_is_coded(record: Record) -> None:
    told = report(1)
    for _ in range(2):
        record.add_failure(told.ref, "the coder ran over its time", "raise the limit", "made-up 1.0")
    assert [(f.ref, f.reason) for f in record.failures()] == [(told.ref, "the coder ran over its time")]
    record.add(told, claims_of(told), CODING)
    assert record.failures() == []


def test_codings_know_where_a_job_stopped(record: Record) -> None:
    fill(record, 3)
    assert [record.is_coded(told.id, CODING) for told in reports(5)] == [True, True, True, False, False]
    assert not record.is_coded(report(0).id, MadeBy(engine="another"))


def test_no_record_there(tmp_path: Path) -> None:
    with pytest.raises(RecordMissing, match="according add"):
        open_record(tmp_path / "none.sqlite")
    with pytest.raises(RecordError, match="no folder"):
        open_record(tmp_path / "none" / "r.sqlite", create=True)
    with pytest.raises(RecordError, match="no support for oracle"):
        open_record("oracle://somewhere/else")


def test_a_file_that_is_no_record(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("This is a letter, and no record at all. " * 50)
    with pytest.raises(RecordError, match="cannot be opened"):
        open_record(path, create=True)


def test_a_newer_schema_is_refused(where: str) -> None:
    path = where
    with open_record(path, create=True) as record, writing(record.engine) as connection:
        connection.execute(text(f"UPDATE record_meta SET value = '{SCHEMA_VERSION + 1}' WHERE key = 'schema_version'"))
    with pytest.raises(RecordTooNew, match="update the program"):
        open_record(path)


def damage(record: Record, *statements: str) -> None:
    """Change the file behind the program's back."""
    with writing(record.engine) as connection:
        if connection.dialect.name == "postgresql":
            for table in metadata.tables:
                connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        else:
            for name in connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        for statement in statements:
            connection.execute(text(statement))


@pytest.mark.parametrize(("statement", "found"), [
    ("UPDATE reports SET text = text || ' More.' WHERE seq = 1", "not the one that was added"),
    ("UPDATE claims SET quote = 'Something else' WHERE seq = 2", "does not slice back"),
    ("DELETE FROM claim_sources; DELETE FROM claim_actors; DELETE FROM claims WHERE seq = 3",
     "counted 3 claims, 2 are there"),
    ("INSERT INTO supersessions SELECT seq, seq, at FROM codings WHERE seq = 1", "0 codings of it stand"),
])
def test_damage_is_found(record: Record, statement: str, found: str) -> None:
    fill(record, 4)
    assert record.verify() == []
    damage(record, *statement.split("; "))
    assert any(found in problem.what for problem in record.verify())
    assert all(problem.cure for problem in record.verify())


def test_a_damaged_full_text_table_is_found(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.sqlite", create=True) as record:
        fill(record, 4)
        damage(record, "INSERT INTO reports_fts(reports_fts) VALUES ('delete-all')")
        assert any("full-text" in problem.what for problem in record.verify())


def test_triggers_that_are_gone_are_found(server: Server) -> None:
    with open_record(server.database(), create=True) as record:
        damage(record)
        assert "the trigger keep_claims_row is gone" in {problem.what for problem in record.verify()}


def test_a_password_is_not_shown(server: Server) -> None:
    nowhere = server.database().replace("tester@", "nobody:hidden@")
    with pytest.raises(RecordError) as refused:
        open_record(nowhere)
    assert "hidden" not in str(refused.value) and "nobody:***@" in str(refused.value)
