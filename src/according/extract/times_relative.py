"""Rules for times told from the report's day or from the story's last date."""

from __future__ import annotations

import re
from datetime import date, timedelta

from according.extract.times_calendar import (
    Days,
    add_months,
    half_of,
    month_of,
    shift,
    week_of,
    year_of,
)
from according.extract.times_lexicon import PARTS, UNITS, count_of, weekday_number
from according.extract.times_scene import Hit, Scene, clipped, rule, spans

_THAT = ("that", "the same", "same", "that very")
_BACK = ("previous", "preceding", "prior")


def _unit(text: str) -> str:
    name = text.lower()
    return "century" if name == "centuries" else name.removesuffix("s")


def part_hours(part: str | None) -> tuple[int, int] | None:
    if not part:
        return None
    first, last = PARTS[part.lower()]
    return first, last


def in_part(day: date, part: str | None, scene: Scene, early: bool = False) -> Days:
    """A day, or for a part of it that runs past midnight the two days it touches; never past the report unless ahead."""
    hours = part_hours(part)
    last = shift(day, 1) if hours and hours[1] > 24 and not early else day
    if scene.day and not scene.forward and day <= scene.day < last:
        last = scene.day
    return day, last


def weekday_near(scene: Scene, weekday: int, which: str) -> date | None:
    """The day a weekday means: the latest that is not after the report, unless a word or the clause points elsewhere."""
    if which in ("the following", "the next", "the previous", "that", "that same") and scene.story:
        base = scene.story[1] if which != "the previous" else scene.story[0]
        if which in ("the following", "the next"):
            return shift(base, (weekday - base.weekday() - 1) % 7 + 1)
        back = (base.weekday() - weekday) % 7
        return shift(base, -(back or (7 if which == "the previous" else 0)))
    if scene.day is None:
        return None
    today = scene.day
    if which == "next":
        return shift(week_of(today)[1], 1 + weekday)
    ahead = (weekday - today.weekday()) % 7
    back = (today.weekday() - weekday) % 7
    if which in ("this coming", "coming", "upcoming", "the coming"):
        return shift(today, ahead or 7)
    if which in ("last", "this past", "past"):
        return shift(today, -(back or 7))
    if scene.forward:
        return shift(today, ahead)
    return shift(today, -back)


_WHICH = r"(?P<which>(?:last|next|this|this past|this coming|the following|the previous|the next|that|that same|coming|upcoming) )?"


@rule("weekday", r"(?P<when>(?:early|late|earlier|later)(?: on)? )?" + _WHICH + r"(?P<w>{WEEKDAY})(?:['’]s)?(?:(?: |-)(?P<p>{PART}))?"
      r"(?: (?P<week>last week|of last week|this week|next week|a week ago|a week earlier|week))?",
      "#weekday", "early", "late", "earlier", "later", "last", "next", "this", "the", "that", "coming", "upcoming")
def weekday(m: re.Match[str], scene: Scene) -> Hit | None:
    if not m["w"][0].isupper():
        return None
    if len(m["w"]) <= 4 and not m["w"].endswith(".") and m["w"].lower() in ("sun", "sat", "mon", "wed"):
        return None
    which = " ".join((m["which"] or "").lower().split())
    week = " ".join((m["week"] or "").lower().split())
    number = weekday_number(m["w"])
    end = m.end() if week != "week" or scene.forward else m.end("w")
    if week in ("last week", "of last week") and scene.day:
        day: date | None = shift(week_of(scene.day)[0], number - 7)
    elif week == "next week" and scene.day:
        day = shift(week_of(scene.day)[0], number + 7)
    elif week == "this week" and scene.day:
        day = shift(week_of(scene.day)[0], number)
    else:
        day = weekday_near(scene, number, which)
        if day and week in ("a week ago", "a week earlier"):
            day = shift(day, -7)
        elif day and week == "week" and scene.forward:
            day = shift(day, 7)
    ahead = which in ("next", "this coming", "coming", "upcoming") or week == "next week"
    anchor = "story" if which in ("the following", "the previous", "the next", "that", "that same") else "report"
    if day is None:
        return Hit(end, anchor=anchor)
    part = m["p"]
    early = (m["when"] or "").lower().startswith("earl")
    days = in_part(day, part, scene, early)
    if part and part.lower() == "midnight":
        days = (day, shift(day, 1)) if scene.day is None or day < scene.day else (day, day)
    return spans(end, days, anchor, ahead=ahead)


