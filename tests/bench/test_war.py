"""The measure of whole war articles, on an account and questions of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from according.bench.war import run

ACCOUNT = """---
pubDate: 2022-12-01
---

The campaign began on 24 February 2022.

# First weeks

On 2 March 2022, Russian forces captured Kherson from Ukrainian forces.

# Autumn

On 11 November 2022, Ukrainian forces retook Kherson.
"""


def query(place: str, day: str, holder: str) -> str:
    return json.dumps({"place": place, "oblast": "Kherson Oblast", "date": day, "holder": holder, "hedged": False,
                       "note": ""})


def test_answers_are_counted_right_wrong_and_silent(tmp_path: Path) -> None:
    (tmp_path / "articles" / "land").mkdir(parents=True)
    (tmp_path / "control").mkdir()
    (tmp_path / "articles" / "land" / "account.md").write_text(ACCOUNT, encoding="utf-8")
    asked = [query("Kherson", "2022-03-03", "RU"), query("Kherson", "2022-11-12", "UA"),
             query("Kherson", "2022-11-12", "RU"), query("Skadovsk", "2022-11-12", "RU")]
    (tmp_path / "control" / "land_queries.jsonl").write_text("\n".join(asked), encoding="utf-8")
    result = run(tmp_path)
    assert result.n == 4
    assert result.metrics["answered"] == pytest.approx(0.75)
    assert result.metrics["named"] == pytest.approx(0.75)
    assert result.metrics["right"] == pytest.approx(2 / 3)
    assert (result.metrics["wrong"], result.metrics["with_sentences"]) == (1, 1.0)
    assert {m["answer"] for m in result.misses} == {"UA", "unknown"}


def test_a_folder_without_questions_is_no_measure(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    with pytest.raises(FileNotFoundError):
        run(tmp_path)
