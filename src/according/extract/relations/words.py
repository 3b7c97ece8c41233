"""The words of relations.toml, indexed for one pass over a report."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

HYPHENS = {"hyphen_backs": "backs", "hyphen_trains": "trains", "hyphen_allied": "allied", "hyphen_part": "part_of",
           "hyphen_commands": "commands"}


@dataclass(slots=True)
class Lexicon:
    """`kinds` gives the lists that a lemma stands in; `phrases` alias phrases by first word, longest first."""

    lists: dict[str, frozenset[str]]
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    phrases: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    alias_starts: frozenset[str] = frozenset()
    hyphens: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Read once a process."""
    text = resources.files("according.extract.relations").joinpath("relations.toml").read_text(encoding="utf-8")
    lists = {name: frozenset(words) for name, words in tomllib.loads(text).items()}
    out = Lexicon(lists)
    kinds: dict[str, list[str]] = {}
    for name in sorted(lists):
        if name in ("alias", "alias_fillers", "help_nouns", "conduct_verbs", "steering_verbs", "sham_nouns"):
            continue
        for word in sorted(lists[name]):
            kinds.setdefault(word, []).append(name)
    out.kinds = {word: tuple(names) for word, names in kinds.items()}
    for phrase in sorted(lists["alias"], key=lambda p: (-len(p.split()), p)):
        tokens = tuple(phrase.split())
        out.phrases.setdefault(tokens[0], []).append(tokens)
    out.alias_starts = frozenset(out.phrases)
    out.hyphens = {word: relation for name, relation in HYPHENS.items() for word in lists[name]}
    return out
