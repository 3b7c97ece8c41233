"""Workers that die, hang or fail cost one report each, and the order of the outcomes does not show them."""

from __future__ import annotations

import os
import signal

import pytest

from according.run.factory import EngineUnavailable
from according.run.local import Coded, Failure, LocalRun, Outcome
from tests.run.made_up_engines import MakeFirstWord, report

PLAIN = [report(f"r{n}", f"Report number {n} of a calm day.") for n in range(60)]


def told(outcomes: list[Outcome]) -> list[tuple[str, str]]:
    return [(o.report.ref, o.claims[0].quote.exact) if isinstance(o, Coded) else (o.ref, o.reason) for o in outcomes]


def run(inputs: list[object], workers: int, time_limit: float | None = 60.0) -> list[tuple[str, str]]:
    with LocalRun(MakeFirstWord(), workers, time_limit) as coder:
        return told(list(coder.code(inputs)))  # type: ignore[arg-type]


@pytest.mark.parametrize("workers", [0, 1, 2, 3])
def test_outcomes_come_in_order(workers: int) -> None:
    refused = Failure("bad.pdf", "not a PDF", "")
    inputs = [*PLAIN[:20], refused, *PLAIN[20:]]
    expected = [("bad.pdf", "not a PDF") if i is refused else (i.ref, "Report") for i in inputs]  # type: ignore[union-attr]
    assert run(inputs, workers) == expected


FAULTS = [
    ("raise", "the coder failed: KeyError: 'asked to' (made_up_engines.py:"),
    ("exit", "the worker coding it ended by itself (exit code 7)"),
    ("kill", f"the worker coding it was killed (signal {int(signal.SIGKILL)})"),
    ("hang", "the coder ran over its 1.5 seconds"),
]


@pytest.mark.parametrize(("fault", "reason"), FAULTS, ids=[fault for fault, _ in FAULTS])
def test_a_report_that_breaks_the_coder_costs_itself_alone(fault: str, reason: str) -> None:
    inputs = [*PLAIN[:7], report("odd one", f"Odd [{fault}] text."), *PLAIN[7:12]]
    outcomes = run(list(inputs), 1, time_limit=1.5)
    assert [ref for ref, _ in outcomes] == [r.ref for r in inputs]
    assert [o for o in outcomes if o[1] != "Report"] == [("odd one", outcomes[7][1])]
    assert outcomes[7][1].startswith(reason)


def test_a_worker_killed_from_outside_costs_one_report_at_most() -> None:
    inputs = [report(f"s{n}", f"Slow [slow] report {n}.") for n in range(16)]
    outcomes: list[Outcome] = []
    with LocalRun(MakeFirstWord(), 2) as coder:
        for outcome in coder.code(inputs):
            outcomes.append(outcome)
            if len(outcomes) == 3:
                os.kill(coder.process_ids[0], signal.SIGKILL)
    assert [ref for ref, _ in told(outcomes)] == [r.ref for r in inputs]
    assert sum(isinstance(o, Failure) for o in outcomes) <= 1


@pytest.mark.parametrize(("broken", "reason"), [
    ("no parser model found; install one", "no parser model found; install one"),
    ("exit", "the workers end before they can begin"),
])
def test_no_engine_at_all(broken: str, reason: str) -> None:
    with LocalRun(MakeFirstWord(broken), 2) as coder, pytest.raises(EngineUnavailable, match=reason):
        list(coder.code(PLAIN[:3]))


def test_the_stamp_is_known_before_anything_is_coded() -> None:
    for workers in (0, 1):
        with LocalRun(MakeFirstWord(), workers) as coder:
            assert (coder.made_by.engine, coder.made_by.version) == ("first-word", "1")


def test_a_caller_who_stops_asking_may_ask_anew() -> None:
    """The answers of the first asking are not taken for those of the second."""
    with LocalRun(MakeFirstWord(), 2) as coder:
        first = coder.code([report(f"a{n}", f"Slow [slow] report {n}.") for n in range(8)])
        next(first)
        outcomes = list(coder.code([report(f"b{n}", f"Other report {n}.") for n in range(8)]))
    assert told(outcomes) == [(f"b{n}", "Other") for n in range(8)]


def test_no_inputs() -> None:
    assert run([], 0) == run([], 2) == []


def test_inputs_are_not_read_far_ahead() -> None:
    read = 0

    def inputs() -> object:
        nonlocal read
        for item in PLAIN * 40:
            read += 1
            yield item

    with LocalRun(MakeFirstWord(), 2) as coder:
        outcomes = coder.code(inputs())  # type: ignore[arg-type]
        next(outcomes)
        assert read < 300
