"""A record moved to another database says the same there, and goes on there."""

from __future__ import annotations

from pathlib import Path

import pytest

from according.store import copying
from according.store.copying import CopyDiffers, contents, copy_record
from according.store.dialect import reading
from according.store.errors import RecordError
from according.store.judgements import judge
from according.store.record import Record, open_record
from tests.databases import Server
from tests.store.generated import CODING, Clock, claims_of, report, reports
from tests.store.test_record import NEWER


@pytest.fixture
def places(tmp_path: Path, server: Server) -> dict[str, list[str]]:
    return {"sqlite": [str(tmp_path / f"{n}.sqlite") for n in range(3)],
            "postgresql": [server.database() for _ in range(2)]}


def filled(where: str) -> Record:
    record = open_record(where, create=True, clock=Clock())
    for told in reports(30):
        record.add(told, claims_of(told), CODING)
    record.add(report(3), claims_of(report(3), NEWER), NEWER)
    judge(record, "merge", ["a", "b"], "a reviewer", "same day")
    record.audit("a reviewer", "looked", {"path": "/"})
    record.add_failure("lost.txt", "empty")
    return record


@pytest.mark.parametrize(("source", "target"), [
    ("sqlite", "postgresql"), ("postgresql", "sqlite"), ("sqlite", "sqlite"), ("postgresql", "postgresql")])
def test_either_way(places: dict[str, list[str]], source: str, target: str) -> None:
    from_where, to_where = places[source].pop(), places[target].pop()
    with filled(from_where) as giving, open_record(to_where, create=True, clock=Clock()) as taking:
        sent = copy_record(giving, taking)
        with reading(taking.engine) as there:
            assert contents(there) == sent
        assert {c.table: c.rows for c in sent}["claims"] == 93
        assert list(taking.claims()) == list(giving.claims()) and list(taking.reports()) == list(giving.reports())
        assert taking.counts() == giving.counts() and taking.verify() == []
        assert [c.id for c in taking.claims(text="denied")] == [c.id for c in giving.claims(text="denied")]
        assert [h.ref for h in taking.search("took brask")] == [h.ref for h in giving.search("took brask")]
        told = report(77)
        taking.add(told, claims_of(told), CODING)
        assert taking.counts()["reports"] == 31 and taking.verify() == []


def test_into_a_record_that_has_something(places: dict[str, list[str]]) -> None:
    with filled(places["sqlite"].pop()) as giving, filled(places["postgresql"].pop()) as taking:
        before = taking.counts()
        with pytest.raises(RecordError, match="not empty"):
            copy_record(giving, taking)
        assert taking.counts() == before


def test_a_copy_that_differs_is_taken_back(places: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    with filled(places["sqlite"].pop()) as giving, open_record(places["postgresql"].pop(), create=True) as taking:
        monkeypatch.setattr(copying, "contents", lambda connection: [
            *contents(connection)[:-1], copying.Content(copying.COPIED[-1].name, 0, "")])
        with pytest.raises(CopyDiffers, match="did not arrive"):
            copy_record(giving, taking)
        assert taking.counts()["reports"] == 0
