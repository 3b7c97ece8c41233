"""`bench event-location`: which place belongs to the given verb, or none (Halterman 2019, sentences with one verb
each).

PATH is the folder; `relabel.jsonl` is read if there, else `items.jsonl`. An item is right when the place found for
the verb
overlaps one of its gold spans, or when both say none. Items whose verb or place spans are empty, single letters or
do not
lie in the text are left out (`skipped`). Each sentence is read as a report of its own, so nothing is inherited.

Baselines beside it: `nearest_accuracy` takes the place nearest to the verb, `clause_accuracy` the nearest place in
the verb's
own clause, both from the same recogniser.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from according.bench.result import Result
from according.extract.mentions import finder as mentions
from according.extract.parsing.parser import parse_many
from according.extract.parsing.syntax import clause_words
from according.extract.parsing.words import Parsed, Word
from according.extract.places import finder as places
from according.extract.places.of_event import place_in_sentence
from according.extract.reading import PlaceMention, Reading
from according.gazetteer.lookup import open_gazetteer
from according.model.report import Report
from according.packs.loader import load_packs

EVERY = "ACCORDING_BENCH_EVERY"


def read_items(folder: Path) -> list[dict[str, Any]]:
    """The labelled sentences, those with unusable spans marked `bad`."""
    path = folder / "relabel.jsonl"
    if not path.exists():
        path = folder / "items.jsonl"
    items: list[dict[str, Any]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            spans = [(s["label"], int(s["start"]), int(s["end"])) for s in row["spans"]]
            verbs = [(a, b) for label, a, b in spans if label == "VERB"]
            gold = [(a, b) for label, a, b in spans if label == "LOCATION"]
            text = row["text"]
            bad = len(verbs) != 1 or any(b - a < 2 or b > len(text) or not text[a:b].strip() for a, b in verbs + gold)
            items.append(
                {
                    "text": text,
                    "verb": verbs[0] if verbs else None,
                    "gold": gold,
                    "bad": bad or row.get("answer") in ("reject", "ignore"),
                }
            )
    return items


def _verb(parsed: Parsed, start: int, end: int) -> Word | None:
    return next((w for w in parsed.words if w.start < end and start < w.end), None)


def _nearest(found: list[PlaceMention], verb: Word, allowed: set[int] | None = None) -> PlaceMention | None:
    kept = [m for m in found if allowed is None or m.head in allowed]
    return min(kept, key=lambda m: (abs(m.head - verb.i), m.head), default=None)


def _right(reading: Reading, mention: PlaceMention | None, gold: list[tuple[int, int]]) -> bool:
    if mention is None or not gold:
        return mention is None and not gold
    words = reading.parsed.words
    start, end = words[mention.first].start, words[mention.last].end
    return any(start < b and a < end for a, b in gold)


def run(data: Path) -> Result:
    """Score the folder `data`; `$ACCORDING_BENCH_EVERY` = N takes every Nth item."""
    step = int(os.environ.get(EVERY, "1"))
    items = read_items(data)[::step]
    usable = [item for item in items if not item["bad"]]
    packs, gazetteer = load_packs(), open_gazetteer()
    right = {"": [0, 0], "nearest": [0, 0], "clause": [0, 0]}
    wanted = [0, 0]
    misses: list[dict[str, Any]] = []
    for item, parsed in zip(usable, parse_many(i["text"] for i in usable), strict=True):
        reading = Reading(Report("", item["text"], ""), parsed, packs, gazetteer)
        reading.actors = mentions.find(reading)
        reading.index()
        reading.places = places.find(reading)
        reading.index()
        verb = _verb(parsed, *item["verb"])
        if verb is None:
            continue
        none = int(not item["gold"])
        wanted[none] += 1
        found = place_in_sentence(reading, verb)
        answers = {
            "": found,
            "nearest": _nearest(reading.places, verb),
            "clause": _nearest(reading.places, verb, {w.i for w in clause_words(parsed, verb)}),
        }
        for name, answer in answers.items():
            right[name][none] += _right(reading, answer, item["gold"])
        if not _right(reading, found, item["gold"]):
            misses.append(
                {
                    "text": item["text"],
                    "verb": verb.text,
                    "gold": [item["text"][a:b] for a, b in item["gold"]],
                    "answer": found.ref.text if found else None,
                    "places": [m.ref.text for m in reading.places],
                }
            )
    n = sum(wanted)
    metrics: dict[str, Any] = {
        "accuracy": sum(right[""]) / n if n else 0.0,
        "place_accuracy": right[""][0] / wanted[0] if wanted[0] else 0.0,
        "none_accuracy": right[""][1] / wanted[1] if wanted[1] else 0.0,
        "nearest_accuracy": sum(right["nearest"]) / n if n else 0.0,
        "clause_accuracy": sum(right["clause"]) / n if n else 0.0,
        "skipped": len(items) - n,
    }
    return Result("event-location", n, metrics, misses=misses)
