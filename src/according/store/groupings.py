"""Claims put together into incidents, kept so that only what is new has to be compared.

Never authoritative: the claims are, and the tables may be emptied at any time. A grouping belongs to a question (which
rules, which packs). Claims are taken in as they are asked about; each that is has a row, with its incident, or with
none where it tells of no happening. A change is only kept if nobody else has changed the grouping since it was read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select, update

from according.model.claim import Claim
from according.model.report import Report
from according.store.computed import Overtaken, mark_now, reports_of
from according.store.dialect import Dialect
from according.store.parts import parts
from according.store.query import Query, conditions
from according.store.schema import (
    claims,
    computed_groupings,
    computed_happenings,
    computed_incidents,
    computed_pairs,
    computed_victims,
    judgements,
    supersessions,
)

MOST_KEPT = 2
_HAPPENING, _PAIR, _VICTIM = computed_happenings.c, computed_pairs.c, computed_victims.c
_INCIDENT, _GROUPING = computed_incidents.c, computed_groupings.c


class Seen(NamedTuple):
    """How far a grouping has seen: every claim up to a number, the codings that were superseded, the judgements."""

    claim: int
    coding: int
    judgement: int


@dataclass(frozen=True, slots=True)
class Grouping:
    """A grouping as it was read; `changed` counts its changes."""

    number: int
    seen: Seen
    changed: int


class Happening(NamedTuple):
    """A claim that was taken in: its number, its incident (None: it tells of none), and the days (as ordinals) that it
    may be told of (None: nobody knows when)."""

    claim: int
    incident: str | None
    first: int | None
    last: int | None


class IncidentRow(NamedTuple):
    """An incident as it is kept: `in_time` is text by which incidents stand in order of time."""

    incident: str
    in_time: str
    event_type: str | None
    history: str
    body: str


class Told(NamedTuple):
    """A claim with its number and its report."""

    number: int
    claim: Claim
    report: Report


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a grouping: incidents that are no more, and that are new; claims as they are now, and those that
    are gone; pairs (two numbers and a score) and victims (a family name and a number) to be put beside what is kept."""

    ended: Collection[str] = ()
    made: Sequence[IncidentRow] = ()
    placed: Sequence[Happening] = ()
    gone: Collection[int] = ()
    pairs: Sequence[tuple[int, int, float]] = ()
    victims: Sequence[tuple[str, int]] = field(default=())


def now(connection: Connection) -> Seen:
    """What there is to be seen."""
    return Seen(*mark_now(connection), connection.scalar(select(func.max(judgements.c.seq))) or 0)


def grouping_of(connection: Connection, question: str) -> Grouping | None:
    """The grouping of a question; None when there is none."""
    row = connection.execute(select(computed_groupings).where(_GROUPING.question == question)).first()
    return Grouping(row.number, Seen(row.claim, row.coding, row.judgement), row.changed) if row else None


def begin(connection: Connection, question: str, at: datetime) -> None:
    """Make an empty grouping, and forget those that were used least lately. For use inside a writing transaction."""
    if grouping_of(connection, question) is None:
        seen = now(connection)
        connection.execute(insert(computed_groupings).values(
            question=question, claim=0, coding=seen.coding, judgement=seen.judgement, changed=0, at=at))
        forget(connection, but=MOST_KEPT)


def forget(connection: Connection, but: int = 0) -> None:
    """Empty the tables of all groupings but those that were changed last."""
    latest = list(connection.scalars(select(_GROUPING.number).order_by(_GROUPING.at.desc(), _GROUPING.number.desc())
                                     .limit(but)))
    for table in (computed_happenings, computed_pairs, computed_victims, computed_incidents):
        connection.execute(delete(table).where(table.c.grouping.not_in(latest)))
    connection.execute(delete(computed_groupings).where(_GROUPING.number.not_in(latest)))


# -- what is new ----------------------------------------------------------------------------------------------------


def not_taken(connection: Connection, grouping: Grouping, dialect: Dialect, *queries: Query) -> list[int]:
    """The numbers of the claims that stand, meet one of the queries, and were not taken in yet: those known last come
    first."""
    taken = select(_HAPPENING.claim).where(_HAPPENING.grouping == grouping.number, _HAPPENING.claim == claims.c.seq)
    wanted = [_any_of(queries or (Query(),), dialect), claims.c.seq > grouping.seen.claim, ~taken.exists()]
    return list(connection.scalars(select(claims.c.seq).where(*wanted).order_by(claims.c.known_at.desc(),
                                                                                claims.c.seq.desc())))


def not_among(connection: Connection, grouping: Grouping, numbers: Sequence[int]) -> list[int]:
    """Those of some claims that were not taken in yet."""
    return [number for some in parts([n for n in numbers if n > grouping.seen.claim])
            for number in set(some).difference(connection.scalars(select(_HAPPENING.claim).where(
                _HAPPENING.grouping == grouping.number, _HAPPENING.claim.in_(some))))]


