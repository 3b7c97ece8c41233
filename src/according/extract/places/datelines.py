"""Datelines inside the text: a name in capitals that opens a line or sentence and is set off ("HOMS — ", "BEIRUT: ").

The recogniser takes most of them for common nouns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from according.extract.parsing.words import Word
from according.extract.places.spans import Span
from according.extract.reading import Reading

_AFTER = re.compile(
    r"(?P<container>, [A-Z][\w.'’ ]{1,30}?)?\s*(?:\([^()\n]{2,30}\))?\s*(?P<mark>—|–|-{1,3}(?=\s)|:(?=\s))"
)
STOPS = (".", "!", "?", "”", '"', "…")
LONGEST = 4
# How well known a place must be to open a dateline without its country or state beside it; a colon asks for more.
KNOWN_RANK = 85
WELL_KNOWN_RANK = 75


def datelines(reading: Reading) -> Iterator[Span]:
    """Spans of the places that datelines name, in text order."""
    words = reading.parsed.words
    past = -1
    for word in words:
        if word.text.isupper() and word.i > past and _is_capital(word) and _opens(reading, word.i):
            found = _dateline(reading, word.i)
            if found is not None:
                yield found
                past = found.last


def is_dateline(reading: Reading, first: int, last: int) -> bool:
    """Whether a name opens the text itself and is set off as the place of writing ("Juba - ", "Maputo: ")."""
    words = reading.parsed.words
    if first and words[first - 1].end > reading.report.title_end:
        return False
    end = words[last].end
    return _AFTER.match(reading.parsed.text, end, end + 80) is not None


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
    while (
        last + 1 < len(words)
        and last - first + 1 < LONGEST
        and (_is_capital(words[last + 1]) or words[last + 1].lower in ("'s", "’s"))
    ):
        last += 1
    # The parser may have been given a full stop for the dash; the text itself has it still.
    end = words[last].end
    after = _AFTER.match(reading.parsed.text, end, end + 80)
    if after is None:
        return None
    text = reading.parsed.slice(first, last)
    span = Span(first, last, "GPE", text, reading.gazetteer.candidates(text))
    least = WELL_KNOWN_RANK if after["mark"] == ":" else 200 if after["container"] else KNOWN_RANK
    if span.best_rank > least or (span.best_rank == 200 and not span.matches):
        return None
    span.why = "dateline"
    return span