@rule("weekdays", r"(?P<a>{FULL})(?:{DASH}| (?P<j>and|or|to|through|until) )(?P<b>{FULL})(?:['’]s)?", "#weekday")
def weekdays(m: re.Match[str], scene: Scene) -> Hit | None:
    """Two or more days told together; the first lies at most six days before the second."""
    if not (m["a"][0].isupper() and m["b"][0].isupper()):
        return None
    if scene.forward:
        first = weekday_near(scene, weekday_number(m["a"]), "")
        last = shift(first, (weekday_number(m["b"]) - first.weekday()) % 7) if first else None
    else:
        last = weekday_near(scene, weekday_number(m["b"]), "")
        first = shift(last, -((last.weekday() - weekday_number(m["a"])) % 7)) if last else None
    return spans(m.end(), (first, last) if first and last else None, "report")


@rule("night between", r"(?:the )?night (?:of|between|from) (?P<a>{FULL})(?: night)?(?:{DASH}| and | to | into | through )(?P<b>{FULL})", "the", "night")
@rule("night between", r"(?P<a>{FULL}) (?:night|evening) (?:and )?(?:into|to|through) (?:early )?(?P<b>{FULL})(?: morning)?", "#weekday")
def night_between(m: re.Match[str], scene: Scene) -> Hit | None:
    last = weekday_near(scene, weekday_number(m["b"]), "")
    return spans(m.end(), (shift(last, -1), last) if last else None, "report")


@rule("night of", r"(?:the )?night of (?P<w>{WEEKDAY})", "the", "night")
@rule("overnight", r"overnight (?:on |from )?(?:(?:between )?(?P<w>{FULL}))(?: (?:to|into|and) (?:early )?(?P<b>{FULL}))?", "overnight")
@rule("overnight into", r"overnight (?:in)?to (?P<b>{FULL})", "overnight")
def night_of(m: re.Match[str], scene: Scene) -> Hit | None:
    groups = m.groupdict()
    if groups.get("b"):
        last = weekday_near(scene, weekday_number(groups["b"]), "")
        return spans(m.end(), (shift(last, -1), last) if last else None, "report")
    first = weekday_near(scene, weekday_number(m["w"]), "")
    return spans(m.end(), in_part(first, "night", scene) if first else None, "report")


@rule("overnight", r"(?:overnight|last night|during the night|in the night)", "overnight", "last", "during", "in")
def overnight(m: re.Match[str], scene: Scene) -> Hit | None:
    """The night that ended on the report's day; "during the night" follows the story's day."""
    words = m.group().lower()
    if words.startswith(("during", "in")):
        days = (scene.story[0], shift(scene.story[0], 1)) if scene.story else None
        if days and scene.day and days[1] > scene.day:
            days = (shift(scene.day, -1), scene.day)
        return spans(m.end(), days, "story")
    if scene.day is None:
        return Hit(m.end(), anchor="report")
    return spans(m.end(), (shift(scene.day, -1), scene.day), "report")


@rule("day by name", r"(?:(?P<when>earlier|later|early|late) )?(?P<d>today|yesterday|tomorrow|tonight|the day before yesterday|the day after tomorrow)(?:['’]s)?"
      r"(?: (?P<p>{PART}))?", "today", "yesterday", "tomorrow", "tonight", "the", "earlier", "later", "early", "late")
def day_by_name(m: re.Match[str], scene: Scene) -> Hit | None:
    name = " ".join(m["d"].lower().split())
    delta = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}.get(name, 0)
    if scene.day is None:
        return Hit(m.end(), anchor="report")
    day = shift(scene.day, delta)
    part = "night" if name == "tonight" else m["p"]
    if name == "tonight":
        return spans(m.end(), (day, shift(day, 1)), "report", ahead=scene.forward)
    return spans(m.end(), in_part(day, part, scene, (m["when"] or "").lower().startswith("earl")), "report", ahead=delta > 0)


