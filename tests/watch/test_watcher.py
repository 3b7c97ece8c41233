"""The loop: what it keeps, when it asks again, and how it tells."""

from __future__ import annotations

import itertools
import os
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

pytest.importorskip("urllib3", reason="urllib3 is missing: pip install 'according[feeds]'")
pytest.importorskip("protego", reason="protego is missing: pip install 'according[feeds]'")

from according.store.record import Record, open_record
from according.store.versions import changed_articles, versions_of
from according.store.watching import inbox_counts, polls
from according.watch.fetch import Fetched, FetchError
from according.watch.journal import Metrics, serve_metrics
from according.watch.polling import back_off
from tests.watch.made_up import Forward, Play, entry, page, rss

FEED = {"name": "Courier", "url": "https://courier.example/rss", "every": "1h"}
HOUR = timedelta(hours=1)
WHENCE = ("mill", "ridge", "weir", "quarry", "port")
FIRST = "Guards left the ford near Orlen at noon, a clerk said."


@pytest.fixture
def record(where: str) -> Iterator[Record]:
    clock = Forward()
    with open_record(where, create=True, clock=clock.now) as opened:
        yield opened


def texts(record: Record) -> list[str]:
    return [report.text for report in record.reports()]


def test_an_edit_is_a_version_and_nothing_of_the_first_is_lost(record: Record) -> None:
    shown = [rss(entry(1, FIRST))]
    play = Play(record, lambda url: shown[0], feed=[FEED])
    play.go()
    play.clock.at += 2 * HOUR
    shown[0] = rss(entry(1, FIRST.replace("noon", "dusk")))
    play.go()
    play.clock.at += 2 * HOUR
    shown[0] = rss(entry(1, FIRST.replace("noon", "dawn"), "Tue, 03 May 2016 15:00:00 GMT"))
    play.go()
    play.clock.at += 2 * HOUR
    shown[0] = rss(entry(1, FIRST))
    play.go()
    (versions,) = changed_articles(record)
    assert [(v.number, v.change) for v in versions] == [
        (1, "first"), (2, "silent_edit"), (3, "edit"), (4, "edit")]
    told = [record.report(v.report) for v in versions]
    assert [t.text.split()[-4] for t in told if t] == ["noon,", "dusk,", "dawn,", "noon,"]
    assert record.verify() == []


def test_an_edit_and_a_wire_copy_are_marked_as_copies_also_after_a_new_start(record: Record) -> None:
    long = " ".join(f"Guards from the {word} left the ford near Orlen." for word in WHENCE)
    shown = {"courier": rss(entry(1, long)), "mill": rss()}
    feeds = [FEED, {"name": "Mill", "url": "https://mill.example/rss"}]
    play = Play(record, lambda url: shown["courier" if "courier" in url else "mill"], feed=feeds)
    play.go()
    shown = {"courier": rss(entry(1, long.replace("ridge", "coast"))), "mill": rss(entry(7, long + " It rained."))}
    play.clock.at += 2 * HOUR
    Play(record, play.network.answer, feed=feeds, clock=play.clock).go()
    reports = sorted(record.reports(), key=lambda report: report.copy_of is not None)
    assert [report.copy_of for report in reports] == [None, reports[0].id, reports[0].id]
    assert [v.change for versions in changed_articles(record) for v in versions] == ["first", "silent_edit"]


def test_what_did_not_change_is_asked_with_its_tag_and_read_once(record: Record) -> None:
    def answer(url: str) -> Fetched:
        return Fetched(url, 200, rss(entry(1, FIRST)).encode(), etag='"a"')

    play = Play(record, answer, feed=[FEED])
    play.go(5 * HOUR)
    assert [tag for _, _, tag in play.network.asked] == [None, *['"a"'] * (len(play.network.asked) - 1)]
    assert texts(record) == [FIRST]
    assert play.journal.metrics.value("according_polls_total", kind="feed", outcome="unchanged") >= 4


