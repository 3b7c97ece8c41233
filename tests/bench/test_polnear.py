"""The PolNeAR scorer on an article of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from according.bench.polnear import Attributed, jaccard, match, run

TEXT = "The governor said the bridge had been destroyed."


def _write(folder: Path, text: str, spans: list[tuple[str, str]]) -> None:
    (folder / "text").mkdir()
    (folder / "attributions").mkdir()
    (folder / "text" / "one.txt").write_text(text, encoding="utf-8")
    lines, roles = [], []
    for n, (role, piece) in enumerate(spans, 1):
        start = text.index(piece)
        lines.append(f"T{n}\t{role} {start} {start + len(piece)}\t{piece}")
        roles.append(f"{role}:T{n}")
    lines.append(f"E1\tAttribution:T1 {' '.join(roles)}")
    (folder / "attributions" / "one_a1.ann").write_text("\n".join(lines), encoding="utf-8")


def test_a_right_answer_scores_in_full(tmp_path: Path) -> None:
    _write(tmp_path, TEXT, [("Source", "The governor"), ("Cue", "said"), ("Content", "the bridge had been destroyed")])
    result = run(tmp_path)
    assert result.n == 1
    assert [result.metrics[k] for k in ("cue_f1", "source_head_f1", "content_f1", "full_f1", "core_recall")] == [
        1.0
    ] * 5


def test_a_wrong_source_costs_the_source_and_the_whole(tmp_path: Path) -> None:
    _write(tmp_path, TEXT, [("Source", "the bridge"), ("Cue", "said"), ("Content", "had been destroyed")])
    result = run(tmp_path)
    assert result.metrics["cue_f1"] == 1.0
    assert result.metrics["source_head_f1"] == 0.0
    assert result.metrics["full_f1"] == 0.0
    assert result.misses[0]["what"] == "source"


def test_pairs_are_one_to_one() -> None:
    gold = [Attributed({1, 2}), Attributed({3})]
    found = [Attributed({2}), Attributed({1, 2, 3})]
    assert match(gold, found) == [(0, 1)]  # two shared words first; the second gold then finds its only partner taken
    assert match([], found) == []


def test_contents_overlap_by_jaccard() -> None:
    assert jaccard({1, 2, 3}, {2, 3, 4}) == pytest.approx(0.5)
    assert jaccard(set(), set()) == 0.0
