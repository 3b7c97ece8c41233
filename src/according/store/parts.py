"""Long lists in parts: a statement can name only so many values, a transaction should hold only so many rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

PART = 500
T = TypeVar("T")


def parts(items: Sequence[T], size: int = PART) -> Iterator[Sequence[T]]:
    """`items` in order, at most `size` together."""
    return (items[at : at + size] for at in range(0, len(items), size))


def read_ahead(items: Iterable[T], size: int = PART) -> Iterator[list[T]]:
    """`items` in order, at most `size` together; while one part is worked on, a thread reads the next, so that who
    reads and parses does not wait for the database, nor it for them. What reading raises is raised here."""
    source = iter(items)

    def some() -> list[T]:
        return list(islice(source, size))

    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(some)
        while part := coming.result():
            coming = thread.submit(some)
            yield part
