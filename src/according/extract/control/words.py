"""The words that tell control, loaded once from `codebook/control.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from according.extract.parsing.words import Word

# Nouns of fighting, which tell a contest only with "inside" or "for control".
_FIGHTING = ("battle", "fighting", "fight", "clash", "struggle", "combat")


@dataclass(frozen=True, slots=True)
class ControlWords:
    """Word lists by section and name, and from every verb form to what it tells."""

    sets: dict[tuple[str, str], frozenset[str]]
    forms: dict[str, str]
    numbers: dict[str, int]
    sides: dict[str, str]
    verb_triggers: frozenset[str]
    noun_triggers: frozenset[str]

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
    verbs = frozenset().union(*(words for (section, _), words in sets.items() if section == "verbs"))
    nouns = frozenset(_FIGHTING).union(
        sets["light", "nouns"],
        sets["state", "nouns"],
        sets["ground", "nouns"],
        sets["suffix", "hold"],
        sets["suffix", "siege"],
        *(words for (section, name), words in sets.items() if section == "nouns" and name != "deny"),
    )
    forms = dict(data["forms"])
    verbs |= frozenset(form for form, lemma in forms.items() if lemma in verbs)
    return ControlWords(sets, forms, dict(data["numbers"]), dict(data["sides"]), verbs, nouns)
