"""The measure of growth works in either database and goes on where it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from according.answer import control_everywhere
from according.bench import scale
from according.store.record import open_record


@pytest.mark.parametrize("clock", ["wall", "processor"])
def test_a_small_record(where: str, clock: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCORDING_BENCH_CLOCK", clock)
    monkeypatch.setenv("ACCORDING_RECORD", where)
    monkeypatch.setattr(scale, "NEWS", 20)
    monkeypatch.setattr(control_everywhere, "KEEP_FROM", 0)
    metrics = scale.run(tmp_path, (100, 200)).metrics
    assert list(metrics) == ["100", "200"]
    for figures in metrics.values():
        assert {"who_holds_one_ms", "who_holds_all_first_ms", "search_ms", "adding_1000_ms"} <= set(figures)
        assert all(value >= 0 for value in figures.values()) and figures["who_holds_all_first_ms"] > 0
    with open_record(where if "://" in where else tmp_path / "scale.sqlite") as record:
        assert record.count_claims() == 200
