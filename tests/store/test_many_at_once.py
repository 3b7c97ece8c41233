"""Several processes add to one record, others read it: nothing is lost, nothing is there twice, no reader fails."""

from __future__ import annotations

import multiprocessing
from typing import Any

from according.store.record import open_record
from tests.store.generated import CODING, claims_of, reports

WRITERS, READERS, COUNT = 4, 3, 60


def write(where: str, number: int, failed: Any) -> None:
    """Add the reports that are this writer's, and some that are also its neighbour's."""
    try:
        with open_record(where) as record:
            for n, told in enumerate(reports(COUNT)):
                if n % WRITERS in (number, (number + 1) % WRITERS):
                    record.add(told, claims_of(told), CODING)
    except BaseException:
        failed.value += 1
        raise


def read(where: str, stop: Any, failed: Any) -> None:
    """Every state that is read is whole: three claims a report, never fewer."""
    try:
        with open_record(where) as record:
            while not stop.value:
                held = len(list(record.claims()))
                if held % 3:
                    raise AssertionError(f"{held} claims are no whole reports")
    except BaseException:
        failed.value += 1
        raise


def test_writers_and_readers(where: str) -> None:
    open_record(where, create=True).close()
    starts = multiprocessing.get_context("fork")
    stop, failed = starts.RawValue("i", 0), starts.Value("i", 0)
    reading = [starts.Process(target=read, args=(where, stop, failed)) for _ in range(READERS)]
    writing = [starts.Process(target=write, args=(where, n, failed)) for n in range(WRITERS)]
    for process in (*reading, *writing):
        process.start()
    for process in writing:
        process.join(120)
    stop.value = 1
    for process in reading:
        process.join(60)
    assert failed.value == 0 and not any(p.is_alive() or p.exitcode for p in (*reading, *writing))
    with open_record(where) as record:
        assert record.counts()["reports"] == COUNT and record.verify() == []
        assert sorted(c.id for c in record.claims()) == sorted(c.id for r in reports(COUNT) for c in claims_of(r))