@rule("part of this day", r"(?:(?:early|late|earlier|later) )?this (?P<p>{PART})", "this", "early", "late", "earlier", "later")
def this_part(m: re.Match[str], scene: Scene) -> Hit | None:
    return spans(m.end(), (scene.day, scene.day) if scene.day else None, "report")


@rule("part of the story's day", r"(?:(?P<lead>(?:shortly|just|soon|hours|minutes) (?:after|before)|late|later|early|earlier|at around|at about|around|about|at|by|in) )"
      r"(?P<the>the )?(?:(?:early|late|small|pre-dawn|predawn) )?(?P<p>{PART}|day|hours|early hours|small hours)(?: (?:local time|hours))?",
      "shortly", "just", "soon", "hours", "minutes", "late", "later", "early", "earlier", "at", "around", "about", "by", "in")
def part_of_story(m: re.Match[str], scene: Scene) -> Hit | None:
    """A part of day with no day named: the day the story stands at, else the report's."""
    part = m["p"].lower()
    lead = m["lead"].lower()
    if part == "day" and not (lead in ("late", "later", "earlier", "early") or m["the"]):
        return None
    if part == "day" and (lead not in ("late", "later", "early", "earlier", "in") or (lead == "in" and "early" not in m.group().lower()
                                                                                    and "late" not in m.group().lower())):
        return None
    if part == "hours" and "early" not in m.group().lower() and "small" not in m.group().lower():
        return None
    tail = re.match(r"\s+(?:of|on)\s+(?:the\s+)?", scene.text[m.end() : m.end() + 12], re.IGNORECASE)
    if tail:
        return None
    if lead in ("in", "by", "at", "around", "about") and part == "night" and not m["the"] and lead != "at":
        return None
    base = scene.story or ((scene.day, scene.day) if scene.day else None)
    if base is None or base[0] != base[1]:
        return spans(m.end(), base, "story")
    return spans(m.end(), in_part(base[0], m["p"], scene) if part in PARTS else base, "story")


@rule("hours of a day", r"(?:(?:in )?the )?(?:(?:early|late|small|pre-dawn|predawn|first) )+(?:(?:morning|evening) )?(?:hours?|morning|afternoon|evening) (?:of |on )(?:the )?",
      "in", "the", "early", "late", "small", "pre")
def hours_of(m: re.Match[str], scene: Scene) -> Hit | None:
    """A prefix only: the day that follows is read by its own rule and bounds the hours."""
    return None


@rule("clock", r"(?:(?:at|around|about|shortly (?:after|before)|just (?:after|before)|by|before|after|until) )(?:about |around )?(?P<h>\d{1,2})(?:[:.](?P<min>\d\d))?"
      r"\s?(?P<ap>a\.?m\b\.?|p\.?m\b\.?)?(?:\s?(?:hours|hrs|h)\b)?(?:\s?(?P<zone>local time|local|gmt|utc|est|edt|et|cet|eet|msk))?",
      "at", "around", "about", "shortly", "just", "by", "before", "after", "until")
def clock(m: re.Match[str], scene: Scene) -> Hit | None:
    """A time of day with no day beside it: the story's day, else the report's (the day is as fine as it is kept)."""
    if not (m["ap"] or m["zone"] or m["min"]) or int(m["h"]) > 24:
        return None
    base = scene.story or ((scene.day, scene.day) if scene.day else None)
    return spans(m.end(), base, "story")


@rule("relative unit", r"(?:(?P<sub>early|late|earlier|later|earlier in|later in|late in|early in|during|(?:at |by )?the (?:end|start|beginning) of|(?:in )?the middle of) )?"
      r"(?P<which>this|last|next|past|this past|the past|the last|the next|the coming|previous|the previous|the preceding|the following|that|the same|that same|the|this coming) "
      r"(?P<u>day|night|weekend|week|fortnight|month|year|decade|century)(?:['’]s)?(?: (?P<p>{PART}))?",
      "this", "last", "next", "past", "the", "that", "early", "late", "earlier", "later", "at", "by", "previous", "in", "during")
