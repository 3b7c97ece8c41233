"""Rules for dates as they are written: days, months, years, quarters, seasons, feasts, months of other calendars."""

from __future__ import annotations

import re
from datetime import date

from according.extract.times.calendar import (
    Days,
    month_of,
    safe,
    shift,
)
from according.extract.times.lexicon import YEAR, month_number, pattern, weekday_number
from according.extract.times.scene import Hit, Scene, clipped, rule, spans

_ORDINAL = re.compile(r"\d+")
_YEAR_WRITTEN = re.compile(YEAR + r"(?!\w)")
_DAY_BEFORE = pattern(
    r"(?:(?<!\d)\d{1,2}(?:st|nd|rd|th)? (?P<first>{MONTH}),?|(?P<then>{MONTH}) \d{1,2}(?:st|nd|rd|th)?,?) \Z",
    lead=True,
)
_LONGEST_DAY = 24

_YEAR_CUES = {
    "in",
    "since",
    "by",
    "of",
    "during",
    "early",
    "late",
    "mid",
    "from",
    "until",
    "before",
    "after",
    "between",
    "and",
    "to",
    "(",
    "the",
    "around",
    "till",
    "through",
    "throughout",
    "for",
    "late-",
    "mid-",
    "-",
    "–",
    ",",
    "year",
    "circa",
    "back",
    "a",
    "&",
}


FIRST_MONTHS = 3


def _number(text: str) -> int:
    found = _ORDINAL.match(text)
    return int(found.group()) if found else 0


def yearless(scene: Scene, month: int, day: int | None = None) -> int | None:
    """The year of a date written without one: the running year of a chronicle, else the latest that is past at
    publication (leaning forward only by the clause's own cue). None without any anchor."""
    if scene.year is not None:
        year = scene.year
        if scene.month is not None and scene.month - month >= scene.months_back:
            # In its first months only does a new year begin without being named.
            year += scene.latest is None or year < scene.latest or month <= FIRST_MONTHS
        year = _as_written(scene, month, year)
        if scene.day is None or (year, month) <= (scene.day.year, scene.day.month):
            return year
        return scene.year
    if scene.day is None:
        return None
    year = scene.day.year
    begins = safe(year, month, day or 1) or date(year, month, 1)
    ends = begins if day else month_of(year, month)[1]
    if scene.forward:
        return year if ends >= scene.day else year + 1
    return _as_written(scene, month, year if begins <= scene.day else year - 1)


def years_written(text: str) -> dict[int, frozenset[int]]:
    """Month to the years in which the text names a day of it ("2 October 2014")."""
    found: dict[int, set[int]] = {}
    for year in _YEAR_WRITTEN.finditer(text):
        # Years are looked for first: they are few, and day or month could begin anywhere.
        day = _DAY_BEFORE.search(text, max(0, year.start() - _LONGEST_DAY), year.start())
        if day is not None:
            found.setdefault(month_number(day["first"] or day["then"]), set()).add(int(year.group()))
    return {month: frozenset(years) for month, years in found.items()}


# How many months a running story goes on from one date to the next.
MONTHS_ON = 2


def _as_written(scene: Scene, month: int, year: int) -> int:
    """The year itself, or the one beside it in which alone the text names days of that month."""
    years = scene.written.get(month, frozenset())
    beside = [y for y in years if abs(y - year) == 1]
    onward = scene.year == year and scene.month is not None and 0 <= month - scene.month <= MONTHS_ON
    if onward and beside == [year + 1]:
        return year  # the story has come to that month of its own year; the next one's is told of later
    return beside[0] if year not in years and len(years) == 1 and beside else year


def _written(scene: Scene, month: int, days: list[int], year: str | None, weekday: str | None) -> Days | None:
    if year:
        number: int | None = int(year)
    else:
        number = yearless(scene, month, days[0])
        if number is not None and weekday:
            number = _matching_year(number, month, days[0], weekday_number(weekday))
    if number is None:
        return None
    first, last = safe(number, month, days[0]), safe(number, month, days[-1])
    return (first, last) if first and last and first <= last else None


def _matching_year(year: int, month: int, day: int, weekday: int) -> int:
    """The year nearest to `year`, earlier ones first, in which the date falls on the weekday, or `year`."""
    for candidate in (year, year - 1, year + 1, year - 2):
        found = safe(candidate, month, day)
        if found and found.weekday() == weekday:
            return candidate
    return year


def _night(days: Days | None, part: str | None) -> Days | None:
    return (days[0], shift(days[1], 1)) if days and part and "night" in part.lower() else days


