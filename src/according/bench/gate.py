"""`according bench gate --data DIR`: what the gate before the parser loses, and what it saves.

DIR holds any of `india_police/docs.csv` (github slanglab/IndiaPoliceEvents), `muc4/*.jsonl` (github xinyadu/gtt) and
`geo/lgl.xml` (github milangritta/Pragmatic-Guide-to-Geoparsing-Evaluation).

Recall: the share of the police set's documents with ANY_ACTION, and of the MUC-4 reports with templates, that pass.
Kept: the share of the local news of LGL that passes; much of it is of police, courts and fires, and rightly passes.
Speed-up: nine articles of LGL, taken from all of it evenly, to one report of MUC-4, coded without the gate and with it,
in the processor seconds of this process and without the parse cache.
"""

from __future__ import annotations

import csv
import json
import time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from according.bench.result import Result
from according.bench.speed import without_parse_cache
from according.extract.engine import RuleEngine
from according.model.report import Report
from according.run.gate import Gate, load_gate
from according.run.partition import code_reports

MIXED = 8  # relevant reports in the mix, with nine times as many others


def run(data: Path) -> Result:
    """Measure recall on what is there, and the speed-up on the mix when both of its sources are there."""
    gate = load_gate()
    wanted = {"india_police": _police(data / "india_police" / "docs.csv"), "muc4": _incidents(data / "muc4")}
    local = _local_news(data / "geo" / "lgl.xml")
    metrics: dict[str, Any] = {}
    misses: list[dict[str, Any]] = []
    for name, texts in wanted.items():
        if texts:
            lost = [(text, gate.weigh(text)) for text in texts if not gate.weigh(text).passes]
            metrics[f"{name}.recall"] = 1 - len(lost) / len(texts)
            misses += [{"set": name, "text": text, "gold": "passes", "answer": told.why} for text, told in lost]
    if local:
        metrics["local_news.kept"] = sum(gate.weigh(text).passes for text in local) / len(local)
        metrics["texts_per_s"] = _pace(gate, local)
    if local and wanted["muc4"]:
        with without_parse_cache():
            metrics.update(_mix(gate, wanted["muc4"][:MIXED], local[:: len(local) // (9 * MIXED) or 1][: 9 * MIXED]))
    return Result("gate", sum(map(len, wanted.values())) + len(local), metrics, misses=misses)


def _police(path: Path) -> list[str]:
    csv.field_size_limit(10**8)
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return [row["doc_text"] for row in csv.DictReader(lines) if row["ANY_ACTION"] == "1"]


def _incidents(folder: Path) -> list[str]:
    rows = [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    return [row["doctext"] for row in rows if row["templates"]]


def _local_news(path: Path) -> list[str]:
    return [article.findtext("text") or "" for article in ElementTree.parse(path).getroot()] if path.exists() else []


def _pace(gate: Gate, texts: list[str]) -> float:
    began = time.perf_counter()
    for text in texts:
        gate.weigh(text)
    return round(len(texts) / (time.perf_counter() - began), 1)


def _mix(gate: Gate, relevant: list[str], others: list[str]) -> dict[str, float]:
    """Seconds of processor time that coding the mix takes, without the gate and with it."""
    reports = [Report(Report.make_id(text, None, None, None), text, str(n)) for n, text in enumerate(relevant + others)]
    engine = RuleEngine()
    list(code_reports(reports[:1], engine))  # what is loaded once is no part of the measure
    began = time.process_time()
    list(code_reports(reports, engine))
    without = time.process_time() - began
    began = time.process_time()
    passed = [report for report in reports if gate.passes(report)]
    list(code_reports(passed, engine))
    with_gate = time.process_time() - began
    return {"mix.kept": len(passed) / len(reports), "mix.seconds_without": round(without, 2),
            "mix.seconds_with": round(with_gate, 2), "mix.speed_up": round(without / with_gate, 2)}
