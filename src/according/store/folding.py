"""One spelling of a name for looking it up: no case, no diacritics, single spaces."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=1 << 16)  # the same names come again and again
def fold(name: str | None) -> str | None:
    """The key under which a name is found; None for no name."""
    if not name:
        return None
    if name.isascii():
        return " ".join(name.lower().split()) or None
    decomposed = unicodedata.normalize("NFKD", name)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.casefold().split()) or None