@rule(
    "month day",
    r"(?:(?P<w>{WEEKDAY}),? )?(?P<m>{MONTH}) (?P<d>{DAY})(?:(?:{DASH}| and | to |,? ?& ?)(?P<e>"
    r"{DAY})(?!\s*[-–]|\s+{MONTH}))?"
    r"(?:(?:,\s*| )(?P<y>{YEAR}))?",
    "#month",
    "#weekday",
)
@rule(
    "day month",
    r"(?:(?P<w>{WEEKDAY}),? )?(?:the )?(?P<d>{DAY})(?:(?:{DASH}| and | to |/)(?P<e>{DAY}))?(?: of)?[ -](?P<m>{MONTH})"
    r"(?:(?:,\s*|[ -])(?P<y>{YEAR}))?",
    "#digit",
    "#weekday",
    "the",
)
def day_of_month(m: re.Match[str], scene: Scene) -> Hit | None:
    if m["m"].lower() == "mar" or (m["m"].lower() == "may" and not m["m"][0].isupper()):
        return None
    month = month_number(m["m"])
    days = [_number(m["d"]), *([_number(m["e"])] if m["e"] else [])]
    return spans(m.end(), _written(scene, month, days, m["y"], m["w"]), "absolute", bool(m["y"]))


@rule(
    "days across months",
    r"(?P<m>{MONTH}) (?P<d>{DAY})(?:{DASH}| to )(?P<n>{MONTH}) (?P<e>{DAY})(?:,? (?P<y>{YEAR}))?",
    "#month",
)
@rule(
    "days across months",
    r"(?P<d>{DAY}) (?P<m>{MONTH})(?:{DASH}| to )(?P<e>{DAY}) (?P<n>{MONTH})(?:,? (?P<y>{YEAR}))?",
    "#digit",
)
def days_across_months(m: re.Match[str], scene: Scene) -> Hit | None:
    first, last = month_number(m["m"]), month_number(m["n"])
    year = int(m["y"]) if m["y"] else yearless(scene, last, _number(m["e"]))
    if year is None:
        return Hit(m.end())
    begin = safe(year if first <= last else year - 1, first, _number(m["d"]))
    end = safe(year, last, _number(m["e"]))
    return Hit(m.end(), begin, end, year_given=bool(m["y"])) if begin and end and begin <= end else None


@rule("ISO date", r"(?P<y>{YEAR})-(?P<m>\d\d)-(?P<d>\d\d)(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?", "#digit")
@rule("ISO date", r"(?P<y>{YEAR})/(?P<m>\d\d)/(?P<d>\d\d)", "#digit")
def iso_date(m: re.Match[str], scene: Scene) -> Hit | None:
    day = safe(int(m["y"]), int(m["m"]), int(m["d"]))
    return Hit(m.end(), day, day, year_given=True) if day else None


@rule("figures", r"(?P<a>\d{1,2})(?P<s>[/.])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4}|\d\d)", "#digit")
def figures(m: re.Match[str], scene: Scene) -> Hit | None:
    """Day and month in figures: points put the day first, strokes are read both ways and the interval spans both."""
    year = int(m["y"]) if len(m["y"]) == 4 else 2000 + int(m["y"]) if int(m["y"]) < 60 else 1900 + int(m["y"])
    a, b = int(m["a"]), int(m["b"])
    orders = [(b, a)] if m["s"] == "." else [(a, b), (b, a)]
    found = sorted({d for month, day in orders if (d := safe(year, month, day))})
    return Hit(m.end(), found[0], found[-1], year_given=True) if found else None


@rule("month year", r"(?P<m>{MONTH})(?:,? (?:of )?|-)(?P<y>{YEAR})", "#month")
def month_and_year(m: re.Match[str], scene: Scene) -> Hit | None:
    if m["m"].lower() == "may" and not m["m"][0].isupper():
        return None
    return spans(m.end(), clipped(month_of(int(m["y"]), month_number(m["m"])), scene), "absolute", True)


@rule(
    "month of a relative year",
    r"(?P<m>{MONTH}) (?:of )?(?P<which>this|last|next|that|the same|the previous|the following) year",
    "#month",
)
def month_of_relative_year(m: re.Match[str], scene: Scene) -> Hit | None:
    which = m["which"].lower()
    if which in ("this", "last", "next"):
        base = scene.day.year if scene.day else None
    else:
        base = scene.story[0].year if scene.story else None
    if base is None:
        return Hit(m.end())
    year = base + {"last": -1, "the previous": -1, "next": 1, "the following": 1}.get(which, 0)
    return spans(m.end(), clipped(month_of(year, month_number(m["m"])), scene), "report", True)


@rule(
    "months of one year",
    r"(?P<m>{MONTH})(?:{DASH}| and | to | or )(?P<n>{MONTH})(?:,? (?:of )?(?P<y>{YEAR}))?",
    "#month",
)
def months_together(m: re.Match[str], scene: Scene) -> Hit | None:
    first, last = month_number(m["m"]), month_number(m["n"])
    if not (m["m"][0].isupper() and m["n"][0].isupper()) or first == last:
        return None
    year = int(m["y"]) if m["y"] else yearless(scene, last)
    if year is None:
        return Hit(m.end())
    begins = month_of(year if first <= last else year - 1, first)[0]
    return spans(m.end(), clipped((begins, month_of(year, last)[1]), scene), "absolute", bool(m["y"]))


