"""What was computed of each place, kept so that only what is new has to be read again.

Never authoritative: the claims are. The tables may be emptied at any time, and then the next question takes longer.
For each question (which rules, which packs) a place has a row, with a mark that says which claims it has seen, and
rows of stretches of its past. The mark of the question says that every place has seen at least that much. A row is
only ever replaced by one that has seen as much or more, so that processes may work at the same time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, func, insert, or_, select, tuple_, update

from according.model.claim import Claim
from according.model.report import Report
from according.store.parts import parts
from according.store.rows import report_of
from according.store.schema import (
    claims,
    codings,
    computed_places,
    computed_questions,
    computed_stretches,
    reports,
    supersessions,
)

MOST_KEPT = 4
FEW = 20_000  # claims that are sooner read through than looked up place by place
# What is new is found by its number, and not by an index of the places: an expression says so to the planner.
_OF_CONTROL = func.length(claims.c.control_change) > 0
_KEY = func.coalesce(claims.c.place, claims.c.place_key)


class Mark(NamedTuple):
    """How far a reader has seen: the highest numbers of a claim and of a coding, 0 for none."""

    claim: int
    coding: int


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """What is kept of a place: `body` says what its past is made of, `voices` which reports told of it in their own
    voice, `state` who has it now. A field that was not asked for is None."""

    place: str
    mark: Mark
    body: str | None = None
    voices: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A place as it is to be kept: its row (None: nothing is told of it any more; its `voices` None: as they are), the
    texts of the stretches that are new, the numbers of those that are gone; `anew`: of all that were there before.
    `before` is the mark of the row that it builds on."""

    place: str
    row: PlaceRow | None
    before: Mark | None = None
    written: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    gone: Collection[int] = ()
    anew: bool = False


class Overtaken(Exception):
    """Another process has kept the place meanwhile; what was computed builds on what is no more."""


class Told(NamedTuple):
    """A claim of control with its report, and when it became known."""

    place: str
    claim: Claim
    report: Report
    known_at: datetime


def mark_now(connection: Connection) -> Mark:
    """The mark of everything that is in the record."""
    return Mark(connection.scalar(select(func.max(claims.c.seq))) or 0,
                connection.scalar(select(func.max(codings.c.seq))) or 0)


def mark_of(connection: Connection, question: str) -> Mark | None:
    """What every place has seen for a question; None when it was never asked or is forgotten."""
    row = connection.execute(select(computed_questions).where(computed_questions.c.question == question)).first()
    return Mark(row.claim, row.coding) if row else None


def has_controlled(connection: Connection, least: int) -> bool:
    """Whether there are at least so many claims of control."""
    some = select(claims.c.seq).where(claims.c.control_change.is_not(None)).limit(least).subquery()
    return (connection.scalar(select(func.count()).select_from(some)) or 0) >= least


def controlled_places(connection: Connection) -> list[str]:
    """Keys (id, or folded name without one) of the places that claims of control are about."""
    told = select(_KEY).where(claims.c.control_change.is_not(None), _KEY.is_not(None)).distinct()
    return sorted(connection.scalars(told))


def places_named(connection: Connection, name_key: str) -> list[str]:
    """Keys of the places that claims of control call so."""
    told = select(_KEY).where(claims.c.place_key == name_key, claims.c.control_change.is_not(None)).distinct()
    return sorted(connection.scalars(told))


def places_with_news(connection: Connection, since: Mark, place: str | None = None) -> tuple[set[str], set[str]]:
    """Keys of the places of claims of control that were added after a mark, and of those that were superseded; of one
    place only, where it is named."""
    told = select(_KEY).where(_OF_CONTROL, _KEY.is_not(None)).distinct()
    gone = select(supersessions.c.coding).where(supersessions.c.by_coding > since.coding)
    added = set(connection.scalars(told.where(claims.c.seq > since.claim)))
    superseded = set(connection.scalars(told.where(claims.c.coding.in_(gone))))
    return (added, superseded) if place is None else (added & {place}, superseded & {place})


def told_of(connection: Connection, places: Sequence[str], after: int = 0) -> Iterator[Told]:
    """The claims of control about places that stand, as they became known; or, in any order, those of them with a
    number higher than `after`."""
    superseded = select(supersessions.c.coding).where(supersessions.c.coding == claims.c.coding).exists()
    statement = (
        select(_KEY.label("key"), claims.c.body, claims.c.known_at, reports.c.body.label("about"), reports.c.text)
        .join(reports, reports.c.id == claims.c.report).where(~superseded))
    order = (claims.c.known_at, claims.c.report, claims.c.quote_start, claims.c.quote_end, claims.c.id)
    if after and (connection.scalar(select(func.max(claims.c.seq))) or 0) - after <= FEW:
        wanted = set(places)
        new = connection.execute(select(claims.c.seq, _KEY.label("key")).where(claims.c.seq > after, _OF_CONTROL))
        found = [row.seq for row in new if row.key in wanted]  # the claims themselves are long: read those alone
        statements = [statement.where(claims.c.seq.in_(some)) for some in parts(found)]
    else:
        statements = [statement.where(claims.c.control_change.is_not(None), claims.c.seq > after, _is_at(some))
                      .order_by(*order) for some in parts(places)]
    for row in (row for some in statements for row in connection.execute(some)):
        yield Told(row.key, Claim.from_json(row.body), report_of(row.about, row.text), row.known_at)


def told_by_place(connection: Connection, places: Sequence[str], after: int = 0) -> dict[str, list[Told]]:
    """The same, place by place."""
    out: dict[str, list[Told]] = {}
    for told in told_of(connection, places, after):
        out.setdefault(told.place, []).append(told)
    return out


