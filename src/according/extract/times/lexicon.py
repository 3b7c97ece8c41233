"""The words of time as one set of patterns, read from `times.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any


@lru_cache(maxsize=1)
def lexicon() -> dict[str, Any]:
    """The tables of `times.toml`."""
    return tomllib.loads(resources.files("according.extract.times").joinpath("times.toml").read_text(encoding="utf-8"))


def any_of(words: Any) -> str:
    """An alternation, longest first, with any white space between the words of a phrase."""
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"\s+").replace("'", "['’]") for w in ordered)


_LEX = lexicon()
MONTHS: dict[str, int] = _LEX["months"]
WEEKDAYS: dict[str, int] = _LEX["weekdays"]
SEASONS: dict[str, int] = _LEX["seasons"]
NUMBERS: dict[str, list[int]] = _LEX["numbers"]
UNITS: dict[str, int] = _LEX["units"]
PARTS: dict[str, list[int]] = _LEX["parts"]


def _abbreviated(names: dict[str, int], longest: int) -> str:
    """Names, with a full stop after the short forms only."""
    short, full = [n for n in names if len(n) <= longest], [n for n in names if len(n) > longest]
    return rf"(?:(?:{any_of(full)})\b|(?:{any_of(short)})\b\.?)"


MONTH = _abbreviated({n: 0 for n in MONTHS if n != "may"}, 4).replace("(?:(?:", "(?:(?:may|", 1)
WEEKDAY = _abbreviated(WEEKDAYS, 5)
FULL_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
SEASON = rf"(?:{any_of(SEASONS)})\b"
PART = rf"(?:{any_of(PARTS)})\b"
NUMBER = rf"(?:\d{{1,3}}|{any_of(NUMBERS)})\b"
UNIT = rf"(?:{any_of(UNITS)})"
YEAR = r"(?:1[6-9]|20)\d\d(?!\d|[.,]\d)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
DASH = r"\s?[-–—]\s?"


def pattern(template: str, lead: bool = False) -> re.Pattern[str]:
    """Compile a rule: single blanks stand for any white space; upper-case names in braces are the pieces above.

    A rule ends at a word's end, unless it is a `lead` that only stands before a phrase.
    """
    pieces = {
        "MONTH": MONTH,
        "WEEKDAY": WEEKDAY,
        "SEASON": SEASON,
        "PART": PART,
        "NUMBER": NUMBER,
        "UNIT": UNIT,
        "YEAR": YEAR,
        "DAY": DAY,
        "DASH": DASH,
        "FULL": FULL_WEEKDAY,
    }
    body = re.sub(r"\{([A-Z]+)\}", lambda m: pieces[m.group(1)], template.replace(" ", r"\s+"))
    return re.compile(body + ("" if lead else r"(?!\w)"), re.IGNORECASE)


def month_number(text: str) -> int:
    return MONTHS[text.lower().rstrip(".")]


def weekday_number(text: str) -> int:
    return WEEKDAYS[text.lower().rstrip(".")]


def count_of(text: str) -> tuple[int, int]:
    """The lowest and highest count a number word or figure stands for."""
    key = " ".join(text.lower().split())
    if key.isdigit():
        return int(key), int(key)
    low, high = NUMBERS[key]
    return low, high
