"""A watcher for tests: a clock that is put forward, a network that is a function, coders that find little."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

from according.run.local import LocalRun
from according.store.record import Record
from according.watch.fetch import Fetched, FetchError
from according.watch.journal import Journal
from according.watch.settings import make_settings
from according.watch.watcher import Rules, Watcher
from tests.run.made_up_engines import MakeFirstWord

BEGIN = datetime(2016, 5, 3, 12, tzinfo=UTC)
Answer = Callable[[str], str | Fetched | FetchError]


class Forward:
    """A clock that waiting puts forward."""

    def __init__(self, at: datetime = BEGIN) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def wait(self, until: datetime, stop: Event) -> None:
        self.at = max(self.at, until)


class Slow:
    """The robots.txt of a network without any."""

    @staticmethod
    def delay(url: str) -> float:
        return 0.0


class Network:
    """A network that is a function of the address; notes what was asked for, and with which ETag."""

    robots = Slow()

    def __init__(self, answer: Answer, clock: Forward) -> None:
        self.answer = answer
        self.clock = clock
        self.stop = Event()
        self.asked: list[tuple[datetime, str, str | None]] = []

    def get(self, url: str, etag: str | None = None, last_modified: str | None = None,
            trusted: frozenset[str] = frozenset()) -> Fetched:
        self.asked.append((self.clock.now(), url, etag))
        found = self.answer(url)
        if isinstance(found, FetchError):
            raise found
        return Fetched(url, 200, found.encode()) if isinstance(found, str) else found


class Play:
    """A watcher with all that it needs."""

    def __init__(self, record: Record, answer: Answer, rules: Rules | None = None, engine: Any = None,
                 clock: Forward | None = None, **data: Any) -> None:
        self.clock = clock or Forward()
        self.network = Network(answer, self.clock)
        self.log = io.StringIO()
        self.journal = Journal(self.log, self.clock)
        self.record = record
        self.settings = make_settings(data, Path())
        self.coder = LocalRun(engine or MakeFirstWord(), 0)
        self.watcher = Watcher(record, self.settings, self.coder, self.network, self.journal,  # type: ignore[arg-type]
                               self.clock, rules, random.Random(7))

    def go(self, span: timedelta | None = None) -> None:
        """Watch for a while, or once."""
        self.watcher.run(once=span is None, until=self.clock.now() + span if span else None)
        if span:
            self.clock.at = max(self.clock.at, BEGIN)

    def said(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.getvalue().splitlines()]


def entry(number: int, text: str, when: str = "Tue, 03 May 2016 09:00:00 GMT") -> str:
    return (f"<item><title>News {number}</title><link>https://courier.example/{number}</link><guid>c{number}</guid>"
            f"<pubDate>{when}</pubDate><description>{text}</description></item>")


def rss(*entries: str) -> str:
    return f"<rss version='2.0'><channel><title>Courier</title>{''.join(entries)}</channel></rss>"


def page(*paragraphs: str) -> str:
    told = "".join(f"<p>{text}</p>" for text in paragraphs)
    return f"<html lang='en'><head><title>News</title></head><body><article><h1>News</h1>{told}</article></body></html>"
