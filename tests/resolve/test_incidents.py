"""Clustering by hand-made comparisons: order does not matter, vetoes hold, a judgement comes first."""

from __future__ import annotations

from itertools import permutations

import pytest

from according.model.incident import Comparison, Judged
from according.resolve.compare import distance_km
from according.resolve.grouping import cluster


def pair(left: str, right: str, score: float, veto: str | None = None) -> Comparison:
    return Comparison(left, right, score, (), veto)


SCORED = [pair("a", "b", 8), pair("b", "c", 6), pair("a", "c", 5.5), pair("c", "d", 7, "40 km apart")]


def test_joins_what_agrees_and_keeps_a_veto_out() -> None:
    assert cluster("abcd", SCORED) == [("a", "b", "c"), ("d",)]


def test_order_of_comparisons_changes_nothing() -> None:
    for order in permutations(SCORED):
        assert cluster("abcd", list(order)) == [("a", "b", "c"), ("d",)]


def test_a_veto_between_two_groups_keeps_them_apart() -> None:
    scored = [pair("a", "b", 9), pair("c", "d", 9), pair("b", "c", 8), pair("a", "d", 1, "other people are named")]
    assert cluster("abcd", scored) == [("a", "b"), ("c", "d")]


@pytest.mark.parametrize(
    ("undone", "expected"),
    [(False, [("a", "b", "c", "d")]), (True, [("a", "b", "c"), ("d",)])],
)
def test_a_merge_by_a_person_comes_first_until_it_is_undone(
    undone: bool, expected: list[tuple[str, ...]]
) -> None:
    judged = [Judged("merge", "c", "d", "reviewer 1", "one attack, two suburbs", "2024-01-01", undone)]
    assert cluster("abcd", SCORED, judged) == expected


def test_a_split_by_a_person_forbids() -> None:
    judged = [Judged("split", "a", "b", "reviewer 1", "two bombs", "2024-01-01")]
    groups = cluster("abcd", SCORED, judged)
    assert not any({"a", "b"} <= set(g) for g in groups)


def test_distance_of_one_degree_at_the_equator() -> None:
    assert distance_km(0, 0, 0, 1) == pytest.approx(111.2, abs=0.1)
