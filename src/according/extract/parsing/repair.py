"""Repairs before parsing, with offsets kept: what is parsed may differ from the text, what is quoted may not.

A repair replaces a stretch of text by another; `Repaired.origin` maps every offset of the repaired
text back into the original.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from according.codebook.cues import load_repairs
from according.extract.parsing.repair_dates import missing_commas
from according.extract.parsing.repair_speakers import appositions, joint_speakers
from according.packs.loader import fold, load_packs

# What stands in capitals before a colon at the head of a text and is no place.
NO_PLACES = frozenset(
    (
        "update", "breaking", "watch", "live", "exclusive", "analysis", "opinion", "factbox", "timeline", "video",
        "photos", "correction", "corrected", "editorial", "comment", "explainer", "urgent", "alert", "note", "warning",
        "read", "interview",
    )
)


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


# "BEIRUT, Lebanon — ", "KYIV (Wirepress) - ": the place where a report was filed, before its first sentence.
_DATELINE = re.compile(
    r"^[ \t]*(?=[A-Z][A-Z’' .-]{2,})[A-Z][\w’'. /-]{2,40}?(?:, (?:[A-Z][\w’'.-]*[ ]?){1,3}(?:\d{1,2})?){0,3}"
    r"(?: \([^()\n]{2,30}\))?(?P<dash>[ ]*(?:—|–|--| -)[ ]*)(?=[“\"‘']?[A-Z0-9])", re.MULTILINE)
# "NAIROBI: ", "SANAA, Sept 21 ": the same set off by a colon, or by a date alone, where the text begins.
_FILED = re.compile(
    r"\s*(?P<place>[A-Z][A-Z’' -]{3,30}(?:, [A-Z][\w’']+(?: [A-Z][\w’']+)?)??)"
    r"(?P<stop>:\s+|,? (?:Jan|Feb|March|Mar|April|Apr|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}\s+)"
    r"(?=[“\"‘']?[A-Z0-9])")
# "Bamako (AFP) - ": a place in small letters with the credit of a wire.
_CREDITED = re.compile(
    r"\s*(?P<place>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}) \((?:[A-Z]{2,6}|Reuters|Xinhua)\)\s*[-–—]+\s*"
    r"(?=[“\"‘']?[A-Z])")
# "Mogadishu – The army …": a seat of government in small letters, set off by a dash, where the text begins.
_SET_OFF = re.compile(
    r"\s*(?P<place>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})\s+(?:—|–|--|-)\s+(?=[“\"‘']?[A-Z])")
_ODD_QUOTE = re.compile(r"``|''|‟|〝|〞|＂")
_ODD_DASH = re.compile(r"[―⸺⸻]|(?<=\s)--(?=\s)")
_BULLET = re.compile(r"^[ \t]*(?:[•▪●◦‣·*]|[-–](?=[ ]))[ \t]+(?=\S)", re.MULTILINE)
_INVISIBLE = re.compile(r"[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_ODD_SPACE = re.compile(r"[\u00a0\u2007\u2009\u202f]")


@lru_cache(maxsize=1)
def _abbreviations() -> tuple[re.Pattern[str], dict[str, str]]:
    full = load_repairs()
    longest = sorted(full, key=len, reverse=True)
    joined = "|".join(re.escape(short) for short in longest)
    return re.compile(rf"(?<![\w.])(?:{joined})(?=\s+[A-Z“\"])"), full


def _filed_from(text: str) -> Edit | None:
    """The edit that sets apart a dateline without a dash; a body that speaks before a colon ("NATO: ...") is none."""
    credited = _CREDITED.match(text)
    if credited is not None:
        return Edit(credited.end("place"), credited.end(), ".\n\n")
    set_off = _SET_OFF.match(text)
    if set_off is not None and set_off["place"].lower() in load_packs().metonyms:
        return Edit(set_off.end("place"), set_off.end(), ".\n\n")
    found = _FILED.match(text)
    if found is None:
        return None
    tokens, _ = fold(found["place"].split(",")[0].split())
    packs = load_packs()
    matches = packs.match(tokens, 0)
    if any(length == len(tokens) and packs.actors[actor].kind != "state" for length, actor, _ in matches):
        return None
    if found["stop"].startswith(":") and tokens[0] in NO_PLACES:
        return None
    return Edit(found.end("place"), found.end("stop"), ".\n\n")


def find_edits(text: str) -> list[Edit]:
    """All repairs that `text` needs before it is parsed: abbreviated ranks and titles spelled out, datelines set apart,
    appositions of speakers left out, joint speakers set off, commas put after dates that open a sentence, odd
    quotation marks, dashes, spaces and bullets made plain."""
    pattern, full = _abbreviations()
    edits = [Edit(m.start(), m.end(), full[m.group()]) for m in pattern.finditer(text)] if "." in text else []
    if (opened := _filed_from(text)) is not None:
        edits.append(opened)
    for found in _DATELINE.finditer(text):
        place = text[found.start() : found.start("dash")].split(",")[0].split("(")[0].strip()
        if place.isupper():
            stop = found.start() + len(text[found.start() : found.start("dash")].rstrip())
            edits.append(Edit(stop, found.end("dash"), ".\n\n"))
    edits.extend(Edit(start, end, "") for start, end in appositions(text))
    edits.extend(Edit(at, at + 1, " —") for at in joint_speakers(text))
    edits.extend(Edit(at, at, ",") for at in missing_commas(text))
    edits.extend(Edit(m.start(), m.end(), '"') for m in _ODD_QUOTE.finditer(text))
    edits.extend(Edit(m.start(), m.end(), "—") for m in _ODD_DASH.finditer(text))
    edits.extend(Edit(m.start(), m.end(), "") for m in _BULLET.finditer(text))
    edits.extend(Edit(m.start(), m.end(), "") for m in _INVISIBLE.finditer(text))
    edits.extend(Edit(m.start(), m.end(), " ") for m in _ODD_SPACE.finditer(text))
    return edits
