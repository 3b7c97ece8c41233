"""PLOVER's lists: event types with quad categories, modes, contexts, sectors.

Source: Open Event Data Alliance, PLOVER manual (types, modes, contexts, sector codes). Quad categories follow the
manual's grouping of the types into verbal and material cooperation and conflict.
"""

from __future__ import annotations

from functools import lru_cache

from according.codebook.files import CodebookError, read_toml

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


@lru_cache(maxsize=1)
def quads() -> dict[str, str]:
    """PLOVER type -> quad category. Raises CodebookError for an unknown category."""
    found = {row["code"]: row["quad"] for row in read_toml("types.toml")["type"]}
    if wrong := {quad for quad in found.values() if quad not in QUADS}:
        raise CodebookError(f"types.toml: unknown quad categories {sorted(wrong)}")
    return found


@lru_cache(maxsize=1)
def modes() -> dict[str, tuple[str, ...]]:
    """PLOVER type -> its modes, empty for types without any."""
    raw = read_toml("modes.toml")
    found: dict[str, list[str]] = {code: [] for code in quads()}
    for row in raw["mode"]:
        if extra := set(row) - {"type", "code", "title"}:
            raise CodebookError(f"modes.toml: {row.get('code')}: unknown fields {sorted(extra)}")
        if row["type"] not in found:
            raise CodebookError(f"modes.toml: {row['code']}: {row['type']!r} is no PLOVER type")
        found[row["type"]].append(row["code"])
    return {code: tuple(names) for code, names in found.items()}


@lru_cache(maxsize=1)
def contexts() -> tuple[str, ...]:
    """PLOVER's contexts."""
    return tuple(read_toml("contexts.toml")["contexts"])


@lru_cache(maxsize=1)
def sectors() -> dict[str, str]:
    """PLOVER's sector codes with their titles."""
    found: dict[str, str] = read_toml("sectors.toml")["sectors"]
    return found
