"""Aliases, membership, alliance, backing, training, fighting between actors."""

from __future__ import annotations

from according.extract.reading import Reading, RelationFinding


def find(reading: Reading) -> list[RelationFinding]:
    """All relations of the report, in text order."""
    return []
