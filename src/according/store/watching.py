"""What a watcher keeps in the record, so that it may be killed at any moment: nothing is lost and nothing is twice.

What arrived stands in the inbox in one transaction with what the next poll needs (ETag, date, hash): a feed is never
told "I have this" before it is so. A coded report, its version and its leaving the inbox are one transaction too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from according.model.claim import Claim, MadeBy
from according.model.report import Report
from according.store.dialect import reading, writing
from according.store.parts import parts
from according.store.record import Added, Record
from according.store.rows import report_of
from according.store.schema import report_versions, reports, watch_inbox, watch_polls
from according.store.versions import Seen, Version, add_version, content_of

MOST_TRIES = 3


@dataclass(frozen=True, slots=True)
class Poll:
    """Something that is looked at again and again: a feed, a folder, an article's page. `due` None: no more."""

    key: str
    kind: str
    due: datetime | None
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report that arrived and is not coded yet; `tries` that failed, the last for `reason`."""

    number: int
    report: Report
    seen: Seen
    tries: int = 0
    reason: str | None = None


def arrive(record: Record, looked: Iterable[Poll], arrived: Iterable[tuple[Report, Seen]]) -> int:
    """Keep what was looked at and what was found there, in one transaction; gives how many reports were news.

    A report that says what the article's last version said is no news; a damaged one is none where the article is
    known, as the damage would be taken for an edit.
    """
    came, kept = list(arrived), list(looked)
    rows: list[dict[str, Any]] = []
    with writing(record.engine) as connection:
        last = _last_contents(connection, sorted({seen.article for _, seen in came}))
        for report, seen in came:
            content, known = content_of(report), last.get(seen.article)
            if known == content or (known is not None and seen.damaged):
                continue
            last[seen.article] = content
            rows.append({"article": seen.article, "content": content, "feed": seen.feed, "at": seen.at,
                         "not_before": seen.at, "tries": 0, "body": {"report": report.to_json(),
                                                                     "updated": seen.updated, "damaged": seen.damaged}})
        if rows:
            connection.execute(insert(watch_inbox), rows)
        if kept:
            for some in parts([poll.key for poll in kept]):
                connection.execute(delete(watch_polls).where(watch_polls.c.key.in_(some)))
            connection.execute(insert(watch_polls), [
                {"key": poll.key, "kind": poll.kind, "due": poll.due, "body": poll.body} for poll in kept])
    return len(rows)


def _last_contents(connection: Connection, articles: list[str]) -> dict[str, str]:
    """What was last heard of each article: in its last version, or in what waits to be one."""
    out: dict[str, str] = {}
    for some in parts(articles):
        for table, order in ((report_versions, report_versions.c.number), (watch_inbox, watch_inbox.c.seq)):
            told = select(table.c.article, table.c.content).where(table.c.article.in_(some)).order_by(order)
            out |= {row.article: row.content for row in connection.execute(told)}
    return out


def polls(record: Record) -> dict[str, Poll]:
    """Everything that is polled, by key."""
    with reading(record.engine) as connection:
        return {row.key: Poll(row.key, row.kind, row.due, row.body)
                for row in connection.execute(select(watch_polls).order_by(watch_polls.c.key))}


def forget_polls(record: Record, keys: Sequence[str]) -> None:
    """Take polls away that are over."""
    with writing(record.engine) as connection:
        connection.execute(delete(watch_polls).where(watch_polls.c.key.in_(keys)))


def waiting(record: Record, now: datetime, limit: int) -> list[Waiting]:
    """The next reports to code, in the order in which they arrived."""
    wanted = (select(watch_inbox).where(watch_inbox.c.not_before <= now, watch_inbox.c.tries < MOST_TRIES)
              .order_by(watch_inbox.c.seq).limit(limit))
    with reading(record.engine) as connection:
        return [_waiting(row) for row in connection.execute(wanted)]


def next_try(record: Record) -> datetime | None:
    """When the next report of the inbox may be tried."""
    with reading(record.engine) as connection:
        found: datetime | None = connection.scalar(
            select(func.min(watch_inbox.c.not_before)).where(watch_inbox.c.tries < MOST_TRIES))
    return found


def inbox_counts(record: Record) -> tuple[int, int]:
    """How many reports wait to be coded, and how many were given up and are kept with their reasons."""
    given_up = watch_inbox.c.tries >= MOST_TRIES
    with reading(record.engine) as connection:
        every = connection.scalar(select(func.count()).select_from(watch_inbox)) or 0
        gone = connection.scalar(select(func.count()).select_from(watch_inbox).where(given_up)) or 0
    return every - gone, gone


def try_given_up_again(record: Record) -> int:
    """Let reports that were given up be coded once more, as after an update of the program; gives how many."""
    with writing(record.engine) as connection:
        done = connection.execute(update(watch_inbox).where(watch_inbox.c.tries >= MOST_TRIES).values(tries=0))
    return int(done.rowcount)


def settle(record: Record, item: Waiting, found: Iterable[Claim], coding: MadeBy) -> tuple[Added, Version | None]:
    """Keep a coded report as its article's next version and take it out of the inbox, in one transaction.

    Raises ValueError as `Record.add` does; the report then stays in the inbox.
    """
    made: list[Version | None] = []

    def beside(connection: Connection) -> None:
        made.append(add_version(connection, item.report, item.seen))
        connection.execute(delete(watch_inbox).where(watch_inbox.c.seq == item.number))

    added = record.add_many([(item.report, found, coding)], beside)[0]
    return added, made[0]


def put_off(record: Record, item: Waiting, reason: str, until: datetime) -> bool:
    """Count a failed try; gives whether that was the last."""
    with writing(record.engine) as connection:
        connection.execute(update(watch_inbox).where(watch_inbox.c.seq == item.number)
                           .values(tries=item.tries + 1, reason=reason, not_before=until))
    return item.tries + 1 >= MOST_TRIES


def _waiting(row: Any) -> Waiting:
    seen = Seen(row.article, row.feed, row.at, row.body["updated"], row.body["damaged"])
    return Waiting(row.seq, Report.from_json(row.body["report"]), seen, row.tries, row.reason)


def recent_versions(record: Record, since: datetime) -> list[tuple[Report, datetime]]:
    """The reports that were seen as versions since a moment, in that order, with when."""
    wanted = (select(reports.c.body, reports.c.text, report_versions.c.seen_at)
              .join(report_versions, report_versions.c.report == reports.c.id)
              .where(report_versions.c.seen_at >= since).order_by(report_versions.c.seq))
    with reading(record.engine) as connection:
        return [(report_of(row.body, row.text), row.seen_at) for row in connection.execute(wanted)]
