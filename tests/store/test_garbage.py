"""The collector's threshold is set back when the last of those who raised it is done."""

from __future__ import annotations

import gc

from according.store.garbage import fewer_collections


def test_who_leaves_first_does_not_set_it_back_for_the_other() -> None:
    before = gc.get_threshold()
    one, other = fewer_collections(), fewer_collections()
    one.__enter__()
    raised = gc.get_threshold()
    other.__enter__()
    one.__exit__(None, None, None)
    assert gc.get_threshold() == raised != before
    other.__exit__(None, None, None)
    assert gc.get_threshold() == before
