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


class _Source:
    """A stream as fastwarc wants it, which also asks where it stands. An error ends the stream and is kept."""

    def __init__(self, stream: Peeked) -> None:
        self._stream = stream
        self._at = 0
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._stream.read(size)
        except Exception as error:  # Whatever the decompressor raises: fastwarc must not meet it half-way.
            self.error = error
            return b""
        self._at += len(data)
        return data

    def tell(self) -> int:
        return self._at


def read(stream: Peeked, ref: str) -> Iterator[Draft | Refusal]:
    """Reports of the archive's pages (HTTP status 200, HTML or text). A damaged record ends the archive: what came
    before it has been given, and the damage is refused by name. Raises Unreadable when there is no page at all."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    pages = records = 0
    source = _Source(stream)
    trouble = ""
    archive = iter(ArchiveIterator(cast(BinaryIO, source), record_types=kinds, parse_http=True, auto_decode="all"))
    while True:
        try:
            record = next(archive)
            records += 1
            url = record.headers.get("WARC-Target-URI")
            data = bytes(record.reader.read(LIMITS.file + 1)) if _is_page(record) else None
        except StopIteration:
            break
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:  # Damage comes as OSError, ValueError or, from fastwarc's Rust, as a panic.
            trouble = str(error)[:80] or type(error).__name__
            break
        if data is None:
            continue
        pages += 1
        where = url or f"{ref}:{records}"
        if len(data) > LIMITS.file:
            yield Refusal(where, f"a page larger than {LIMITS.file // MEGABYTE} MB", "give its text by itself")
        else:
            yield _page(record, data, where, url)
    if isinstance(source.error, Unreadable):
        raise source.error
    if trouble or source.error:
        reason = f"the archive is damaged after {records} records ({trouble or source.error})"
        yield Refusal(ref, reason, "fetch the archive again; what came before was read")
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
