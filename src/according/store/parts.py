"""Long lists in parts: a statement can name only so many values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

PART = 500
T = TypeVar("T")


def parts(items: Sequence[T], size: int = PART) -> Iterator[Sequence[T]]:
    """`items` in order, at most `size` together."""
    return (items[at : at + size] for at in range(0, len(items), size))
