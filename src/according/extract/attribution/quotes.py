"""Quotations: where they open and close over sentences and paragraphs, as ranges of words."""

from __future__ import annotations

from dataclasses import dataclass

from according.extract.parsing.words import Forms, Parsed

OPENING, CLOSING, EITHER = frozenset("“«„"), frozenset("”»"), frozenset('"')
MARKS = OPENING | CLOSING | EITHER | {"`", "'"}
_MARKED = Forms(lambda form: form[:1] in MARKS)


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
    paragraph = end = -1
    for word in parsed.worded(_MARKED):
        if word.text[:1] not in MARKS:
            continue
        if opened >= 0 and word.i > end:
            _keep(out, opened, end, paragraph, False)
            opened = -1
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
                paragraph, end = _paragraph_of(parsed, word.sent)
        elif (mark in CLOSING or word.text == "''" or mark in EITHER) and opened >= 0:
            _keep(out, opened, word.i - 1, paragraph, True)
            opened = -1
    if opened >= 0:
        _keep(out, opened, end, paragraph, False)
    return out


def _paragraph_of(parsed: Parsed, sent: int) -> tuple[int, int]:
    """The paragraph that a sentence stands in, and its last word."""
    sentences = parsed.sentences
    paragraph = sentences[sent].paragraph
    while sent + 1 < len(sentences) and sentences[sent + 1].paragraph == paragraph:
        sent += 1
    return paragraph, sentences[sent].last


def _keep(out: list[Quotation], first: int, last: int, paragraph: int, closed: bool) -> None:
    if last >= first:
        out.append(Quotation(first, last, paragraph, closed))
