"""Quotations: where they open and close over sentences and paragraphs, as ranges of words."""

from __future__ import annotations

from dataclasses import dataclass

from according.extract.parsing.words import Parsed

OPENING, CLOSING, EITHER = frozenset("“«„"), frozenset("”»"), frozenset('"')
MARKS = OPENING | CLOSING | EITHER | {"`", "'"}


@dataclass(slots=True)
class Quotation:
    """Words `first` to `last` stand between quotation marks (marks left out). `paragraph` is where it opens."""

    first: int
    last: int
    paragraph: int
    closed: bool = True

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def find_quotations(parsed: Parsed) -> list[Quotation]:
    """All quotations in text order; one that a paragraph leaves open ends with that paragraph."""
    out: list[Quotation] = []
    opened = -1
    paragraph = -1
    last_word = -1
    for word in parsed.words:
        here = parsed.sentences[word.sent].paragraph
        if here != paragraph:
            if opened >= 0:
                _keep(out, opened, last_word, paragraph, False)
                opened = -1
            paragraph = here
        if word.text[:1] not in MARKS:
            last_word = word.i
            continue
        mark = (
            word.text[:1]
            if word.pos == "PUNCT" or len(word.text) == 1
            else word.text
            if word.text in ("``", "''")
            else ""
        )
        if mark in OPENING or word.text == "``" or (mark in EITHER and opened < 0):
            if opened < 0:
                opened = word.i + 1
        elif (mark in CLOSING or word.text == "''" or mark in EITHER) and opened >= 0:
            _keep(out, opened, word.i - 1, here, True)
            opened = -1
        last_word = word.i
    if opened >= 0:
        _keep(out, opened, last_word, paragraph, False)
    return out


def _keep(out: list[Quotation], first: int, last: int, paragraph: int, closed: bool) -> None:
    if last >= first:
        out.append(Quotation(first, last, paragraph, closed))
