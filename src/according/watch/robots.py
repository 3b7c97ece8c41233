"""Whether a site wants a page fetched by us (RFC 9309), asked once a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

KEPT = timedelta(days=1)
KEPT_UNREACHABLE = timedelta(minutes=30)
SLOWEST = 300.0  # seconds: a longer crawl-delay than this would never end


@dataclass(frozen=True, slots=True)
class _Said:
    """What a site said, and until when that holds. `rules` None: everything is allowed; `closed`: nothing is."""

    until: datetime
    rules: Any = None
    closed: bool = False


class Robots:
    """`ask(url)` gives status and body of a robots.txt, or None where the site does not answer."""

    def __init__(self, agent: str, ask: Callable[[str], tuple[int, bytes] | None],
                 now: Callable[[], datetime]) -> None:
        self.agent = agent
        self.ask = ask
        self.now = now
        self._said: dict[str, _Said] = {}
        self._lock = Lock()

    def allows(self, url: str) -> bool:
        """Whether the address may be fetched. A site that has no robots.txt allows all; one whose robots.txt cannot
        be reached, or fails, allows nothing for the time being."""
        said = self._of(url)
        return not said.closed and (said.rules is None or bool(said.rules.can_fetch(url, self.agent)))

    def delay(self, url: str) -> float:
        """The seconds between two requests that the site asks for, 0 where it asks for none. Asks nothing itself."""
        with self._lock:
            said = self._said.get(_origin(url))
        wanted = said.rules.crawl_delay(self.agent) if said is not None and said.rules is not None else None
        return min(float(wanted or 0), SLOWEST)

    def _of(self, url: str) -> _Said:
        origin = _origin(url)
        with self._lock:
            said = self._said.get(origin)
        if said is None or said.until <= self.now():
            said = self._fresh(origin)
            with self._lock:
                self._said[origin] = said
        return said

    def _fresh(self, origin: str) -> _Said:
        from protego import Protego

        answer = self.ask(f"{origin}/robots.txt")
        now = self.now()
        if answer is None or answer[0] >= 500 or answer[0] == 429:
            return _Said(now + KEPT_UNREACHABLE, closed=True)
        status, body = answer
        if status >= 400:
            return _Said(now + KEPT)
        return _Said(now + KEPT, Protego.parse(body[:500_000].decode("utf-8", "replace")))


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
