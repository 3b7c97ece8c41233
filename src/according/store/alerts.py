"""How far rules have seen, and the alerts they raised that somebody still has to be told of.

A rule's mark and the alerts that come of it are one transaction: an alert is neither lost nor raised twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Text, delete, func, insert, or_, select, type_coerce, update

from according.model.claim import Claim
from according.store.dialect import reading, writing
from according.store.record import Record
from according.store.schema import claims, watch_alerts, watch_rules

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Alert:
    """Something a rule saw. `body` names claims by id and holds what the rule found; nothing of it is for others to
    see before it went through the release door. `waiting` are the targets that were not reached yet."""

    id: str
    rule: str
    at: datetime
    body: dict[str, Any]
    waiting: tuple[str, ...]
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """The last claim that a rule has seen, and what it remembers."""

    claim: int
    state: Any = field(default=None)


def last_claim(record: Record) -> int:
    """The number of the last claim there is."""
    with reading(record.engine) as connection:
        return connection.scalar(select(func.max(claims.c.seq))) or 0


def claims_between(record: Record, after: int, last: int) -> Iterator[Claim]:
    """The claims with numbers behind `after` up to `last`, in that order."""
    wanted = select(claims.c.body).where(claims.c.seq > after, claims.c.seq <= last).order_by(claims.c.seq)
    with reading(record.engine) as connection:
        for (body,) in connection.execution_options(yield_per=_CHUNK).execute(wanted):
            yield Claim.from_json(body)


def protected_claims(record: Record) -> Iterator[Claim]:
    """Every claim that names a person whom a text wants protected."""
    body = type_coerce(claims.c.body, Text)  # the text as it stands, not a value to be written as JSON
    protects = or_(body.like('%"protected":"%'), body.like('%"protected":["%'))
    with reading(record.engine) as connection:
        for (body,) in connection.execution_options(yield_per=_CHUNK).execute(select(claims.c.body).where(protects)):
            yield Claim.from_json(body)


def rule_seen(record: Record, rule: str) -> Seen | None:
    """How far a rule has seen; None for one that is new."""
    with reading(record.engine) as connection:
        row = connection.execute(select(watch_rules).where(watch_rules.c.rule == rule)).first()
    return Seen(row.claim, row.state) if row else None


def raise_alerts(record: Record, rule: str, seen: Seen, alerts: Iterable[Alert]) -> int:
    """Note how far a rule has seen with the alerts that came of it; gives how many of them are new."""
    made = 0
    with writing(record.engine) as connection:
        for alert in alerts:
            if connection.scalar(select(watch_alerts.c.id).where(watch_alerts.c.id == alert.id)) is None:
                connection.execute(insert(watch_alerts).values(
                    id=alert.id, rule=alert.rule, at=alert.at, body=alert.body, waiting=list(alert.waiting),
                    tries=alert.tries))
                made += 1
        connection.execute(delete(watch_rules).where(watch_rules.c.rule == rule))
        connection.execute(insert(watch_rules).values(rule=rule, claim=seen.claim, state=seen.state))
    return made


def alerts_waiting(record: Record) -> list[Alert]:
    """Alerts that somebody still has to be told of, oldest first."""
    wanted = select(watch_alerts).where(watch_alerts.c.waiting != []).order_by(watch_alerts.c.at, watch_alerts.c.id)
    with reading(record.engine) as connection:
        return [Alert(row.id, row.rule, row.at, row.body, tuple(row.waiting), row.tries)
                for row in connection.execute(wanted)]


def alert_told(record: Record, alert: Alert, waiting: tuple[str, ...], tries: int) -> None:
    """Note which targets are still to be reached."""
    with writing(record.engine) as connection:
        connection.execute(update(watch_alerts).where(watch_alerts.c.id == alert.id)
                           .values(waiting=list(waiting), tries=tries))
