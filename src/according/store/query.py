"""A question to the record, and the SQL that answers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from according.store.dialect import Dialect
from according.store.folding import fold
from according.store.schema import claim_actors, claim_sources, claims, supersessions


@dataclass(frozen=True, slots=True)
class Query:
    """Which claims; every field that is set must hold.

    `place`: id of a place; `places`: any of several, by id or, for what has no id, by folded name; `place_name`: its
    name in any case, with or without diacritics. `actor`: id or name, in any role; `agent`, `recipient`, `holder`:
    in that role. `source`: id or name anywhere in the chain of who says
    so. `text`: words of the quote. `on`: true on that day; `since`, `until`: true on some day between them; a claim
    without a time is left out of all three. `known_on`: published (or, undated, recorded) by the end of that day
    in UTC, or by that instant. `control`: only claims with (True) or without (False) a control block.
    `superseded`: also claims of codings that a later coding stands instead of.
    """

    report: str | None = None
    claim: str | None = None
    kind: str | None = None
    event_type: str | None = None
    mode: str | None = None
    place: str | None = None
    places: tuple[str, ...] | None = None
    place_name: str | None = None
    actor: str | None = None
    agent: str | None = None
    recipient: str | None = None
    holder: str | None = None
    source: str | None = None
    standing: str | None = None
    historical: bool | None = None
    control: bool | None = None
    text: str | None = None
    on: date | None = None
    since: date | None = None
    until: date | None = None
    known_on: date | datetime | None = None
    superseded: bool = False
    limit: int | None = None


def known_before(moment: date | datetime) -> datetime:
    """The first instant that is too late for `known_on`."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC) + timedelta(microseconds=1)
    if moment == date.max:
        return datetime.max.replace(tzinfo=UTC)
    return datetime.combine(moment + timedelta(days=1), time(), UTC)


def conditions(query: Query, dialect: Dialect) -> list[ColumnElement[bool]]:
    """The WHERE of a query."""
    out: list[ColumnElement[bool]] = []
    for value, column in (
        (query.report, claims.c.report), (query.claim, claims.c.id), (query.kind, claims.c.kind),
        (query.event_type, claims.c.event_type), (query.mode, claims.c.mode), (query.place, claims.c.place),
        (fold(query.place_name), claims.c.place_key), (query.standing, claims.c.standing),
        (query.historical, claims.c.historical),
    ):
        if value is not None:
            out.append(column == value)
    if query.places is not None:
        nameless = and_(claims.c.place.is_(None), claims.c.place_key.in_(query.places))
        out.append(or_(claims.c.place.in_(query.places), nameless))
    for who, role in ((query.actor, None), (query.agent, "agent"), (query.recipient, "recipient"),
                      (query.holder, "holder")):
        if who is not None:
            out.append(_acts(who, role))
    if query.source is not None:
        named = or_(claim_sources.c.source == query.source, claim_sources.c.name_key == fold(query.source))
        out.append(claims.c.seq.in_(select(claim_sources.c.claim).where(named)))
    if query.control is not None:
        out.append(claims.c.control_change.is_not(None) if query.control else claims.c.control_change.is_(None))
    if query.text is not None:
        out.append(dialect.claims_matching(query.text))
    if query.on is not None:
        out.append(_overlaps(query.on, query.on))
    if query.since is not None or query.until is not None:
        out.append(_overlaps(query.since, query.until))
    if query.known_on is not None:
        out.append(claims.c.known_at < known_before(query.known_on))
    if not query.superseded:
        out.append(~exists().where(supersessions.c.coding == claims.c.coding))
    return out


def _acts(who: str, role: str | None) -> ColumnElement[bool]:
    named = or_(claim_actors.c.actor == who, claim_actors.c.name_key == fold(who))
    wanted = select(claim_actors.c.claim).where(named if role is None else and_(named, claim_actors.c.role == role))
    return claims.c.seq.in_(wanted)


def _overlaps(first: date | None, last: date | None) -> ColumnElement[bool]:
    """Claims whose interval, open ends included, shares a day with `first` to `last`; timeless claims do not."""
    parts: list[ColumnElement[bool]] = []
    if last is not None:
        parts.append(claims.c.time_first <= last)
    if first is not None:
        parts.append(claims.c.time_last >= first)
    return and_(*parts)


def select_claims(query: Query, dialect: Dialect, *columns: ColumnElement[object]) -> Select[tuple[object, ...]]:
    """The claims in the order in which they became known, then in text order: the order of adding does not show."""
    wanted = conditions(query, dialect)
    # Walking all claims in order pays only where most of them are wanted, or few of them; otherwise they are found
    # by an index of their own and sorted then. An expression in place of the column says so to the planner.
    walk = query.limit is not None or len(wanted) < 2
    first = claims.c.known_at if walk else func.coalesce(claims.c.known_at, claims.c.recorded_at)
    statement = select(*(columns or (claims.c.body,))).where(*wanted)
    statement = statement.order_by(first, claims.c.report, claims.c.quote_start, claims.c.quote_end,
                                   claims.c.id, claims.c.coding)
    return statement.limit(query.limit) if query.limit is not None else statement
