"""Places named in the text, resolved or said to be unresolved."""

from __future__ import annotations

from according.extract.reading import PlaceMention, Reading
from according.extract.words import Word
from according.model.place import PlaceRef


def find(reading: Reading) -> list[PlaceMention]:
    """All place mentions of the report, in text order."""
    return []


def place_of(reading: Reading, trigger: Word, arguments: list[int]) -> PlaceRef | None:
    """Where the content of `trigger` happens: the place of its clause, else one inherited and marked so, else None.

    `arguments` are word indices of roles that are themselves places ("took Azaz": Azaz).
    """
    return None
