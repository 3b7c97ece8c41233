"""Actor mentions: names, described people and groups, from packs, form and recogniser."""

from __future__ import annotations

from according.extract.reading import ActorMention, Reading


def find(reading: Reading) -> list[ActorMention]:
    """All actor mentions of the report, in text order."""
    return []
