"""What to do with what a look at a feed or at a page brought: what arrived, and when to look again.

Pure functions: the network is behind them, the record before them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from according.model.identity import stable_id
from according.model.report import Report
from according.read.refusal import Refusal, Unreadable
from according.store.versions import Seen, content_of
from according.store.watching import Poll
from according.watch.entries import Entry, read_feed, read_page
from according.watch.fetch import Fetched, FetchError
from according.watch.settings import FeedSettings, Settings

GONE = timedelta(days=7)  # how often a feed that is gone for good is asked all the same
MOST_PAGE_TRIES = 5
STILL_THERE = timedelta(days=7)  # how exactly it is known that an article stands in its feed still


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a look: polls as they stand now, reports that may be news, what was refused; `what` in one word or
    in the reason of a failure."""

    what: str
    polls: tuple[Poll, ...] = ()
    arrived: tuple[tuple[Report, Seen], ...] = ()
    refused: tuple[Refusal, ...] = ()
    failures: int = 0
    entries: int = 0


def feed_key(feed: FeedSettings) -> str:
    """The key of a feed's poll; under another address it is another feed."""
    return f"feed:{feed.url}"


def feed_address(feed: FeedSettings, poll: Poll) -> str:
    """Where a feed is now: its own address, or the one it moved to for good."""
    return str(poll.body.get("moved") or feed.url)


def regular(every: timedelta, chance: Random) -> timedelta:
    """The time to the next look, a little uneven, so that many feeds do not come at one moment."""
    return every * chance.uniform(0.95, 1.05)


def back_off(every: timedelta, failures: int, longest: timedelta, chance: Random) -> timedelta:
    """The time to the next look after `failures` in a row: doubled each time up to `longest`, then made uneven by a
    half either way, so that those who failed together do not come back together."""
    doubled: timedelta = every * 2 ** min(failures, 20)
    return min(doubled, max(longest, every)) * chance.uniform(0.5, 1.5)


def feed_came(feed: FeedSettings, poll: Poll, answer: Fetched | FetchError, known: dict[str, Poll], settings: Settings,
              now: datetime, chance: Random) -> Came:
    """What a feed's answer brought. `known` are all polls, for the pages among them."""
    if isinstance(answer, FetchError):
        return _feed_failed(feed, poll, answer.reason, settings, now, chance, answer)
    body = {**poll.body, "failures": 0}
    if answer.moved:
        body["moved"] = answer.moved
    told = stable_id("body", answer.body.hex()) if answer.status == 200 else None
    if told is None or told == body.get("hash"):
        return Came("unchanged", (replace(poll, due=now + regular(feed.every, chance), body=body),))
    try:
        entries, damaged = read_feed(answer, feed, now)
    except Unreadable as error:
        return _feed_failed(feed, poll, error.reason, settings, now, chance)
    # Of a damaged feed more may come at the same address and time: it is asked again as if for the first time.
    whole = {"etag": answer.etag, "last_modified": answer.last_modified, "hash": told}
    body |= dict.fromkeys(whole) if damaged else whole
    here = replace(poll, due=now + regular(feed.every, chance), body=body)
    arrived, refused, pages = _sorted_out(entries, feed, known, now)
    return Came("damaged" if damaged else "read", (here, *pages), tuple(arrived), tuple(refused), 0, len(entries))


def _feed_failed(feed: FeedSettings, poll: Poll, reason: str, settings: Settings, now: datetime, chance: Random,
                 error: FetchError | None = None) -> Came:
    failures = int(poll.body.get("failures", 0)) + 1
    pause = GONE if error and error.gone else back_off(feed.every, failures, settings.longest_back_off, chance)
    if error and error.retry_after:
        pause = max(pause, error.retry_after)
    body = {**poll.body, "failures": failures}
    if failures >= 3:
        body.pop("moved", None)  # where it moved to does not answer: the address that was given may again
    return Came(reason, (replace(poll, due=now + pause, body=body),), failures=failures)


