"""`according watch FEEDS.toml`: feeds and folders into a record, for months."""

from __future__ import annotations

import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated, Any

import typer

from according.cli import inputs
from according.cli.exits import NOT_READY, USAGE, explained, stop
from according.cli.record_options import DEFAULT, RecordAt, record_path

if TYPE_CHECKING:
    from according.watch.settings import Settings

Feeds = Annotated[Path, typer.Argument(metavar="FEEDS.toml", help="What to watch: feeds, folders, alerts.")]
Once = Annotated[bool, typer.Option("--once", help="Look at what is due now, code it, and end.")]
Check = Annotated[bool, typer.Option("--check", help="Only read the settings and say what is wrong with them.")]


def watch(
    feeds: Feeds,
    record: RecordAt = DEFAULT,
    once: Once = False,
    check: Check = False,
    pack: inputs.Packs = None,
    workers: inputs.Workers = 1,
    time_limit: inputs.TimeLimit = 300.0,
) -> None:
    """Watch feeds and folders into a record until stopped (SIGTERM or Ctrl-C); a log of JSON lines on standard error.

    Nothing is lost or taken twice when it is killed and started again. Edits of an article are kept as versions.
    """
    try:
        import protego  # noqa: F401
        import urllib3  # noqa: F401
    except ImportError as error:
        stop(f"watching needs the extra [feeds]: pip install 'according[feeds]' ({error})", NOT_READY)
    from according.protect.policy import PolicyError
    from according.watch.settings import SettingsError, load_settings

    with explained():
        try:
            settings = load_settings(feeds)
            if check:
                typer.echo(f"{feeds}: {len(settings.feeds)} feeds, {len(settings.folders)} folders, "
                           f"{len(settings.rules)} alerts")
                return
            _watch(settings, record_path(record), once, tuple(pack or ()), workers, time_limit)
        except (SettingsError, PolicyError) as error:
            stop(str(error), USAGE)


def _watch(settings: Settings, record: str, once: bool, packs: tuple[str, ...], workers: int,
           time_limit: float) -> None:
    from according.packs.loader import load_packs
    from according.run.factory import MakeEngine
    from according.run.local import LocalRun
    from according.store.record import open_record
    from according.watch.alerts import Alerts
    from according.watch.clock import SystemClock
    from according.watch.deliver import Deliverer
    from according.watch.fetch import Fetcher
    from according.watch.journal import Journal, serve_metrics
    from according.watch.watcher import Watcher

    end, clock = Event(), SystemClock()
    journal = Journal(sys.stderr, clock)
    fetcher = Fetcher(clock, settings.contact, settings.timeout, settings.proxy, end)
    with ExitStack() as until:
        opened = until.enter_context(open_record(record, create=True))
        rules = None
        if settings.rules:
            deliverer = Deliverer(settings.mail, settings.timeout.total_seconds(), settings.proxy)
            rules = Alerts(opened, load_packs(packs), settings, deliverer, journal, clock)
        coder = until.enter_context(LocalRun(MakeEngine(packs), workers, time_limit))
        coder.wait_until_ready()
        if settings.metrics_port is not None:
            until.callback(_served(serve_metrics, journal.metrics, settings.metrics_port))
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: end.set())
        Watcher(opened, settings, coder, fetcher, journal, clock, rules, stop=end).run(once=once)


def _served(serve: Any, metrics: Any, port: int) -> Any:
    try:
        return serve(metrics, port)
    except OSError as error:
        stop(f"the metrics page cannot be served at port {port}: {error.strerror}", USAGE)
