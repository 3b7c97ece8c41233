"""`according bench war --data DIR`: who held a town, asked of a record of whole war articles.

DIR holds `articles/NAME/` (one record a folder, in any format that `according add` reads) and
`control/NAME_queries.jsonl` (`place`, `oblast`, `date`, `holder`, `hedged`; a folder without queries is left out).
Each question is asked as `who-holds PLACE --on DATE` of the record of that folder alone; of namesakes only those in
the question's own province count. A question whose place the articles never name is asked all the same: its right
answer is silence, as no sentence could bear another.

Metrics: `asked`; `named` (the share whose place the articles name); `answered` (the share with a holder or a
contest); `right` (of those answered); `right_of_asked`; `wrong` (a count); `with_sentences` (of those answered);
`confirmed_right` (of those graded confirmed or probable).
"""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from according.answer.control import answer
from according.bench.control import UKRAINE_SIDES, holder_label, rows
from according.bench.result import Result
from according.extract.engine import RuleEngine
from according.gazetteer.names import bare_unit
from according.model.control import ControlState
from according.model.report import Report
from according.read.sources import read_paths
from according.store.record import Record, open_record


def run(data: Path) -> Result:
    """Score every folder that has queries; raises FileNotFoundError when there is none."""
    folders = [(f, data / "control" / f"{f.name}_queries.jsonl") for f in sorted((data / "articles").iterdir())]
    folders = [(f, queries) for f, queries in folders if queries.exists()]
    if not folders:
        raise FileNotFoundError(f"{data}: no articles/NAME with control/NAME_queries.jsonl")
    engine = RuleEngine()
    misses: list[dict[str, Any]] = []
    counts: Counter[str] = Counter()
    for folder, queries in folders:
        with tempfile.TemporaryDirectory() as scratch, open_record(Path(scratch) / "war.sqlite", create=True) as record:
            text = _fill(record, folder, engine)
            for query in rows(queries):
                counts.update(_ask(record, engine, query, text, misses))
    asked, answered = counts["asked"], counts["answered"]
    sure = counts["sure"]
    return Result("war", asked, {
        "asked": asked,
        "named": counts["named"] / asked,
        "answered": answered / asked,
        "right": counts["right"] / answered if answered else 0.0,
        "right_of_asked": counts["right"] / asked,
        "wrong": answered - counts["right"],
        "with_sentences": counts["with_sentences"] / answered if answered else 0.0,
        "confirmed_right": counts["sure_right"] / sure if sure else 0.0,
    }, misses=misses)


def _fill(record: Record, folder: Path, engine: RuleEngine) -> str:
    """Code the articles of a folder into the record; gives all their text."""
    reports = [item for item in read_paths([folder]) if isinstance(item, Report)]
    record.add_many((report, engine.code(report), engine.made_by) for report in reports)
    return "\n".join(report.text for report in reports)


def _ask(record: Record, engine: RuleEngine, query: dict[str, Any], text: str,
         misses: list[dict[str, Any]]) -> list[str]:
    """What is counted for one question."""
    day = date.fromisoformat(query["date"])
    states = [s for s in answer(record, engine.packs, query["place"], day).states
              if _lies_in(engine, s, query["place"], query["oblast"])]
    told = [(holder_label(s, UKRAINE_SIDES), s) for s in states]
    known = [(label, s) for label, s in told if label != "unknown"]
    label = known[0][0] if len({label for label, _ in known}) == 1 else "unknown" if not known else "CONTESTED"
    counted = ["asked", *(["named"] if query["place"] in text else [])]
    right = label == query["holder"]
    if known:
        sure = all(s.grade in ("confirmed", "probable") for _, s in known)
        counted += ["answered", *(["right"] if right else []), *(["sure"] if sure else [])]
        counted += ["sure_right"] if sure and right else []
        counted += ["with_sentences"] if all(s.sentences for _, s in known) else []
    if not right:
        misses.append({
            "place": query["place"], "date": query["date"], "gold": query["holder"], "answer": label,
            "named": query["place"] in text, "note": query["note"], "states": [s.to_json() for s in states],
        })
    return counted


def _lies_in(engine: RuleEngine, state: ControlState, name: str, province: str) -> bool:
    """Whether the place is in the province asked about, or nobody knows where it is."""
    known = [m.place for n in (name, state.place) for m in engine.gazetteer.candidates(n)]
    place = next((p for p in known if p.id == state.place_id), None)
    return place is None or not place.admin or bare_unit(place.admin[0]) in bare_unit(province)
