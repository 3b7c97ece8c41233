"""Versions of an article: which reports are one and the same article as it was changed, and how each change came.

A version is a report of its own with claims of its own; nothing of an earlier one is taken away. `change` is one of:
`first`; `edit`, a change that the publisher dated; `silent_edit`, a change of the text without a word of it;
`repaired`, where the version before came out of a damaged file or feed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from according.model.identity import stable_id
from according.model.report import Report
from according.store.dialect import reading
from according.store.record import Record
from according.store.schema import report_versions

CHANGES = ("first", "edit", "silent_edit", "repaired")


@dataclass(frozen=True, slots=True)
class Seen:
    """An article as it was seen: `updated` is the publisher's own date of the change, as written; `damaged` that it
    came out of a malformed feed or of bytes that could not all be read."""

    article: str
    feed: str
    at: datetime
    updated: str | None = None
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """Version `number` (from 1) of an article is the report of that id."""

    article: str
    number: int
    report: str
    content: str
    change: str
    feed: str
    seen_at: datetime
    body: dict[str, Any] = field(default_factory=dict)


def content_of(report: Report) -> str:
    """A hash of what the report says, whatever its dates: title and text without their spaces' widths."""
    return stable_id("content", " ".join((report.title or "").split()), " ".join(report.text.split()))


def add_version(connection: Connection, report: Report, seen: Seen) -> Version | None:
    """Note the report, which is in the record, as the article's next version; None when it says what the one before
    said. For use inside a writing transaction."""
    content = content_of(report)
    before = latest(connection, seen.article)
    if before is not None and before.content == content:
        return None
    number = before.number + 1 if before else 1
    change = _change(before, seen)
    body = {"updated": seen.updated, "damaged": seen.damaged}
    connection.execute(insert(report_versions).values(
        article=seen.article, number=number, report=report.id, content=content, change=change, feed=seen.feed,
        seen_at=seen.at, body=body))
    return Version(seen.article, number, report.id, content, change, seen.feed, seen.at, body)


def latest(connection: Connection, article: str) -> Version | None:
    """The last version of an article, None when there is none."""
    row = connection.execute(select(report_versions).where(report_versions.c.article == article)
                             .order_by(report_versions.c.number.desc()).limit(1)).first()
    return _version(row) if row else None


def versions_of(record: Record, article: str) -> list[Version]:
    """All versions of an article, in order."""
    with reading(record.engine) as connection:
        return [_version(row) for row in connection.execute(
            select(report_versions).where(report_versions.c.article == article).order_by(report_versions.c.number))]


def article_of(record: Record, report: str) -> str | None:
    """The article that a report is a version of."""
    with reading(record.engine) as connection:
        return connection.scalar(select(report_versions.c.article).where(report_versions.c.report == report).limit(1))


def changed_articles(record: Record) -> Iterator[list[Version]]:
    """The articles of which there is more than one version, in the order in which they were last changed."""
    last = func.max(report_versions.c.seq)
    changed = (select(report_versions.c.article).group_by(report_versions.c.article)
               .having(func.max(report_versions.c.number) > 1).order_by(last))
    with reading(record.engine) as connection:
        articles = list(connection.scalars(changed))
    for article in articles:
        yield versions_of(record, article)


def _change(before: Version | None, seen: Seen) -> str:
    if before is None:
        return "first"
    if before.body.get("damaged"):
        return "repaired"
    dated = seen.updated is not None and seen.updated != before.body.get("updated")
    return "edit" if dated else "silent_edit"


def _version(row: Any) -> Version:
    return Version(row.article, row.number, row.report, row.content, row.change, row.feed, row.seen_at, row.body)