def relative_unit(m: re.Match[str], scene: Scene) -> Hit | None:
    which = " ".join(m["which"].lower().split())
    sub = " ".join((m["sub"] or "").lower().split())
    unit = m["u"].lower()
    if which == "the" and not sub:
        return None
    if which == "past" and scene.before not in ("", "the", "this", "over", "in", "during"):
        return None
    if which == "the" and unit in ("day", "night"):
        base = scene.story or ((scene.day, scene.day) if scene.day else None)
        return spans(m.end(), base, "story") if sub in ("earlier in", "later in", "late in", "early in", "during") or "end" in sub else None
    story = which.split()[-1] in (*_BACK, "following", "same", "that") or (which == "the next" and not scene.forward)
    story = story or (which == "the" and scene.story is not None)
    days = _unit_days(scene, which, unit, story)
    anchor = "story" if story else "report"
    ahead = which in ("next", "the coming", "this coming") or (which == "the next" and not story)
    if days is None:
        return Hit(m.end(), anchor=anchor, ahead=ahead)
    days = _sub_part(days, sub, scene, which, anchor, unit)
    if m["p"] and unit == "day":
        days = in_part(days[0], m["p"], scene)
    if sub.startswith("by"):
        return Hit(m.end(), None, days[1], "by", anchor, ahead=ahead)
    return spans(m.end(), days, anchor, ahead=ahead)


def _unit_days(scene: Scene, which: str, unit: str, story: bool) -> Days | None:
    if story:
        base = scene.story
        if base is None:
            if which.split()[-1] not in _BACK:
                return None
            base = (scene.day, scene.day) if scene.day else None
    else:
        base = (scene.day, scene.day) if scene.day else None
    if base is None:
        return None
    last_word = which.split()[-1]
    step = {"last": -1, "past": -1, "next": 1, "coming": 1, "following": 1, **dict.fromkeys(_BACK, -1)}.get(last_word, 0)
    first, last = base
    if which in ("the past", "the last", "past", "this past") and unit not in ("night", "weekend"):
        return _rolling(first, 1, unit)
    if which in ("the coming", "this coming") or (which == "the next" and not story):
        ends = {"day": shift(first, 1), "week": shift(first, 7), "fortnight": shift(first, 14), "month": add_months(first, 1),
                "year": add_months(first, 12), "decade": add_months(first, 120)}.get(unit)
        return (first, ends) if ends else _calendar_unit(first, unit, 1)
    pivot = last if step > 0 else first
    if unit in ("week", "month", "year", "decade") and step == 0 and story and precision_wider(base, unit):
        return base
    return _calendar_unit(pivot, unit, step)


def precision_wider(base: Days, unit: str) -> bool:
    """Whether the story's span is itself longer than the unit asked for, so that "that week" cannot be placed in it."""
    return (base[1] - base[0]).days + 1 > UNITS[unit] + 1


