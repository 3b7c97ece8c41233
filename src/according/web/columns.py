"""What facets count, column by column in memory: a filter that takes in half of a large record is counted at once.

Claims are never changed, so a column only grows: each question first reads what came since the last one. Which claims
a filter takes in, and which of them stand, is asked of the record each time.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, func, select

from according.store.schema import claim_actors, claim_sources, claims, reports

_PLAIN = ("kind", "type", "standing", "place", "publisher")
_LISTED = {"actor": (claim_actors, claim_actors.c.actor), "source": (claim_sources, claim_sources.c.source)}


class Columns:
    """The values of every claim by its number, from 1: one or None of the plain ones, several of the listed ones."""

    def __init__(self) -> None:
        self._plain: dict[str, list[str | None]] = {name: [None] for name in _PLAIN}
        self._listed: dict[str, list[tuple[str, ...]]] = {name: [()] for name in _LISTED}
        self._same: dict[Any, Any] = {}
        self._lock = threading.Lock()

    def counted(self, connection: Connection, numbers: Sequence[int], most: int) -> dict[str, list[tuple[str, int]]]:
        """How many of the claims with these numbers have which value, the `most` frequent of each column."""
        with self._lock:
            self._read_on(connection)
        picked = itemgetter(*numbers) if len(numbers) > 1 else (lambda column: tuple(column[n] for n in numbers))
        out = {name: _frequent(Counter(picked(column)), most) for name, column in self._plain.items()}
        for name, column in self._listed.items():
            out[name] = _frequent(Counter(chain.from_iterable(picked(column))), most)
        return out

    def latest(self, numbers: Iterable[int], places: Iterable[str]) -> dict[str, int]:
        """The highest of the numbers whose claim has a place, for each of the places."""
        wanted, column, out = set(places), self._plain["place"], dict[str, int]()
        for number in sorted(numbers, reverse=True):
            place = column[number]
            if place in wanted and place is not None:
                out[place] = number
                wanted.discard(place)
                if not wanted:
                    break
        return out

    def _read_on(self, connection: Connection) -> None:
        last = len(self._plain["kind"]) - 1
        told = (select(claims.c.seq, claims.c.kind, claims.c.event_type, claims.c.standing, claims.c.place,
                       reports.c.publisher).join(reports, reports.c.id == claims.c.report)
                .where(claims.c.seq > last).order_by(claims.c.seq))
        for seq, *values in connection.execute(told):
            for name, value in zip(_PLAIN, values, strict=True):
                _put(self._plain[name], seq, self._same.setdefault(value, value), None)
        for name, (table, key) in _LISTED.items():
            shown = func.coalesce(key, table.c.name_key)
            rows = connection.execute(select(table.c.claim, shown).where(table.c.claim > last, shown.is_not(None))
                                      .order_by(table.c.claim))
            for seq, some in groupby(rows, key=itemgetter(0)):
                values_of = tuple(sorted({value for _, value in some}))
                _put(self._listed[name], seq, self._same.setdefault(values_of, values_of), ())
            _put(self._listed[name], len(self._plain["kind"]) - 1, None, ())


def _put(column: list[Any], number: int, value: Any, nothing: Any) -> None:
    """Put a value at its number, `nothing` at those before it that have none; None puts nothing at all there."""
    column.extend([nothing] * (number + 1 - len(column)))
    if value is not None:
        column[number] = value


def _frequent(counts: Counter[Any], most: int) -> list[tuple[str, int]]:
    """The most frequent values, in the order of their names where they are as many."""
    del counts[None]
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
