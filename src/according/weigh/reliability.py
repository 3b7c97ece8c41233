"""Admiralty grades: how far a source is to be relied on (A-F), how far a claim is borne out (1-6)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

from according.weigh.roots import UNKNOWN, Root

SOURCE_GRADES = "ABCDEF"
CLAIM_GRADES = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    text = resources.files("according.weigh").joinpath("reliability.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def source_grade(root: Root, interest: str = "neutral") -> str:
    """The letter for a root speaking in that interest; F where nothing is known of it."""
    if root.id == UNKNOWN:
        return "F"
    table = _table()
    return table.get(interest, {}).get(root.kind) or table["neutral"].get(root.kind, "F")


def at_least(grade: str, wanted: str) -> bool:
    """Whether a letter is as good as `wanted` or better; F is never good enough for anything but F."""
    return SOURCE_GRADES.index(grade) <= SOURCE_GRADES.index(wanted)


def claim_grade(roots: Iterable[tuple[Root, str]], denied: bool) -> int:
    """The figure for a statement told by these (root, interest) pairs: see CLAIM_GRADES.

    1 two independent roots (not of one state or owner) or one against its own interest; 2 one neutral root of B or
    better; 3 a weaker neutral one; 4 only interested ones; 5 only interested ones, and denied; 6 unknown origin alone.
    """
    told = {(root.id, interest): (root, interest) for root, interest in roots}
    known = [(r, i) for r, i in told.values() if r.id != UNKNOWN]
    if not known:
        return 6
    neutral = {r.origin for r, i in known if i == "neutral"}
    if any(i == "against_interest" for _, i in known) or len(neutral) >= 2:
        return 2 if denied and not any(i == "against_interest" for _, i in known) else 1
    if any(i == "neutral" and at_least(source_grade(r, i), "B") for r, i in known):
        return 3 if denied else 2
    if neutral:
        return 4 if denied else 3
    return 5 if denied else 4
