"""Demonyms: the words for people and things of a country."""

from __future__ import annotations

from functools import lru_cache

from according.gazetteer.sources import table


@lru_cache(maxsize=1)
def demonyms() -> dict[str, str]:
    """Lower-cased demonym (and its plural) to ISO 3166-1 alpha-3; those of two countries ("Congolese") are left out."""
    iso3 = {row["iso2"]: row["iso3"] for row in table("iso.csv")}
    found: dict[str, set[str]] = {}
    for row in table("countries.csv"):
        for word in filter(None, row["demonyms"].lower().split("|")):
            for form in (word, f"{word}s"):
                found.setdefault(form, set()).add(iso3[row["iso2"]])
    return {word: next(iter(codes)) for word, codes in sorted(found.items()) if len(codes) == 1}
