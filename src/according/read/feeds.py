"""RSS and Atom: one report an entry, its time with the offset as written."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from according.read import web_page
from according.read.charsets import plain
from according.read.credits import author_name
from according.read.draft import Draft
from according.read.fields import date_into
from according.read.refusal import Refusal, Unreadable


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed: its draft or why it has none, the publisher's id and link for it, and the publisher's own
    date of its last change, as written."""

    item: Draft | Refusal
    own_id: str | None
    link: str | None
    updated: str | None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that was read; `malformed` when entries may be missing or cut."""

    entries: tuple[Entry, ...]
    malformed: bool


def read(data: bytes, ref: str) -> Iterator[Draft | Refusal]:
    """Reports of a feed; what malformed XML still yields is read, with a warning. Raises Unreadable when nothing is."""
    for entry in parse(data, ref).entries:
        yield entry.item


def parse(data: bytes, ref: str) -> Feed:
    """A feed with its entries in the order in which it has them. Raises Unreadable when nothing can be read."""
    import feedparser

    if re.search(rb"<!ENTITY", data[: 1 << 16], re.I):
        # Feeds need no entities of their own; a few lines of them can fill any memory.
        raise Unreadable(
            "a feed that defines entities of its own, as attacks on XML readers do", "fetch the feed again"
        )
    try:
        feed: Any = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # feedparser meets hostile XML with errors of several parsers under it.
        raise Unreadable(f"a feed that cannot be parsed ({type(error).__name__})", "fetch it again") from error
    entries = feed.get("entries") or []
    if not entries:
        trouble = feed.get("bozo_exception")
        reason = (
            f"malformed XML without a readable entry ({str(trouble)[:80]})"
            if feed.get("bozo") and trouble
            else "a feed without entries"
        )
        raise Unreadable(reason, "fetch the feed again, or check its address")
    publisher = _text(feed.get("feed", {}).get("title"))
    language = _text(feed.get("feed", {}).get("language"))
    malformed = bool(feed.get("bozo")) and not type(feed.get("bozo_exception")).__name__.startswith("CharacterEncoding")
    return Feed(tuple(
        Entry(_entry(entry, f"{ref}:{number}", publisher, language, malformed), _text(entry.get("id")),
              _text(entry.get("link")), _text(_own(entry, "updated") or _own(entry, "published")))
        for number, entry in enumerate(entries, 1)
    ), malformed)


def _entry(entry: Any, where: str, publisher: str | None, language: str | None, malformed: bool) -> Draft | Refusal:
    link = _text(entry.get("link"))
    own = _text(entry.get("id")) or link
    draft = Draft(
        own or where, "", title=_text(entry.get("title")), url=link, declared=(language or "")[:2].lower() or None
    )
    source = entry.get("source")
    draft.publisher = _text(source.get("title") if isinstance(source, dict) else None) or publisher
    author = _text(entry.get("author"))
    draft.byline = author_name(author) if author and "@" not in author else None
    full = max((_text(c.get("value"), lines=True) or "" for c in entry.get("content") or []), key=len, default="")
    summary = _text(entry.get("summary"), lines=True) or ""
    body = full or summary
    if not body:
        return Refusal(draft.ref, "an entry without text", "give the article itself" + (f": {link}" if link else ""))
    try:
        draft.text = web_page.fragment_text(body)
    except Unreadable as error:
        return error.refuse(draft.ref)
    for key in ("published", "issued", "dc_date", "date"):
        if draft.published is None and entry.get(key):
            date_into(draft, entry.get(key))
    if not full:
        draft.warnings.append("only the feed's summary; the article itself may say more")
    if malformed:
        draft.warnings.append("the feed is malformed; entries may be missing")
    return draft


def _own(entry: Any, name: str) -> object:
    """The value that stands under just that name; feedparser lends some names the values of others."""
    return dict.get(entry, name)


def _text(value: object, lines: bool = False) -> str | None:
    if not isinstance(value, str):
        return None
    cleaned = plain(value)
    return (cleaned.strip() if lines else " ".join(web_page.fragment_text(cleaned).split())) or None
