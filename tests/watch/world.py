"""Fifty feeds of a made-up world, served here with everything that goes wrong with feeds, by a clock of the test's own.

What a feed shows depends on nothing but its number and the time, so that a test can say what a watcher must have seen.
"""

from __future__ import annotations

import contextlib
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

START = datetime(2016, 3, 1, 6, tzinfo=UTC)
EVERY = timedelta(hours=23)  # a new article of a feed
SHOWN = 10  # articles that a feed shows
FIRST_EDIT = timedelta(days=3)  # after its publication, of every fourth article
KINDS = ("plain", "atom", "slow", "failing", "cut", "malformed", "moving", "charset", "clock", "doubled")
FEEDS = 50
_NOUNS = ("gate", "ferry", "orchard", "ridge", "mill", "depot", "quarry", "causeway", "ford", "tannery", "weir", "pass")
_TOWNS = ("Orlen", "Bräsk", "Teluna", "Kamar", "Vostin", "Deyr Salin", "Múrta", "Häll")


@dataclass(frozen=True)
class Article:
    """Article `number` of a feed: what it says at first and, of some, what it says after an edit."""

    feed: int
    number: int

    @property
    def born(self) -> datetime:
        return START - timedelta(days=3) + EVERY * self.number + timedelta(minutes=17 * self.feed)

    @property
    def path(self) -> str:
        return f"/news/{self.feed}/{self.number}"

    @property
    def edited(self) -> datetime | None:
        return self.born + FIRST_EDIT if self.number % 4 == 1 else None

    @property
    def dated_edit(self) -> bool:
        return self.number % 8 == 1

    def title(self) -> str:
        return f"News {self.number} from desk {self.feed}"

    def text(self, edited: bool = False) -> str:
        chance = random.Random(f"{self.feed} {self.number}")
        said = [f"The {chance.choice(_NOUNS)} at {chance.choice(_TOWNS)} was watched by {chance.randrange(20, 999)} "
                f"men of {chance.choice(_NOUNS)} company & their {chance.choice(_NOUNS)} crew {chance.randrange(10**6)}"
                for _ in range(4)]
        if edited:
            said[1] += ", an office said “later”"
        return ". ".join(said) + "."

    def texts(self, until: datetime) -> list[str]:
        """What it has said up to a moment, in order."""
        return [self.text()] + ([self.text(True)] if self.edited and self.edited <= until else [])


def articles(feed: int, now: datetime) -> list[Article]:
    """What a feed shows at a moment, latest first."""
    count = int((now - Article(feed, 0).born) / EVERY) + 1
    return [Article(feed, number) for number in range(max(0, count - SHOWN), count)][::-1]


def changed(feed: int, now: datetime) -> datetime:
    """When what a feed shows was last changed."""
    shown = articles(feed, now)
    return max([a.born for a in shown] + [a.edited for a in shown if a.edited and a.edited <= now])


def kind_of(feed: int) -> str:
    return KINDS[feed % len(KINDS)]


def in_trouble(feed: int, now: datetime) -> bool:
    """Thirty hours of every three days, at another time for each feed."""
    day = (now - START) / timedelta(days=1) + 0.37 * feed
    return day % 3 < 1.25


def _rss(feed: int, now: datetime, shift: timedelta = timedelta(), clean: bool = True, doubled: bool = False) -> str:
    items = []
    for article in articles(feed, now):
        edited = bool(article.edited and article.edited <= now)
        dated = article.edited if edited and article.dated_edit and article.edited else article.born
        own = "https://desk.example/" if doubled else f"tag:desk{feed}:{article.number}"
        # What a careless program writes: an ampersand as it is, a tag that nobody closes.
        body = escape(article.text(edited)) if clean else article.text(edited) + "<br>"
        items.append(f"<item><title>{article.title()}</title><link>{{site}}{article.path}</link>"
                     f"<guid isPermaLink=\"false\">{own}</guid><pubDate>{format_datetime(dated + shift)}</pubDate>"
                     f"<description>{body}</description></item>")
    if doubled:
        items = [item for item in items for _ in range(2)]
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>Desk {feed}</title>'
            f"<link>{{site}}</link><description>All of it</description>{''.join(items)}</channel></rss>\n")


def _atom(feed: int, now: datetime) -> str:
    entries = []
    for article in articles(feed, now):
        edited = bool(article.edited and article.edited <= now)
        dated = article.edited if edited and article.dated_edit and article.edited else article.born
        entries.append(f"<entry><title>{article.title()}</title><id>tag:desk{feed}:{article.number}</id>"
                       f'<link href="{{site}}{article.path}"/><published>{article.born.isoformat()}</published>'
                       f"<updated>{dated.isoformat()}</updated>"
                       f'<content type="html">{escape(escape(article.text(edited)))}</content></entry>')
    return (f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
            f"<title>Desk {feed}</title><id>tag:desk{feed}</id>"
            f"<updated>{changed(feed, now).isoformat()}</updated>{''.join(entries)}</feed>")


