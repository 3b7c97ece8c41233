"""The clock of a watcher, so that weeks can be played through in a minute."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Event
from typing import Protocol


class Clock(Protocol):
    """Tells the time, aware and in UTC, and waits."""

    def now(self) -> datetime: ...

    def wait(self, until: datetime, stop: Event) -> None: ...


class SystemClock:
    """The machine's own."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def wait(self, until: datetime, stop: Event) -> None:
        """Wait until a moment, or until `stop` is set; a minute at most, as a machine's clock may be set."""
        stop.wait(min(60.0, max(0.0, (until - self.now()).total_seconds())))
