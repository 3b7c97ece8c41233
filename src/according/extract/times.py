"""Time phrases as intervals anchored to publication, leaning to the past."""

from __future__ import annotations

from according.extract.reading import Reading, TimeMention
from according.extract.words import Word
from according.model.when import When


def find(reading: Reading) -> list[TimeMention]:
    """All time mentions of the report, in text order."""
    return []


def time_of(reading: Reading, trigger: Word, verbal_act: bool = False, planned: bool = False) -> When:
    """When the content of `trigger` happens: an interval from its clause, or one open to the past.

    Undated current news runs from an open start to the report's day; undated background has both ends open.
    """
    return When(None, reading.day)


def is_habitual(reading: Reading, trigger: Word) -> bool:
    """Whether the clause of `trigger` tells a habit ("often", "every week", "are used to")."""
    return False
