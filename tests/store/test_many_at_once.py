"""Several processes add to one record, others read it: nothing is lost, nothing is there twice, no reader fails."""

from __future__ import annotations

import multiprocessing
import os
import time
from typing import Any

from according.store.record import open_record
from tests.store.generated import CODING, claims_of, reports

WRITERS, READERS, COUNT = 8, 20, 64
# `ACCORDING_TEST_SECONDS=300` keeps them at it for five minutes, on ever new reports.
SECONDS = float(os.environ.get("ACCORDING_TEST_SECONDS", "0"))


def write(where: str, number: int, failed: Any, added: Any) -> None:
    """Add the reports that are this writer's, and those that are also its neighbour's; as long as there is time, a
    stretch of as many reports more."""
    ends = time.monotonic() + SECONDS
    try:
        with open_record(where) as record:
            for n, told in enumerate(reports(10**9)):
                if n and n % COUNT == 0:
                    added.value = n
                    if time.monotonic() >= ends:
                        return
                if n % WRITERS in (number, (number + 1) % WRITERS):
                    record.add(told, claims_of(told), CODING)
    except BaseException:
        failed.value += 1
        raise


def read(where: str, stop: Any, failed: Any) -> None:
    """Every state that is read is whole, three claims a report, and none is smaller than the one before."""
    before = 0
    try:
        with open_record(where) as record:
            while not stop.value:
                held = len(list(record.claims(limit=3000))) if before < 3000 else record.count_claims()
                if held % 3 or held < before:
                    raise AssertionError(f"{held} claims are no whole reports, or fewer than {before}")
                before = held
                record.search("took")
                time.sleep(0.01)
    except BaseException:
        failed.value += 1
        raise


def test_writers_and_readers(where: str) -> None:
    open_record(where, create=True).close()
    starts = multiprocessing.get_context("fork")
    stop, failed = starts.RawValue("i", 0), starts.Value("i", 0)
    added = [starts.RawValue("i", 0) for _ in range(WRITERS)]
    reading = [starts.Process(target=read, args=(where, stop, failed)) for _ in range(READERS)]
    writing = [starts.Process(target=write, args=(where, n, failed, added[n])) for n in range(WRITERS)]
    for process in (*reading, *writing):
        process.start()
    for process in writing:
        process.join(SECONDS + 300)
    stop.value = 1
    for process in reading:
        process.join(120)
    assert failed.value == 0 and not any(p.is_alive() or p.exitcode for p in (*reading, *writing))
    wanted = {told.id: told for writer in range(WRITERS) for n, told in enumerate(reports(added[writer].value))
              if n % WRITERS in (writer, (writer + 1) % WRITERS)}
    with open_record(where) as record:
        assert record.counts()["reports"] == len(wanted) >= COUNT and record.verify() == []
        assert sorted(c.id for c in record.claims()) == sorted(c.id for r in wanted.values() for c in claims_of(r))