class Pages(BaseHTTPRequestHandler):
    """Answers by the world's clock."""

    protocol_version = "HTTP/1.1"
    now: Callable[[], datetime]
    pause: float
    asked: list[str]

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        if self.path == "/robots.txt":
            self._send(200, b"User-agent: *\nDisallow: /closed\nCrawl-delay: 2\n", "text/plain")
            return
        parts = self.path.strip("/").split("/")
        if parts[0] == "loop":
            self._send(302, b"", "text/plain", {"Location": "/loop"})
        elif parts[0] in ("feed", "new"):
            self._feed(int(parts[1]), moved=parts[0] == "new")
        else:
            self._send(404, b"nothing\n", "text/plain")

    def _feed(self, feed: int, moved: bool) -> None:
        now, kind = type(self).now(), kind_of(feed)
        trouble = in_trouble(feed, now)
        site = f"http://{self.headers['Host']}"
        if kind == "moving" and not moved and now > START + timedelta(days=6):
            self._send(301 if now > START + timedelta(days=9) else 302, b"", "text/plain", {"Location": f"/new/{feed}"})
            return
        if kind == "moving" and trouble and now.hour < 12:
            self._send(302, b"", "text/plain", {"Location": "/loop"})
            return
        if kind == "slow" and trouble:
            time.sleep(type(self).pause)
        if kind == "failing" and trouble:
            self._send(503 if now.day % 2 else 500, b"<html>sorry</html>", "text/html",
                       {"Retry-After": "3600"} if now.day % 2 else {})
            return
        body = self._body(feed, kind, trouble, now).replace("{site}", site)
        data, told = body.encode(), "application/rss+xml; charset=utf-8"
        if kind == "charset":
            data, told = ((body.encode("cp1252"), "text/xml; charset=utf-8") if trouble else
                          (body.encode(), "text/xml; charset=iso-8859-1"))
        if kind == "cut" and trouble:
            cut = data[: len(data) * (40 + now.day) // 100]
            self._send(200, cut, told, length=len(data) if now.hour < 12 else len(cut))
            return
        tag = f'"{sha256(data).hexdigest()[:16]}"'
        if kind == "atom":
            self._conditional(data, told, feed, now)
        elif kind in ("plain", "moving", "clock") and self.headers.get("If-None-Match") == tag:
            self._send(304, b"", told, {"ETag": tag})
        else:
            shift = timedelta(days=1 if feed % 20 == 8 else -1) if kind == "clock" else timedelta()
            self._send(200, data, told, {"ETag": tag, "Date": format_datetime(now + shift, usegmt=True)})

    @staticmethod
    def _body(feed: int, kind: str, trouble: bool, now: datetime) -> str:
        if kind == "atom":
            return _atom(feed, now)
        if kind == "clock":
            return _rss(feed, now, timedelta(days=1 if feed % 20 == 8 else -1))
        return _rss(feed, now, clean=not (kind == "malformed" and trouble), doubled=kind == "doubled")

    def _conditional(self, data: bytes, told: str, feed: int, now: datetime) -> None:
        stamp = format_datetime(changed(feed, now).replace(microsecond=0), usegmt=True)
        known = self.headers.get("If-Modified-Since") == stamp
        self._send(304 if known else 200, b"" if known else data, told, {"Last-Modified": stamp})

    def _send(self, status: int, body: bytes, kind: str, more: dict[str, str] | None = None,
              length: int | None = None) -> None:
        headers = {"Content-Type": kind, "Content-Length": str(len(body) if length is None else length),
                   "Date": format_datetime(type(self).now(), usegmt=True), **(more or {})}
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        with contextlib.suppress(OSError):  # whoever asked may have been killed, or have waited long enough
            self.end_headers()
            self.wfile.write(body)
        if length is not None and length != len(body):
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def world(now: Callable[[], datetime], pause: float = 0.35) -> Iterator[tuple[int, list[str]]]:
    """Serve the world on all of this machine's loopback addresses; gives the port and what was asked."""
    asked: list[str] = []
    pages = type("OfWorld", (Pages,), {"now": staticmethod(now), "pause": pause, "asked": asked})
    server = ThreadingHTTPServer(("0.0.0.0", 0), pages)
    server.daemon_threads = True
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield server.server_address[1], asked
    finally:
        server.shutdown()
        server.server_close()
