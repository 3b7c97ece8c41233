"""Near-duplicates and wire copies among reports, whatever their order.

A report is a copy of an earlier one when at least half of its five-word sequences stand in that one
(containment, as for text reuse among news agencies' subscribers: a paper shortens from the end, so the
copy's share counts, not the union's). Earlier is by time of publication, then the longer text, then the id.
Templates with new figures (a daily bulletin) are no copies: where a report has figures of its own, most of
them must stand in the original too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rensa import RMinHash

from according.model.report import Report

GRAM = 5
CONTAINMENT = 0.5
SAMPLE = 4
SHORT = 200
FEWEST = 12
OWN_FIGURES = 3
_WORD = re.compile(r"\w+")
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class _Print:
    """Hashes of a report's five-word sequences, those of them that are looked up, and its figures.

    Of a long text every fourth sequence is looked up, the same ones in every text; of a short one all.
    """

    grams: frozenset[int]
    sample: tuple[int, ...]
    figures: frozenset[str]


def mark_copies(reports: Sequence[Report]) -> list[Report]:
    """The reports in the order given, with `copy_of` set to the id of the earliest original.

    Reports of one and the same id are no copies of each other; `copy_of` of an original is None.
    """
    unique = {report.id: report for report in reports}
    ranked = sorted(
        unique.values(),
        key=lambda r: (
            r.published is None,
            r.published.instant.timestamp() if r.published else 0.0,
            -len(r.text),
            r.id,
        ),
    )
    prints = _prints(ranked)
    originals: dict[str, str] = {}
    index: dict[int, list[int]] = {}
    for number, report in enumerate(ranked):
        own = prints[number]
        original = _original(number, own, prints, index)
        if original is not None:
            originals[report.id] = ranked[original].id
            continue
        for gram in own.sample:
            index.setdefault(gram, []).append(number)
    return [replace(report, copy_of=originals.get(report.id)) for report in reports]


class Originals:
    """The same for reports that come one after another: the first to come is the original, whenever it says that it
    was published. Only what came within `within` before a report can be its original."""

    def __init__(self, within: timedelta = timedelta(days=7)) -> None:
        self.within = within
        self._came: list[tuple[str, datetime, _Print]] = []
        self._prints: list[_Print] = []
        self._index: dict[int, list[int]] = {}
        self._first = 0

    def original_of(self, report: Report, at: datetime) -> str | None:
        """The id of the original that the report, which came `at` (never before the last one), copies; None, and the
        report is an original from now on, when there is none or it is the same report again."""
        self._forget(at - self.within)
        own = _prints([report])[0]
        found = _original(len(self._prints), own, self._prints, self._index, self._first)
        if found is not None:
            return self._came[found][0] if self._came[found][0] != report.id else None
        self._keep(report.id, at, own)
        return None

    def _keep(self, report: str, at: datetime, own: _Print) -> None:
        for gram in own.sample:
            self._index.setdefault(gram, []).append(len(self._came))
        self._came.append((report, at, own))
        self._prints.append(own)

    def _forget(self, before: datetime) -> None:
        """Pass over what is too old, and let go of it when that is half of all."""
        while self._first < len(self._came) and self._came[self._first][1] < before:
            self._first += 1
        if self._first * 2 > len(self._came):
            kept = self._came[self._first :]
            self._came, self._prints, self._index, self._first = [], [], {}, 0
            for report, at, own in kept:
                self._keep(report, at, own)


def _original(
    number: int, own: _Print, prints: Sequence[_Print], index: dict[int, list[int]], first: int = 0
) -> int | None:
    """The earliest original, from number `first` on, that holds at least half of the report's sequences."""
    shared: Counter[int] = Counter()
    for gram in own.sample:
        for other in index.get(gram, ()):
            shared[other] += 1
    if len(own.grams) < FEWEST:
        return None
    # The sample estimates: a quarter of it is well below the half that the full comparison then asks for. Of a
    # short text all is looked up, but a long original shows only its sample, so that one hit must do.
    floor = 1 if len(own.grams) <= SHORT else max(1, len(own.sample) // 4)
    for other in sorted(n for n, count in shared.items() if count >= floor and n >= first):
        original = prints[other]
        if len(own.grams & original.grams) < CONTAINMENT * len(own.grams):
            continue
        known = len(own.figures & original.figures)
        if len(own.figures) >= OWN_FIGURES and known * 2 < len(own.figures):
            continue
        return other
    return None


def _prints(reports: Sequence[Report]) -> list[_Print]:
    """Hashes by rensa, some hundred reports at a time; the same words give the same hashes on every machine."""
    out: list[_Print] = []
    for start in range(0, len(reports), _CHUNK):
        words = [_WORD.findall(report.text.casefold()) for report in reports[start : start + _CHUNK]]
        grams = [[" ".join(w[i : i + GRAM]) for i in range(max(1, len(w) - GRAM + 1))] for w in words]
        for hashes, tokens in zip(RMinHash.hash_token_sets(grams), words, strict=True):
            whole = frozenset(hashes)
            short = len(whole) <= SHORT
            sample = tuple(sorted(h for h in whole if short or (h * 0x9E3779B97F4A7C15 >> 40) % SAMPLE == 0))
            out.append(_Print(whole, sample, frozenset(t for t in tokens if t[0].isdigit())))
    return out
