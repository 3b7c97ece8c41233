"""Rows of Parquet are reports like the lines of JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from according.model.report import Report
from according.read.refusal import Refusal
from according.read.sources import read_paths

pa = pytest.importorskip("pyarrow", reason="pyarrow is missing: pip install 'according[parquet]'")
parquet = pytest.importorskip("pyarrow.parquet")

ROWS = [{"id": f"r{n}", "headline": f"Carts {n}", "body": f"Guards counted {n} carts near Orlen, a clerk said.",
         "published_at": datetime(2016, 5, 3, 9, n % 60, tzinfo=UTC), "source": "The Harbour Courier"}
        for n in range(150)]


def test_rows_are_reports(tmp_path: Path) -> None:
    parquet.write_table(pa.Table.from_pylist(ROWS), tmp_path / "a.parquet")
    lines = "\n".join(json.dumps(row, default=lambda value: value.isoformat()) for row in ROWS)
    (tmp_path / "b.jsonl").write_text(lines, encoding="utf-8")
    by_row, by_line = list(read_paths([tmp_path / "a.parquet"])), list(read_paths([tmp_path / "b.jsonl"]))
    assert by_row == by_line and len(by_row) == 150
    first = by_row[0]
    assert isinstance(first, Report) and first.published is not None
    assert (first.ref, first.title, first.published.to_json()) == ("r0", "Carts 0", "2016-05-03T09:00:00+00:00")


def test_rows_without_a_text_and_broken_files_are_refused(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"body": ["Guards left the ford near Orlen at noon.", None], "n": [1, 2]}),
                        tmp_path / "a.parquet")
    good, bad = read_paths([tmp_path / "a.parquet"])
    assert isinstance(good, Report) and good.ref.endswith("a.parquet:1")
    assert isinstance(bad, Refusal) and "no text in it" in bad.reason
    whole = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "a.parquet").write_bytes(whole[: len(whole) // 2])
    (broken,) = read_paths([tmp_path / "a.parquet"])
    assert isinstance(broken, Refusal) and broken.reason.startswith("a broken Parquet file")
