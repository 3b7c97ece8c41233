"""Words of plans and of where they stand (`plans.toml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from according.codebook.files import CodebookError, read_toml
from according.codebook.frames import Pattern, parse_pattern
from according.model.claim import PLAN_STATUSES


@dataclass(frozen=True, slots=True)
class PlanWords:
    """Nouns by lemma, statuses by verb and by adjective, and the verbs of stated aims."""

    nouns: dict[str, tuple[Pattern, ...]]
    talks: frozenset[str]
    verbs: dict[str, str]
    adjectives: dict[str, str]
    movers: frozenset[str]
    purposes: frozenset[str]


@lru_cache(maxsize=1)
def load_plan_words() -> PlanWords:
    """The words of plans. Raises CodebookError for an unknown status."""
    raw = read_toml("plans.toml")
    if extra := (set(raw["status"]) | set(raw["adjectives"])) - set(PLAN_STATUSES):
        raise CodebookError(f"plans.toml: unknown statuses {sorted(extra)}")
    nouns: dict[str, tuple[Pattern, ...]] = {}
    for source in raw["nouns"]:
        pattern = parse_pattern(source)
        nouns[pattern.lemma] = (*nouns.get(pattern.lemma, ()), pattern)
    return PlanWords(
        nouns, frozenset(raw["talks"]),
        {verb: status for status, verbs in raw["status"].items() for verb in verbs},
        {word: status for status, words in raw["adjectives"].items() for word in words},
        frozenset(raw["aims"]["movers"]), frozenset(raw["aims"]["purposes"]),
    )