def spans(connection: Connection, numbers: Sequence[int]) -> Iterator[tuple[date | None, date | None]]:
    """The first and last days that claims are about, and for want of a last one that on which they became known."""
    for some in parts(numbers):
        for first, last, known in connection.execute(
                select(claims.c.time_first, claims.c.time_last, claims.c.known_at).where(claims.c.seq.in_(some))):
            open_end = last is None or last == date.max
            yield None if first == date.min else first, known.date() if open_end else last


def superseded(connection: Connection, grouping: Grouping) -> list[int]:
    """The numbers of the claims that were taken in and whose coding another stands instead of since."""
    gone = select(supersessions.c.coding).where(supersessions.c.by_coding > grouping.seen.coding)
    return list(connection.scalars(
        select(_HAPPENING.claim).join(claims, claims.c.seq == _HAPPENING.claim)
        .where(_HAPPENING.grouping == grouping.number, claims.c.coding.in_(gone))))


def judged_since(connection: Connection, grouping: Grouping) -> set[str]:
    """What the judgements that came since are about."""
    found = connection.scalars(select(judgements.c.subjects).where(judgements.c.seq > grouping.seen.judgement))
    return {subject for subjects in found for subject in subjects}


def told(connection: Connection, numbers: Sequence[int]) -> Iterator[Told]:
    """Claims by number, with their reports."""
    made: dict[str, Report] = {}
    for some in parts(numbers):
        rows = connection.execute(select(claims.c.seq, claims.c.report, claims.c.body).where(claims.c.seq.in_(some)))
        found = rows.all()
        made.update({report.id: report for report in reports_of(
            connection, {row.report for row in found} - made.keys())})
        yield from (Told(row.seq, Claim.from_json(row.body), made[row.report]) for row in found)


# -- what is kept ---------------------------------------------------------------------------------------------------


def numbers_of(connection: Connection, ids: Iterable[str]) -> list[int]:
    """The numbers of claims by id."""
    return [number for some in parts(sorted(ids)) for number in connection.scalars(
        select(claims.c.seq).where(claims.c.id.in_(some)))]


def taken_of(connection: Connection, grouping: int, ids: Iterable[str]) -> dict[str, int]:
    """Claims by id that were taken in and tell of a happening, with their numbers."""
    found = [(row.seq, row.id) for some in parts(sorted(ids)) for row in connection.execute(
        select(claims.c.seq, claims.c.id).where(claims.c.id.in_(some)))]
    home = incidents_holding(connection, grouping, [number for number, _ in found])
    return {key: number for number, key in found if number in home}


def near(connection: Connection, grouping: int, first: int, last: int) -> list[int]:
    """Claims, by number, whose days meet those from `first` to `last`."""
    return list(connection.scalars(select(_HAPPENING.claim).where(
        _HAPPENING.grouping == grouping, _HAPPENING.last >= first, _HAPPENING.first <= last)))


def with_victims(connection: Connection, grouping: int, families: Collection[str]) -> list[int]:
    """Claims, by number, that name a dead of one of these families."""
    return [number for some in parts(sorted(families)) for number in connection.scalars(
        select(_VICTIM.claim).where(_VICTIM.grouping == grouping, _VICTIM.family.in_(some)))]


def in_reports(connection: Connection, grouping: int, ids: Collection[str]) -> list[int]:
    """Claims, by number, of some reports that tell of a happening."""
    found = [number for some in parts(sorted(ids)) for number in connection.scalars(
        select(claims.c.seq).where(claims.c.report.in_(some)))]
    return list(incidents_holding(connection, grouping, found))


def incidents_holding(connection: Connection, grouping: int, numbers: Iterable[int]) -> dict[int, str]:
    """Claims by number, with their incidents; those that are in none are left out."""
    return {claim: incident for some in parts(sorted(numbers)) for claim, incident in connection.execute(
        select(_HAPPENING.claim, _HAPPENING.incident)
        .where(_HAPPENING.grouping == grouping, _HAPPENING.claim.in_(some))) if incident is not None}


def claims_in(connection: Connection, grouping: int, incidents: Iterable[str]) -> list[tuple[str, int]]:
    """The claims of incidents: an incident and a number each."""
    return [(incident, claim) for some in parts(sorted(incidents)) for incident, claim in connection.execute(
        select(_HAPPENING.incident, _HAPPENING.claim)
        .where(_HAPPENING.grouping == grouping, _HAPPENING.incident.in_(some)))]


