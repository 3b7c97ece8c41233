"""Which reports tell the same text within 72 hours: shared 5-grams, or one identical quote of eight words or more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import lru_cache
from zlib import crc32

from according.model.report import Report

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"[“\"]([^“”\"]{20,600})[”\"]")
GRAM = 5
CONTAINMENT = 0.5
QUOTE_WORDS = 8
WINDOW = timedelta(hours=72)
_TOO_COMMON = 200
_ALL_PAIRS = 60
_PICKED = 8


Gram = tuple[str, str, str, str, str]


@lru_cache(maxsize=8192)
def grams(text: str) -> frozenset[Gram]:
    """The 5-grams of words of a text, lower-cased."""
    words = _WORD.findall(text.lower())
    return frozenset(zip(words, words[1:], words[2:], words[3:], words[4:], strict=False))


@lru_cache(maxsize=8192)
def quotes(text: str) -> frozenset[str]:
    """Quoted passages of eight words or more, as folded words."""
    out = set()
    for found in _QUOTED.finditer(text):
        words = _WORD.findall(found.group(1).lower())
        if len(words) >= QUOTE_WORDS:
            out.add(" ".join(words))
    return frozenset(out)


def containment(a: frozenset[Gram], b: frozenset[Gram]) -> float:
    """The share of the smaller set that the other holds; 0.0 when either is empty."""
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller else 0.0


Profile = tuple[Report, frozenset[Gram], frozenset[str]]


def reuse_groups(reports: Iterable[Report]) -> dict[str, tuple[str, str]]:
    """Report id → (id of the earliest report of its group, why), only for reports in a group of two or more.

    The same for any order of `reports`: the leader is the earliest published, then the smallest id.
    """
    ordered = sorted({r.id: r for r in reports}.values(), key=_earliest)
    parent = {r.id: r.id for r in ordered}
    why: dict[str, str] = {}

    def root(of: str) -> str:
        while parent[of] != of:
            of = parent[of]
        return of

    rank = {r.id: i for i, r in enumerate(ordered)}
    profiles = [(r, grams(r.text), quotes(r.text)) for r in ordered]
    for i, j, reason in _pairs(profiles):
        a, b = root(ordered[i].id), root(ordered[j].id)
        if a != b:
            first, second = sorted((a, b), key=rank.__getitem__)
            parent[second] = first
        why.setdefault(ordered[j].id, reason)
    sizes: dict[str, int] = {}
    for report in ordered:
        sizes[root(report.id)] = sizes.get(root(report.id), 0) + 1
    return {r.id: (root(r.id), why.get(r.id, "earliest of its group")) for r in ordered if sizes[root(r.id)] > 1}


def _earliest(report: Report) -> tuple[str, str]:
    return (report.published.instant.isoformat() if report.published else "9999", report.id)


def _pairs(profiles: Sequence[Profile]) -> list[tuple[int, int, str]]:
    """Index pairs of different reports that share text; ordered. `profiles` are in order of time."""
    out: list[tuple[int, int, str]] = []
    for i, j in _candidates(profiles):
        (a, grams_a, quotes_a), (b, grams_b, quotes_b) = profiles[i], profiles[j]
        if not _close(a, b):
            continue
        if quotes_a & quotes_b:
            out.append((i, j, "an identical quote of 8 words or more within 72 h"))
        elif (share := containment(grams_a, grams_b)) >= CONTAINMENT:
            out.append((i, j, f"{share:.0%} of the 5-grams shared within 72 h"))
    return out


def _candidates(profiles: Sequence[Profile]) -> list[tuple[int, int]]:
    """All pairs when they are few; else those that share a quote or one of the grams that a checksum picks."""
    n = len(profiles)
    if n <= _ALL_PAIRS:
        return [(i, j) for i in range(n) for j in range(i + 1, n)]
    shared: dict[object, list[int]] = {}
    for i, (_, own, quoted) in enumerate(profiles):
        for gram in own:
            if crc32(" ".join(gram).encode()) % _PICKED == 0:
                shared.setdefault(gram, []).append(i)
        for quote in quoted:
            shared.setdefault(quote, []).append(i)
    found: set[tuple[int, int]] = set()
    for at in shared.values():
        if 1 < len(at) <= _TOO_COMMON:
            found.update((a, b) for k, a in enumerate(at) for b in at[k + 1 :])
    return sorted(found)


def _close(a: Report, b: Report) -> bool:
    """Published within 72 hours of one another; a report without a date may be close to any."""
    if a.published is None or b.published is None:
        return True
    return abs(a.published.instant - b.published.instant) <= WINDOW
