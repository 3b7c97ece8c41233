"""When two names count as one party or place in a score: by a table of names, or else by their words."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

# Words that do not tell one name from another.
IDLE_WORDS = frozenset((
    "the", "of", "in", "and", "a", "an", "near", "province", "city", "town", "village",
    "eastern", "western", "northern", "southern",
))
_WORD = re.compile(r"[a-z0-9]+")


def plain(name: object) -> str:
    """Lower case, no diacritics, single spaces, no leading article."""
    ascii_only = unicodedata.normalize("NFKD", str(name or "")).encode("ascii", "ignore").decode().lower()
    return " ".join(ascii_only.split()).removeprefix("the ")


class PartyNames:
    """Names of parties that a benchmark takes for one: `{party: [other names]}`."""

    def __init__(self, table: dict[str, list[str]]) -> None:
        self._party = {plain(name): party for party, others in table.items() for name in (party, *others)}

    @classmethod
    def read(cls, path: Path) -> PartyNames:
        """Read the table from a JSON file; no file means no table."""
        return cls(json.loads(path.read_text(encoding="utf-8")) if path.exists() else {})

    @staticmethod
    def words(name: object) -> set[str]:
        """The words of a name that tell it from others."""
        return set(_WORD.findall(plain(name))) - IDLE_WORDS

    def same(self, one: str, other: str) -> bool:
        """One party by the table where it knows both, else one name's words contain the other's."""
        known_one, known_other = self._party.get(plain(one)), self._party.get(plain(other))
        if known_one and known_other:
            return known_one == known_other
        a, b = self.words(one), self.words(other)
        return bool(a and b) and (a <= b or b <= a)

    def mostly(self, found: list[str], wanted: list[str]) -> bool:
        """At least half of the wanted names are among the found ones."""
        hits = sum(any(self.same(want, have) for have in found) for want in wanted)
        return bool(found) and 2 * hits >= max(1, len(wanted))
