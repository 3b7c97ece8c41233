"""Wire copies and near-duplicates, whatever the order of the reports."""

from __future__ import annotations

import itertools
import random
import time
from datetime import UTC, datetime, timedelta

import pytest

from according.model.report import Report
from according.model.when import Published
from according.read.duplicates import Originals, mark_copies

WORDS = [
    "mayor",
    "troops",
    "market",
    "river",
    "border",
    "shelling",
    "hills",
    "port",
    "harbour",
    "convoy",
    "truce",
    "council",
    "road",
    "village",
    "tower",
    "bridge",
    "school",
    "grain",
    "winter",
    "engine",
    "letter",
    "window",
    "garden",
    "captain",
    "morning",
    "signal",
    "barrel",
    "station",
]


def text(seed: int, words: int = 200) -> str:
    """Sentences of a seed: the same seed gives the same text, another one shares no run of five words with it."""
    rng = random.Random(seed)
    return (
        " ".join(f"{rng.choice(WORDS)}{'' if i % 3 else f' {rng.choice(WORDS)}s of v{seed}x{i}'}" for i in range(words))
        + "."
    )


def report(body: str, published: str | None, publisher: str) -> Report:
    when = Published.parse(published) if published else None
    return Report(Report.make_id(body, publisher, when, None), body, publisher, publisher=publisher, published=when)


WIRE = text(1)
PARTS = WIRE.split()
CASES = {
    "the same text": (
        [(WIRE, "2020-02-03T10:00:00Z", "wire"), (WIRE, "2020-02-03T12:00:00Z", "paper")],
        {"paper": "wire"},
    ),
    "a few words changed": (
        [(WIRE, "2020-02-03", "wire"), (WIRE.replace("mayor", "governor"), "2020-02-04", "paper")],
        {"paper": "wire"},
    ),
    "shortened from the end": (
        [(WIRE, "2020-02-03", "wire"), (" ".join(PARTS[:80]), "2020-02-04", "paper")],
        {"paper": "wire"},
    ),
    "shortened, with a paragraph of its own": (
        [(WIRE, "2020-02-03", "wire"), (" ".join(PARTS[:140]) + " " + text(2, 50), "2020-02-04", "paper")],
        {"paper": "wire"},
    ),
    "mostly its own": (
        [(WIRE, "2020-02-03", "wire"), (" ".join(PARTS[:60]) + " " + text(2, 300), "2020-02-04", "paper")],
        {},
    ),
    "another story": ([(WIRE, "2020-02-03", "wire"), (text(3), "2020-02-04", "paper")], {}),
    "a later and fuller version": ([(" ".join(PARTS[:60]), "2020-02-03", "alert"), (WIRE, "2020-02-04", "wire")], {}),
    "the earlier is the original": ([(WIRE, "2020-02-04", "late"), (WIRE, "2020-02-03", "early")], {"late": "early"}),
    "the dated is the original": ([(WIRE, None, "undated"), (WIRE, "2020-02-03", "dated")], {"undated": "dated"}),
    "undated: the fuller is the original": (
        [(" ".join(PARTS[:80]), None, "short"), (WIRE, None, "long")],
        {"short": "long"},
    ),
    "three papers, one wire": (
        [(WIRE, "2020-02-05", "c"), (WIRE, "2020-02-03", "a"), (WIRE, "2020-02-04", "b")],
        {"b": "a", "c": "a"},
    ),
    "letter case and marks do not count": (
        [(WIRE, "2020-02-03", "wire"), (WIRE.upper().replace(" ", "  "), "2020-02-04", "paper")],
        {"paper": "wire"},
    ),
    "too short to tell": (
        [("Troops entered Qadir.", "2020-02-03", "a"), ("Troops entered Qadir.", "2020-02-04", "b")],
        {},
    ),
}


@pytest.mark.parametrize(("given", "expected"), CASES.values(), ids=CASES.keys())
def test_copies_in_every_order(given: list[tuple[str, str | None, str]], expected: dict[str, str]) -> None:
    reports = [report(*g) for g in given]
    names = {r.id: r.publisher for r in reports}
    for order in itertools.permutations(reports):
        marked = mark_copies(order)
        assert [m.id for m in marked] == [r.id for r in order]
        assert {m.publisher: names[m.copy_of] for m in marked if m.copy_of} == expected


def test_a_bulletin_with_new_figures_is_no_copy() -> None:
    frame = (
        "On {d} February the coalition conducted {a} strikes near the harbour and {b} near the hills "
        "destroying {c} barrels and {e} engines "
    ) + text(5, 20)
    day = [
        report(frame.format(d=d, a=d + 11, b=d + 31, c=d + 51, e=d + 71), f"2020-02-0{d}", "coalition") for d in (1, 2)
    ]
    assert [m.copy_of for m in mark_copies(day)] == [None, None]


def test_the_same_report_twice_is_no_copy_of_itself() -> None:
    twice = [report(WIRE, "2020-02-03", "wire")] * 2
    assert [m.copy_of for m in mark_copies(twice)] == [None, None]


def test_no_reports() -> None:
    assert mark_copies([]) == []


def test_marking_twice_changes_nothing() -> None:
    marked = mark_copies([report(WIRE, "2020-02-03", "a"), report(WIRE, "2020-02-04", "b")])
    assert mark_copies(marked) == marked


def test_thousands_in_seconds() -> None:
    reports = [report(text(i % 1000), f"2020-02-{i // 1000 + 1:02d}", f"outlet {i}") for i in range(2000)]
    began = time.perf_counter()
    marked = mark_copies(reports)
    assert time.perf_counter() - began < 20
    assert sum(1 for m in marked if m.copy_of) == 1000


def test_one_after_another_the_first_to_come_is_the_original() -> None:
    begin = datetime(2016, 5, 3, tzinfo=UTC)
    originals = Originals(within=timedelta(days=3))
    first, copy = report(text(1), "2016-05-03", "A"), report(text(1) + " It rained.", "2016-05-01", "B")
    assert originals.original_of(first, begin) is None
    assert originals.original_of(copy, begin) == first.id, "whatever it says of its date"
    assert originals.original_of(first, begin) is None, "it is no copy of itself"
    for n in range(2, 30):
        assert originals.original_of(report(text(n), "2016-05-03", "A"), begin + timedelta(hours=2 * n)) is None
    late = report(text(1) + " It snowed.", "2016-05-03", "C")
    assert originals.original_of(late, begin + timedelta(days=4)) is None, "the first is forgotten"
    assert originals.original_of(copy, begin + timedelta(days=4)) == late.id
    assert originals.original_of(report(text(29) + " Wind.", None, "D"), begin + timedelta(days=4)) is not None
