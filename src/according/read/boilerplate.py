"""What a site adds around a report: share lines, calls to subscribe, related links, copyright."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from according.read.credits import contributors
from according.read.paragraphs import Paragraph
from according.read.tables import table

LONGEST = 340


@lru_cache(maxsize=4)
def _patterns(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in table("boilerplate")[name]), re.I | re.S)


def anywhere(paragraph: str) -> bool:
    """Whether a paragraph is a site's own matter wherever it stands."""
    return len(paragraph) <= LONGEST and _patterns("anywhere").fullmatch(paragraph) is not None


def trailing(paragraph: str) -> bool:
    """Whether a paragraph after the reporting is a site's own matter."""
    return len(paragraph) <= LONGEST and _patterns("trailing").fullmatch(paragraph) is not None


def closing_heading(paragraph: str) -> bool:
    """Whether a paragraph opens a block of links."""
    return len(paragraph) <= 80 and _patterns("closing_headings").fullmatch(paragraph) is not None


def find(paragraphs: Sequence[Paragraph], first: int, last: int, writer: str | None = None) -> set[int]:
    """Indices, from `first` to before `last`, of paragraphs that are no reporting; `writer` is the byline."""
    out = {i for i in range(first, last) if anywhere(paragraphs[i].text)}
    # A heading such as "More stories" opens the end only when nothing but short lines follows it.
    for i in range(max(first, last - 25), last):
        if closing_heading(paragraphs[i].text) and all(p.words <= 25 for p in paragraphs[i + 1 : last]):
            out.update(range(i, last))
            break
    at = last - 1
    while at > first and (at in out or trailing(paragraphs[at].text) or contributors(paragraphs[at].text, writer)):
        out.add(at)
        at -= 1
    return out
