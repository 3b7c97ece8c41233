"""One polite request: conditional, bounded in time and size, within robots.txt, redirects followed by hand.

What the network does wrong comes as a FetchError with a reason in a few fixed words; nothing else leaves here.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from threading import Event
from typing import Any
from urllib.parse import urljoin, urlsplit

import urllib3

from according.model.version import __version__
from according.read.limits import LIMITS
from according.watch.clock import Clock
from according.watch.robots import Robots

MOST_REDIRECTS = 5
PERMANENT = (301, 308)
REDIRECTS = (301, 302, 303, 307, 308)
_ACCEPT = "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5"


class FetchError(Exception):
    """A request that brought nothing. `retry_after` is the time the server asked for; `gone` that it says: never."""

    def __init__(self, reason: str, retry_after: timedelta | None = None, gone: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after
        self.gone = gone


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came. `status` is 200 or 304; `moved` the address that the server wants asked from now on; `skew` how far
    the server's clock is before ours."""

    url: str
    status: int
    body: bytes = b""
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    moved: str | None = None
    skew: timedelta | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


class Fetcher:
    """Fetches addresses; may be used by several threads."""

    def __init__(self, clock: Clock, contact: str | None = None, timeout: timedelta = timedelta(seconds=20),
                 proxy: str | None = None, stop: Event | None = None,
                 resolve: Callable[[str], list[str]] | None = None) -> None:
        self.clock = clock
        self.agent = f"according/{__version__} (+{contact})" if contact else f"according/{__version__}"
        self.longest = timeout.total_seconds()
        self.stop = stop or Event()
        self.resolve = resolve or _addresses
        self.through_proxy = proxy is not None
        limits = urllib3.Timeout(connect=min(10.0, self.longest), read=self.longest)
        options: dict[str, Any] = {"num_pools": 64, "maxsize": 2, "retries": False, "timeout": limits}
        self._http = urllib3.ProxyManager(proxy, **options) if proxy else urllib3.PoolManager(**options)
        self.robots = Robots("according", self._ask_robots, clock.now)

    def get(self, url: str, etag: str | None = None, last_modified: str | None = None,
            trusted: frozenset[str] = frozenset()) -> Fetched:
        """Fetch an address. Hosts in `trusted` may be of one's own network; any other must be of the public one, so
        that no article's link leads to what only this machine can reach. Raises FetchError."""
        headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        here, permanent = url, True
        for _ in range(MOST_REDIRECTS + 1):
            self._may(here, trusted)
            status, told, body = self._request(here, {name: value for name, value in headers.items() if value})
            if status in REDIRECTS and (to := told.get("location")):
                permanent = permanent and status in PERMANENT
                here = urljoin(here, to)
                continue
            return self._fetched(url, here, permanent, status, told, body)
        raise FetchError("too many redirects")

    def _may(self, url: str, trusted: frozenset[str]) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise FetchError("an address that is not of the web")
        if parts.hostname not in trusted and not self.through_proxy and not self._is_public(parts.hostname):
            raise FetchError("an address inside a private network")
        if not self.robots.allows(url):
            raise FetchError("not wanted by the site's robots.txt")

    def _is_public(self, host: str) -> bool:
        try:
            found = self.resolve(host)
        except OSError:
            raise FetchError("the host has no address") from None
        return all(ipaddress.ip_address(address.split("%")[0]).is_global for address in found)

    def _fetched(self, asked: str, url: str, permanent: bool, status: int, told: Mapping[str, str],
                 body: bytes) -> Fetched:
        if status not in (200, 304):
            raise FetchError(f"http {status}", _retry_after(told.get("retry-after"), self.clock.now()),
                             gone=status == 410)
        return Fetched(url, status, body, _charset(told.get("content-type", "")), told.get("etag"),
                       told.get("last-modified"), url if permanent and url != asked else None,
                       _skew(told.get("date"), self.clock.now()), told)

    def _ask_robots(self, url: str) -> tuple[int, bytes] | None:
        try:
            here = url
            for _ in range(MOST_REDIRECTS + 1):
                status, told, body = self._request(here, {})
                if status in REDIRECTS and (to := told.get("location")):
                    here = urljoin(here, to)
                    continue
                return status, body
        except FetchError:
            return None
        return 404, b""

    def _request(self, url: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        """One request and answer. The time limit is for the whole of it: a server that drips bytes is cut off."""
        ends = time.monotonic() + self.longest
        sent = {"User-Agent": self.agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate", **headers}
        answer: Any = None
        try:
            answer = self._http.request("GET", url, headers=sent, redirect=False, preload_content=False)
            body = bytearray()
            for piece in answer.stream(1 << 16, decode_content=True):
                body += piece
                if len(body) > LIMITS.file:
                    raise FetchError("too large")
                if time.monotonic() > ends:
                    raise FetchError("timeout")
                if self.stop.is_set():
                    raise FetchError("stopped")
            told = {name.lower(): value for name, value in answer.headers.items()}
            status = int(answer.status)
            answer.release_conn()
            answer = None
            return status, told, bytes(body)
        except urllib3.exceptions.TimeoutError:
            raise FetchError("timeout") from None
        except (urllib3.exceptions.IncompleteRead, urllib3.exceptions.InvalidChunkLength):
            raise FetchError("cut off before its end") from None
        except urllib3.exceptions.ProtocolError as error:
            cut = "IncompleteRead" in str(error) or "InvalidChunkLength" in str(error)
            raise FetchError("cut off before its end" if cut else "the connection broke") from None
        except urllib3.exceptions.SSLError:
            raise FetchError("the certificate does not hold") from None
        except urllib3.exceptions.DecodeError:
            raise FetchError("damaged compression") from None
        except (urllib3.exceptions.HTTPError, OSError, ValueError):
            raise FetchError("no connection") from None
        finally:
            if answer is not None:
                answer.close()  # what is left of it would come before the next answer


def _addresses(host: str) -> list[str]:
    return [str(found[4][0]) for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]


def _charset(content_type: str) -> str | None:
    for part in content_type.split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'").lower() or None
    return None


def _retry_after(value: str | None, now: datetime) -> timedelta | None:
    """Seconds or a date, never more than a week: a slip of a server must not silence a feed for good."""
    if not value:
        return None
    week = timedelta(days=7)
    if value.strip().isdigit():
        return min(timedelta(seconds=min(int(value), 10**7)), week)
    moment = _http_date(value)
    return min(max(moment - now, timedelta()), week) if moment else None


def _skew(value: str | None, now: datetime) -> timedelta | None:
    moment = _http_date(value) if value else None
    return moment - now if moment else None


def _http_date(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
