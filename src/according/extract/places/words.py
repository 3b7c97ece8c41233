"""The word lists of the place extractors, read once from `places.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Writing:
    """A way of writing that tells a country; every match of `pattern` holds one of `needs`."""

    pattern: re.Pattern[str]
    needs: tuple[str, ...]

    def is_in(self, text: str) -> bool:
        """Whether the text has it."""
        return any(piece in text for piece in self.needs) and self.pattern.search(text) is not None


class PlaceWords:
    """Word lists by name, lower-cased. `unit` gives the level a noun speaks of ("province": province), `classes` the
    lemmas by which a place is given to an event."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.prepositions: dict[str, float] = data["prepositions"]
        lists = {name: frozenset(words) for name, words in data["words"].items()}
        self.direction: frozenset[str] = lists["direction"]
        self.title: frozenset[str] = lists["title"]
        self.people: frozenset[str] = lists["people"]
        self.kin: frozenset[str] = lists["kin"]
        self.believing: frozenset[str] = lists["believing"]
        self.taking: frozenset[str] = lists["taking"]
        self.speaking: frozenset[str] = lists["speaking"]
        self.seizing: frozenset[str] = lists["seizing"]
        self.loss_of: frozenset[str] = lists["loss_of"]
        self.moving: frozenset[str] = lists["moving"]
        self.seat: frozenset[str] = lists["seat"]
        self.own_act: frozenset[str] = lists["own_act"]
        self.disputed_capital: frozenset[str] = lists["disputed_capital"]
        self.undergoing: frozenset[str] = lists["undergoing"]
        self.addressing: frozenset[str] = lists["addressing"]
        self.addressing_noun: frozenset[str] = lists["addressing_noun"]
        self.sent: frozenset[str] = lists["sent"]
        self.name_head: frozenset[str] = lists["name_head"]
        self.name_tail: frozenset[str] = lists["name_tail"]
        self.belonging: frozenset[str] = lists["belonging"]
        self.alliance: frozenset[str] = lists["alliance"]
        self.institution: frozenset[str] = lists["institution"]
        self.not_embedded: frozenset[str] = lists["not_embedded"]
        self.never: frozenset[str] = lists["never"]
        self.anywhere: frozenset[str] = lists["anywhere"]
        self.facility_adjective: frozenset[str] = lists["facility_adjective"]
        self.unit: dict[str, str] = {}
        for level in ("area", "water", "facility", "road", "city", "district", "province"):
            for word in lists[level]:
                self.unit[word] = level
        self.classes = {name: frozenset(words) for name, words in data["classes"].items()}
        self.open_domain: frozenset[str] = lists["open_domain"]
        self.country_writing: dict[str, tuple[Writing, ...]] = {
            country: tuple(Writing(re.compile(row["pattern"]), tuple(row["needs"])) for row in rows)
            for country, rows in data["country_writing"].items()
        }
        self.country_words: dict[str, list[str]] = {}
        for country, words in sorted(data["country_words"].items()):
            for word in words:
                self.country_words.setdefault(word, []).append(country)


@lru_cache(maxsize=1)
def place_words() -> PlaceWords:
    """The shipped lists."""
    text = (resources.files("according.extract.places") / "places.toml").read_text(encoding="utf-8")
    return PlaceWords(tomllib.loads(text))
