"""Event words to PLOVER types, modes and roles, by the codebook's frames."""

from __future__ import annotations

from according.extract.reading import EventFinding, Reading


def find(reading: Reading) -> list[EventFinding]:
    """All events of the report, in text order."""
    return []
