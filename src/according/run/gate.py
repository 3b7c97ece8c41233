"""A cheap filter in front of the parser: sets aside texts that have no word of anything there is to code.

Off unless asked for: a report that is set aside is never coded, so its recall is measured (`according bench gate`).
Why a text passed or not can be told in its own words. The lists are in `gate.toml`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from according.model.report import Report


@dataclass(frozen=True, slots=True)
class Passage:
    """Whether a text passes, and the words that speak for it with what each adds."""

    passes: bool
    score: int
    words: tuple[tuple[str, str, int], ...]

    @property
    def why(self) -> str:
        """The reason in one line."""
        told = ", ".join(f"{word} ({group})" for word, group, _ in self.words[:5])
        return f"passes by {told}" if self.passes else f"set aside: {f'only {told}' if told else 'none of the words'}"


@dataclass(frozen=True, slots=True)
class Gate:
    """The lists as one pattern; `groups` are (name, weight) of the pattern's groups in their order."""

    pattern: re.Pattern[str]
    groups: tuple[tuple[str, int], ...]
    enough: int

    def weigh(self, text: str) -> Passage:
        """Read a text until its distinct words add up to enough."""
        found: dict[str, tuple[str, str, int]] = {}
        score = 0
        for match in self.pattern.finditer(text.lower()):
            word = match.group()
            if word not in found and match.lastindex is not None:
                name, weight = self.groups[match.lastindex - 1]
                found[word] = (word, name, weight)
                score += weight
                if score >= self.enough:
                    break
        return Passage(score >= self.enough, score, tuple(found.values()))

    def passes(self, report: Report) -> bool:
        """Whether a report, title included, has anything that may be coded."""
        return self.weigh(f"{report.title or ''}\n{report.text}").passes


@lru_cache(maxsize=1)
def load_gate() -> Gate:
    """The gate of the shipped lists."""
    text = resources.files("according.run").joinpath("gate.toml").read_text(encoding="utf-8")
    return make_gate(tomllib.loads(text))


def make_gate(lists: dict[str, Any]) -> Gate:
    """A gate of `enough` and `group` (name, weight, words); a word that ends in a star takes every ending."""
    parts = []
    for group in lists["group"]:
        words = "|".join(re.escape(w.removesuffix("*")) + (r"\w*" if w.endswith("*") else "") for w in group["words"])
        parts.append(f"({words})")
    pattern = re.compile(r"\b(?:" + "|".join(parts) + r")\b")
    return Gate(pattern, tuple((g["name"], g["weight"]) for g in lists["group"]), lists["enough"])