def _rolling(day: date, count: int, unit: str) -> Days:
    if unit in ("month", "year", "decade", "century"):
        months = {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
        return add_months(day, -months * count), day
    return shift(day, -UNITS[unit] * count), day


def _calendar_unit(pivot: date, unit: str, step: int) -> Days | None:
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
        return year_of(pivot.year + step)
    if unit == "decade":
        begin = pivot.year // 10 * 10 + 10 * step
        return date(begin, 1, 1), date(begin + 9, 12, 31)
    return date(pivot.year // 100 * 100 + 1 + 100 * step, 1, 1), date(pivot.year // 100 * 100 + 100 + 100 * step, 12, 31)


def _sub_part(days: Days, sub: str, scene: Scene, which: str, anchor: str, unit: str) -> Days:
    from according.extract.times_calendar import EARLY, LATE, MIDDLE, third_of

    first, last = days
    if unit == "weekend" and which == "this" and scene.day and not scene.forward and first > scene.day:
        return shift(first, -7), shift(last, -7)
    if sub.startswith("earlier"):
        limit = scene.day if anchor == "report" else (scene.story[0] if scene.story else None)
        return (first, limit) if limit and first <= limit <= last else days
    if sub.startswith("later"):
        limit = scene.day if anchor == "report" and scene.forward else (scene.story[0] if anchor == "story" and scene.story else None)
        days = (limit, last) if limit and first <= limit <= last else days
        return days if scene.forward else clipped(days, scene)
    if unit not in ("day", "night"):
        if sub.startswith("early") or "start" in sub or "beginning" in sub:
            return third_of(days, EARLY)
        if sub.startswith("late") or "end" in sub.split():
            return third_of(days, LATE)
        if "middle" in sub:
            return third_of(days, MIDDLE)
    return clipped(days, scene) if which not in ("next",) else days


@rule("earlier this", r"(?:(?P<sub>earlier|later) )in the (?P<u>day|week|month|year)", "earlier", "later")
def earlier_in(m: re.Match[str], scene: Scene) -> Hit | None:
    base = scene.story or ((scene.day, scene.day) if scene.day else None)
    if base is None:
        return Hit(m.end(), anchor="story")
    if m["u"].lower() == "day":
        return spans(m.end(), base, "story")
    days = _calendar_unit(base[0], m["u"].lower(), 0)
    if days is None:
        return None
    if m["sub"].lower() == "earlier":
        return spans(m.end(), (days[0], max(days[0], base[0])), "story")
    return spans(m.end(), clipped((max(days[0], min(base[1], days[1])), days[1]), scene), "story")


@rule("weekend", r"(?:(?:over|at|during|on) )?the weekend(?: of (?P<m>{MONTH}) (?P<d>{DAY}))?", "over", "at", "during", "the", "on")
def weekend(m: re.Match[str], scene: Scene) -> Hit | None:
    """Saturday and Sunday (also where the week-end of the country is another): the last that has begun."""
    if m["m"] or scene.day is None:
        return None if m["m"] else Hit(m.end(), anchor="report")
    saturday = shift(week_of(scene.day)[0], 5)
    if not scene.forward and saturday > scene.day:
        saturday = shift(saturday, -7)
    return spans(m.end(), clipped((saturday, shift(saturday, 1)), scene), "report")


_VAGUE_DAYS = {"day": (10, 2), "week": (60, 10), "month": (365, 45), "year": (3650, 500), "hour": (1, 0), "minute": (0, 0),
               "decade": (18250, 5000), "night": (10, 2)}


def _moved(base: Days, low: int, high: int, unit: str, sign: int, about: str) -> Days:
    """`low` to `high` units before (-1) or after (+1) `base`, as wide as the unit makes it."""
    if unit in ("second", "minute"):
        return base
    if unit == "hour":
        days = [shift(base[0], sign * (high // 24)), shift(base[1], sign * (low // 24))]
        return min(days), max(days)
    if unit in ("day", "night"):
        ends = [shift(base[0], sign * high), shift(base[1], sign * low), shift(base[0], sign * low), shift(base[1], sign * high)]
        slack = 1 if about in ("about", "around", "some", "roughly", "approximately", "nearly", "almost", "over", "more than", "less than") and low == high else 0
        return shift(min(ends), -slack), shift(max(ends), slack)
    months = {"month": 1, "year": 12, "decade": 120, "century": 1200}.get(unit)

    def at(day: date, count: float) -> date:
        if months:
            whole = int(months * count)
            return shift(add_months(day, sign * whole), sign * round((months * count - whole) * 30))
        return shift(day, sign * round(UNITS[unit] * count))

    if months and (base[1] - base[0]).days > 27 * months:
        return at(base[0], high), at(base[1], low)
    if about in ("more than", "over"):
        counts = (float(low), high + 1.0)
    elif about in ("nearly", "almost", "less than", "under", "just under"):
        counts = (low - 1.0, float(high))
    else:
        counts = (low - 0.5, high + 0.5)
    ends = [at(base[0], counts[0]), at(base[0], counts[1]), at(base[1], counts[0]), at(base[1], counts[1])]
    first, last = min(ends), max(ends)
    if unit in ("week", "fortnight", "month") and about in ("", "just") and low == high:
        wide = 15 if unit == "month" else 3
        centre = [at(base[0], low), at(base[1], low)]
        return shift(min(centre), -wide), shift(max(centre), wide)
    return (first, min(last, base[1])) if sign < 0 else (max(first, base[0]), last)


_ABOUT = r"(?:(?P<about>about|around|some|roughly|approximately|nearly|almost|over|more than|less than|under|just under|just|only|barely|at least) )?"


@rule("ago", _ABOUT + r"(?P<n>{NUMBER})(?P<half> and a half)?(?: |-)(?:more )?(?P<u>{UNIT})s? (?P<dir>ago|earlier|before|prior|previously|later|afterwards|after|on)(?: (?:that|this|today))?",
      "#number", "about", "around", "some", "roughly", "approximately", "nearly", "almost", "over", "more", "less", "under", "just", "only", "barely", "at")
@rule("ago", r"(?P<n>half) (?:a|an) (?P<u>{UNIT}) (?P<dir>ago|earlier|before|later|after)", "half")
@rule("ago", r"(?P<us>days|weeks|months|years|hours|minutes|decades) (?P<dir>ago|earlier|before|later|afterwards|after)", "#unit")
def ago(m: re.Match[str], scene: Scene) -> Hit | None:
    """Counted back or on. "Ago" counts from the report; "earlier", "later", "before" and "after" from the story."""
    groups = m.groupdict()
    direction = m["dir"].lower()
    unit = _unit(groups.get("us") or m["u"])
    sign = 1 if direction in ("later", "afterwards", "after", "on") else -1
    if re.match(r"\s+than\b", scene.text[m.end() : m.end() + 8]):
        return None
    if direction in ("after", "before", "on", "previously", "prior") and _event_follows(scene.text, m.end()):
        return Hit(m.end(), kind="event", anchor="event") if unit not in ("second", "minute", "hour") else None
    if direction == "on" or (direction == "after" and not groups.get("n")):
        return None
    if direction == "after" and not re.match(r"\s*[,.;]|\s*$", scene.text[m.end() : m.end() + 3]):
        return None
    base = scene.story if direction != "ago" else None
    if direction == "ago" or (base is None and sign < 0):
        base = (scene.day, scene.day) if scene.day else None
    anchor = "report" if direction == "ago" else "story"
    if base is None:
        return Hit(m.end(), anchor=anchor)
    if groups.get("us"):
        far, near = _VAGUE_DAYS[unit]
        days = (shift(base[0], -far), shift(base[1], -near)) if sign < 0 else (shift(base[0], near), shift(base[1], far))
        return spans(m.end(), days if scene.forward else clipped(days, scene), anchor)
    about = " ".join((groups.get("about") or "").lower().split())
    low, high = (1, 1) if m["n"].lower() == "half" else count_of(m["n"])
    if m["n"].lower() == "half":
        if unit not in ("year", "century", "decade"):
            return spans(m.end(), base, anchor)
        half = {"year": 6, "decade": 60, "century": 600}[unit]
        days = add_months(base[0], sign * half - half // 2), add_months(base[1], sign * half + half // 2)
        return spans(m.end(), clipped((days[0], shift(days[1], 1)), scene), anchor)
    days = _moved(base, low, high, unit, sign, about)
    if groups.get("half"):
        months = {"year": 6, "decade": 60}.get(unit)
        days = (add_months(days[0], sign * months), add_months(days[1], sign * months)) if months else days
    if unit == "hour" and direction == "ago" and scene.moment:
        days = ((scene.moment - timedelta(hours=high)).date(), (scene.moment - timedelta(hours=low)).date())
    elif unit == "hour" and direction == "ago" and high < 24:
        days = (shift(base[0], -1), base[1])
    return spans(m.end(), days if scene.forward or anchor == "story" else clipped(days, scene), anchor)


def _event_follows(text: str, end: int) -> bool:
    """Whether a noun phrase or clause follows, so that the count is from that event and not from the story."""
    return re.match(r"\s+(?:the|a|an|his|her|its|their|that|this|[A-Z]|\w+ing\b|[a-z]+s?\b)", text[end : end + 20]) is not None


@rule("last so many", r"(?P<lead>(?:over|in|during|within|throughout|for) )?(?:the |this )?(?P<which>past|last|previous|preceding|recent) (?P<n>{NUMBER}) (?:or so |or \w+ )?(?P<u>{UNIT})s?",
      "over", "in", "during", "within", "throughout", "the", "past", "last", "previous", "for")
@rule("next so many", r"(?P<lead>(?:over|in|during|within|for) )?(?:the )?(?P<which>next|coming|following) (?P<n>{NUMBER}) (?:or so |or \w+ )?(?P<u>{UNIT})s?",
      "over", "in", "during", "within", "the", "next", "coming", "for")
def last_so_many(m: re.Match[str], scene: Scene) -> Hit | None:
    unit = _unit(m["u"])
    count = count_of(m["n"])[1]
    which = m["which"].lower()
    story = (which in ("previous", "preceding", "following") and scene.story is not None) or (
        which in ("next", "following", "coming") and not scene.forward)
    base = scene.story if story else ((scene.day, scene.day) if scene.day else None)
    anchor = "story" if story else "report"
    ahead = which in ("next", "coming", "following")
    if base is None:
        return Hit(m.end(), kind="span", anchor=anchor, ahead=ahead)
    first, last = stretch(base[0] if not ahead else base[1], count, unit, ahead)
    return Hit(m.end(), first, last, "span", anchor, ahead=ahead and not story)


def stretch(day: date, count: int, unit: str, ahead: bool) -> Days:
    """So many units up to a day (or on from it), both edges counted."""
    sign = 1 if ahead else -1
    if unit in ("second", "minute"):
        return day, day
    if unit == "hour":
        other = shift(day, sign * max(1, -(-count // 24)))
    elif unit in ("month", "year", "decade", "century"):
        other = add_months(day, sign * count * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit])
    else:
        other = shift(day, sign * count * UNITS[unit])
    return (day, other) if ahead else (other, day)


@rule("recent", r"(?:(?:in|over|during|for) )?(?:(?:the|these) )?(?:(?:most|more) )?(?P<which>recent|past|last few|past few|past several|last several|last couple of|past couple of|coming|next few) (?P<u>hours|days|nights|weeks|months|years|decades)",
      "in", "over", "during", "the", "these", "recent", "past", "last", "for", "coming", "most")
def recent(m: re.Match[str], scene: Scene) -> Hit | None:
    """Recent days reach back a week, weeks a month, months half a year, years five years: our convention."""
    which = m["which"].lower()
    ahead = which in ("coming", "next few")
    if which == "past" and scene.before not in ("the", "these", "in", "over", "during") and not m.group().lower().startswith(("in", "over", "the", "during", "for")):
        return None
    if scene.day is None:
        return Hit(m.end(), kind="span", anchor="report", ahead=ahead)
    unit = _unit(m["u"])
    back = {"hour": shift(scene.day, -1), "day": shift(scene.day, -7), "night": shift(scene.day, -7), "week": add_months(scene.day, -1),
            "month": add_months(scene.day, -6), "year": add_months(scene.day, -60), "decade": add_months(scene.day, -360)}[unit]
    if ahead:
        on = {"hour": 1, "day": 7, "night": 7, "week": 31, "month": 183, "year": 1826, "decade": 10957}[unit]
        return Hit(m.end(), scene.day, shift(scene.day, on), "span", "report", ahead=True)
    return Hit(m.end(), back, scene.day, "span", "report")


@rule("lately", r"(?:recently|lately|just recently|more recently|most recently)", "recently", "lately", "just", "more", "most")
def lately(m: re.Match[str], scene: Scene) -> Hit | None:
    """"Recently" is taken as the six months before the report, our convention."""
    if scene.day is None:
        return Hit(m.end(), anchor="report")
    return Hit(m.end(), add_months(scene.day, -6), scene.day, "span", "report")


@rule("so far", r"(?:so far )?this (?P<u>year|month|week)(?: so far| to date)?(?: alone)?", "so", "this")
def so_far(m: re.Match[str], scene: Scene) -> Hit | None:
    if "so far" not in m.group().lower() and "to date" not in m.group().lower():
        return None
    days = _calendar_unit(scene.day, m["u"].lower(), 0) if scene.day else None
    return Hit(m.end(), days[0] if days else None, scene.day, "span", "report")


@rule("duration", r"(?P<lead>for|over|in|within|during|after|throughout) " + _ABOUT + r"(?P<n>{NUMBER})(?P<half> and a half)?(?: |-)(?P<more>straight |consecutive |full |more )?(?P<u>{UNIT})s?",
      "for", "over", "in", "within", "during", "throughout")
@rule("duration", r"(?P<lead>for|in|over) (?P<us>days|weeks|months|years|decades)", "for", "over")
def duration(m: re.Match[str], scene: Scene) -> Hit | None:
    """A stretch up to the report where the verb is a perfect ("has been besieged for six years", "in three months");
    ahead where the clause looks ahead ("within two weeks"); otherwise only a length, which dates nothing."""
    groups = m.groupdict()
    lead = m["lead"].lower()
    if not scene.day or not (scene.perfect or (scene.forward and lead in ("within", "in"))):
        return None
    if groups.get("us"):
        return Hit(m.end(), None, scene.day, "span", "report")
    unit = _unit(m["u"])
    count = count_of(m["n"])[1]
    if scene.forward and not scene.perfect:
        first, last = stretch(scene.day, count, unit, True)
        return Hit(m.end(), first, last, "span", "report", ahead=True)
    if unit in ("day", "night") and lead in ("over", "in"):
        return Hit(m.end(), shift(scene.day, 1 - count), scene.day, "span", "report")
    first, last = stretch(scene.day, count, unit, False)
    if groups.get("half"):
        first = add_months(first, -6) if unit == "year" else first
    return Hit(m.end(), first, last, "span", "report")


@rule("day relative to story", r"(?:the |that |on the |on that )?(?P<which>same|previous|preceding|next|following|very|prior) (?P<u>day|night|morning|afternoon|evening|week|weekend|month|year)",
      "the", "that", "same", "on")
@rule("day relative to story", r"(?:on )?(?P<which>that) (?P<u>day|night|morning|afternoon|evening|week|weekend|month|year)(?: alone)?", "that", "on")
@rule("day relative to story", r"the (?P<u>day|night|week|month|year) (?P<which>before|after|prior|earlier)(?! (?:the|a|an|his|her|its|their|[a-z]+ed)\b)", "the")
def by_story(m: re.Match[str], scene: Scene) -> Hit | None:
    """Told from the story's last date; "the previous day" with no date before it is told from the report."""
    which, unit = m["which"].lower(), m["u"].lower()
    step = {"previous": -1, "preceding": -1, "prior": -1, "before": -1, "earlier": -1, "next": 1, "following": 1, "after": 1}.get(which, 0)
    if which in ("before", "after") and _event_follows(scene.text, m.end()) and not re.match(r"\s*,", scene.text[m.end() : m.end() + 2]):
        return Hit(m.end(), kind="event", anchor="event")
    base = scene.story or ((scene.day, scene.day) if scene.day and step < 0 else None)
    if base is None:
        return Hit(m.end(), anchor="story")
    if unit in ("morning", "afternoon", "evening"):
        day = shift(base[1] if step > 0 else base[0], step)
        return spans(m.end(), (day, day), "story")
    if step == 0 and unit in ("day", "night"):
        return spans(m.end(), base if unit == "day" else (base[0], shift(base[1], 1)) if base[0] == base[1] else base, "story")
    if step == 0 and unit != "weekend" and precision_wider(base, unit):
        return spans(m.end(), base, "story")
    days = _calendar_unit(base[1] if step > 0 else base[0], unit, step)
    return spans(m.end(), days, "story")


@rule("half of unit", r"(?:the )?(?P<n>first|second) half of (?P<which>this|last|next) year", "the", "first", "second")
def half_of_unit(m: re.Match[str], scene: Scene) -> Hit | None:
    if scene.day is None:
        return Hit(m.end(), anchor="report")
    year = scene.day.year + {"this": 0, "last": -1, "next": 1}[m["which"].lower()]
    return spans(m.end(), clipped(half_of(year_of(year), 1 if m["n"].lower() == "first" else 2), scene), "report", True)


@rule("habit", r"(?:(?:almost |nearly )?(?:every|each) (?:other |few |{NUMBER} |single )?(?:{UNIT}|{PART}|weekend|{FULL})s?|(?:once|twice|{NUMBER} times|several times) (?:a|an|each|every|per) {UNIT}"
      r"|(?:on |at )?(?:{FULL}s|weekends|nights)|at night)", "every", "each", "almost", "nearly", "once", "twice", "#number", "on", "at", "#weekday")
def habit(m: re.Match[str], scene: Scene) -> Hit | None:
    return Hit(m.end(), kind="habit", anchor="")
