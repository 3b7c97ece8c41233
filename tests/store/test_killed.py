"""A process killed at any moment leaves a record that opens, verifies and goes on where it was."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from according.store.record import open_record
from tests.store.generated import CODING, claims_of, reports

KILLS = 50
COUNT = 600
START = datetime(2020, 1, 1, tzinfo=UTC)


def add_all(path: Path, begun: Any = None) -> None:
    """What `according add` does, without a coder: every report that is not in the record yet. `begun` counts them."""
    with open_record(path, create=True, clock=lambda: START) as record:
        for told in reports(COUNT):
            if not record.is_coded(told.id, CODING):
                if begun is not None:
                    begun.value += 1
                record.add(told, claims_of(told), CODING)


def content(path: Path) -> tuple[object, ...]:
    with open_record(path) as record:
        return list(record.reports()), list(record.claims()), record.counts()


def test_killed_at_fifty_random_points(tmp_path: Path) -> None:
    chance = random.Random(20151009)
    path = tmp_path / "killed.sqlite"
    starts = multiprocessing.get_context("fork")
    reached, killed = [], 0
    for _ in range(KILLS):
        begun = starts.RawValue("i", 0)
        child = starts.Process(target=add_all, args=(path, begun))
        child.start()
        assert child.pid is not None
        reports_first = chance.randrange(16)  # 0: while the record is opened, or made
        while begun.value < reports_first and child.is_alive():
            time.sleep(0.0005)
        time.sleep(chance.uniform(0.0, 0.003))
        if child.is_alive():
            os.kill(child.pid, signal.SIGKILL)
        child.join()
        killed += child.exitcode == -signal.SIGKILL
        with open_record(path, create=True) as record:
            assert record.verify() == []
            reached.append(record.counts()["reports"])
    assert killed >= KILLS * 0.9, "the child was too fast to be killed"
    assert reached == sorted(reached), "nothing that was kept is lost again"
    assert 0 < reached[len(reached) // 2] < COUNT, "the kills fall into the work"
    add_all(path)
    whole = tmp_path / "whole.sqlite"
    add_all(whole)
    assert content(path) == content(whole)
    with open_record(path) as record:
        assert record.verify() == []
        assert record.counts()["reports"] == COUNT
