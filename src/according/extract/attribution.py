"""Who says so: links from sources by cues to contents, nested as deep as the text goes."""

from __future__ import annotations

from according.extract.reading import AttributionLink, Reading
from according.extract.words import Word


def find(reading: Reading) -> list[AttributionLink]:
    """All attribution links of the report, parents before children."""
    return []


def chain(reading: Reading, word: Word) -> list[AttributionLink]:
    """The links whose content covers `word`, outermost first."""
    return [link for link in reading.attributions if link.covers(word)]
