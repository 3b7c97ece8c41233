"""Datelines inside the text: a name in capitals that opens a line or sentence and is set off ("HOMS — ", "BEIRUT: ").

The recogniser takes most of them for common nouns.
"""

from __future__ import annotations

from collections.abc import Iterator

from according.extract.parsing.words import Word
from according.extract.places.spans import Span
from according.extract.reading import Reading

MARKS = ("—", "–", "--", "---", "-")
STOPS = (".", "!", "?", "”", '"', "…")
LONGEST = 4
# How well known a place must be to open a dateline without its country or state beside it; a colon asks for more.
KNOWN_RANK = 85
WELL_KNOWN_RANK = 75


def datelines(reading: Reading) -> Iterator[Span]:
    """Spans of the places that datelines name, in text order."""
    words = reading.parsed.words
    at = 0
    while at < len(words):
        found = _dateline(reading, at) if _is_capital(words[at]) and _opens(reading, at) else None
        if found is not None:
            yield found
            at = found.last
        at += 1


def _is_capital(word: Word) -> bool:
    return len(word.text) > 1 and word.text.isupper() and word.text[0].isalpha()


def _opens(reading: Reading, at: int) -> bool:
    words = reading.parsed.words
    if at == 0 or words[at - 1].sent != words[at].sent or words[at - 1].text in STOPS:
        return True
    return "\n" in reading.parsed.text[words[at - 1].end : words[at].start]


def _dateline(reading: Reading, first: int) -> Span | None:
    words = reading.parsed.words
    last = first
    while last + 1 < len(words) and last - first + 1 < LONGEST and (
        _is_capital(words[last + 1]) or words[last + 1].lower in ("'s", "’s")
    ):
        last += 1
    mark = last + 1
    contained = False
    if mark + 1 < len(words) and words[mark].text == "," and words[mark + 1].text[:1].isupper():
        mark += 2
        while mark < len(words) and mark < last + 6 and (words[mark].text[:1].isupper() or words[mark].text == "."):
            mark += 1
        contained = True
    if mark + 3 < len(words) and words[mark].text == "(":
        mark = next((i + 1 for i in range(mark + 1, min(len(words), mark + 5)) if words[i].text == ")"), mark)
    if mark >= len(words) or (words[mark].text not in MARKS and words[mark].text != ":"):
        return None
    text = reading.parsed.slice(first, last)
    span = Span(first, last, "GPE", text, reading.gazetteer.candidates(text))
    least = WELL_KNOWN_RANK if words[mark].text == ":" else 200 if contained else KNOWN_RANK
    if span.best_rank > least or (span.best_rank == 200 and not span.matches):
        return None
    span.why = "dateline"
    return span
