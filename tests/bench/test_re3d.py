"""The re3d measure on a document of our own: what counts as found, right and wanted."""

from __future__ import annotations

import json
from pathlib import Path

from according.bench.re3d import run

TEXT = "Turkey backs the Levant Front. The Islamic State, also known as Daesh, left. Iran supports Hezbollah."


def span(name: str) -> dict[str, int]:
    begin = TEXT.index(name)
    return {"begin": begin, "end": begin + len(name)}


def relation(kind: str, source: str, target: str, confidence: float = 1) -> dict[str, object]:
    a, b = span(source), span(target)
    return {"type": kind, "documentId": "d", "source": source, "target": target, "value": "", "confidence": confidence,
            "sourceBegin": a["begin"], "sourceEnd": a["end"], "targetBegin": b["begin"], "targetEnd": b["end"]}


def write(folder: Path, rows: list[dict[str, object]], names: list[str]) -> None:
    folder.mkdir()
    files = {"documents": [{"_id": "d", "text": TEXT}], "relations": rows,
             "entities": [{"documentId": "d", "type": "Organisation", **span(n)} for n in names]}
    for name, lines in files.items():
        (folder / f"{name}.json").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def test_scores(tmp_path: Path) -> None:
    write(tmp_path / "one", [relation("AlliesOf", "Levant Front", "Turkey"),
                             relation("IsSynonymOf", "Islamic State", "Daesh"),
                             relation("IsSynonymOf", "Daesh", "Islamic State"),
                             relation("FightingAgainst", "Turkey", "Daesh"),
                             relation("AlliesOf", "Iran", "Turkey", confidence=0)],
          ["Turkey", "Levant Front", "Islamic State", "Daesh"])
    result = run(tmp_path)
    assert result.n == 3
    assert (result.metrics["alias.p"], result.metrics["alias.r"]) == (1.0, 1.0)
    assert (result.metrics["allied.found"], result.metrics["allied.p"], result.metrics["allied.r"]) == (1, 1.0, 1.0)
    assert result.metrics["fighting.r"] == 0.0
    assert [m["type"] for m in result.misses] == ["fighting"]


def test_a_relation_without_gold_costs_precision(tmp_path: Path) -> None:
    write(tmp_path / "one", [relation("AlliesOf", "Levant Front", "Turkey")],
          ["Turkey", "Levant Front", "Iran", "Hezbollah"])
    assert run(tmp_path).metrics["allied.p"] == 0.5


def test_a_party_marked_by_another_word_is_told_apart_from_one_that_is_not_marked(tmp_path: Path) -> None:
    told = "Chad says it is fighting Boko Haram. France backs the Nigerian army. Iran trains Hezbollah."

    def at(name: str) -> tuple[int, int]:
        return told.index(name), told.index(name) + len(name)

    begin, end = at("it ")
    other, last = at("Boko Haram")
    gold = {"type": "FightingAgainst", "documentId": "d", "source": "it", "target": "Boko Haram", "value": "",
            "sourceBegin": begin, "sourceEnd": end, "targetBegin": other, "targetEnd": last}
    folder = tmp_path / "one"
    write(folder, [gold], [])
    named = [dict(zip(("begin", "end"), at(n), strict=True), documentId="d", type="Organisation")
             for n in ("Nigerian army", "Chad", "France", "Boko Haram", "Iran", "Hezbollah")]
    for name, lines in {"documents": [{"_id": "d", "text": told}], "entities": named}.items():
        (folder / f"{name}.json").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    metrics = run(tmp_path).metrics
    assert (metrics["fighting.p_sentence"], metrics["fighting.p_parties"]) == (1.0, 1.0)
    assert metrics["allied.found"] == 1  # help in a fight; training is no fighting alongside