def _sorted_out(entries: list[Entry], feed: FeedSettings, known: dict[str, Poll], now: datetime) -> tuple[
        list[tuple[Report, Seen]], list[Refusal], list[Poll]]:
    """Entries that are reports themselves, those that are none, and pages to fetch."""
    arrived: list[tuple[Report, Seen]] = []
    refused: list[Refusal] = []
    pages: list[Poll] = []
    for entry in entries:
        if feed.pages and entry.link and entry.link.startswith(("http://", "https://")):
            if (page := _page(entry, feed, known.get(f"page:{entry.seen.article}"), now)) is not None:
                pages.append(page)
        elif isinstance(entry.item, Report):
            arrived.append((entry.item, entry.seen))
        else:
            refused.append(entry.item)
    return arrived, refused, pages


def _page(entry: Entry, feed: FeedSettings, known: Poll | None, now: datetime) -> Poll | None:
    """The poll of an entry's page; None when it is as it should be already."""
    report = entry.item if isinstance(entry.item, Report) else None
    told = stable_id(content_of(report) if report else None, entry.seen.updated)
    body: dict[str, Any] = {"feed": feed.name, "link": entry.link, "entry": report.to_json() if report else None,
                            "updated": entry.seen.updated, "told": told, "step": 0, "failures": 0,
                            "there": now.isoformat()}
    if known is None:
        return Poll(f"page:{entry.seen.article}", "page", now, body)
    if known.body["told"] != told and not entry.seen.damaged:
        kept = {name: known.body.get(name) for name in ("etag", "last_modified", "fetched")}
        return replace(known, due=now, body={**body, **kept})
    if now - datetime.fromisoformat(known.body["there"]) > STILL_THERE:
        return replace(known, body={**known.body, "there": now.isoformat()})
    return None


def page_came(feed: FeedSettings, poll: Poll, answer: Fetched | FetchError, settings: Settings, now: datetime,
              chance: Random) -> Came:
    """What an article's page brought. A page that cannot be had is replaced by what its feed says of it."""
    entry = Report.from_json(poll.body["entry"]) if poll.body.get("entry") else None
    if isinstance(answer, FetchError):
        failures = int(poll.body["failures"]) + 1
        if failures < MOST_PAGE_TRIES and not answer.gone:
            pause = back_off(timedelta(minutes=5), failures, settings.longest_back_off, chance)
            later = now + max(pause, answer.retry_after or timedelta())
            return Came(answer.reason, (replace(poll, due=later, body={**poll.body, "failures": failures}),),
                        failures=failures)
        return _without_page(poll, entry, answer.reason, now)
    again = feed.again[poll.body["step"]] if poll.body["step"] < len(feed.again) else None
    body = {**poll.body, "step": poll.body["step"] + 1, "failures": 0}
    due = now + regular(again, chance) if again else None
    if answer.status == 304:
        return Came("unchanged", (replace(poll, due=due, body=body),))
    found = read_page(answer, feed, poll.body["link"], entry, now)
    if isinstance(found, Refusal):
        return _without_page(poll, entry, found.reason, now)
    body |= {"etag": answer.etag, "last_modified": answer.last_modified, "fetched": True}
    seen = Seen(poll.key.removeprefix("page:"), feed.name, now, poll.body["updated"])
    return Came("read", (replace(poll, due=due, body=body),), ((found, seen),), entries=1)


def _without_page(poll: Poll, entry: Report | None, reason: str, now: datetime) -> Came:
    over = replace(poll, due=None, body={**poll.body, "failures": 0})
    if poll.body.get("fetched"):
        return Came(reason, (over,))
    if entry is None:
        return Came(reason, (over,), (), (Refusal(poll.body["link"], f"its page: {reason}", "fetch it by hand"),))
    seen = Seen(poll.key.removeprefix("page:"), poll.body["feed"], now, poll.body["updated"])
    told = replace(entry, warnings=(*entry.warnings, f"its page could not be had ({reason})"))
    return Came(reason, (over,), ((told, seen),))
