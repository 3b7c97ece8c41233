"""Answers that were computed from claims, kept place by place so that only places with news are computed again.

Never authoritative: the claims are. The two tables may be emptied at any time, and then the next question takes
longer. A question is kept with a mark, the last claim and the last coding it has seen; what was added or superseded
behind the mark names the places that have to be computed anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, select

from according.store.dialect import reading, writing
from according.store.record import Record
from according.store.schema import claims, codings, computed_questions, computed_states, supersessions

MOST_KEPT = 16


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a reader has seen: the highest numbers of a claim and of a coding, 0 for none."""

    claim: int
    coding: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What was computed for a question, by key of the place; None for a place of which nothing is told."""

    mark: Mark
    states: dict[str, Any]


def mark_of(record: Record) -> Mark:
    """The mark of everything that is in the record now."""
    with reading(record.engine) as connection:
        return Mark(connection.scalar(select(func.max(claims.c.seq))) or 0,
                    connection.scalar(select(func.max(codings.c.seq))) or 0)


def kept(record: Record, question: str) -> Kept | None:
    """What is kept for a question, None when it was never asked or is forgotten."""
    with reading(record.engine) as connection:
        asked = connection.execute(
            select(computed_questions).where(computed_questions.c.question == question)).first()
        if asked is None:
            return None
        rows = connection.execute(select(computed_states.c.place, computed_states.c.state)
                                  .where(computed_states.c.question == question))
        return Kept(Mark(asked.claim, asked.coding), {row.place: row.state for row in rows})


def keep(record: Record, question: str, mark: Mark, states: Mapping[str, Any]) -> None:
    """Put states in place of those kept for the same places; the question has then seen everything up to `mark`."""
    mine, told = computed_questions.c.question == question, computed_states.c.question == question
    with writing(record.engine) as connection:
        connection.execute(delete(computed_questions).where(mine))
        connection.execute(insert(computed_questions).values(
            question=question, claim=mark.claim, coding=mark.coding, at=record.clock()))
        places = sorted(states)
        for at in range(0, len(places), 500):
            some = places[at : at + 500]
            connection.execute(delete(computed_states).where(told, computed_states.c.place.in_(some)))
            connection.execute(insert(computed_states),
                               [{"question": question, "place": place, "state": states[place]} for place in some])
        latest = select(computed_questions.c.question).order_by(computed_questions.c.at.desc()).limit(MOST_KEPT)
        stale = [q for q in connection.scalars(select(computed_questions.c.question))
                 if q not in set(connection.scalars(latest))]
        if stale:
            connection.execute(delete(computed_states).where(computed_states.c.question.in_(stale)))
            connection.execute(delete(computed_questions).where(computed_questions.c.question.in_(stale)))


def controlled_places(record: Record, since: Mark | None = None) -> list[str]:
    """Keys (id, or folded name without one) of the places that claims of control are about; with `since`, only those
    of claims that were added or superseded after the mark."""
    key = func.coalesce(claims.c.place, claims.c.place_key)
    told = select(key).where(claims.c.control_change.is_not(None), key.is_not(None)).distinct()
    with reading(record.engine) as connection:
        if since is None:
            return sorted(connection.scalars(told))
        gone = select(supersessions.c.coding).where(supersessions.c.by_coding > since.coding)
        found = set(connection.scalars(told.where(claims.c.seq > since.claim)))
        return sorted(found | set(connection.scalars(told.where(claims.c.coding.in_(gone)))))
