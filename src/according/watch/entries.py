"""What a feed, a page or a folder brought, as reports that know which article they are.

Bytes are decoded by `read.charsets` whatever the server says of them, a feed that was cut off is read up to its last
whole entry, and a date in the future is taken for what it is: a wrong clock.
"""

from __future__ import annotations

import re
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from according.model.identity import stable_id
from according.model.report import Report
from according.model.when import Published
from according.read import feeds
from according.read.charsets import decode
from according.read.draft import Draft
from according.read.finish import Given
from according.read.refusal import Refusal, Unreadable
from according.read.sources import finished, read_bytes, read_paths
from according.read.web_page import declared_charset
from according.store.versions import Seen
from according.watch.fetch import Fetched
from according.watch.settings import FeedSettings, FolderSettings

AHEAD = timedelta(minutes=15)  # what a publisher's clock may be before ours
EARLIEST_DAY = timedelta(hours=14)  # a bare day begins so much earlier in the east
TOLD_SKEW = timedelta(hours=1)
SETTLED = 5.0  # seconds a file must have been left alone before it is read
_TRACKING = re.compile(r"(?i)utm_\w+|fbclid|gclid|mc_[ce]id|at_\w+|cmp|ns_\w+|ref_src")
_XML = re.compile(r"\A\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']""")
_ROOT = re.compile(r"<(rss|feed|rdf:RDF)\b", re.I)
_LAST_WHOLE = re.compile(r"(?is).*</(?:\w+:)?(?:item|entry)\s*>")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed: its article, its page, and its report or why it has none by itself."""

    seen: Seen
    link: str | None
    item: Report | Refusal


def read_feed(fetched: Fetched, feed: FeedSettings, now: datetime) -> tuple[list[Entry], bool]:
    """The entries of a feed, oldest first, and whether it was damaged. Raises Unreadable when nothing can be read."""
    data, doubtful = as_utf8(fetched.body, _declared_xml(fetched.body) or fetched.charset)
    text, cut = whole_entries(data.decode("utf-8"))
    found = feeds.parse(text.encode(), feed.name)
    damaged = doubtful or cut or found.malformed
    site = urlsplit(feed.url).hostname or ""
    links: dict[str | None, set[str | None]] = defaultdict(set)
    for entry in found.entries:
        links[entry.own_id].add(entry.link)
    out: dict[str, Entry] = {}
    for entry in found.entries:
        # Some feeds give every entry one id, that of the site; then only the links tell the articles apart.
        own = entry.own_id if entry.own_id and len(links[entry.own_id]) == 1 else None
        told = own or (canonical(entry.link) if entry.link else None) or _title(entry.item)
        article = stable_id("article", site, told)
        seen = Seen(article, feed.name, now, entry.updated, damaged)
        item = _report(entry.item, feed, fetched.skew, now) if isinstance(entry.item, Draft) else entry.item
        out.setdefault(article, Entry(seen, entry.link, item))
    return list(out.values())[::-1], damaged


def read_page(fetched: Fetched, feed: FeedSettings, link: str, entry: Report | None, now: datetime) -> Report | Refusal:
    """The report of an article's page; what it does not say of itself its entry says."""
    data = fetched.body
    if not data.startswith(b"%PDF"):
        try:
            data, _ = as_utf8(data, declared_charset(data) or fetched.charset)
        except Unreadable as error:
            return error.refuse(link)
    found = next(read_bytes(data, link, published=entry.published if entry else None, publisher=feed.publisher or (
        entry.publisher if entry else None), language=feed.language), None)
    if not isinstance(found, Report):
        return found or Refusal(link, "nothing on the page", "look at it in a browser")
    found = replace(found, ref=entry.ref if entry else link, url=found.url or link, retrieved=now,
                    title=found.title or (entry.title if entry else None))
    return _dated(found, now)


def read_folder(folder: FolderSettings, known: dict[str, str], now: datetime) -> Iterator[
        tuple[str, str, list[tuple[Report, Seen]], list[Refusal]]]:
    """File by file what is new or changed: path, signature to be known by, reports, refusals. A file that is being
    written is left for the next look."""
    for path in _files(folder.path):
        try:
            info = path.stat()
        except OSError:
            continue  # gone since it was listed
        name, signature = str(path.relative_to(folder.path)), f"{info.st_size} {info.st_mtime_ns}"
        if known.get(name) == signature or 0 <= time.time() - info.st_mtime < SETTLED:
            continue
        reports: list[tuple[Report, Seen]] = []
        refused: list[Refusal] = []
        for item in read_paths([path], publisher=folder.publisher, language=folder.language):
            if isinstance(item, Refusal):
                refused.append(item)
            else:
                seen = Seen(stable_id("file", folder.name, item.ref), folder.name, now)
                reports.append((replace(item, retrieved=item.retrieved or now), seen))
        yield name, signature, reports, refused


def _files(path: Path) -> Iterator[Path]:
    return (found for found in sorted(path.rglob("*"))
            if found.is_file() and not any(part.startswith(".") for part in found.relative_to(path).parts))


def as_utf8(data: bytes, declared: str | None) -> tuple[bytes, bool]:
    """The same text in UTF-8, and whether it is in doubt. Raises Unreadable when no encoding fits."""
    text, warnings = decode(data, declared)
    return _XML.sub('<?xml version="1.0" encoding="utf-8"?>', text).encode("utf-8", "replace"), bool(warnings)


def whole_entries(text: str) -> tuple[str, bool]:
    """A feed up to its last whole entry, and whether something was missing behind it. Raises Unreadable when no entry
    is whole."""
    root = _ROOT.search(text)
    if root is None or re.search(rf"</{re.escape(root[1])}\s*>\s*(?:<!--.*?-->\s*)*\Z", text, re.I | re.S):
        return text, False
    found = _LAST_WHOLE.match(text)
    if found is None:
        raise Unreadable("a feed that was cut off before its first whole entry", "fetch it again")
    closing = "</channel></rss>" if root[1].lower() == "rss" else f"</{root[1]}>"
    return found[0] + closing, True


def canonical(link: str) -> str:
    """An address without what only tells where a reader came from."""
    parts = urlsplit(link.strip())
    query = urlencode([(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True)
                       if not _TRACKING.fullmatch(key)])
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", query, ""))


def _declared_xml(data: bytes) -> str | None:
    found = _ENCODING.search(data[:1024])
    return found[1].decode("ascii") if found else None


def _title(item: Draft | Refusal) -> str:
    return (item.title or item.text[:200]) if isinstance(item, Draft) else item.ref


def _report(draft: Draft, feed: FeedSettings, skew: timedelta | None, now: datetime) -> Report | Refusal:
    if feed.publisher:
        draft.publisher = feed.publisher
    draft.retrieved = now
    if skew is not None and abs(skew) > TOLD_SKEW:
        draft.warnings.append(f"the server's clock is off by about {skew.total_seconds() / 3600:+.0f} hours")
    made = next(finished([draft], Given(None, feed.publisher, feed.language)))
    return _dated(made, now) if isinstance(made, Report) else made


def _dated(report: Report, now: datetime) -> Report:
    """The report; one that says it was published after it was fetched was published by that day, and no more is
    known."""
    when = report.published
    if when is None:
        return report
    future = (when.instant > now + AHEAD if when.precision == "second"
              else when.day > (now + EARLIEST_DAY).date())
    if not future:
        return report
    told = f"dated {when.to_json()}, after it was fetched; taken as published by the day it was fetched"
    by = Published(now.date())
    return replace(report, published=by, id=Report.make_id(report.text, report.publisher, by, report.url),
                   warnings=(*report.warnings, told))

