"""A figure below its floor, above its ceiling, or gone is told."""

from __future__ import annotations

import pytest

from according.bench.floors import floors, missed
from according.cli.bench import NAMES

METRICS = {"f1": 0.8, "slots.who.f1": 0.5, "slots": {"where": {"f1": 0.6}}, "over_parse": 0.3, "none": None}


@pytest.mark.parametrize(("pinned", "told"), [
    ({"floors": {"f1": 0.8, "slots.who.f1": 0.5, "slots.where.f1": 0.6}}, []),
    ({"floors": {"f1": 0.81}}, ["f1 is 0.8, its floor is 0.81"]),
    ({"floors": {"gone": 0.1}}, ["gone is None, its floor is 0.1"]),
    ({"floors": {"none": 0.1}}, ["none is None, its floor is 0.1"]),
    ({"ceilings": {"over_parse": 0.25}}, ["over_parse is 0.3, its ceiling is 0.25"]),
])
def test_missed(pinned: dict[str, object], told: list[str]) -> None:
    assert missed(METRICS, pinned) == told


def test_every_floor_is_of_a_benchmark() -> None:
    for name, pinned in floors().items():
        assert pinned.get("bench", name) in NAMES
        assert set(pinned) <= {"bench", "data", "floors", "ceilings"} and pinned["data"]