def test_an_etag_is_not_kept_before_what_it_stands_for(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kill between fetching and coding: the inbox has it, and it is coded without being fetched again."""
    play = Play(record, lambda url: Fetched(url, 200, rss(entry(1, FIRST)).encode(), etag='"a"'), feed=[FEED])

    class Killed(BaseException):
        """As sudden as a kill."""

    def dies(*_: Any) -> bool:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(type(play.watcher), "_settle", dies)
        with pytest.raises(Killed):
            play.go()
    assert texts(record) == [] and inbox_counts(record) == (1, 0)
    again = Play(record, lambda url: FetchError("timeout"), feed=[FEED], clock=play.clock)
    again.go()
    assert texts(record) == [FIRST] and inbox_counts(record) == (0, 0)


def test_failures_are_asked_less_and_less_often_and_then_as_before(record: Record) -> None:
    fails = [True]
    play = Play(record, lambda url: FetchError("http 500") if fails[0] else rss(entry(1, FIRST)), feed=[FEED],
                longest_back_off="12h")
    play.go(timedelta(days=3))
    times = [at for at, _, _ in play.network.asked]
    gaps = [(b - a) / HOUR for a, b in itertools.pairwise(times)]
    assert all(gap >= 0.99 for gap in gaps) and gaps[0] <= 3 and max(gaps) <= 18 and len(times) < 20
    fails[0] = False
    play.clock.at += timedelta(days=1)
    play.go()
    assert texts(record) == [FIRST] and play.watcher.polls["feed:https://courier.example/rss"].body["failures"] == 0


def test_a_server_may_say_when_to_come_again(record: Record) -> None:
    play = Play(record, lambda url: FetchError("http 503", timedelta(hours=30)), feed=[FEED])
    play.go(timedelta(hours=29))
    assert len(play.network.asked) == 1


def test_jitter_and_bounds() -> None:
    chance = Random(1)
    for failures in (1, 2, 5, 50):
        for _ in range(50):
            pause = back_off(HOUR, failures, 12 * HOUR, chance)
            assert 0.5 * min(HOUR * 2**min(failures, 20), 12 * HOUR) <= pause <= 18 * HOUR


def test_one_host_is_not_asked_twice_at_once(record: Record) -> None:
    feeds = [{**FEED, "name": f"f{n}", "url": f"https://{'abc'[n % 3]}.example/{n}"} for n in range(9)]
    play = Play(record, lambda url: rss(entry(1, FIRST)), feed=feeds, host_delay="30s")
    play.go()
    by_host: dict[str, list[Any]] = {}
    for at, url, _ in play.network.asked:
        by_host.setdefault(url.split("/")[2], []).append(at)
    assert [len(times) for times in by_host.values()] == [3, 3, 3]
    for times in by_host.values():
        assert all(b - a >= timedelta(seconds=30) for a, b in itertools.pairwise(times))


def test_a_moved_feed_is_asked_at_its_new_place(record: Record) -> None:
    def answer(url: str) -> Fetched:
        return Fetched("https://new.example/rss", 200, rss(entry(1, FIRST)).encode(), moved="https://new.example/rss")

    play = Play(record, answer, feed=[FEED])
    play.go(2.5 * HOUR)
    assert [url for _, url, _ in play.network.asked][:2] == [FEED["url"], "https://new.example/rss"]
    assert "feed moved" in {line["event"] for line in play.said()}


SUMMARY = "Guards left the ford near Orlen."
LONG = ("Guards left the ford near Orlen at noon on Monday, a clerk of the town council said.",
        "The clerk said that nine carts stood at the ford, and that nobody was hurt when they left.")


def test_pages_are_fetched_and_looked_at_again(record: Record) -> None:
    shown = [page(*LONG)]
    play = Play(record, lambda url: rss(entry(1, SUMMARY)) if url.endswith("rss") else shown[0],
                feed=[{**FEED, "pages": True, "again": ["2h", "6h"]}])
    play.go(HOUR)
    assert len(texts(record)) == 1 and all(text in texts(record)[0] for text in LONG)
    shown[0] = page(LONG[0], LONG[1].replace("nine", "four"))
    play.go(timedelta(days=2))
    (versions,) = changed_articles(record)
    assert [v.change for v in versions] == ["first", "silent_edit"]
    assert sum(url.endswith("/1") for _, url, _ in play.network.asked) == 3
    assert all(poll.due is None for poll in play.watcher.polls.values() if poll.kind == "page")


def test_a_page_that_cannot_be_had_leaves_the_summary(record: Record) -> None:
    play = Play(record, lambda url: rss(entry(1, SUMMARY)) if url.endswith("rss") else FetchError("http 404"),
                feed=[{**FEED, "pages": True}])
    play.go(timedelta(days=2))
    (report,) = record.reports()
    assert report.text == SUMMARY and "its page could not be had (http 404)" in report.warnings
    assert sum(url.endswith("/1") for _, url, _ in play.network.asked) == 5


def test_what_the_coder_fails_at_is_tried_again_and_then_kept(record: Record) -> None:
    play = Play(record, lambda url: rss(entry(1, FIRST), entry(2, "Odd [raise] news from Orlen came late.")),
                feed=[FEED])
    play.go(timedelta(hours=8))
    assert texts(record) == [FIRST] and inbox_counts(record) == (0, 1)
    assert [line["given_up"] for line in play.said() if line["event"] == "coder failed"] == [False, False, True]
    assert [f.reason.split(":")[0] for f in record.failures()] == ["the coder failed"]
    again = Play(record, lambda url: rss(entry(1, FIRST)), feed=[FEED], clock=play.clock)
    again.go()
    assert again.said()[0]["tried_again"] == 1 and inbox_counts(record) == (1, 0)


def test_a_folder_is_watched(record: Record, tmp_path: Path) -> None:
    folder = tmp_path / "incoming"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"Guards left ford number {number} near Orlen at noon.")
        os.utime(folder / f"{number}.txt", (1e9, 1e9))
    play = Play(record, lambda url: "", folder=[{"path": str(folder), "every": "10m", "publisher": "The Mill"}])
    play.go(HOUR)
    assert len(texts(record)) == 3 and {report.publisher for report in record.reports()} == {"The Mill"}
    (folder / "1.txt").write_text("Guards left ford number 1 near Orlen at dusk.")
    os.utime(folder / "1.txt", (1e9 + 9, 1e9 + 9))
    play.go(HOUR)
    assert [[v.change for v in versions] for versions in changed_articles(record)] == [["first", "silent_edit"]]


def test_a_folder_that_is_not_there_is_said(record: Record, tmp_path: Path) -> None:
    play = Play(record, lambda url: "", folder=[{"path": str(tmp_path / "no")}])
    play.go()
    assert ("folder failed", "no such folder") in {(line["event"], line.get("reason")) for line in play.said()}


def test_a_word_of_a_report_never_stands_in_the_log(record: Record) -> None:
    feed = rss(entry(1, FIRST), entry(2, "Odd [raise] news from Orlen came late."), entry(3, ""))
    play = Play(record, lambda url: feed if url.endswith("rss") else FetchError("timeout"), feed=[FEED])
    play.go(timedelta(hours=3))
    log = play.log.getvalue()
    for word in ("Orlen", "ford", "News", "courier.example"):
        assert word not in log + play.journal.metrics.page(), word
    assert {"started", "feed read", "coded", "coder failed", "stopped"} <= {line["event"] for line in play.said()}
    assert all(line["at"].endswith("+00:00") for line in play.said())


def test_a_feed_that_is_no_longer_wanted_is_left_alone(record: Record) -> None:
    Play(record, lambda url: rss(entry(1, FIRST)), feed=[FEED]).go()
    play = Play(record, lambda url: rss(), feed=[{**FEED, "name": "Mill", "url": "https://mill.example/rss"}])
    play.go()
    assert {url for _, url, _ in play.network.asked} == {"https://mill.example/rss"}
    assert set(polls(record)) == {"feed:https://courier.example/rss", "feed:https://mill.example/rss"}


def test_metrics_in_the_format_of_prometheus() -> None:
    metrics = Metrics()
    metrics.add("according_polls_total", 2, kind="feed", outcome='a "b"\n')
    metrics.set("according_inbox_reports", 7)
    assert metrics.page().splitlines() == [
        "# HELP according_polls_total Feeds, folders and pages looked at, by what came of it.",
        "# TYPE according_polls_total counter",
        'according_polls_total{kind="feed",outcome="a \\"b\\"\\n"} 2',
        "# HELP according_inbox_reports Reports that wait to be coded.",
        "# TYPE according_inbox_reports gauge",
        "according_inbox_reports 7",
    ]
    with pytest.raises(AssertionError):
        metrics.add("according_nothing")


def test_versions_of_one_article_only(record: Record) -> None:
    Play(record, lambda url: rss(entry(1, FIRST), entry(2, "Rain fell on the town of Kamar for a week.")),
         feed=[FEED]).go()
    assert list(changed_articles(record)) == []
    assert versions_of(record, "no such article") == []


def test_the_metrics_page_is_for_this_machine_alone() -> None:
    metrics = Metrics()
    metrics.set("according_inbox_reports", 3)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    end = serve_metrics(metrics, port)
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
            assert answer.read().decode() == metrics.page()
            assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/other")
        with pytest.raises(OSError), socket.create_connection(("127.0.0.2", port), timeout=1):
            pass
    finally:
        end()
