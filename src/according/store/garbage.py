"""The garbage collector while very many rows are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_ALIVE = 200_000  # objects more than before, as there are in a part or two
_lock = Lock()
_inside = 0  # how many are at it: the threshold is the whole process's, the last to leave sets it back
_before = gc.get_threshold()


@contextmanager
def fewer_collections() -> Iterator[None]:
    """For the time in which very many rows are made: those of a part live and die together, and to look for cycles
    among them again and again costs as much as making them. Within itself and from several threads as well."""
    global _inside, _before
    with _lock:
        if not _inside:
            _before = gc.get_threshold()
            if 0 < _before[0] < _ALIVE:  # nought is never
                gc.set_threshold(_ALIVE, *_before[1:])
        _inside += 1
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if not _inside:
                gc.set_threshold(*_before)
