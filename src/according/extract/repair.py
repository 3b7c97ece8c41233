"""Repairs before parsing, with offsets kept: what is parsed may differ from the text, what is quoted may not.

A repair replaces a stretch of text by another; `Repaired.origin` maps every offset of the repaired
text back into the original.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `text[start:end]` by `new`."""

    start: int
    end: int
    new: str


@dataclass(slots=True)
class Repaired:
    """A repaired text and the way back. Built by `apply`."""

    text: str
    _new_starts: list[int]
    _pieces: list[tuple[int, int, int, int]]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The original offsets of `text[start:end]`; inside an edit, the whole edited stretch."""
        return self._back(start, False), self._back(end, True)

    def _back(self, at: int, is_end: bool) -> int:
        index = max(0, bisect_right(self._new_starts, at - 1 if is_end else at) - 1)
        new_start, new_end, old_start, old_end = self._pieces[index]
        if new_end - new_start == old_end - old_start:
            return min(old_start + (at - new_start), old_end)
        return old_end if is_end else old_start


def apply(text: str, edits: Iterable[Edit]) -> Repaired:
    """Apply edits, leftmost first; one that overlaps an earlier one is dropped."""
    out: list[str] = []
    pieces: list[tuple[int, int, int, int]] = []
    at = new_at = 0
    for edit in sorted(edits, key=lambda e: (e.start, -e.end)):
        if edit.start < at:
            continue
        if edit.start > at:
            out.append(text[at : edit.start])
            pieces.append((new_at, new_at + edit.start - at, at, edit.start))
            new_at += edit.start - at
        if edit.new:
            out.append(edit.new)
            pieces.append((new_at, new_at + len(edit.new), edit.start, edit.end))
            new_at += len(edit.new)
        at = edit.end
    if at < len(text) or not pieces:
        out.append(text[at:])
        pieces.append((new_at, new_at + len(text) - at, at, len(text)))
    return Repaired("".join(out), [p[0] for p in pieces], pieces)


def find_edits(text: str) -> list[Edit]:
    """All repairs that `text` needs before it is parsed."""
    return []
