"""Calendar arithmetic: months, seasons, weeks, the Islamic calendar, and how precise an interval is.

An interval is a pair of days, both included; a `None` end is open.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Interval = tuple[date | None, date | None]
Days = tuple[date, date]

EARLY, MIDDLE, LATE = 0, 1, 2


def precision_of(first: date | None, last: date | None) -> int | None:
    """UCDP GED `date_prec` by the length of the interval: 1 one day, 2 to six days, 3 a week (a rolling week
    counts both of its edge days), 4 a month, 5 longer or open at one end; None when nothing is known."""
    if first is None and last is None:
        return None
    if first is None or last is None:
        return 5
    days = (last - first).days + 1
    if days <= 1:
        return 1
    if days <= 6:
        return 2
    if days <= 8:
        return 3
    return 4 if days <= 32 else 5


def safe(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift(day: date, delta: int) -> date:
    """`day` moved by days, held inside the calendar."""
    try:
        return day + timedelta(days=delta)
    except OverflowError:
        return date.min if delta < 0 else date.max


def add_months(day: date, months: int) -> date:
    """The same day of the month some months on, or the month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9998:
        return date.min if months < 0 else date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_of(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def year_of(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)


def week_of(day: date) -> Days:
    """Monday to Sunday of the week of `day`."""
    monday = shift(day, -day.weekday())
    return monday, shift(monday, 6)


def season_of(year: int, first_month: int) -> Days:
    """Three months; a winter is named by the year in which it begins."""
    last_year, last_month = (year, first_month + 2) if first_month < 11 else (year + 1, first_month - 10)
    return date(year, first_month, 1), month_of(last_year, last_month)[1]


def quarter_of(year: int, quarter: int) -> Days:
    return date(year, 3 * quarter - 2, 1), month_of(year, 3 * quarter)[1]


def third_of(span: Days, which: int) -> Days:
    """The early, middle or late part: of a month the days 1-10, 11-20, 21-end; of a year four months each;
    of other spans a third."""
    first, last = span
    days = (last - first).days + 1
    if 28 <= days <= 31 and first.day == 1:
        return ((first, shift(first, 9)), (shift(first, 10), shift(first, 19)), (shift(first, 20), last))[which]
    if days in (365, 366) and first.month == 1 and first.day == 1:
        return date(first.year, 4 * which + 1, 1), month_of(first.year, 4 * which + 4)[1]
    if days > 3000 and first.month == 1 and first.day == 1:
        years = last.year - first.year + 1
        bounds = [first.year + round(years * k / 3) for k in range(4)]
        return date(bounds[which], 1, 1), date(bounds[which + 1] - 1, 12, 31)
    step = max(1, days // 3)
    if which == EARLY:
        return first, shift(first, step - 1)
    if which == LATE:
        return shift(last, 1 - step), last
    return shift(first, step), max(shift(first, step), shift(last, -step))


def half_of(span: Days, which: int) -> Days:
    """First (1) or second (2) half."""
    first, last = span
    if first.day == 1 and (last - first).days > 360:
        middle = add_months(first, 6)
        return (first, shift(middle, -1)) if which == 1 else (middle, last)
    middle = shift(first, ((last - first).days + 1) // 2)
    return (first, shift(middle, -1)) if which == 1 else (middle, last)


def hijri_to_gregorian(year: int, month: int, day: int) -> date:
    """Tabular Islamic calendar (civil epoch, 16 July 622 Julian; leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29
    of the cycle of 30). Sightings of the moon move real months by a day or two."""
    days = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(days + 227014)


def hijri_month(gregorian_year: int, month: int) -> list[Days]:
    """The times a Hijri month begins in a Gregorian year (one or two), widened by a day for the sighting."""
    guess = round((gregorian_year - 622) * 33 / 32)
    found = []
    for year in range(guess - 1, guess + 3):
        first = hijri_to_gregorian(year, month, 1)
        if first.year == gregorian_year:
            following = hijri_to_gregorian(year + month // 12, month % 12 + 1, 1)
            found.append((first, shift(following, 0)))
    return found


def hijri_feast(gregorian_year: int, month: int, day: int, length: int) -> list[Days]:
    """A feast of the Hijri year in a Gregorian year, a day wider on both sides for the sighting."""
    guess = round((gregorian_year - 622) * 33 / 32)
    found = []
    for year in range(guess - 1, guess + 3):
        first = hijri_to_gregorian(year, month, day)
        if first.year == gregorian_year:
            found.append((shift(first, -1), shift(first, length)))
    return found


def easter_of(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the computus of Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    x = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * x) // 451
    month, day = divmod(h + x - 7 * m + 114, 31)
    return date(year, month, day + 1)


def latest(spans: list[Days], anchor: date, forward: bool) -> Days | None:
    """Of spans in time order, the last that began by `anchor`; leaning forward, the first not over by then."""
    if forward:
        return next((s for s in spans if s[1] >= anchor), None)
    return next((s for s in reversed(spans) if s[0] <= anchor), None)


def calendar_unit(pivot: date, unit: str, step: int) -> Days | None:
    """The day, night, weekend, week, month, year, decade or century of `pivot`, moved by `step` of them."""
    if unit in ("day", "night"):
        day = shift(pivot, step)
        return (day, day) if unit == "day" else (day, shift(day, 1))
    if unit == "weekend":
        saturday = shift(week_of(pivot)[0], 5 + 7 * step)
        return saturday, shift(saturday, 1)
    if unit in ("week", "fortnight"):
        monday = shift(week_of(pivot)[0], 7 * step)
        return (monday, shift(monday, 6)) if unit == "week" else (shift(pivot, 14 * step), pivot)
    if unit == "month":
        moved = add_months(pivot.replace(day=1), step)
        return month_of(moved.year, moved.month)
    if unit == "year":
        return year_of(pivot.year + step) if 1 <= pivot.year + step <= 9998 else None
    size = 10 if unit == "decade" else 100
    begin = pivot.year // size * size + size * step + (unit == "century")
    if not 1 <= begin <= 9999 - size:
        return None
    return date(begin, 1, 1), date(begin + size - 1, 12, 31)
