"""Which reports tell the same text within 72 hours: shared 5-grams, or one identical quote of eight words or more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple
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
_UNDATED = "9999"

Gram = tuple[str, str, str, str, str]


class Link(NamedTuple):
    """Two reports, by id, that tell the same text, and why that is thought; the earlier published first."""

    earlier: str
    later: str
    why: str


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
    profiles = [(r, grams(r.text), quotes(r.text)) for r in ordered]
    links = [Link(ordered[i].id, ordered[j].id, why)
             for i, j in _candidates(profiles) if (why := _shared(profiles[i], profiles[j])) is not None]
    return grouped({r.id: moment_of(r) for r in ordered}, links)


def links_among(reports: Iterable[Report], known: Iterable[Report] = ()) -> list[Link]:
    """Every two of `reports`, and every one of them with one of `known`, that tell the same text; none is left out,
    however many they are. `known` are not compared with one another."""
    fresh = {r.id: r for r in reports}
    other = {r.id: r for r in known if r.id not in fresh}
    ordered = sorted((*fresh.values(), *other.values()), key=_earliest)
    profiles = [(r, grams(r.text), quotes(r.text)) for r in ordered]
    return [Link(ordered[i].id, ordered[j].id, why) for i, j in _near(ordered)
            if (ordered[i].id in fresh or ordered[j].id in fresh)
            and (why := _shared(profiles[i], profiles[j])) is not None]


def grouped(moments: Mapping[str, str | None], links: Iterable[Link]) -> dict[str, tuple[str, str]]:
    """Groups as `reuse_groups` gives them, from the reports (id → `moment_of`) and the links among them; links to
    other reports are passed over."""
    ordered = sorted(moments, key=lambda key: (moments[key] or _UNDATED, key))
    rank = {key: n for n, key in enumerate(ordered)}
    parent = {key: key for key in ordered}
    why: dict[str, str] = {}

    def root(of: str) -> str:
        while parent[of] != of:
            of = parent[of]
        return of

    inside = [link for link in links if link.earlier in rank and link.later in rank]
    for link in sorted(inside, key=lambda link: (rank[link.earlier], rank[link.later])):
        first, second = sorted((root(link.earlier), root(link.later)), key=rank.__getitem__)
        parent[second] = first
        why.setdefault(link.later, link.why)
    sizes = Counter(root(key) for key in ordered)
    return {key: (root(key), why.get(key, "earliest of its group")) for key in ordered if sizes[root(key)] > 1}


def moment_of(report: Report) -> str | None:
    """When a report was published, as text that sorts; None when nothing says."""
    return report.published.instant.isoformat() if report.published else None


def _earliest(report: Report) -> tuple[str, str]:
    return moment_of(report) or _UNDATED, report.id


def _shared(a: Profile, b: Profile) -> str | None:
    """Why two reports are taken to tell one text; None when they are not."""
    if not _close(a[0], b[0]):
        return None
    if a[2] & b[2]:
        return "an identical quote of 8 words or more within 72 h"
    share = containment(a[1], b[1])
    return f"{share:.0%} of the 5-grams shared within 72 h" if share >= CONTAINMENT else None


def _near(ordered: Sequence[Report]) -> Iterator[tuple[int, int]]:
    """Index pairs of reports within the window, in order; those without a date stand last and are near to all."""
    dated = [r.published.instant for r in ordered if r.published is not None]
    for i, moment in enumerate(dated):
        j = i + 1
        while j < len(dated) and dated[j] - moment <= WINDOW:
            yield i, j
            j += 1
        yield from ((i, k) for k in range(len(dated), len(ordered)))
    yield from ((i, j) for i in range(len(dated), len(ordered)) for j in range(i + 1, len(ordered)))


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