def paired_with(connection: Connection, grouping: int, numbers: Iterable[int]) -> set[int]:
    """Claims, by number, that have a pair with one of these."""
    out: set[int] = set()
    for some in parts(sorted(numbers)):
        for end, far in ((_PAIR.one, _PAIR.other), (_PAIR.other, _PAIR.one)):
            out.update(connection.scalars(select(far).where(_PAIR.grouping == grouping, end.in_(some))))
    return out


def pairs_among(connection: Connection, grouping: int, numbers: Collection[int]) -> list[tuple[int, int, float]]:
    """Pairs both of which are among these."""
    wanted = frozenset(numbers)
    return [(one, other, score) for some in parts(sorted(wanted)) for one, other, score in connection.execute(
        select(_PAIR.one, _PAIR.other, _PAIR.score).where(_PAIR.grouping == grouping, _PAIR.one.in_(some)))
        if other in wanted]


def incidents_kept(connection: Connection, grouping: int) -> list[str]:
    """All incidents."""
    return list(connection.scalars(select(_INCIDENT.incident).where(_INCIDENT.grouping == grouping)))


def rows_of(connection: Connection, grouping: int, incidents: Iterable[str]) -> dict[str, IncidentRow]:
    """Incidents as they are kept."""
    return {row.incident: IncidentRow(row.incident, row.in_time, row.event_type, row.history, row.body)
            for some in parts(sorted(incidents)) for row in connection.execute(
                select(computed_incidents).where(_INCIDENT.grouping == grouping, _INCIDENT.incident.in_(some)))}


def in_order(connection: Connection, grouping: int, dialect: Dialect, queries: Sequence[Query],
             event_type: str | None = None) -> list[tuple[str, str]]:
    """The incidents that hold a claim of one of the queries, in order of time, each with the text it is ordered by."""
    # The claims first, then the happening of each by its key: written so that the planner sees no other way.
    held = select(_HAPPENING.incident).where(
        _HAPPENING.grouping == grouping, _HAPPENING.claim.in_(select(claims.c.seq).where(_any_of(queries, dialect))))
    wanted = select(_INCIDENT.in_time, _INCIDENT.incident).where(
        _INCIDENT.grouping == grouping, _INCIDENT.incident.in_(held))
    if event_type is not None:
        wanted = wanted.where(_INCIDENT.event_type == event_type)
    return sorted((row.in_time, row.incident) for row in connection.execute(wanted))


def among(connection: Connection, dialect: Dialect, numbers: Sequence[int], queries: Sequence[Query]) -> set[int]:
    """Those of some claims, by number, that meet one of some queries."""
    return {number for some in parts(numbers) for number in connection.scalars(
        select(claims.c.seq).where(claims.c.seq.in_(some), _any_of(queries, dialect)))}


def _any_of(queries: Sequence[Query], dialect: Dialect) -> ColumnElement[bool]:
    return or_(*(and_(*conditions(query, dialect)) for query in queries))


# -- keeping --------------------------------------------------------------------------------------------------------


def keep(connection: Connection, before: Grouping, change: Change, seen: Seen, at: datetime) -> None:
    """Keep a change. For use inside a writing transaction; raises Overtaken when the grouping is another by now."""
    number = before.number
    kept = connection.execute(
        update(computed_groupings).where(_GROUPING.number == number, _GROUPING.changed == before.changed)
        .values(changed=before.changed + 1, claim=seen.claim, coding=seen.coding, judgement=seen.judgement, at=at))
    if kept.rowcount != 1:
        raise Overtaken(str(number))
    placed = {one.claim for one in change.placed}
    for some in parts(sorted(change.ended)):
        connection.execute(delete(computed_incidents).where(_INCIDENT.grouping == number,
                                                            _INCIDENT.incident.in_(some)))
    for left in parts(sorted({*change.gone, *placed})):
        connection.execute(delete(computed_happenings).where(_HAPPENING.grouping == number,
                                                             _HAPPENING.claim.in_(left)))
    for left in parts(sorted(change.gone)):
        connection.execute(delete(computed_pairs).where(
            _PAIR.grouping == number, or_(_PAIR.one.in_(left), _PAIR.other.in_(left))))
        connection.execute(delete(computed_victims).where(_VICTIM.grouping == number, _VICTIM.claim.in_(left)))
    _put(connection, number, change)


def _put(connection: Connection, number: int, change: Change) -> None:
    rows: list[tuple[Any, list[dict[str, Any]]]] = [
        (computed_happenings, [{"grouping": number, **one._asdict()} for one in change.placed]),
        (computed_incidents, [{"grouping": number, **row._asdict()} for row in change.made]),
        (computed_pairs, [{"grouping": number, "one": one, "other": other, "score": score}
                          for one, other, score in change.pairs]),
        (computed_victims, [{"grouping": number, "family": family, "claim": claim}
                            for family, claim in change.victims]),
    ]
    for table, new in rows:
        if new:
            connection.execute(insert(table), new)
