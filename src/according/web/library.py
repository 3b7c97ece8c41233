"""What the page shows: one open record with its packs, and answers kept until the record changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Text, func, select, type_coerce

from according.packs.index import PackSet
from according.store.dialect import reading
from according.store.parts import parts
from according.store.query import Query, conditions, select_claims
from according.store.record import Record
from according.store.schema import claim_actors, claim_sources, claims, judgements
from according.web.columns import Columns

T = TypeVar("T")
KEPT = 256
FACETS = 60


class Library:
    """A record, its packs, and the answers already worked out. `released` is the profile's name in public mode."""

    def __init__(self, record: Record, packs: PackSet, released: str | None = None) -> None:
        self.record = record
        self.packs = packs
        self.released = released
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._at_work: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()
        self._columns = Columns()

    def version(self) -> tuple[int, int]:
        """What changes whenever the record does: its last claim and its last judgement."""
        with reading(self.record.engine) as connection:
            row = connection.execute(select(select(func.max(claims.c.seq)).scalar_subquery(),
                                            select(func.max(judgements.c.seq)).scalar_subquery())).one()
        return row[0] or 0, row[1] or 0

    def kept(self, key: Hashable, work: Callable[[], T]) -> T:
        """The answer under `key` for the record as it is now; worked out at most once while it stays so.

        Whoever asks while another works it out waits for that one: fifty who open the page at once cost one.
        """
        full = (self.version(), key)
        found: T | None = self._found(full)
        if found is not None:
            return found
        with self._lock:
            at_it = self._at_work.setdefault(full, threading.Lock())
        with at_it:
            found = self._found(full)
            if found is not None:
                return found
            made = work()
            with self._lock:
                self._at_work.pop(full, None)
                self._answers[full] = made
                while len(self._answers) > KEPT:
                    self._answers.popitem(last=False)
        return made

    def _found(self, full: Hashable) -> Any:
        with self._lock:
            if full in self._answers:
                self._answers.move_to_end(full)
            return self._answers.get(full)

    # -- figures straight from the tables ---------------------------------------------------------------------------

    def page(self, query: Query, offset: int, limit: int,
             total: int | None = None) -> tuple[int, list[dict[str, Any]]]:
        """How many claims meet `query` (`total` where that is known), and the JSON of those from `offset` on."""
        statement = select_claims(query, self.record.dialect).offset(offset).limit(limit)
        with reading(self.record.engine) as connection:
            rows: list[Any] = [body for (body,) in connection.execute(statement)]
        return self.record.count_claims(query) if total is None else total, rows

    def bounds(self) -> dict[str, date | None]:
        """First and last day of both clocks, open ends left out."""
        dated = select(func.min(claims.c.time_first), func.max(claims.c.time_last))
        with reading(self.record.engine) as connection:
            first, _ = connection.execute(dated.where(claims.c.time_first > date.min)).one()
            _, last = connection.execute(dated.where(claims.c.time_last < date.max)).one()
            told = connection.execute(select(func.min(claims.c.known_at), func.max(claims.c.known_at))).one()
        return {"first": first, "last": last, "known_first": _day(told[0]), "known_last": _day(told[1])}

    def days(self) -> dict[str, list[tuple[str, int]]]:
        """Claims a day: `on` by the last day they may speak of, `known` by the day they were published."""
        last, known = claims.c.time_last, func.date(claims.c.known_at)
        with reading(self.record.engine) as connection:
            on = connection.execute(select(last, func.count()).where(last.is_not(None), last < date.max)
                                    .group_by(last).order_by(last)).all()
            told = connection.execute(select(known, func.count()).group_by(known).order_by(known)).all()
        return {"on": [(day.isoformat(), n) for day, n in on], "known": [(str(day), n) for day, n in told]}

    def speaking_of(self, event_type: str) -> list[str]:
        """Actors that speak of claims of a type and are told of in some, those who speak most first."""
        of_type = select(claims.c.seq).where(*conditions(Query(event_type=event_type), self.record.dialect))
        told = select(claim_actors.c.actor).where(claim_actors.c.claim.in_(of_type))
        source = claim_sources.c.source
        speaking = (select(source).where(claim_sources.c.claim.in_(of_type), source.in_(told), source.contains(":"))
                    .group_by(source).order_by(func.count().desc(), source).limit(FACETS))
        with reading(self.record.engine) as connection:
            return [row.source for row in connection.execute(speaking)]

    def facets(self, query: Query) -> tuple[int, dict[str, list[dict[str, Any]]]]:
        """How many claims of `query` there are; and by kind, type, standing, place, actor, source and publisher."""
        matching = select(claims.c.seq).where(*conditions(query, self.record.dialect))
        with reading(self.record.engine) as connection:
            numbers = list(connection.scalars(matching))
            counted = self._columns.counted(connection, numbers, FACETS)
            latest = self._columns.latest(numbers, [place for place, _ in counted["place"]])
            bodies = _bodies(connection, list(latest.values()))
        named = {place: bodies[number]["place"]["name"] for place, number in latest.items()}
        labels: dict[str, Callable[[str], str]] = {"place": lambda key: named[key] or key, "actor": self.name_of,
                                                   "source": self.name_of}
        return len(numbers), {
            name: [{"value": value, "label": labels.get(name, str)(value), "n": n} for value, n in pairs]
            for name, pairs in counted.items()}

    def places(self) -> dict[str, dict[str, Any]]:
        """Every place of the record by id, as its latest claim gives it."""
        return self.kept("places", self._places)

    def _places(self) -> dict[str, dict[str, Any]]:
        with reading(self.record.engine) as connection:
            rows = connection.execute(select(claims.c.place, func.max(claims.c.seq), func.count())
                                      .where(claims.c.place.is_not(None)).group_by(claims.c.place)).all()
            bodies = _bodies(connection, [row[1] for row in rows])
        out = {}
        for key, seq, n in rows:
            place = bodies[seq]["place"]
            out[key] = {"id": key, "name": place["name"] or place["text"] or key, "kind": place["kind"],
                        "country": place["country"], "lat": place["lat"], "lon": place["lon"],
                        "radius_km": place["radius_km"], "precision": place["precision"], "claims": n}
        return out

    def controlled(self, known_on: date | None) -> list[tuple[str, int]]:
        """The places that claims of control are about, by id or folded name, with how many: those with most first."""
        key = func.coalesce(claims.c.place, claims.c.place_key)
        where = conditions(Query(control=True, known_on=known_on), self.record.dialect)
        told = (select(key, func.count()).where(*where, key.is_not(None)).group_by(key)
                .order_by(func.count().desc(), key))
        with reading(self.record.engine) as connection:
            return [(row[0], row[1]) for row in connection.execute(told)]

    def told_places(self) -> set[str]:
        """Places of which control is told in so many words, and not only taken over from elsewhere in a report."""

        def work() -> set[str]:
            # Of the parts of a claim only its place has `why` after `inherited`; this asks the same of every database.
            own = type_coerce(claims.c.body, Text).like('%"inherited":null,"why":%')
            with reading(self.record.engine) as connection:
                return {key for (key,) in connection.execute(
                    select(claims.c.place).distinct().where(claims.c.place.is_not(None), own,
                                                            claims.c.control_change.is_not(None)))}

        return self.kept("told places", work)

    def name_of(self, actor: str) -> str:
        """An actor's name by the packs, or what was given."""
        known = self.packs.actors.get(actor)
        return known.name if known else actor


def _bodies(connection: Any, numbers: list[int]) -> dict[int, dict[str, Any]]:
    """Claims' JSON by sequence number."""
    out: dict[int, dict[str, Any]] = {}
    for some in parts(numbers):
        told = select(claims.c.seq, claims.c.body).where(claims.c.seq.in_(some))
        out.update((seq, body) for seq, body in connection.execute(told))
    return out


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
