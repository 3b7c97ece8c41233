"""Headings inside a text, and what they do to the running year of its story.

An account of a war opens with a summary that runs to its end, and then begins again; later sections take up other
fronts from their own beginnings. A date without a year after the first heading is therefore of the year the account
begins in, and after another heading it turns the year only where the calendar leaves hardly another reading. After a
section on the background the account is taken up again.
"""

from __future__ import annotations

import re

from according.extract.parsing.syntax import FINITE
from according.extract.parsing.words import Parsed
from according.extract.times.scene import MONTHS_BACK, Scene

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LONGEST = 18
_BACKGROUND = frozenset(("background", "prelude", "history", "origins", "context", "causes", "antecedents"))
# From so many headings on a text is an account, not news.
FEWEST_SECTIONS = 3
# A section that opens so many months before the one before it ended is of the next year ("December", then "January").
_MONTHS_BACK_IN_SECTION = 9


def headings(parsed: Parsed, title_end: int) -> list[tuple[int, str]]:
    """The first word and the text of every paragraph that is a heading, the title's left out."""
    sizes: dict[int, int] = {}
    for sentence in parsed.sentences:
        sizes[sentence.paragraph] = sizes.get(sentence.paragraph, 0) + 1
    out: list[tuple[int, str]] = []
    for sentence in parsed.sentences:
        first, last = parsed.words[sentence.first], parsed.words[sentence.last]
        if sizes[sentence.paragraph] != 1 or sentence.index == 0 or sentence.part != "body" or first.start < title_end:
            continue
        short = sentence.last - sentence.first < _LONGEST
        closed = last.text[-1:].isalnum() or last.text == ")"
        framed = first.text[:1].isalnum() and not first.text.islower() and closed
        finite = any(parsed.words[i].tag in FINITE for i in range(sentence.first, sentence.last + 1))
        if short and framed and not finite:
            out.append((sentence.first, parsed.text[first.start : last.end]))
    return out


def is_background(heading: str) -> bool:
    """Whether a heading opens what went before: the section after it takes the account up again."""
    return bool(_BACKGROUND & set(heading.lower().split()))


def open_section(scene: Scene, heading: str, first: bool, origin: int | None) -> None:
    """Set the running year for what stands under `heading`; `origin` is the year that the account begins in.

    `first`: the account begins here, after its summary or its background.
    """
    years = {int(year) for year in _YEAR.findall(heading)}
    if scene.year is None:
        return
    if years:
        scene.year, scene.month = min(years), None
    elif first and origin is not None:
        scene.year, scene.month = origin, None
    scene.months_back = _MONTHS_BACK_IN_SECTION


def close_opening(scene: Scene) -> None:
    """After the first date of a section its story runs on as any."""
    scene.months_back = MONTHS_BACK
