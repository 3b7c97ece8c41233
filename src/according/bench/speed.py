"""`according bench speed --data PATH`: how fast reports become claims, and what it takes.

PATH is anything that `according code` reads. Parse and extraction are timed in this process, over the same reports,
without the parse cache; then all reports go through one worker and through two, from the moment a worker is ready.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from according.bench.result import Result
from according.extract.parsing.parser import CACHE_VARIABLE
from according.model.report import Report
from according.read.sources import read_paths
from according.run.factory import MakeEngine, start, use_one_thread
from according.run.local import Coded, LocalRun

MOST_WORKERS = 2
# What it takes to say who says so.
ATTRIBUTION = ("mentions", "coreference", "attribution")


def run(data: Path) -> Result:
    """`articles_per_s` and `words_per_s` with `workers` processes (`_1`: with one), `gain` the ratio of the two;
    `parse_s` and `extract_s` of one process, `steps_s` of each step, `over_parse` the second by the first, and
    `attribution_over_parse` that of mentions, coreference and attribution alone; `peak_mb` of this process and
    `peak_worker_mb` of the largest worker."""
    reports = [item for item in read_paths([data]) if isinstance(item, Report)]
    with without_parse_cache():
        use_one_thread()
        metrics, failed = _through_workers(reports)
        metrics |= _in_one_process(reports)
    metrics["peak_mb"] = max(metrics["peak_worker_mb"], _megabytes(resource.RUSAGE_SELF))
    misses = [{"gold": None, "answer": None, "report": ref, "reason": reason} for ref, reason in failed]
    return Result("speed", len(reports), metrics, misses=misses)


def _through_workers(reports: list[Report]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    words = sum(len(report.text.split()) for report in reports)
    out: dict[str, Any] = {}
    failed: list[tuple[str, str]] = []
    for workers in range(1, MOST_WORKERS + 1):
        with LocalRun(MakeEngine(), workers) as coder:
            coder.wait_until_ready()
            began = time.perf_counter()
            outcomes = list(coder.code(reports))
            took = time.perf_counter() - began
        failed = [(o.ref, o.reason) for o in outcomes if not isinstance(o, Coded)]
        suffix = "" if workers == MOST_WORKERS else f"_{workers}"
        out[f"articles_per_s{suffix}"] = len(reports) / took
        out[f"words_per_s{suffix}"] = words / took
    out["gain"] = out["articles_per_s"] / out["articles_per_s_1"] if reports else None
    out["workers"] = MOST_WORKERS
    out["peak_worker_mb"] = _megabytes(resource.RUSAGE_CHILDREN)
    out["failed"] = len(failed)
    return out, failed


def _in_one_process(reports: list[Report]) -> dict[str, Any]:
    """Time of parsing and of everything after it, report by report, in processor time (others may be at work)."""
    from according.extract.claims import compose
    from according.extract.engine import RuleEngine
    from according.extract.parsing.parser import parse

    engine = start(RuleEngine)
    for report in reports[:2]:
        engine.code(report)
    parsing = 0.0
    steps: dict[str, float] = defaultdict(float)
    last = 0.0

    def done(step: str) -> None:
        nonlocal last
        now = time.process_time()
        steps[step] += now - last
        last = now

    for report in reports:
        began = time.process_time()
        parsed = parse(report.text)
        last = time.process_time()
        parsing += last - began
        compose(engine.read(report, parsed, done), engine.made_by)
        done("claims")
    extracting = sum(steps.values())
    said = sum(steps[step] for step in ATTRIBUTION)
    return {
        "parse_s": parsing,
        "extract_s": extracting,
        "over_parse": extracting / parsing if parsing else None,
        "attribution_over_parse": said / parsing if parsing else None,
        "steps_s": dict(steps),
    }


def _megabytes(whose: int) -> float:
    """Peak resident memory; the system counts in kilobytes, on macOS in bytes."""
    peak = resource.getrusage(whose).ru_maxrss
    return peak / (1024 * 1024) if sys.platform == "darwin" else peak / 1024


@contextmanager
def without_parse_cache() -> Iterator[None]:
    """A parse from the cache costs nothing and would make the figures nonsense."""
    kept = os.environ.pop(CACHE_VARIABLE, None)
    try:
        yield
    finally:
        if kept is not None:
            os.environ[CACHE_VARIABLE] = kept
