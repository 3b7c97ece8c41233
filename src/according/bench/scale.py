"""`according bench scale --data FOLDER`: how a record answers as it grows from 10^4 to 10^6 generated claims.

A record is made in FOLDER and kept there for the next size. Each figure is the median of several asks, in
milliseconds: who holds one place, all places, 1,000 claims added, a full-text search.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from according.answer import control
from according.bench import generated
from according.bench.result import Result
from according.packs.loader import PackSet
from according.store.record import Record, open_record

SIZES = (10_000, 100_000, 1_000_000)
ASKS = 5


def run(data: Path, sizes: tuple[int, ...] = SIZES) -> Result:
    """Grow a record in the folder `data` to each of `sizes` claims and ask it. Figures are milliseconds."""
    metrics: dict[str, dict[str, float]] = {}
    with open_record(data / "scale.sqlite", create=True) as record:
        for size in sizes:
            grown = _grow(record, size)
            metrics[str(size)] = {"adding_1000_ms": round(grown, 1), **_asked(record)}
    return Result("scale", sizes[-1], metrics)


def _grow(record: Record, size: int) -> float:
    """Add reports until there are `size` claims; gives the milliseconds that the last 1,000 claims took."""
    have = record.count_claims() // generated.CLAIMS_EACH
    wanted = size // generated.CLAIMS_EACH
    began = time.perf_counter()
    for number, (report, claims) in enumerate(generated.reports(wanted - have, first=have), have):
        if number == wanted - 100:
            began = time.perf_counter()
        record.add(report, claims, generated.MADE_BY)
    return (time.perf_counter() - began) * 1000


def _asked(record: Record) -> dict[str, float]:
    packs = PackSet([])
    return {
        "who_holds_one_ms": _median(lambda n: control.answer(record, packs, place=generated.place_name(n * 7))),
        "who_holds_one_by_id_ms": _median(lambda n: control.answer(record, packs, place=f"generated:{n * 11}")),
        "who_holds_all_ms": _median(lambda n: control.answer(record, packs), asks=1),
        "search_ms": _median(lambda n: record.search(f"shelled {n}")),
    }


def _median(ask: Callable[[int], object], asks: int = ASKS) -> float:
    took = []
    for number in range(1, asks + 1):
        began = time.perf_counter()
        ask(number)
        took.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(took), 1)
