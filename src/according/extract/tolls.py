"""Harm to people: figures, victims, aggregates."""

from __future__ import annotations

from according.extract.reading import Reading, TollFinding


def find(reading: Reading) -> list[TollFinding]:
    """All tolls of the report, in text order."""
    return []
