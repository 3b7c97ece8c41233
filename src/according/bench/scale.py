"""`according bench scale --data FOLDER`: how a record answers as it grows from 10^4 to 10^6 generated claims.

A record is made in FOLDER and kept there for the next size; with ACCORDING_RECORD set to a postgresql:// URL it is made
in that database, which must be empty or hold generated claims alone. ACCORDING_BENCH_SIZES ("10000,100000") names other
sizes. Each figure is the median of several asks, in milliseconds: bringing what is kept of each place up to date after
many claims were added at once; 1,000 claims added one report at a time, with that; who holds all places for the first
time after it, again, on another day, and as known on another day; who holds one place; a full-text search for words
that few, and that half of all reports have. With ACCORDING_BENCH_LOWEST the lowest is taken, for a machine on which
others are at work.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from according.answer import control
from according.answer.control_everywhere import catch_up
from according.bench import generated
from according.bench.result import Result
from according.packs.loader import PackSet
from according.store.parts import read_ahead
from according.store.record import Record, open_record

SIZES = (10_000, 100_000, 1_000_000)
ASKS = 5
ROUNDS = 3
NEWS = 1_000


def run(data: Path, sizes: tuple[int, ...] = SIZES) -> Result:
    """Grow a record in the folder `data` to each of `sizes` claims and ask it. Figures are milliseconds."""
    metrics: dict[str, dict[str, float]] = {}
    named = os.environ.get("ACCORDING_RECORD", "")
    if asked := os.environ.get("ACCORDING_BENCH_SIZES"):
        sizes = tuple(int(size) for size in asked.split(","))
    packs = PackSet([])
    with open_record(named if "://" in named else data / "scale.sqlite", create=True) as record:
        for size in sizes:
            _grow(record, size - ROUNDS * NEWS)
            caught = _median(lambda _: catch_up(record, packs), asks=1)
            added, first = [], []
            for rest in range(ROUNDS - 1, -1, -1):
                added.append(_news(record, packs, size - rest * NEWS))
                first.append(_median(lambda _: control.answer(record, packs), asks=1))
            metrics[str(size)] = {"catching_up_ms": caught, "adding_1000_ms": _one_of(added),
                                  "who_holds_all_first_ms": _one_of(first), **_asked(record, packs)}
    return Result("scale", sizes[-1], metrics)


def _grow(record: Record, size: int) -> None:
    """Add reports until there are `size` claims, many in a transaction."""
    have = record.count_claims() // generated.CLAIMS_EACH
    with record.loading(size - have * generated.CLAIMS_EACH):
        for some in read_ahead(generated.reports(size // generated.CLAIMS_EACH - have, first=have)):
            record.add_many((report, claims, generated.MADE_BY) for report, claims in some)


def _news(record: Record, packs: PackSet, size: int) -> float:
    """The milliseconds that it takes to bring a record to `size` claims, a report a transaction, and what is kept of
    each place up to date with them."""
    have = record.count_claims() // generated.CLAIMS_EACH
    fresh = list(generated.reports(max(0, size // generated.CLAIMS_EACH - have), first=have))

    def add() -> None:
        for report, claims in fresh:
            record.add(report, claims, generated.MADE_BY)
        catch_up(record, packs)

    return round(_took(add), 1)


def _asked(record: Record, packs: PackSet) -> dict[str, float]:
    def day(n: int) -> date:
        return generated.START.date() + timedelta(days=generated.SPAN_DAYS // 2 + n)

    return {
        "who_holds_one_ms": _median(lambda n: control.answer(record, packs, place=generated.place_name(n * 7))),
        "who_holds_one_by_id_ms": _median(lambda n: control.answer(record, packs, place=f"generated:{n * 11}")),
        "who_holds_one_on_ms": _median(lambda n: control.answer(record, packs, place=f"generated:{n * 13}", on=day(n))),
        "who_holds_one_known_on_ms": _median(
            lambda n: control.answer(record, packs, place=f"generated:{n * 17}", known_on=day(n))),
        "who_holds_all_ms": _median(lambda n: control.answer(record, packs)),
        "who_holds_all_on_ms": _median(lambda n: control.answer(record, packs, on=day(n)), asks=ROUNDS),
        "who_holds_all_known_on_ms": _median(lambda n: control.answer(record, packs, known_on=day(n)), asks=1),
        "search_ms": _median(lambda n: record.search(f'"Force {n} shelled" {n + 100}*')),
        "search_common_ms": _median(lambda n: record.search("shelled captured")),
        "claims_by_words_ms": _median(lambda n: list(record.claims(text=f'"Force {n} shelled"', limit=50))),
    }


def _one_of(figures: list[float]) -> float:
    return round(min(figures) if os.environ.get("ACCORDING_BENCH_LOWEST") else statistics.median(figures), 1)


def _median(ask: Callable[[int], object], asks: int = ASKS) -> float:
    return _one_of([_took(partial(ask, number)) for number in range(1, asks + 1)])


def _took(job: Callable[[], object]) -> float:
    """The milliseconds of a job: of the wall's clock, or, with ACCORDING_BENCH_CLOCK=processor, of this process alone,
    for a machine on which others are at work. A server's work is not in the latter."""
    clock = time.process_time if os.environ.get("ACCORDING_BENCH_CLOCK") == "processor" else time.perf_counter
    began = clock()
    job()
    return (clock() - began) * 1000
