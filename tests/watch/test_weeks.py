"""Weeks of fifty faulty feeds, the watcher killed and started again ten times: nothing is lost, nothing is twice."""

from __future__ import annotations

import io
import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from according.run.local import LocalRun
from according.store.record import open_record
from according.store.versions import Version, versions_of
from according.store.watching import inbox_counts
from according.watch.fetch import Fetcher
from according.watch.journal import Journal
from according.watch.settings import Settings, make_settings
from according.watch.watcher import Watcher
from tests.run.made_up_engines import MakeFirstWord
from tests.watch.world import FEEDS, START, Article, articles, kind_of, world

pytest.importorskip("urllib3", reason="urllib3 is missing: pip install 'according[feeds]'")
pytest.importorskip("protego", reason="protego is missing: pip install 'according[feeds]'")

WEEKS, KILLS = timedelta(days=15), 10
END = START + WEEKS
SURE = timedelta(days=3)  # what was shown so long before the end must be there


class Played:
    """A clock that a waiting watcher puts forward, in memory that a killed process leaves behind."""

    def __init__(self, seconds: Any) -> None:
        self.seconds = seconds

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds.value)

    def wait(self, until: datetime, stop: Event) -> None:
        self.seconds.value = max(self.seconds.value, (until - START).total_seconds())


def settings(port: int) -> Settings:
    """Ten hosts with five feeds each."""
    feeds = [{"name": f"desk {n}", "url": f"http://127.0.0.{1 + n % 10}:{port}/feed/{n}"} for n in range(FEEDS)]
    return make_settings({"every": "5h", "host_delay": "5s", "longest_back_off": "12h", "feed": feeds}, Path())


def watch(path: Path, port: int, seconds: Any, number: int) -> None:
    """What `according watch` does, with a coder of the test's own."""
    clock = Played(seconds)
    fetcher = Fetcher(clock, timeout=timedelta(seconds=0.2))
    with open_record(path, create=True, clock=clock.now) as record, LocalRun(MakeFirstWord(), 0) as coder:
        Watcher(record, settings(port), coder, fetcher, Journal(io.StringIO(), clock), clock,
                chance=random.Random(number)).run(until=END)


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The record of a watcher that was killed ten times."""
    path = tmp_path_factory.mktemp("weeks") / "r.sqlite"
    starts = multiprocessing.get_context("fork")
    seconds = starts.RawValue("d", 0.0)
    chance = random.Random(20160301)
    kills = sorted(chance.uniform(0, WEEKS.total_seconds() * 0.9) for _ in range(KILLS))
    killed = 0
    with world(Played(seconds).now) as (port, _):
        for at in [*kills, None]:
            child = starts.Process(target=watch, args=(path, port, seconds, killed))
            child.start()
            while at is not None and seconds.value < at and child.is_alive():
                time.sleep(0.01)
            if at is not None:
                time.sleep(chance.uniform(0, 0.02))
                assert child.pid is not None
                os.kill(child.pid, signal.SIGKILL)
            child.join(120)
            killed += child.exitcode == -signal.SIGKILL
            assert at is not None or child.exitcode == 0
    assert killed == KILLS
    yield path


@pytest.fixture(scope="module")
def found(watched: Path) -> dict[str, list[tuple[Version, str]]]:
    """The versions of each article, with their texts, by the path of its page."""
    out: dict[str, list[tuple[Version, str]]] = {}
    with open_record(watched) as record:
        for report in record.reports():
            assert report.url is not None
            out.setdefault("/news/" + report.url.split("/news/")[1], [])
        told = {report.id: report for report in record.reports()}
        for article in {v.article for v in _versions(record)}:
            versions = versions_of(record, article)
            path = "/news/" + str(told[versions[0].report].url).split("/news/")[1]
            assert not out[path], "an article under two keys"
            out[path] = [(version, told[version.report].text) for version in versions]
    return out


def _versions(record: Any) -> list[Any]:
    from sqlalchemy import select

    from according.store.dialect import reading
    from according.store.schema import report_versions

    with reading(record.engine) as connection:
        return list(connection.execute(select(report_versions)))


def expected(feed: int, at: datetime) -> Iterator[Article]:
    """All articles that the feed has shown between the start and a moment."""
    last = articles(feed, at)[0].number
    first = articles(feed, START)[-1].number
    return (Article(feed, number) for number in range(first, last + 1))


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted({kind_of(feed) for feed in range(FEEDS)}))
def test_nothing_is_lost_and_nothing_is_twice(found: dict[str, list[tuple[Version, str]]], kind: str) -> None:
    for feed in (feed for feed in range(FEEDS) if kind_of(feed) == kind):
        for article in expected(feed, END - SURE):
            texts = [text for _, text in found[article.path]]
            sure, every = article.texts(END - SURE), article.texts(END)
            if article.edited and article.edited - max(article.born, START) < SURE:
                sure = sure[1:]  # it may have been changed before it could be read
            assert set(sure) <= set(texts) and texts == [text for text in every if text in texts], article


@pytest.mark.slow
def test_how_a_change_came_is_known(found: dict[str, list[tuple[Version, str]]]) -> None:
    changes = Counter()
    for path, versions in found.items():
        feed, number = map(int, path.removeprefix("/news/").split("/"))
        assert [v.number for v, _ in versions] == list(range(1, len(versions) + 1))
        for version, _ in versions[1:]:
            changes[version.change] += 1
            if version.change != "repaired":
                assert (version.change == "edit") is Article(feed, number).dated_edit, path
    assert changes["silent_edit"] > 40 and changes["edit"] > 40


@pytest.mark.slow
def test_the_record_is_sound(watched: Path, found: dict[str, list[tuple[Version, str]]]) -> None:
    with open_record(watched) as record:
        assert record.verify() == [] and inbox_counts(record) == (0, 0)
        counts = record.counts()
        every = {(text, path) for path, versions in found.items() for _, text in versions}
        assert counts["reports"] == counts["claims"] == len(every) == sum(map(len, found.values())) > 800
        for report in record.reports():
            assert report.published is not None and report.retrieved is not None
            assert report.published.instant <= report.retrieved
