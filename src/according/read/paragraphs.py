"""Paragraphs of a text with their offsets, and cutting some of them out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_BLOCK = re.compile(r"\S(?:.*\S)?(?:\n(?!\s*\n)[^\S\n]*\S(?:.*\S)?)*")
_LINE = re.compile(r"\S(?:[^\n]*\S)?")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`text[start:end]` without outer spaces. `gap` counts the blank lines before it, `block` its run of lines."""

    start: int
    end: int
    text: str
    gap: int = 0
    block: int = 0

    @property
    def words(self) -> int:
        return len(self.text.split())


def split(text: str) -> list[Paragraph]:
    """Runs of lines between blank lines where their ends are only typographic, single lines otherwise."""
    out: list[Paragraph] = []
    end = 0
    for number, block in enumerate(_BLOCK.finditer(text)):
        start = block.start()
        if "\n" in block.group() and not wrapped(block.group()):
            spans = [(start + m.start(), start + m.end()) for m in _LINE.finditer(block.group())]
        else:
            spans = [(start, block.end())]
        for first, last in spans:
            gap = max(0, text.count("\n", end, first) - 1) if out else 0
            out.append(Paragraph(first, last, text[first:last], gap, number))
            end = last
    return out


def wrapped(block: str) -> bool:
    """Whether the lines of a block were broken at a width, inside sentences."""
    lines = [line.strip() for line in block.split("\n")]
    longest = max(map(len, lines))
    if longest > 140 or longest < 45:
        return False
    inner = lines[:-1]
    broken = sum(1 for line in inner if line and line[-1] not in '.!?:"”’')
    wide = sum(1 for line in inner if len(line) >= 0.6 * longest)
    return broken * 2 >= len(inner) and wide * 10 >= len(inner) * 7


def without(text: str, paragraphs: Sequence[Paragraph], dropped: Iterable[int]) -> str:
    """The text less some paragraphs, each cut with the space that follows it; what stays keeps its own layout."""
    gone = set(dropped)
    if not gone:
        return text
    pieces = [text[: paragraphs[0].start]] if paragraphs else [text]
    for i, paragraph in enumerate(paragraphs):
        if i not in gone:
            after = paragraphs[i + 1].start if i + 1 < len(paragraphs) else len(text)
            pieces.append(text[paragraph.start : after])
    return "".join(pieces).rstrip()
