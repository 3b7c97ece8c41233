"""Very much loaded at once: what waits meanwhile is all there at the end, whoever loads, however it ended."""

from __future__ import annotations

import json
import os
import signal
from datetime import UTC, datetime
from multiprocessing import get_context

import pytest

from according.store import record as record_module
from according.store.dialect import reading
from according.store.record import Record, open_record
from according.store.roles import make_roles
from according.store.types import written
from according.store.waiting import wanted
from tests.databases import Server
from tests.store.generated import CODING, claims_of, report, reports
from tests.store.test_migrations import described

NOON = datetime(2020, 1, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def ten_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_module, "MANY", 10)


def lacking(record: Record) -> list[str]:
    with reading(record.engine) as connection:
        return record.dialect.lacking(connection)


def fill(record: Record, first: int, last: int) -> None:
    record.add_many((report(n), claims_of(report(n)), CODING) for n in range(first, last))


def test_loaded_or_added_is_the_same(where: str, server: Server) -> None:
    with open_record(where, create=True, clock=lambda: NOON) as record:
        with reading(record.engine) as connection:
            schema = described(connection)
        with record.loading(90):
            assert len(lacking(record)) == (len(wanted()) if where.startswith("postgresql") else 0)
            fill(record, 0, 20)
            fill(record, 10, 30)
            assert [c.id for c in record.claims(text="took")] and len(list(record.search("took brask"))) == 5
        with reading(record.engine) as connection:
            assert described(connection) == schema
        assert record.verify() == [] and record.counts()["reports"] == 30
        loaded = list(record.claims())
    with open_record(server.database(), create=True, clock=lambda: NOON) as record:
        for told in reports(30):
            record.add(told, claims_of(told), CODING)
        assert list(record.claims()) == loaded and len(loaded) == 90


def test_few_or_fewer_than_there_are_do_not_wait(server: Server) -> None:
    with open_record(server.database(), create=True) as record:
        with record.loading(9):
            assert lacking(record) == []
            fill(record, 0, 10)
        with record.loading(29):
            assert lacking(record) == []


def load_and_die(where: str) -> None:
    with open_record(where) as record, record.loading(90):
        fill(record, 0, 10)
        os.kill(os.getpid(), signal.SIGKILL)


def test_killed_while_loading(server: Server) -> None:
    where = server.database()
    open_record(where, create=True).close()
    child = get_context("fork").Process(target=load_and_die, args=(where,))
    child.start()
    child.join()
    with open_record(where) as record:
        assert record.counts()["reports"] == 10 and sorted(lacking(record)) == sorted(wanted())
        assert {p.what.split()[0] for p in record.verify()} == set(wanted())
        fill(record, 10, 11)
    with open_record(where) as record:
        assert lacking(record) == [] and record.verify() == [] and record.counts()["reports"] == 11


def test_one_who_may_only_add_loads_row_by_row(server: Server) -> None:
    where = server.database()
    with open_record(where, create=True) as record:
        make_roles(record)
    with open_record(f"{where}&options=-crole%3Daccording_coder") as record:
        with record.loading(90):
            assert lacking(record) == []
            fill(record, 0, 10)
        assert record.counts()["reports"] == 10


@pytest.mark.parametrize("value", [
    {"b": 1, "a": [None, True, 2.5, -0.1, 1e-7, 33.30000000000000004], "c": "Zoë \u2028 \x1f \"q\" \\ / <&>"}, 10**30,
    "\ud800 half a character", [c.to_json() for c in claims_of(report(4))]])
def test_json_is_written_as_ever_and_reads_back(value: object) -> None:
    assert json.loads(written(value)) == value
    if value != 10**30:
        assert written(value).replace("e-07", "e-7") == json.dumps(
            value, ensure_ascii=False, separators=(",", ":")).replace("e-07", "e-7")


@pytest.mark.parametrize("odd", ["a\\tb \\N \\. c", "tab\there", 'he said "no\\yes"\r\nand\\', "\\",
                                 "Zoë’s \x0b\x1f end"])
def test_signs_that_mean_something_to_the_database(where: str, odd: str) -> None:
    told = report(1)
    text = f"{told.text}\n{odd}"
    changed = type(told)(told.make_id(text, odd, told.published, odd), text, odd, url=odd, publisher=odd,
                         title=odd, published=told.published, comments=(odd,))
    with open_record(where, create=True) as record:
        record.add_many([(changed, [], CODING)])
        assert record.report(changed.id) == changed and record.verify() == []
