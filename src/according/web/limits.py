"""Not too much at once: a token bucket for each client, and few wrong passwords."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Bucket:
    """Lets `rate` asks a second through for each key, and up to `burst` at once."""

    def __init__(self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate, self.burst, self._clock = rate, burst, clock
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def take(self, key: str) -> bool:
        """Whether one more may pass now."""
        now = self._clock()
        with self._lock:
            left, then = self._left.get(key, (float(self.burst), now))
            left = min(self.burst, left + (now - then) * self.rate)
            if len(self._left) > 10_000:
                # Those who have been quiet long enough to have a full bucket need no remembering.
                self._left = {k: v for k, v in self._left.items() if (now - v[1]) * self.rate < self.burst}
            self._left[key] = (left - 1 if left >= 1 else left, now)
            return left >= 1
