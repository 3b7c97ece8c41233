"""The words that tell control, loaded once from `codebook/control.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from according.extract.words import Word


@dataclass(frozen=True, slots=True)
class ControlWords:
    """Word lists by section and name, and from every verb form to what it tells."""

    sets: dict[tuple[str, str], frozenset[str]]
    forms: dict[str, str]
    numbers: dict[str, int]
    sides: dict[str, str]

    def has(self, section: str, name: str, lemma: str) -> bool:
        """Whether `lemma` is in the list `name` of `section`."""
        return lemma in self.sets[(section, name)]

    def lemma(self, word: Word) -> str:
        """The lemma of `word`, mending forms that lemmatisers leave alone."""
        return self.forms.get(word.lower, word.lemma.lower())

    def kind_of(self, section: str, lemma: str, names: tuple[str, ...]) -> str | None:
        """The first of `names` whose list in `section` holds `lemma`."""
        for name in names:
            if lemma in self.sets[(section, name)]:
                return name
        return None


@lru_cache(maxsize=1)
def control_words() -> ControlWords:
    """The lists of the code book. Raises FileNotFoundError when the package lacks its data."""
    text = resources.files("according.codebook").joinpath("control.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    sets = {
        (section, name): frozenset(values)
        for section, lists in data.items()
        for name, values in lists.items()
        if isinstance(values, list)
    }
    return ControlWords(sets, dict(data["forms"]), dict(data["numbers"]), dict(data["sides"]))
