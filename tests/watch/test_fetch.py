"""One request at a time: bounded, polite, and never into a network that only this machine can reach."""

from __future__ import annotations

import contextlib
import gzip
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest

pytest.importorskip("urllib3", reason="urllib3 is missing: pip install 'according[feeds]'")
pytest.importorskip("protego", reason="protego is missing: pip install 'according[feeds]'")

from according.read.limits import LIMITS
from according.watch.fetch import Fetcher, FetchError
from according.watch.robots import Robots

NOW = datetime(2016, 5, 3, 12, tzinfo=UTC)
HERE = frozenset({"127.0.0.1"})


class Still:
    def now(self) -> datetime:
        return NOW

    def wait(self, until: datetime, stop: Event) -> None:
        raise AssertionError("nothing waits here")


class Odd(BaseHTTPRequestHandler):
    """Answers in the way that the path asks for."""

    robots = b""
    agents: list[str]

    def do_GET(self) -> None:
        type(self).agents.append(self.headers["User-Agent"])
        with contextlib.suppress(OSError):
            getattr(self, "odd_" + self.path.strip("/").split("/")[0].split(".")[0])()

    def say(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def odd_robots(self) -> None:
        self.say(200, type(self).robots)

    def odd_plain(self) -> None:
        if self.headers["If-None-Match"] == '"1"':
            self.say(304, ETag='"1"')
        else:
            self.say(200, b"news", ETag='"1"', Content_Type="text/xml; Charset=\"ISO-8859-1\"",
                     Date="Wed, 04 May 2016 12:00:00 GMT")

    def odd_closed(self) -> None:
        raise AssertionError("robots.txt says no")

    def odd_drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(50):
            self.wfile.write(b".")
            self.wfile.flush()
            time.sleep(0.05)

    def odd_short(self) -> None:
        self.say(200, b"half", Content_Length="800")

    def odd_large(self) -> None:
        self.say(200, gzip.compress(b"0" * (LIMITS.file + 10)), Content_Encoding="gzip")

    def odd_garbled(self) -> None:
        self.say(200, b"this is no gzip", Content_Encoding="gzip")

    def odd_round(self) -> None:
        self.say(302, Location="/round")

    def odd_moved(self) -> None:
        self.say(301, Location="/plain")

    def odd_away(self) -> None:
        self.say(302, Location="http://10.0.0.7/secret")

    def odd_mail(self) -> None:
        self.say(302, Location="file:///etc/hosts")

    def odd_busy(self) -> None:
        self.say(503, Retry_After="7200")

    def odd_date(self) -> None:
        self.say(429, Retry_After="Tue, 03 May 2016 13:00:00 GMT")

    def odd_gone(self) -> None:
        self.say(410)

    def odd_hangup(self) -> None:
        self.connection.close()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def server() -> Iterator[tuple[str, type[Odd]]]:
    odd = type("OfTest", (Odd,), {"agents": [], "robots": b"User-agent: *\nDisallow: /closed\nCrawl-delay: 9\n"})
    running = ThreadingHTTPServer(("127.0.0.1", 0), odd)
    running.daemon_threads = True
    Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{running.server_address[1]}", odd
    running.shutdown()
    running.server_close()


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(Still(), contact="desk@example.org", timeout=timedelta(seconds=0.4))


def test_what_a_server_says_is_kept(server: tuple[str, type[Odd]], fetcher: Fetcher) -> None:
    site, odd = server
    first = fetcher.get(f"{site}/plain", trusted=HERE)
    assert (first.status, first.body, first.charset, first.etag) == (200, b"news", "iso-8859-1", '"1"')
    assert first.skew == timedelta(days=1) and first.moved is None
    again = fetcher.get(f"{site}/plain", etag=first.etag, trusted=HERE)
    assert (again.status, again.body) == (304, b"")
    moved = fetcher.get(f"{site}/moved", trusted=HERE)
    assert moved.body == b"news" and moved.moved == f"{site}/plain"
    assert all(agent.startswith("according/") and agent.endswith("(+desk@example.org)") for agent in odd.agents)
    assert fetcher.robots.delay(f"{site}/plain") == 9


FAILS = [
    ("closed", "not wanted by the site's robots.txt"), ("drip", "timeout"), ("short", "cut off before its end"),
    ("large", "too large"), ("garbled", "damaged compression"), ("round", "too many redirects"),
    ("away", "an address inside a private network"), ("mail", "an address that is not of the web"),
    ("busy", "http 503"), ("date", "http 429"), ("gone", "http 410"), ("hangup", "the connection broke"),
]


@pytest.mark.parametrize(("path", "reason"), FAILS, ids=[path for path, _ in FAILS])
def test_what_goes_wrong_has_a_reason(server: tuple[str, type[Odd]], path: str, reason: str) -> None:
    fetcher = Fetcher(Still(), timeout=timedelta(seconds=0.4 if path == "drip" else 20))
    with pytest.raises(FetchError) as failed:
        fetcher.get(f"{server[0]}/{path}", trusted=HERE)
    assert failed.value.reason == reason
    waits = {"busy": timedelta(hours=2), "date": timedelta(hours=1)}
    assert failed.value.retry_after == waits.get(path) and failed.value.gone is (path == "gone")


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/x", "http://10.1.2.3/", "http://169.254.169.254/meta",
                                 "http://[::1]/", "http://inside.example/"])
