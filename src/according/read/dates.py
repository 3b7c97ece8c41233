"""Dates of publication as reports write them: read when plain, never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from according.model.when import Published

_MONTHS = {
    name: i
    for i, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?", re.I
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})(Z)?)?")
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})|(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_DAY_MONTH = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({_MONTH})\.?,?\s+(\d{{4}})", re.I)
_MONTH_DAY = re.compile(rf"({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})", re.I)
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::\d{2})?\s*(a\.?m\.?|p\.?m\.?)?\s*(UTC|GMT|Z|[+-]\d{2}:?\d{2})", re.I)
PARTIAL = re.compile(rf"(?:(\d{{1,2}})\s+({_MONTH})\b\.?|\b({_MONTH})\.?\s+(\d{{1,2}}))\b", re.I)
EARLIEST = 1900


class Implausible(ValueError):
    """A date before 1900 or later than next year."""


def read_date(value: object, today: date | None = None) -> Published | None:
    """A date or date-time as text or as a Unix time in seconds or milliseconds; None when it is not plainly one.

    A time without an offset is kept as its day alone. Day and month as figures in either order are read
    only where one of them is above 12. Raises Implausible for dates no report can have.
    """
    if isinstance(value, bool) or value is None:
        return None
    found: Published | None
    if isinstance(value, int | float):
        found = _epoch(float(value))
    elif isinstance(value, Mapping):
        found = read_date(value.get("$date") or value.get("@value"), today)
    elif isinstance(value, datetime):
        found = Published(value if value.tzinfo else value.date())
    elif isinstance(value, date):
        found = Published(value)
    elif isinstance(value, str) and value.strip():
        found = _text(value.strip()[:80])
    else:
        return None
    if found is not None:
        check(found, today)
    return found


def check(published: Published, today: date | None = None) -> Published:
    """The date itself. Raises Implausible before 1900 and after the end of next year."""
    latest = (today or datetime.now(UTC).date() + timedelta(days=1)).year + 1
    if not EARLIEST <= published.day.year <= latest:
        raise Implausible(f"publication date {published.to_json()} is implausible")
    return published


def _epoch(seconds: float) -> Published | None:
    """Unix time; figures below 10^8 are no time of a report (they may be a year or a count)."""
    if 1e11 <= seconds < 1e14:
        seconds /= 1000
    if not 1e8 <= seconds < 1e11:
        return None
    try:
        return Published(datetime.fromtimestamp(int(seconds), UTC))
    except (ValueError, OverflowError, OSError):
        return None


def _text(text: str) -> Published | None:
    try:
        if match := _ISO.match(text):
            return _iso(match)
        if match := _COMPACT.fullmatch(text):
            day = date(int(match[1]), int(match[2]), int(match[3]))
            if match[7]:
                return Published(
                    datetime(day.year, day.month, day.day, int(match[4]), int(match[5]), int(match[6]), tzinfo=UTC)
                )
            return Published(day)
        if re.fullmatch(r"\d{10}|\d{13}", text):
            return _epoch(float(text))
        if re.match(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+\d\d?:\d\d", text):
            moment = parsedate_to_datetime(text)
            return Published(moment if moment.tzinfo else moment.date())
        if match := _SLASHED.match(text):
            return _slashed(match)
        if match := _DAY_MONTH.search(text):
            return _with_clock(date(int(match[3]), _MONTHS[match[2].lower()], int(match[1])), text[match.end() :])
        if match := _MONTH_DAY.search(text):
            return _with_clock(date(int(match[3]), _MONTHS[match[1].lower()], int(match[2])), text[match.end() :])
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    return None


def _iso(match: re.Match[str]) -> Published:
    day = date(int(match[1]), int(match[2]), int(match[3]))
    if not match[4] or not match[5]:
        return Published(day)
    zone = "+00:00" if match[5].upper() in {"Z", "UTC", "GMT"} else match[5]
    if ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return Published(datetime.fromisoformat(f"{day.isoformat()}T{match[4].zfill(5)}{zone}"))


def _slashed(match: re.Match[str]) -> Published | None:
    if match[1]:
        return Published(date(int(match[1]), int(match[2]), int(match[3])))
    first, second, year = int(match[4]), int(match[5]), int(match[6])
    if first > 12:
        return Published(date(year, second, first))
    if second > 12 or first == second:
        return Published(date(year, first, second))
    return None


def _with_clock(day: date, rest: str) -> Published:
    """A day with the time that follows it, if that has an offset."""
    clock = _CLOCK.search(rest)
    if not clock:
        return Published(day)
    hour = int(clock[1])
    if clock[3]:
        hour = hour % 12 + (12 if clock[3].lower().startswith("p") else 0)
    zone = "+00:00" if clock[4].upper() in {"UTC", "GMT", "Z"} else clock[4]
    if ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return Published(datetime.fromisoformat(f"{day.isoformat()}T{hour:02d}:{clock[2]}:00{zone}"))


def dated_by(partial: str, year: int) -> Published | None:
    """Day and month of a dateline with a year known from elsewhere."""
    match = PARTIAL.search(partial)
    if not match:
        return None
    day, month = (match[1], match[2]) if match[1] else (match[4], match[3])
    try:
        return Published(date(year, _MONTHS[month.lower()], int(day)))
    except ValueError:
        return None
