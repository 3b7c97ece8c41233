"""The loop: look at what is due, code what arrived, let the rules see it, wait.

One thread does all of it but the waiting for servers. Everything that has to outlast the process is in the record
before the next step is taken, so the loop may be ended at any moment, also by a kill, and goes on where it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from threading import Event
from typing import Protocol
from urllib.parse import urlsplit

from according.model.claim import MadeBy
from according.model.report import Report
from according.read.duplicates import Originals
from according.run.partition import Coded, Failure, Outcome
from according.store import watching
from according.store.record import Record
from according.store.watching import Poll, Waiting
from according.watch.clock import Clock
from according.watch.entries import read_folder
from according.watch.fetch import Fetched, Fetcher, FetchError
from according.watch.journal import Journal
from according.watch.polling import Came, feed_address, feed_came, feed_key, page_came, regular
from according.watch.settings import FeedSettings, FolderSettings, Settings

AT_ONCE = 32  # reports coded between two looks at what is due
RETRY = timedelta(minutes=10)
FILES_AT_ONCE = 50
FORGET_PAGES = timedelta(days=30)
COPIES_WITHIN = timedelta(days=7)


class Coder(Protocol):
    """What codes reports: `run.local.LocalRun`, or one of the same shape."""

    @property
    def made_by(self) -> MadeBy: ...

    def code(self, inputs: Iterable[Report | Failure]) -> Iterator[Outcome]: ...


class Rules(Protocol):
    """What sees the record after reports were added: `alerts.Alerts`."""

    def consider(self) -> None: ...

    def deliver(self) -> datetime | None: ...


class Watcher:
    """Watches what the settings name into a record. `stop` ends it after the report at hand."""

    def __init__(self, record: Record, settings: Settings, coder: Coder, fetcher: Fetcher, journal: Journal,
                 clock: Clock, rules: Rules | None = None, chance: Random | None = None,
                 stop: Event | None = None) -> None:
        self.record = record
        self.settings = settings
        self.coder = coder
        self.fetcher = fetcher
        self.journal = journal
        self.clock = clock
        self.rules = rules
        self.chance = chance or Random()
        self.stop = stop or fetcher.stop
        self.feeds = {feed.name: feed for feed in settings.feeds}
        self.folders = {f"folder:{folder.name}": folder for folder in settings.folders}
        self.own_hosts = frozenset(filter(None, (urlsplit(feed.url).hostname for feed in settings.feeds)))
        self.by_key: dict[str, FeedSettings] = {feed_key(feed): feed for feed in settings.feeds}
        self.polls: dict[str, Poll] = {}
        self.free: dict[str, datetime] = {}
        self.originals = Originals(COPIES_WITHIN)
        self.to_code: datetime | None = None  # when something of the inbox may be coded

    def run(self, once: bool = False, until: datetime | None = None) -> None:
        """Watch until stopped, until a moment, or, `once`, until all that was due at the start is in the record."""
        began = self.clock.now()
        self._begin(began)
        while not self.stop.is_set():
            coded = self._code_some()
            retry = self._let_rules_see(coded)
            now = self.clock.now()
            due = self._due(now, began if once else None)
            if due:
                self._look(due)
            elif not coded:
                at = self._next(began if once else None, retry)
                if at is None or (until is not None and at >= until):
                    break
                self.clock.wait(at, self.stop)
        self.journal.say("stopped")

    def _begin(self, now: datetime) -> None:
        self.polls = watching.polls(self.record)
        for key, kind in [*((key, "feed") for key in self.by_key), *((key, "folder") for key in self.folders)]:
            self.polls.setdefault(key, Poll(key, kind, now, {}))
        wanted = {key for key, poll in self.polls.items()
                  if key in self.by_key or key in self.folders or poll.body.get("feed") in self.feeds}
        self.polls = {key: poll for key, poll in self.polls.items() if key in wanted}
        for report, at in watching.recent_versions(self.record, now - COPIES_WITHIN):
            self.originals.original_of(report, at)
        again = watching.try_given_up_again(self.record)
        self.journal.say("started", feeds=len(self.feeds), folders=len(self.folders), tried_again=again)
        self._look_at_inbox()
        self._let_rules_see(True)  # what was coded before a kill and not seen

    # -- looking --------------------------------------------------------------------------------------------------

    def _host(self, poll: Poll) -> str | None:
        return urlsplit(self._address(poll)).hostname if poll.kind != "folder" else None

    def _address(self, poll: Poll) -> str:
        return str(poll.body["link"]) if poll.kind == "page" else feed_address(self.by_key[poll.key], poll)

    def _when(self, poll: Poll, only: datetime | None) -> datetime | None:
        """When a poll may be looked at; None when it is over, or not wanted in a run of one turn."""
        fresh = poll.kind == "page" and not poll.body["failures"] and not poll.body["step"]
        if poll.due is None or (only is not None and poll.due > only and not fresh):
            return None
        host = self._host(poll)
        return max(poll.due, self.free[host]) if host in self.free else poll.due

    def _due(self, now: datetime, only: datetime | None) -> list[Poll]:
        """What to look at now: the longest due first, one request a host."""
        ready = [(at, key) for key, poll in self.polls.items() if (at := self._when(poll, only)) and at <= now]
        out: list[Poll] = []
        taken: set[str | None] = set()
        for _, key in sorted(ready):
            host = self._host(self.polls[key])
            if host is None or host not in taken:
                taken.add(host)
                out.append(self.polls[key])
            if len(out) >= self.settings.at_once:
                break
        return out

    def _next(self, only: datetime | None, retry: datetime | None) -> datetime | None:
        times = [at for poll in self.polls.values() if (at := self._when(poll, only))]
        if only is None:
            times += [at for at in (self.to_code, retry) if at is not None]
        return min(times, default=None)

    def _look(self, due: list[Poll]) -> None:
        for poll in due:
            if poll.kind == "folder" and not self.stop.is_set():
                self._look_into(self.folders[poll.key], poll)
        asked = [poll for poll in due if poll.kind != "folder"]
        if not asked:
            return
        pool = ThreadPoolExecutor(min(len(asked), self.settings.at_once), thread_name_prefix="fetch")
        try:
            answers = {pool.submit(self._ask, poll): poll for poll in asked}
            for future in as_completed(answers):
                self._heard(answers[future], future.result())
                if self.stop.is_set():
                    break
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _ask(self, poll: Poll) -> Fetched | FetchError:
        try:
            return self.fetcher.get(self._address(poll), poll.body.get("etag"), poll.body.get("last_modified"),
                                    self.own_hosts)
        except FetchError as error:
            return error

    def _heard(self, poll: Poll, answer: Fetched | FetchError) -> None:
        if isinstance(answer, FetchError) and answer.reason == "stopped":
            return
        now = self.clock.now()
        host = self._host(poll)
        if host is not None:
            wanted = self.fetcher.robots.delay(self._address(poll))
            self.free[host] = now + max(self.settings.host_delay, timedelta(seconds=wanted))
        feed = self.by_key[poll.key] if poll.kind == "feed" else self.feeds[poll.body["feed"]]
        if poll.kind == "feed":
            came = feed_came(feed, poll, answer, self.polls, self.settings, now, self.chance)
        else:
            came = page_came(feed, poll, answer, self.settings, now, self.chance)
        self._keep(feed.name, poll.kind, came)
        if poll.kind == "feed":
            self._tell_feed(feed, came, answer, now)

    def _look_into(self, folder: FolderSettings, poll: Poll) -> None:
        """Read the files of a folder that are new or changed, some at a time."""
        now = self.clock.now()
        known = dict(poll.body.get("files", {}))
        later = replace(poll, due=now + regular(folder.every, self.chance), body={"files": known})
        if not folder.path.is_dir():
            self._keep(folder.name, "folder", Came("no such folder", (replace(later, body=poll.body),), failures=1))
            return
        came: list[Came] = []
        for name, signature, reports, refused in read_folder(folder, known, now):
            known[name] = signature
            came.append(Came("read", (), tuple(reports), tuple(refused), entries=len(reports)))
            if len(came) >= FILES_AT_ONCE:
                self._keep(folder.name, "folder", _together(came, replace(poll, body={"files": dict(known)})))
                came = []
            if self.stop.is_set():
                later = replace(later, due=poll.due)
                break
        self._keep(folder.name, "folder", _together(came, later))

    def _keep(self, name: str, kind: str, came: Came) -> None:
        """Put what came into the record, then tell of it."""
        news = watching.arrive(self.record, came.polls, came.arrived)
        for refused in came.refused:
            self.record.add_failure(refused.ref, refused.reason, refused.cure, f"watch {name}")
        self.polls.update({poll.key: poll for poll in came.polls})
        metrics = self.journal.metrics
        metrics.add("according_polls_total", kind=kind, outcome="failed" if came.failures else came.what)
        metrics.add("according_reports_arrived_total", news, feed=name)
        metrics.add("according_refusals_total", len(came.refused), feed=name)
        if came.failures or news or came.refused or came.what == "damaged":
            self.journal.say(f"{kind} {'failed' if came.failures else 'read'}", feed=name, news=news or None,
                             refused=len(came.refused) or None, failures=came.failures or None,
                             reason=came.what if came.failures or came.what == "damaged" else None)
        if news:
            self._look_at_inbox()

    def _tell_feed(self, feed: FeedSettings, came: Came, answer: Fetched | FetchError, now: datetime) -> None:
        metrics = self.journal.metrics
        metrics.set("according_feed_failures", came.failures, feed=feed.name)
        if isinstance(answer, Fetched):
            if not came.failures:
                metrics.set("according_feed_last_success_seconds", now.timestamp(), feed=feed.name)
            if answer.skew is not None:
                metrics.set("according_feed_clock_skew_seconds", answer.skew.total_seconds(), feed=feed.name)
            if answer.moved:
                self.journal.say("feed moved", feed=feed.name)
        over = [key for key, poll in self.polls.items() if poll.kind == "page" and poll.due is None
                and now - datetime.fromisoformat(poll.body["there"]) > FORGET_PAGES]
        if over:
            watching.forget_polls(self.record, over)
            for key in over:
                del self.polls[key]

    # -- coding ---------------------------------------------------------------------------------------------------

    def _code_some(self) -> bool:
        """Code the next reports of the inbox; gives whether there were any."""
        now = self.clock.now()
        if self.to_code is None or self.to_code > now:
            return False
        items = watching.waiting(self.record, now, AT_ONCE)
        items = [self._marked(item) for item in items]
        for item, outcome in zip(items, self.coder.code([item.report for item in items]), strict=False):
            if self.stop.is_set() and isinstance(outcome, Failure):
                break  # it may be the stopping that it failed at
            self._settle(item, outcome)
            if self.stop.is_set():
                break
        self._look_at_inbox()
        return bool(items)

    def _marked(self, item: Waiting) -> Waiting:
        return replace(item, report=replace(item.report, copy_of=self.originals.original_of(item.report, item.seen.at)))

    def _settle(self, item: Waiting, outcome: Outcome) -> None:
        metrics, stamp = self.journal.metrics, self.coder.made_by
        if isinstance(outcome, Coded):
            try:
                added, version = watching.settle(self.record, item, outcome.claims, stamp)
            except ValueError as error:
                outcome = Failure(item.report.ref, str(error), "please report this as a bug")
            else:
                metrics.add("according_reports_coded_total")
                metrics.add("according_claims_total", 0 if added.known else added.claims)
                if version is not None:
                    metrics.add("according_versions_total", change=version.change)
                    self.journal.say("coded", feed=item.seen.feed, article=item.seen.article, version=version.number,
                                     change=version.change, claims=added.claims, copy=bool(item.report.copy_of) or None)
                return
        gone = watching.put_off(self.record, item, outcome.reason, self.clock.now() + RETRY * 2**item.tries)
        metrics.add("according_coder_failures_total")
        self.journal.say("coder failed", feed=item.seen.feed, article=item.seen.article, given_up=gone)
        if gone:
            self.record.add_failure(outcome.ref, outcome.reason, outcome.cure, f"{stamp.engine} {stamp.version}")

    def _let_rules_see(self, coded: bool) -> datetime | None:
        """Let the rules see what was coded, hand alerts over; gives when one that failed is tried again."""
        if self.rules is None:
            return None
        if coded:
            self.rules.consider()
        return self.rules.deliver()

    def _look_at_inbox(self) -> None:
        self.to_code = watching.next_try(self.record)
        waits, gone = watching.inbox_counts(self.record)
        self.journal.metrics.set("according_inbox_reports", waits)
        self.journal.metrics.set("according_given_up_reports", gone)


def _together(came: list[Came], poll: Poll) -> Came:
    return Came("read" if came else "unchanged", (poll,), tuple(item for c in came for item in c.arrived),
                tuple(item for c in came for item in c.refused), entries=sum(c.entries for c in came))
