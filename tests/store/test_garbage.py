"""The collector's threshold is set back when the last of those who raised it is done."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from according.store.garbage import fewer_collections

BEFORE = (700, 10, 10)


@pytest.fixture(autouse=True)
def threshold() -> Iterator[None]:
    """A threshold known to each test, whatever the process was set to before."""
    found = gc.get_threshold()
    gc.set_threshold(*BEFORE)
    yield
    gc.set_threshold(*found)


def test_who_leaves_first_does_not_set_it_back_for_the_other() -> None:
    one, other = fewer_collections(), fewer_collections()
    one.__enter__()
    raised = gc.get_threshold()
    assert raised[0] > BEFORE[0]
    other.__enter__()
    one.__exit__(None, None, None)
    assert gc.get_threshold() == raised
    other.__exit__(None, None, None)
    assert gc.get_threshold() == BEFORE


@pytest.mark.parametrize("collected", [(1_000_000, 10, 10), (0, 10, 10)], ids=["rarer", "never"])
def test_a_process_that_collects_less_often_already_is_left_as_it_is(collected: tuple[int, int, int]) -> None:
    gc.set_threshold(*collected)
    with fewer_collections():
        assert gc.get_threshold() == collected
    assert gc.get_threshold() == collected
