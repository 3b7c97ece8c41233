"""`according bench scale --data FOLDER`: how a record answers as it grows from 10^4 to 10^6 generated claims.

A record is made in FOLDER and kept there for the next size; with ACCORDING_RECORD set to a postgresql:// URL it is made
in that database, which must be empty or hold generated claims alone. Each figure is the median of several asks, in
milliseconds: who holds one place, all places (asked for the first time, again, and after 1,000 claims were added),
1,000 claims added one report at a time, a full-text search for words that few, and that half of all reports have.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from according.answer import control
from according.bench import generated
from according.bench.result import Result
from according.model.claim import Claim
from according.model.report import Report
from according.packs.loader import PackSet
from according.store.record import Record, open_record

SIZES = (10_000, 100_000, 1_000_000)
ASKS = 5
NEWS = 1_000
TOGETHER = 100


def run(data: Path, sizes: tuple[int, ...] = SIZES) -> Result:
    """Grow a record in the folder `data` to each of `sizes` claims and ask it. Figures are milliseconds."""
    metrics: dict[str, dict[str, float]] = {}
    named = os.environ.get("ACCORDING_RECORD", "")
    with open_record(named if "://" in named else data / "scale.sqlite", create=True) as record:
        for size in sizes:
            _grow(record, size - NEWS)
            first = _median(lambda _: control.answer(record, PackSet([])), asks=1)
            metrics[str(size)] = {"adding_1000_ms": _news(record, size), "who_holds_all_first_ms": first,
                                  "who_holds_all_after_news_ms": _median(
                                      lambda _: control.answer(record, PackSet([])), asks=1), **_asked(record)}
    return Result("scale", sizes[-1], metrics)


def _grow(record: Record, size: int) -> None:
    """Add reports until there are `size` claims, many in a transaction."""
    have = record.count_claims() // generated.CLAIMS_EACH
    for some in _batches(generated.reports(size // generated.CLAIMS_EACH - have, first=have)):
        record.add_many((report, claims, generated.MADE_BY) for report, claims in some)


def _batches(items: Iterable[tuple[Report, list[Claim]]]) -> Iterator[list[tuple[Report, list[Claim]]]]:
    source = iter(items)
    while some := list(islice(source, TOGETHER)):
        yield some


def _news(record: Record, size: int) -> float:
    """The milliseconds that it takes to bring a record to `size` claims, a report a transaction."""
    have = record.count_claims() // generated.CLAIMS_EACH
    fresh = list(generated.reports(max(0, size // generated.CLAIMS_EACH - have), first=have))

    def add() -> None:
        for report, claims in fresh:
            record.add(report, claims, generated.MADE_BY)

    return round(_took(add), 1)


def _asked(record: Record) -> dict[str, float]:
    packs = PackSet([])
    return {
        "who_holds_one_ms": _median(lambda n: control.answer(record, packs, place=generated.place_name(n * 7))),
        "who_holds_one_by_id_ms": _median(lambda n: control.answer(record, packs, place=f"generated:{n * 11}")),
        "who_holds_all_ms": _median(lambda n: control.answer(record, packs), asks=1),
        "search_ms": _median(lambda n: record.search(f'"Force {n} shelled" {n + 100}*')),
        "search_common_ms": _median(lambda n: record.search("shelled captured")),
        "claims_by_words_ms": _median(lambda n: list(record.claims(text=f'"Force {n} shelled"', limit=50))),
    }


def _median(ask: Callable[[int], object], asks: int = ASKS) -> float:
    return round(statistics.median(_took(partial(ask, number)) for number in range(1, asks + 1)), 1)


def _took(job: Callable[[], object]) -> float:
    """The milliseconds of a job: of the wall's clock, or, with ACCORDING_BENCH_CLOCK=processor, of this process alone,
    for a machine on which others are at work. A server's work is not in the latter."""
    clock = time.process_time if os.environ.get("ACCORDING_BENCH_CLOCK") == "processor" else time.perf_counter
    began = clock()
    job()
    return (clock() - began) * 1000
