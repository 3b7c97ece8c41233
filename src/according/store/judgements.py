"""Judgements: what a person or a matcher decided about claims, kept with who, when and why, and undone only by
another judgement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select

from according.model.identity import stable_id
from according.store.dialect import reading, writing
from according.store.record import Record
from according.store.schema import judgements

KINDS = ("merge", "split", "correct", "undo")


@dataclass(frozen=True, slots=True)
class Judgement:
    """`subjects` are ids of claims, incidents, actors or sources; `body` says what a correction puts instead."""

    id: str
    kind: str
    subjects: tuple[str, ...]
    by: str
    reason: str
    at: datetime
    body: Any = None
    undoes: str | None = None


def judge(record: Record, kind: str, subjects: Sequence[str], by: str, reason: str, body: Any = None) -> Judgement:
    """Keep a judgement. Raises ValueError for an unknown kind, no subject, or no one to answer for it."""
    if kind not in KINDS[:-1]:
        raise ValueError(f"no judgement of kind {kind}; there are: {', '.join(KINDS[:-1])}")
    if not subjects or not by.strip() or not reason.strip():
        raise ValueError("a judgement names its subjects, who made it, and why")
    return _keep(record, kind, tuple(subjects), by, reason, body, None)


def undo(record: Record, judgement: str, by: str, reason: str) -> Judgement:
    """Take a judgement back by another. Raises KeyError when there is none that stands under that id."""
    found = next((j for j in standing_judgements(record) if j.id == judgement), None)
    if found is None:
        raise KeyError(judgement)
    return _keep(record, "undo", found.subjects, by, reason, None, judgement)


def _keep(record: Record, kind: str, subjects: tuple[str, ...], by: str, reason: str, body: Any,
          undoes: str | None) -> Judgement:
    at = record.clock()
    with writing(record.engine) as connection:
        number = (connection.scalar(select(func.max(judgements.c.seq))) or 0) + 1
        key = stable_id("judgement", number, kind, *subjects, by, at.isoformat())
        connection.execute(insert(judgements).values(seq=number, id=key, kind=kind, subjects=list(subjects), body=body,
                                                     by=by, reason=reason, at=at, undoes=undoes))
    return Judgement(key, kind, subjects, by, reason, at, body, undoes)


def all_judgements(record: Record) -> list[Judgement]:
    """Every judgement ever made, oldest first."""
    with reading(record.engine) as connection:
        return [Judgement(row.id, row.kind, tuple(row.subjects), row.by, row.reason, row.at, row.body, row.undoes)
                for row in connection.execute(select(judgements).order_by(judgements.c.seq))]


def standing_judgements(record: Record) -> list[Judgement]:
    """Judgements that hold: not undone, or undone by one that was itself undone; undoings are left out unless they
    can still be undone themselves."""
    every = all_judgements(record)
    undone: set[str] = set()
    for judgement in reversed(every):
        if judgement.undoes and judgement.id not in undone:
            undone.add(judgement.undoes)
    return [j for j in every if j.id not in undone]
