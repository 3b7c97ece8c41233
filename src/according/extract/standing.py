"""Standing: how a claim is put forward: asserted, claimed, denied, planned, possible and so on."""

from __future__ import annotations

from according.extract.reading import AttributionLink, Reading
from according.extract.words import Word


def of(reading: Reading, trigger: Word, links: list[AttributionLink]) -> tuple[str, bool]:
    """The standing of what `trigger` tells under its attribution chain (outermost first), and whether it is history."""
    return ("claimed" if links else "asserted"), False
