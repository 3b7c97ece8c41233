"""What happened, for machines to read: one JSON object a line, and counts as a metrics page.

A log leaves the record without passing the release door. So no word of a report, no title and no address of an article
is ever written here: feeds by the names that the settings give them, articles by their hashes, and counts.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import TextIO

from according.watch.clock import Clock

Value = str | int | float | bool | None

_HELP = {
    "according_polls_total": ("counter", "Feeds, folders and pages looked at, by what came of it."),
    "according_reports_arrived_total": ("counter", "Reports and versions that were news."),
    "according_reports_coded_total": ("counter", "Reports coded into the record."),
    "according_claims_total": ("counter", "Claims added to the record."),
    "according_versions_total": ("counter", "Versions of articles, by how the change came."),
    "according_refusals_total": ("counter", "Entries and files that could not be read."),
    "according_coder_failures_total": ("counter", "Tries of a report that the coder failed at."),
    "according_alerts_total": ("counter", "Alerts raised, by rule."),
    "according_deliveries_total": ("counter", "Alerts handed over, by kind of target and by what came of it."),
    "according_inbox_reports": ("gauge", "Reports that wait to be coded."),
    "according_given_up_reports": ("gauge", "Reports kept uncoded after too many failures."),
    "according_feed_failures": ("gauge", "Failures of a feed in a row."),
    "according_feed_last_success_seconds": ("gauge", "When a feed was last read, in Unix time."),
    "according_feed_clock_skew_seconds": ("gauge", "How far a server's clock is before ours."),
}


class Metrics:
    """Counters and gauges with labels, in the text format that Prometheus reads."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, tuple[tuple[str, str], ...]], float] = {}
        self._lock = Lock()

    def add(self, name: str, amount: float = 1, **labels: str) -> None:
        """Count `amount` more. Raises KeyError for a name that has no line of help."""
        key = (name, tuple(sorted(labels.items())))
        assert name in _HELP
        with self._lock:
            self._values[key] = self._values.get(key, 0) + amount

    def set(self, name: str, value: float, **labels: str) -> None:
        """Put a gauge to a value."""
        assert name in _HELP
        with self._lock:
            self._values[name, tuple(sorted(labels.items()))] = value

    def value(self, name: str, **labels: str) -> float:
        """What stands under a name and labels; 0 for nothing."""
        with self._lock:
            return self._values.get((name, tuple(sorted(labels.items()))), 0)

    def page(self) -> str:
        """The metrics page."""
        with self._lock:
            values = sorted(self._values.items())
        lines: list[str] = []
        for name, (kind, told) in _HELP.items():
            mine = [(labels, value) for (n, labels), value in values if n == name]
            if not mine:
                continue
            lines += [f"# HELP {name} {told}", f"# TYPE {name} {kind}"]
            for labels, value in mine:
                shown = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels)
                lines.append(f"{name}{{{shown}}} {value:.15g}" if shown else f"{name} {value:.15g}")
        return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


class Journal:
    """A log of JSON lines with the metrics beside it."""

    def __init__(self, out: TextIO, clock: Clock) -> None:
        self.out = out
        self.clock = clock
        self.metrics = Metrics()
        self._lock = Lock()

    def say(self, event: str, **fields: Value) -> None:
        """Write a line: the time, what happened, and to whom."""
        line = json.dumps({"at": self.clock.now().isoformat(timespec="seconds"), "event": event,
                           **{name: value for name, value in fields.items() if value is not None}},
                          ensure_ascii=False)
        with self._lock:
            self.out.write(line + "\n")
            self.out.flush()


def serve_metrics(metrics: Metrics, port: int) -> Callable[[], None]:
    """Serve the page on this machine's own address, for nobody else, from a thread; gives what ends it."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.path in ("/metrics", "/")
            body = metrics.page().encode() if known else b"there is /metrics\n"
            self.send_response(200 if known else 404)
            self.send_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the journal tells what matters."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Page)
    server.daemon_threads = True
    Thread(target=server.serve_forever, name="metrics", daemon=True).start()

    def end() -> None:
        server.shutdown()
        server.server_close()

    return end
