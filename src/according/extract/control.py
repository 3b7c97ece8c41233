"""Who holds what: gains, losses, holds, sieges, withdrawals."""

from __future__ import annotations

from according.extract.reading import ControlFinding, Reading


def find(reading: Reading) -> list[ControlFinding]:
    """All control findings of the report, in text order."""
    return []
