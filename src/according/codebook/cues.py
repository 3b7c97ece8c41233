"""Cue words of attribution, standing and protection, words that describe people: data files and their loader."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class CueClass:
    """What a class of cues makes of its content; see `cues/classes.toml`."""

    name: str
    reporting: bool
    standing: str | None = None
    act: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """A noun for someone who may act or speak. `form`: collective, people or person."""

    kind: str
    sector: str | None
    form: str
    voice: str


@dataclass(frozen=True, slots=True)
class Cues:
    """Every cue list, keyed by lower-cased word or lemma; `openers` are the prepositional ones by their
    first word, each with its class."""

    classes: dict[str, CueClass]
    verbs: dict[str, str]
    needs_clause: frozenset[str]
    nouns: dict[str, str]
    documents: frozenset[str]
    rules: frozenset[str]
    headships: frozenset[str]
    adverbs: dict[str, str]
    adjectives: dict[str, str]
    prepositions: dict[tuple[str, ...], str]
    standing: dict[str, frozenset[str]]
    protection: dict[str, tuple[str, ...]]
    weights: dict[str, float]
    threshold: float
    openers: dict[str, list[tuple[tuple[str, ...], str]]]


@dataclass(frozen=True, slots=True)
class People:
    """Words that describe who is who: roles, sides, titles, bodies, country adjectives; `role_heads` end a role."""

    roles: dict[tuple[str, ...], Role]
    sides: dict[str, Role]
    ranks: frozenset[str]
    offices: frozenset[str]
    address: frozenset[str]
    bodies: dict[str, str]
    longest_role: int = field(default=1)
    role_heads: frozenset[str] = frozenset()


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("according.codebook").joinpath("cues", name).read_text(encoding="utf-8"))


def _by_word(table: dict[str, list[str]]) -> dict[str, str]:
    """Word to class; the class listed first keeps a word that stands in two."""
    out: dict[str, str] = {}
    for name, words in table.items():
        for word in words:
            out.setdefault(word, name)
    return out


@lru_cache(maxsize=1)
def load_cues() -> Cues:
    """The cue lists of this codebook."""
    classes = {
        name: CueClass(name, row["reporting"], row.get("standing"), row.get("act", False))
        for name, row in _data("classes.toml")["class"].items()
    }
    verbs, nouns, adverbs = _data("verbs.toml"), _data("nouns.toml"), _data("adverbs.toml")
    standing = {name: frozenset(words) for name, words in _data("standing.toml").items() if isinstance(words, list)}
    protection = {name: tuple(phrases) for name, phrases in _data("protection.toml").items()}
    prepositions = {tuple(phrase.split()): name for phrase, name in _by_word(adverbs["prepositions"]).items()}
    openers: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, name in prepositions.items():
        openers.setdefault(words[0], []).append((words, name))
    learned = _data("weights.toml")
    return Cues(
        classes,
        _by_word(verbs["verbs"]),
        frozenset(verbs["needs_clause"]["words"]),
        _by_word(nouns["nouns"]),
        frozenset(nouns["documents"]["words"]),
        frozenset(nouns["rules"]["words"]),
        frozenset(nouns["headships"]["words"]),
        _by_word(adverbs["adverbs"]),
        _by_word(adverbs["adjectives"]),
        prepositions,
        standing,
        protection,
        learned["weights"],
        learned["threshold"],
        openers,
    )


@lru_cache(maxsize=1)
def load_people() -> People:
    """The words for people and bodies of this codebook."""
    roles: dict[tuple[str, ...], Role] = {}
    data = _data("roles.toml")
    for row in data["role"]:
        role = Role(row["kind"], row["sector"] or None, row["form"], row["voice"])
        for word in row["words"]:
            roles.setdefault(tuple(word.split()), role)
    sides = {
        word: Role(row["kind"], row["sector"], row["form"], "unknown") for row in data["side"] for word in row["words"]
    }
    titles = _data("titles.toml")
    bodies: dict[str, str] = {}
    for kind, words in titles["bodies"].items():
        for word in words:
            bodies.setdefault(word, kind)
    return People(
        roles,
        sides,
        frozenset(titles["ranks"]),
        frozenset(titles["offices"]),
        frozenset(titles["address"]),
        bodies,
        max(map(len, roles)),
        frozenset(phrase[-1] for phrase in roles),
    )


@lru_cache(maxsize=1)
def load_repairs() -> dict[str, str]:
    """Abbreviated ranks and titles with what is parsed in their place."""
    found: dict[str, str] = _data("repairs.toml")["abbreviations"]
    return found
