"""One harm told by one word."""

from __future__ import annotations

from dataclasses import dataclass, field

from according.extract.parsing.words import Word
from according.model.claim import Figure


@dataclass(slots=True)
class Harm:
    """One harm told by one word: who suffered it (heads), how many, the clause's verb."""

    trigger: Word
    harm: str
    heads: list[Word]
    figure: Figure
    verb: Word
    rule: str
    agents: list[Word] = field(default_factory=list)
