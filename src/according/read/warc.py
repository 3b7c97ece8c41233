"""WARC: one report a page of a web archive, streamed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO, cast

from according.read import web_page
from according.read.draft import Draft
from according.read.limits import LIMITS, MEGABYTE, Peeked
from according.read.refusal import Refusal, Unreadable

_PAGES = ("text/html", "application/xhtml+xml", "text/plain")


def read(stream: Peeked, ref: str) -> Iterator[Draft | Refusal]:
    """Reports of the archive's pages (HTTP status 200, HTML or text). A damaged record ends the archive: what came
    before it has been given, and the damage is refused by name. Raises Unreadable when there is no page at all."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    pages = records = 0
    try:
        for record in ArchiveIterator(cast(BinaryIO, stream), record_types=kinds, parse_http=True, auto_decode="all"):
            records += 1
            url = record.headers.get("WARC-Target-URI")
            where = url or f"{ref}:{records}"
            if not _is_page(record):
                continue
            pages += 1
            data = record.reader.read(LIMITS.file + 1)
            if len(data) > LIMITS.file:
                yield Refusal(where, f"a page larger than {LIMITS.file // MEGABYTE} MB", "give its text by itself")
                continue
            yield _page(record, bytes(data), where, url)
    except Unreadable:
        raise
    except Exception as error:  # fastwarc reports damage by OSError, ValueError or errors of the decompressor.
        yield Refusal(
            ref,
            f"the archive is damaged after {records} records ({str(error)[:80] or type(error).__name__})",
            "fetch the archive again; what came before was read",
        )
        return
    if not pages:
        raise Unreadable(
            f"an archive without pages ({records} records)" if records else "an archive without readable records",
            "give a WARC that holds HTML responses",
        )


def _is_page(record: Any) -> bool:
    if record.is_http and record.http_headers is not None:
        status = record.http_headers.status_code
        return status in (None, 200) and (record.http_content_type or "text/html").lower().startswith(_PAGES)
    kind = (record.headers.get("Content-Type") or "").lower()
    return kind.startswith(_PAGES)


def _page(record: Any, data: bytes, where: str, url: str | None) -> Draft | Refusal:
    charset = record.http_charset if record.is_http else None
    kind = (
        (record.http_content_type if record.is_http else None) or record.headers.get("Content-Type") or "text/html"
    ).lower()
    try:
        if kind.startswith("text/plain"):
            from according.read import plain_text

            draft = plain_text.read(data, where, charset)
            draft.url = draft.url or url
        else:
            draft = web_page.read(data, where, charset, url)
    except Unreadable as error:
        return error.refuse(where)
    draft.retrieved = _moment(record.headers.get("WARC-Date"))
    return draft


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat((text or "").replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
