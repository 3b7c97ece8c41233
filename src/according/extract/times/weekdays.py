"""Rules for weekdays, named days, parts of day and clock times."""

from __future__ import annotations

import re
from datetime import date

from according.extract.times.calendar import (
    Days,
    shift,
    week_of,
)
from according.extract.times.lexicon import PARTS, weekday_number
from according.extract.times.scene import Hit, Scene, rule, spans


def part_hours(part: str | None) -> tuple[int, int] | None:
    if not part:
        return None
    first, last = PARTS[part.lower()]
    return first, last


def in_part(day: date, part: str | None, scene: Scene, early: bool = False) -> Days:
    """A day, or for a part of it past midnight the two days it touches; never past the report unless ahead."""
    hours = part_hours(part)
    last = shift(day, 1) if hours and hours[1] > 24 and not early else day
    if scene.day and not scene.forward and day <= scene.day < last:
        last = scene.day
    return day, last


def weekday_near(scene: Scene, weekday: int, which: str) -> date | None:
    """The day a weekday means: the latest not after the report, unless a word or the clause points elsewhere."""
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


_WHICH = (
    r"(?P<which>(?:last|next|this|this past|this coming|the following|the previous|the next|that|that same|coming|"
    r"upcoming) )?"
)


@rule(
    "weekday",
    r"(?P<when>(?:early|late|earlier|later)(?: on)? )?"
    + _WHICH
    + r"(?P<w>{WEEKDAY})(?:['’]s)?(?:(?: |-)(?P<p>{PART}))?"
    r"(?: (?P<week>last week|of last week|this week|next week|a week ago|a week earlier|week))?",
    "#weekday",
    "early",
    "late",
    "earlier",
    "later",
    "last",
    "next",
    "this",
    "the",
    "that",
    "coming",
    "upcoming",
)
def weekday(m: re.Match[str], scene: Scene) -> Hit | None:
    if not m["w"][0].isupper() and not m["w"].endswith("day"):
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
    if scene.forward:
        first = weekday_near(scene, weekday_number(m["a"]), "")
        last = shift(first, (weekday_number(m["b"]) - first.weekday()) % 7) if first else None
    else:
        last = weekday_near(scene, weekday_number(m["b"]), "")
        first = shift(last, -((last.weekday() - weekday_number(m["a"])) % 7)) if last else None
    return spans(m.end(), (first, last) if first and last else None, "report")


@rule(
    "night between",
    r"(?:the )?night (?:of|between|from) (?P<a>{FULL})(?: night)?(?:{DASH}| and | to | into | through )(?P<b>{FULL})",
    "the",
    "night",
)
@rule(
    "night between",
    r"(?P<a>{FULL}) (?:night|evening) (?:and )?(?:into|to|through) (?:early )?(?P<b>{FULL})(?: morning)?",
    "#weekday",
)
def night_between(m: re.Match[str], scene: Scene) -> Hit | None:
    last = weekday_near(scene, weekday_number(m["b"]), "")
    return spans(m.end(), (shift(last, -1), last) if last else None, "report")


@rule("night of", r"(?:the )?night of (?P<w>{WEEKDAY})", "the", "night")
@rule(
    "overnight",
    r"overnight (?:on |from )?(?:(?:between )?(?P<w>{FULL}))(?: (?:to|into|and) (?:early )?(?P<b>{FULL}))?",
    "overnight",
)
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


@rule(
    "day by name",
    r"(?:(?P<when>earlier|later|early|late) )?(?P<d>today|yesterday|tomorrow|tonight|the day "
    r"before yesterday|the day after tomorrow)(?:['’]s)?"
    r"(?: (?P<p>{PART}))?",
    "today",
    "yesterday",
    "tomorrow",
    "tonight",
    "the",
    "earlier",
    "later",
    "early",
    "late",
)
def day_by_name(m: re.Match[str], scene: Scene) -> Hit | None:
    name = " ".join(m["d"].lower().split())
    delta = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}.get(name, 0)
    if scene.day is None:
        return Hit(m.end(), anchor="report")
    day = shift(scene.day, delta)
    part = "night" if name == "tonight" else m["p"]
    if name == "tonight":
        return spans(m.end(), (day, shift(day, 1)), "report", ahead=scene.forward)
    return spans(
        m.end(), in_part(day, part, scene, (m["when"] or "").lower().startswith("earl")), "report", ahead=delta > 0
    )


@rule(
    "part of this day",
    r"(?:(?:early|late|earlier|later) )?this (?P<p>{PART})",
    "this",
    "early",
    "late",
    "earlier",
    "later",
)
def this_part(m: re.Match[str], scene: Scene) -> Hit | None:
    return spans(m.end(), (scene.day, scene.day) if scene.day else None, "report")


@rule(
    "part of the story's day",
    r"(?:(?P<lead>(?:shortly|just|soon|hours|minutes) (?:after|before)|late|later|early|earlier|"
    r"at around|at about|around|about|at|by|in) )"
    r"(?P<the>the )?(?:(?:early|late|small|pre-dawn|predawn) )?(?P<p>{PART}|day|hours|early hours|"
    r"small hours)(?: (?:local time|hours))?",
    "shortly",
    "just",
    "soon",
    "hours",
    "minutes",
    "late",
    "later",
    "early",
    "earlier",
    "at",
    "around",
    "about",
    "by",
    "in",
)
def part_of_story(m: re.Match[str], scene: Scene) -> Hit | None:
    """A part of day with no day named: the day the story stands at, else the report's."""
    part = m["p"].lower()
    lead = m["lead"].lower()
    if part == "day" and not (lead in ("late", "later", "earlier", "early") or m["the"]):
        return None
    if part == "day" and (
        lead not in ("late", "later", "early", "earlier", "in")
        or (lead == "in" and "early" not in m.group().lower() and "late" not in m.group().lower())
    ):
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


@rule(
    "hours of a day",
    r"(?:(?:in )?the )?(?:(?:early|late|small|pre-dawn|predawn|first) )+(?:(?:morning|evening) "
    r")?(?:hours?|morning|afternoon|evening) (?:of |on )(?:the )?",
    "in",
    "the",
    "early",
    "late",
    "small",
    "pre",
)
def hours_of(m: re.Match[str], scene: Scene) -> Hit | None:
    """A prefix only: the day that follows is read by its own rule and bounds the hours."""
    return None


@rule(
    "clock",
    r"(?:(?:at|around|about|shortly (?:after|before)|just (?:after|before)|by|before|after|until) "
    r")(?:about |around )?(?P<h>\d{1,2})(?:[:.](?P<min>\d\d))?"
    r"\s?(?P<ap>a\.?m\b\.?|p\.?m\b\.?)?(?:\s?(?:hours|hrs|h)\b)?(?:\s?(?P<zone>local time|local|"
    r"gmt|utc|est|edt|et|cet|eet|msk))?",
    "at",
    "around",
    "about",
    "shortly",
    "just",
    "by",
    "before",
    "after",
    "until",
)
def clock(m: re.Match[str], scene: Scene) -> Hit | None:
    """A time of day with no day beside it: the story's day, else the report's (the day is as fine as it is kept)."""
    if not (m["ap"] or m["zone"] or m["min"]) or int(m["h"]) > 24:
        return None
    base = scene.story or ((scene.day, scene.day) if scene.day else None)
    return spans(m.end(), base, "story")