def test_an_articles_link_does_not_lead_inside(url: str) -> None:
    fetcher = Fetcher(Still(), resolve=lambda host: ["192.168.0.9"] if host == "inside.example" else [host])
    with pytest.raises(FetchError, match="inside a private network"):
        fetcher.get(url)


def test_no_one_there(fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetcher.get("http://127.0.0.1:9/rss", trusted=HERE)
    with pytest.raises(FetchError, match="no address"):
        fetcher.get("http://nowhere.invalid/rss")


def test_stopped_in_the_middle(server: tuple[str, type[Odd]]) -> None:
    stop = Event()
    fetcher = Fetcher(Still(), timeout=timedelta(seconds=20), stop=stop)
    fetcher.get(f"{server[0]}/plain", trusted=HERE)
    stop.set()
    with pytest.raises(FetchError, match="stopped"):
        fetcher.get(f"{server[0]}/drip", trusted=HERE)


def asked(answers: list[tuple[int, bytes] | None], now: Callable[[], datetime] = lambda: NOW) -> Robots:
    return Robots("according", lambda url: answers.pop(0), now)


ROBOTS = [
    ((200, b"User-agent: *\nDisallow: /a\nAllow: /a/open\n"), {"/a": False, "/a/open": True, "/b": True}),
    ((200, b"User-agent: *\nDisallow: /*.pdf$\n"), {"/x.pdf": False, "/x.pdf?y": True}),
    ((200, b"User-agent: according\nDisallow: /\n\nUser-agent: *\nAllow: /\n"), {"/": False}),
    ((200, b"\xff\xfe<html>"), {"/a": True}),
    ((404, b""), {"/a": True}), ((403, b""), {"/a": True}), ((500, b""), {"/a": False}), (None, {"/a": False}),
]


@pytest.mark.parametrize(("answer", "told"), ROBOTS, ids=range(len(ROBOTS)))
def test_what_a_site_wants(answer: tuple[int, bytes] | None, told: dict[str, bool]) -> None:
    robots = asked([answer])
    assert {path: robots.allows(f"https://courier.example{path}") for path in told} == told


def test_a_site_is_asked_again_after_a_day_and_sooner_after_a_failure() -> None:
    at = [NOW]
    robots = asked([None, (200, b"User-agent: *\nDisallow: /a"), (404, b"")], lambda: at[0])
    told = []
    for later in (timedelta(), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=20), timedelta(hours=30)):
        at[0] = NOW + later
        told.append(robots.allows("https://courier.example/a"))
    assert told == [False, False, False, False, True]
    assert robots.delay("https://never-asked.example/") == 0
