"""Plans, proposals, deals and talks with their status."""

from __future__ import annotations

from according.extract.reading import PlanFinding, Reading


def find(reading: Reading) -> list[PlanFinding]:
    """All plans of the report, in text order."""
    return []
