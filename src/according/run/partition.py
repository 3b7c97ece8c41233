"""The one function that codes reports, wherever it runs: in this process, in a worker, on a cluster.

`code_reports(reports, engine)` gives one outcome a report, in order, and never raises for what is in a report.
"""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from according.extract.backend import Engine
from according.model.claim import Claim, MadeBy
from according.model.report import Report

BATCH_CHARACTERS = 60_000
BATCH_REPORTS = 32


@dataclass(frozen=True, slots=True)
class Coded:
    """A report with the claims found in it."""

    report: Report
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that gave no claims: its giver's id or path, the reason, and what may be done about it."""

    ref: str
    reason: str
    cure: str = ""
    report: str | None = None


Outcome = Coded | Failure


def code_reports(reports: Iterable[Report], engine: Engine) -> Iterator[Outcome]:
    """Code reports in order. A report that the engine cannot code is a Failure, and the next one is coded.

    An engine with a method `prepare(reports)` is shown several reports before it codes them one by one, so that it
    can do together what is cheaper together.
    """
    prepare: Callable[[list[Report]], None] | None = getattr(engine, "prepare", None)
    for batch in batches(reports):
        if prepare is not None and len(batch) > 1:
            # Whatever is wrong with one report of the batch shows again, by its name, when it is coded alone.
            with contextlib.suppress(Exception):
                prepare(batch)
        for report in batch:
            yield code_one(report, engine)


def code_one(report: Report, engine: Engine) -> Outcome:
    """Code one report. Whatever the engine raises becomes the reason of a Failure: one report must never cost the
    others, and what another engine may raise cannot be listed here."""
    try:
        return Coded(report, tuple(engine.code(report)))
    except MemoryError:
        return Failure(report.ref, "the coder ran out of memory", "cut the report into smaller ones", report.id)
    except Exception as error:  # A report may break any rule of the engine; it costs that report, never the run.
        return Failure(report.ref, f"the coder failed: {described(error)}", "please report this as a bug", report.id)


def described(error: Exception) -> str:
    """An error with the place it came from, in one line."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    text = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}{': ' + text if text else ''}{where}"


def batches(reports: Iterable[Report]) -> Iterator[list[Report]]:
    """Reports in groups of bounded size, in order."""
    group: list[Report] = []
    size = 0
    for report in reports:
        group.append(report)
        size += len(report.text)
        if size >= BATCH_CHARACTERS or len(group) >= BATCH_REPORTS:
            yield group
            group, size = [], 0
    if group:
        yield group


def made_by(engine: Engine) -> MadeBy:
    """What stands on the claims of an engine: its own stamp, or else its name and version."""
    stamp: MadeBy | None = getattr(engine, "made_by", None)
    return stamp or MadeBy(engine=engine.name, version=engine.version)
