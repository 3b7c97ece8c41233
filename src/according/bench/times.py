"""Time phrases in news sentences against their intervals, side by side with dateparser.

`data` is a folder with `times_phrases.tsv`, or the file: published, phrase, first, last, precision, sentence. A phrase
is right when its interval and its precision are those of the table; a phrase that only names a habit (no days, no
precision) when it is known as one; a phrase with precision 0, or without a publication date, when it stays unresolved.
`day_inside` asks less, and can be asked of a peer that answers with one moment: is the first day of the answer inside
the interval. `leaned_forward` counts answers that lie after the report where the table says they do not.
"""

from __future__ import annotations

import csv
import time
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from according.bench.result import Result
from according.extract.parsing.parser import parse_many
from according.extract.reading import Reading, TimeMention
from according.extract.times.finder import find
from according.gazetteer.lookup import open_gazetteer
from according.model.report import Report
from according.model.when import Published
from according.packs.loader import PackSet

TABLE = "times_phrases.tsv"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row: the phrase of `sentence` that is asked for, and what it means on the day it was published."""

    published: Published | None
    phrase: str
    first: date | None
    last: date | None
    precision: int | None
    sentence: str

    @property
    def kind(self) -> str:
        """`interval`, `unresolved` or `habit`."""
        if self.first or self.last:
            return "interval"
        return "unresolved" if self.precision == 0 or self.published is None else "habit"


def read_table(path: Path) -> list[Phrase]:
    """The rows of a table. Raises ValueError with the line where a date cannot be read."""
    out = []
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 2):
            try:
                out.append(
                    Phrase(
                        Published.parse(row["published"]) if row["published"] else None,
                        row["phrase"],
                        date.fromisoformat(row["first"]) if row["first"] else None,
                        date.fromisoformat(row["last"]) if row["last"] else None,
                        int(row["precision"]) if row["precision"] else None,
                        row["sentence"],
                    )
                )
            except (ValueError, KeyError) as error:
                raise ValueError(f"{path}, line {number}: {error}") from error
    return out


def mention_for(row: Phrase, mentions: list[TimeMention]) -> TimeMention | None:
    """The mention that shares most characters with the row's phrase (its last occurrence in the sentence)."""
    start = row.sentence.lower().rfind(row.phrase.lower())
    best, most = None, 0
    for mention in mentions:
        when = mention.when
        if when.text_start is None or when.text_end is None:
            continue
        shared = min(when.text_end, start + len(row.phrase)) - max(when.text_start, start)
        if shared > most:
            best, most = mention, shared
    return best


def is_right(row: Phrase, mention: TimeMention | None) -> bool:
    """Whether a mention says exactly what the row says."""
    if row.kind == "unresolved":
        return mention is None or (mention.when.start is None and mention.when.end is None)
    if mention is None:
        return False
    if row.kind == "habit":
        return mention.habitual
    when = mention.when
    return (when.first_day, when.last_day, when.precision) == (row.first, row.last, row.precision)


def run(data: Path) -> Result:
    """Score the table; metrics are shares between 0 and 1, and `leaned_forward` counts."""
    rows = read_table(data / TABLE if data.is_dir() else data)
    began = time.perf_counter()
    readings = _readings(rows)
    seconds = time.perf_counter() - began
    misses: list[dict[str, Any]] = []
    right = inside = forward = 0
    intervals = [row for row in rows if row.kind == "interval"]
    for row, reading in zip(rows, readings, strict=True):
        mention = mention_for(row, reading.times)
        day = (mention.when.first_day or mention.when.last_day) if mention else None
        right += is_right(row, mention)
        inside += row.kind == "interval" and _inside(row, day)
        forward += _ahead_of(row, day)
        if not is_right(row, mention):
            misses.append(
                {
                    "published": row.published.to_json() if row.published else None,
                    "sentence": row.sentence,
                    "phrase": row.phrase,
                    "gold": [str(row.first), str(row.last), row.precision],
                    "answer": mention.when.to_json() if mention else None,
                    "why": mention.why if mention else None,
                }
            )
    peer = dateparser_days(rows)
    metrics = {
        "right": right / len(rows),
        "day_inside": inside / len(intervals),
        "leaned_forward": forward,
        "dateparser": {
            "day_inside": sum(_inside(r, d) for r, d in zip(rows, peer, strict=True) if r.kind == "interval")
            / len(intervals),
            "leaned_forward": sum(_ahead_of(r, d) for r, d in zip(rows, peer, strict=True)),
            "answered": sum(d is not None for d in peer) / len(rows),
        },
    }
    return Result("times", len(rows), metrics, seconds, misses)


def _readings(rows: list[Phrase]) -> list[Reading]:
    out = []
    packs, gazetteer = PackSet([]), open_gazetteer()
    for row, parsed in zip(rows, parse_many(row.sentence for row in rows), strict=True):
        report = Report("", row.sentence, "", published=row.published)
        reading = Reading(report, parsed, packs, gazetteer)
        reading.times = find(reading)
        out.append(reading)
    return out


def _inside(row: Phrase, day: date | None) -> bool:
    return day is not None and (row.first is None or row.first <= day) and (row.last is None or day <= row.last)


def _ahead_of(row: Phrase, day: date | None) -> bool:
    """Whether an answer lies after the report though the row does not look ahead."""
    if day is None or row.published is None or day <= row.published.day:
        return False
    return row.last is None or row.last <= row.published.day


def dateparser_days(rows: list[Phrase]) -> list[date | None]:
    """What dateparser makes of each phrase alone, told the publication time and to prefer the past."""
    import dateparser

    out: list[date | None] = []
    for row in rows:
        settings: dict[str, Any] = {"PREFER_DATES_FROM": "past"}
        if row.published is not None:
            value = row.published.value
            settings["RELATIVE_BASE"] = (
                value.replace(tzinfo=None)
                if isinstance(value, datetime)
                else datetime(value.year, value.month, value.day, 12)
            )
        found = dateparser.parse(row.phrase, languages=["en"], settings=settings)
        out.append(found.date() if found else None)
    return out
