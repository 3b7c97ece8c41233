"""Dates that open a sentence without a comma ("On 9 April 2016 rebels…"): the parser takes them into the noun phrase
that follows, so that neither the date nor the noun is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from according.extract.times.lexicon import MONTHS, WEEKDAYS, any_of, lexicon


@lru_cache(maxsize=1)
def _opening() -> re.Pattern[str]:
    """A preposition with a capital, a date of a day or a part of a month, and a word that may begin a clause."""
    table = lexicon()["opening"]
    month = rf"(?:{any_of(name.capitalize() for name in MONTHS)})\b\.?"
    weekday = rf"(?:(?:{any_of(name.capitalize() for name in WEEKDAYS)}),?\s+)?"
    day = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
    year = r"(?:,?\s+(?:19|20)\d\d)?"
    date = rf"(?:{day}\s+{month}|{month}\s+{day}|(?:early|mid|late)[\s-]{month}){year}"
    goes_on = any_of(table["goes_on"])
    return re.compile(
        rf"\b(?:{any_of(table['prepositions'])})\s+{weekday}{date}"
        rf"(?=[^\S\n]+(?!(?i:{goes_on})\b)[\w“\"‘])(?!,?\s+(?:19|20)\d\d\b)"
    )


def missing_commas(text: str) -> Iterator[int]:
    """The offsets at which a comma is missing."""
    for found in _opening().finditer(text):
        yield found.end()
