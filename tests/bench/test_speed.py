"""What the speed benchmark counts is what was done: every report, every step, and the ratios of its own figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from according.bench import speed

REPORTS = {
    "harbour.txt": "Rebels seized the harbour of Tartus on Monday, killing two men, an official told the Daily Buoy.",
    "ridge.txt": "The army said its planes had bombed a rebel convoy near Idlib. A spokesman for the rebels denied it.",
}


def test_every_report_and_step_is_counted(tmp_path: Path) -> None:
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = speed.run(tmp_path)
    metrics = result.metrics
    assert (result.n, metrics["failed"]) == (len(REPORTS), 0)
    assert set(metrics["steps_s"]) >= {"mentions", "places", "coreference", "times", "attribution", "events", "claims"}
    assert metrics["extract_s"] == pytest.approx(sum(metrics["steps_s"].values()))
    assert metrics["over_parse"] == pytest.approx(metrics["extract_s"] / metrics["parse_s"])
    said = sum(metrics["steps_s"][step] for step in speed.ATTRIBUTION)
    assert metrics["attribution_over_parse"] == pytest.approx(said / metrics["parse_s"])
    assert metrics["gain"] == pytest.approx(metrics["articles_per_s"] / metrics["articles_per_s_1"])
