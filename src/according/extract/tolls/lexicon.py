"""The words of harm and number, read from `tolls.toml`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any


@lru_cache(maxsize=1)
def lexicon() -> dict[str, Any]:
    """The tables of `tolls.toml`."""
    return tomllib.loads(resources.files("according.extract.tolls").joinpath("tolls.toml").read_text(encoding="utf-8"))


_LEX = lexicon()
TRANSITIVE: dict[str, str] = {verb: harm for harm, kinds in _LEX["verbs"].items() for verb in kinds["transitive"]}
INTRANSITIVE: dict[str, str] = {verb: harm for harm, kinds in _LEX["verbs"].items() for verb in kinds["intransitive"]}
PARTICLE: dict[str, str] = _LEX["strict"]["particle"]
PEOPLE_ONLY = frozenset(_LEX["strict"]["people_only"])
NEEDS_NUMBER = frozenset(_LEX["strict"]["needs_number"])
NOUNS: dict[str, str] = _LEX["nouns"]
ACT_NOUNS = frozenset(_LEX["acts"]["nouns"])
STATES: dict[str, str] = _LEX["states"]
PEOPLE = frozenset(_LEX["people"]["nouns"])
NOT_PEOPLE = frozenset(_LEX["not_people"]["nouns"])
SPORT = frozenset(_LEX["sport"]["words"])
WARS = frozenset(_LEX["wars"]["nouns"])
QUALIFIERS: dict[str, str] = _LEX["qualifiers"]
CARDINALS: dict[str, int] = _LEX["cardinals"]
SCALES: dict[str, int] = _LEX["scales"]
VAGUE: dict[str, int] = _LEX["vague"]
JOURNALISTS = frozenset(_LEX["roles"]["journalists"])
CIVILIANS = frozenset(_LEX["roles"]["civilians"])
COMBATANTS = frozenset(_LEX["roles"]["combatants"])
TITLES = frozenset(_LEX["roles"]["titles"])
BODIES = frozenset(_LEX["bodies"]["verbs"])
