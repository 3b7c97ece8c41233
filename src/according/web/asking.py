"""The filters that every view has, read from the address; odd values are refused in words, never guessed at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Query as Param

from according.answer.selection import Filters
from according.store.query import Query

EARLIEST, LATEST = date(1800, 1, 1), date(2200, 1, 1)
Day = Annotated[date | None, Param(ge=EARLIEST, le=LATEST)]
Name = Annotated[str | None, Param(max_length=200)]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page is narrowed to."""

    on: date | None = None
    known_on: date | None = None
    since: date | None = None
    until: date | None = None
    place: str | None = None
    actor: str | None = None
    source: str | None = None
    standing: str | None = None
    type: str | None = None
    kind: str | None = None
    text: str | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """The same for the same question."""
        return (self.on, self.known_on, self.since, self.until, self.place, self.actor, self.source, self.standing,
                self.type, self.kind, self.text)

    def filters(self) -> Filters:
        """As the rooms of `answer` take them."""
        return Filters(self.place, self.actor, self.source, self.on, self.since, self.until, self.known_on,
                       self.standing)

    def query(self, by_id: bool = True) -> Query:
        """As the record takes them; a place by its id, or by its name."""
        return Query(kind=self.kind, event_type=self.type, actor=self.actor, source=self.source,
                     standing=self.standing, text=self.text, on=self.on, since=self.since, until=self.until,
                     known_on=self.known_on, place=self.place if by_id else None,
                     place_name=None if by_id else self.place)


def asked(
    on: Day = None,
    known_on: Day = None,
    since: Annotated[date | None, Param(alias="from", ge=EARLIEST, le=LATEST)] = None,
    until: Annotated[date | None, Param(alias="to", ge=EARLIEST, le=LATEST)] = None,
    place: Name = None,
    actor: Name = None,
    source: Name = None,
    standing: Name = None,
    type: Name = None,
    kind: Name = None,
    text: Name = None,
) -> Asked:
    """The filters of a request."""
    clean = [_clean(value) for value in (place, actor, source, standing, type, kind, text)]
    return Asked(on, known_on, since, until, *clean)


def _clean(value: str | None) -> str | None:
    """Without the characters that no name has and no index takes; nothing left is no filter."""
    return "".join(c for c in value if c.isprintable()).strip() or None if value else None
