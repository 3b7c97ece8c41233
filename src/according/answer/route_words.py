"""What a sentence says of a road: its status, for whom, in which direction, and whether anyone passed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

_WORD = re.compile(r"[a-zà-ž0-9]+", re.IGNORECASE)
# Little words that aliases share with every sentence.
_IDLE = frozenset(("the", "a", "an", "of", "to", "from", "in", "on", "and", "main", "important", "key", "al", "el"))
# A described road ("the road from A to the border") has at least this many words of its own.
_OWN_WORDS = 3
# A longer clause (characters) has the words of many a road without speaking of it.
_ONE_CLAUSE = 240


@dataclass(frozen=True, slots=True)
class Words:
    """The tables of `routes.toml` as patterns."""

    way: re.Pattern[str]
    says: tuple[tuple[str, re.Pattern[str]], ...]
    threat: re.Pattern[str]
    passed: re.Pattern[str]
    users: tuple[tuple[str, re.Pattern[str]], ...]
    to: str
    origin: str


@lru_cache(maxsize=1)
def words() -> Words:
    """The words, read once."""
    data = tomllib.loads(resources.files("according.answer").joinpath("routes.toml").read_text(encoding="utf-8"))
    return Words(
        _any(data["way"]["words"], whole=True),
        tuple((status, _any(stems)) for status, stems in data["says"].items()),
        _any(data["threat"]["words"]),
        _any(data["passed"]["words"]),
        tuple((who, _any(stems)) for who, stems in data["users"].items()),
        "|".join(map(re.escape, data["directions"]["to"])),
        "|".join(map(re.escape, data["directions"]["from"])),
    )


def _any(stems: Iterable[str], whole: bool = False) -> re.Pattern[str]:
    ending = r"s?\b" if whole else ""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, stems))}){ending}", re.IGNORECASE)


def speaks_of_a_way(text: str) -> bool:
    """Whether a sentence is about some road, route or crossing."""
    return words().way.search(text) is not None


def status_in(text: str) -> str:
    """`cut`, `threatened`, `open`, or `unknown` where the sentence says none of it; a threat to cut is a threat."""
    said = next((status for status, pattern in words().says if pattern.search(text)), "unknown")
    return "threatened" if said == "cut" and words().threat.search(text) else said


def has_passed(text: str) -> bool:
    """Whether somebody got through, by what the sentence says."""
    return words().passed.search(text) is not None


def users_in(text: str) -> tuple[str, ...]:
    """The classes of users a sentence names; none for a sentence about everybody."""
    return tuple(who for who, pattern in words().users if pattern.search(text))


def direction_in(text: str, places: Mapping[str, str]) -> str:
    """`to NAME` or `from NAME` for a place of the road that the sentence goes to or comes from; else empty."""
    for name in sorted(places, key=lambda n: (-len(n), n)):
        if re.search(rf"\b(?:{words().to})\s+(?:the\s+)?{re.escape(name)}\b", text):
            return f"to {places[name]}"
    for name in sorted(places, key=lambda n: (-len(n), n)):
        if re.search(rf"\b(?:{words().origin})\s+(?:the\s+)?{re.escape(name)}\b", text):
            return f"from {places[name]}"
    return ""


def names_road(text: str, where: str | None, aliases: Iterable[str]) -> bool:
    """Whether a sentence names a road by an alias, or describes it by all the words of one (with the claim's place)."""
    told = _content(f"{text} {where or ''}") if len(text) <= _ONE_CLAUSE else frozenset()
    for alias in aliases:
        if re.search(rf"\b{re.escape(alias)}\b", text, re.IGNORECASE):
            return True
        own = _content(alias)
        if len(own) >= _OWN_WORDS and speaks_of_a_way(alias) and own <= told:
            return True
    return False


def _content(text: str) -> frozenset[str]:
    """The words of a text, any word for a way as one, adjectives of countries left as they are."""
    folded = words().way.sub(" road ", text.lower())
    return frozenset(_WORD.findall(folded)) - _IDLE