_BARE = {
    "in",
    "since",
    "by",
    "of",
    "during",
    "early",
    "late",
    "mid",
    "from",
    "until",
    "till",
    "before",
    "after",
    "between",
    "and",
    "last",
    "this",
    "next",
    "through",
    "throughout",
    "for",
    "to",
    "mid-",
    "-",
    "late-",
    "as",
    "around",
    "back",
    "per",
    "each",
    "every",
    "past",
    "previous",
    "or",
    "into",
    "of,",
}


@rule(
    "month",
    r"(?P<which>(?:this|last|next|this past|this coming) )?(?P<m>{MONTH})(?:['’]s)?",
    "#month",
    "this",
    "last",
    "next",
)
def month_alone(m: re.Match[str], scene: Scene) -> Hit | None:
    name = m["m"].rstrip(".")
    which = " ".join((m["which"] or "").lower().split())
    possessive = m.group().endswith(("'s", "’s"))
    cued = bool(which) or possessive or scene.before in _BARE
    lower_verb = not name[0].isupper() and name.lower() in ("may", "march")
    if lower_verb or not cued or (len(name) < 4 and name.lower() != "may" and "." not in m["m"]):
        return None
    if (
        name.lower() in ("may", "march")
        and not which
        and scene.before in ("and", "for", "to", "", "the", "or", "as", "past")
    ):
        return None
    month = month_number(m["m"])
    ahead = which in ("next", "this coming")
    if which and scene.day:
        year: int | None = scene.day.year
        begins = date(scene.day.year, month, 1)
        if ahead or (scene.forward and which == "this"):
            year = scene.day.year + (0 if begins > scene.day or (which == "this" and month == scene.day.month) else 1)
        elif begins > scene.day or (which in ("last", "this past") and month == scene.day.month):
            year = scene.day.year - 1
    else:
        year = yearless(scene, month)
    if year is None:
        return Hit(m.end())
    days = month_of(year, month)
    return spans(m.end(), days if ahead else clipped(days, scene), "report" if which else "absolute", ahead=ahead)


@rule("year", r"(?P<y>{YEAR})(?:(?P<dash>[-–/])(?P<z>(?:{YEAR}|\d\d)))?", "#digit")
def year_alone(m: re.Match[str], scene: Scene) -> Hit | None:
    year = int(m["y"])
    if scene.before not in _YEAR_CUES or (scene.day and year > scene.day.year + 60):
        return None
    following = scene.text[m.end() : m.end() + 12].lower().split()
    if (
        scene.before
        in ("of", "for", "the", "to", "and", "from", "by", "a", ",", "after", "before", "between", "around")
        and following
        and (
            following[0].strip(",.")
            in (
                "people",
                "civilians",
                "troops",
                "soldiers",
                "dead",
                "men",
                "wounded",
                "km",
                "cases",
                "fighters",
                "others",
                "hours",
                "days",
                "families",
                "gmt",
                "local",
                "metres",
                "meters",
            )
        )
    ):
        return None
    last = year
    if m["z"]:
        last = int(m["z"]) if len(m["z"]) == 4 else year // 100 * 100 + int(m["z"])
        if not year < last <= year + 60:
            return None
    return spans(m.end(), clipped((date(year, 1, 1), date(last, 12, 31)), scene), "absolute", True)


@rule("decade", r"(?:the )?(?:(?P<y>(?:1[6-9]|20)\d0)|['’](?P<s>\d0))s", "the", "#digit", "'", "’", "")
def decade(m: re.Match[str], scene: Scene) -> Hit | None:
    first = int(m["y"]) if m["y"] else 1900 + int(m["s"])
    return spans(m.end(), clipped((date(first, 1, 1), date(first + 9, 12, 31)), scene), "absolute", True)


@rule("decade in words", r"(?:the )(?P<d>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)", "the")
def decade_in_words(m: re.Match[str], scene: Scene) -> Hit | None:
    names = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"]
    first = 1920 + 10 * names.index(m["d"].lower())
    return spans(m.end(), (date(first, 1, 1), date(first + 9, 12, 31)), "absolute", True)


@rule("century", r"(?:the )?(?P<n>1[5-9]|2[01])(?:st|th) century", "the", "#digit")
def century(m: re.Match[str], scene: Scene) -> Hit | None:
    first = 100 * (int(m["n"]) - 1)
    return spans(m.end(), clipped((date(first + 1, 1, 1), date(first + 100, 12, 31)), scene), "absolute", True)