def reports_of(connection: Connection, ids: Iterable[str]) -> list[Report]:
    """Reports by id."""
    return [report_of(row.body, row.text) for some in parts(sorted(ids)) for row in connection.execute(
        select(reports.c.body, reports.c.text).where(reports.c.id.in_(some)))]


def place_rows(connection: Connection, question: str, places: Sequence[str] | None = None,
               *wanted: str) -> dict[str, PlaceRow]:
    """What is kept of places (None: of all), with the fields that are wanted."""
    t = computed_places.c
    statement = select(t.place, t.claim, t.coding, *(t[name] for name in wanted)).where(t.question == question)
    statements = [statement] if places is None else [statement.where(t.place.in_(some)) for some in parts(places)]
    return {row.place: PlaceRow(row.place, Mark(row.claim, row.coding), **{n: getattr(row, n) for n in wanted})
            for part in statements for row in connection.execute(part)}


def stretches(connection: Connection, question: str,
              wanted: Sequence[tuple[str, int]]) -> dict[tuple[str, int], tuple[str, str]]:
    """The texts of stretches by place and number: what is told in each, and the state at its end."""
    t = computed_stretches.c
    return {(row.place, row.number): (row.told, row.after) for some in parts(wanted) for row in connection.execute(
        select(t.place, t.number, t.told, t.after).where(t.question == question, tuple_(t.place, t.number).in_(some)))}


def told_stretches(connection: Connection, question: str, place: str) -> list[str]:
    """What is told in each stretch of a place."""
    t = computed_stretches.c
    return list(connection.scalars(select(t.told).where(t.question == question, t.place == place)))


def keep(connection: Connection, question: str, changes: Iterable[Change], mark: Mark) -> None:
    """Keep places as they are at `mark`. One that another process has kept with a later mark stays as that has it.
    For use inside a writing transaction; raises Overtaken where a change builds on what is no more."""
    given = {change.place: change for change in changes}
    there = place_rows(connection, question, list(given))
    anew: list[str] = []
    places: list[dict[str, Any]] = []
    gone: list[dict[str, Any]] = []
    told: list[dict[str, Any]] = []
    for place, change in given.items():
        before = there[place].mark if place in there else None
        if before is not None and before.claim >= mark.claim and before.coding >= mark.coding and before != mark:
            continue
        if not change.anew and before != change.before:
            raise Overtaken(place)
        if change.anew:
            anew.append(place)
        else:
            gone += [{"q": question, "p": place, "n": number} for number in {*change.gone, *change.written}]
        told += [{"question": question, "place": place, "number": number, "told": text, "after": after}
                 for number, (text, after) in change.written.items()]
        if change.row is not None:
            places.append({"q": question, "p": place, "claim": mark.claim, "coding": mark.coding,
                           **{name: getattr(change.row, name) for name in ("body", "voices", "state")},
                           "new": change.anew or before is None})
    for some in parts(anew):
        for table in (computed_places, computed_stretches):
            connection.execute(delete(table).where(table.c.question == question, table.c.place.in_(some)))
    _put(connection, places, gone, told)


def _put(connection: Connection, places: list[dict[str, Any]], gone: list[dict[str, Any]],
         told: list[dict[str, Any]]) -> None:
    """A few statements for all rows: take stretches away, put others there, put or change the rows of places."""
    t, s = computed_places.c, computed_stretches.c
    if gone:
        connection.execute(delete(computed_stretches).where(
            s.question == bindparam("q"), s.place == bindparam("p"), s.number == bindparam("n")), gone)
    if told:
        connection.execute(insert(computed_stretches), told)
    fresh = [{"question": row["q"], "place": row["p"], **_values(row)} for row in places if row["new"]]
    if fresh:
        connection.execute(insert(computed_places), fresh)
    changed = update(computed_places).where(t.question == bindparam("q"), t.place == bindparam("p"))
    for kept in (True, False):  # voices that were not read stay as they are
        rows = [row for row in places if not row["new"] and (row["voices"] is None) == kept]
        if rows:
            connection.execute(changed, [{"q": row["q"], "p": row["p"], **_values(row, kept)} for row in rows])


def _values(row: dict[str, Any], but_voices: bool = False) -> dict[str, Any]:
    names = ("claim", "coding", "body", "state", *(() if but_voices else ("voices",)))
    return {name: row[name] for name in names}


def all_have_seen(connection: Connection, question: str, mark: Mark, at: datetime) -> None:
    """Note that every place has seen `mark`; questions that were long not asked are forgotten. For use inside a
    writing transaction."""
    before = mark_of(connection, question)
    mine = computed_questions.c.question == question
    if before is None:
        connection.execute(insert(computed_questions).values(question=question, claim=mark.claim, coding=mark.coding,
                                                             at=at))
        forget(connection, but=MOST_KEPT)
    elif before.claim <= mark.claim and before.coding <= mark.coding:
        connection.execute(update(computed_questions).where(mine).values(claim=mark.claim, coding=mark.coding, at=at))


def forget(connection: Connection, but: int = 0) -> None:
    """Empty the tables of all questions but those that were answered last."""
    t = computed_questions.c
    latest = list(connection.scalars(select(t.question).order_by(t.at.desc(), t.question).limit(but)))
    for table in (computed_stretches, computed_places, computed_questions):
        connection.execute(delete(table).where(table.c.question.not_in(latest)))


def _is_at(places: Sequence[str]) -> ColumnElement[bool]:
    return or_(claims.c.place.in_(places), and_(claims.c.place.is_(None), claims.c.place_key.in_(places)))
