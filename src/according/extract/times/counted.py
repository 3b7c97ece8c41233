"""Rules for times counted from the report or the story, for stretches, and for habits."""

from __future__ import annotations

import re
from datetime import date, timedelta

from according.extract.times.calendar import (
    Days,
    add_months,
    calendar_unit,
    shift,
)
from according.extract.times.lexicon import UNITS, count_of
from according.extract.times.scene import Hit, Scene, clipped, rule, spans


def _unit(text: str) -> str:
    name = text.lower()
    return "century" if name == "centuries" else name.removesuffix("s")


_VAGUE_DAYS = {
    "day": (10, 2),
    "week": (60, 10),
    "month": (365, 45),
    "year": (3650, 500),
    "hour": (1, 0),
    "minute": (0, 0),
    "decade": (18250, 5000),
    "night": (10, 2),
}


def _moved(base: Days, low: int, high: int, unit: str, sign: int, about: str) -> Days:
    """`low` to `high` units before (-1) or after (+1) `base`, as wide as the unit makes it."""
    if unit in ("second", "minute"):
        return base
    if unit == "hour":
        days = [shift(base[0], sign * (high // 24)), shift(base[1], sign * (low // 24))]
        return min(days), max(days)
    if unit in ("day", "night"):
        ends = [
            shift(base[0], sign * high),
            shift(base[1], sign * low),
            shift(base[0], sign * low),
            shift(base[1], sign * high),
        ]
        slack = (
            1
            if about
            in (
                "about",
                "around",
                "some",
                "roughly",
                "approximately",
                "nearly",
                "almost",
                "over",
                "more than",
                "less than",
            )
            and low == high
            else 0
        )
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


_ABOUT = (
    r"(?:(?P<about>about|around|some|roughly|approximately|nearly|almost|over|more than|less than|under|just under|"
    r"just|only|barely|at least) )?"
)


@rule(
    "ago",
    _ABOUT + r"(?P<n>{NUMBER})(?P<half> and a half)?(?: |-)(?:more )?(?P<u>{UNIT})s? "
    r"(?P<dir>ago|earlier|before|prior|previously|later|afterwards|after|on)(?: (?:that|this|today))?",
    "#number",
    "about",
    "around",
    "some",
    "roughly",
    "approximately",
    "nearly",
    "almost",
    "over",
    "more",
    "less",
    "under",
    "just",
    "only",
    "barely",
    "at",
)
@rule("ago", r"(?P<n>half) (?:a|an) (?P<u>{UNIT}) (?P<dir>ago|earlier|before|later|after)", "half")
@rule(
    "ago",
    r"(?P<us>days|weeks|months|years|hours|minutes|decades) (?P<dir>ago|earlier|before|later|afterwards|after)",
    "#unit",
)
def ago(m: re.Match[str], scene: Scene) -> Hit | None:
    """Counted back or on. "Ago" counts from the report; "earlier", "later", "before" and "after" from the story."""
    groups = m.groupdict()
    direction = m["dir"].lower()
    unit = _unit(groups.get("us") or m["u"])
    sign = 1 if direction in ("later", "afterwards", "after", "on") else -1
    if re.match(r"\s+than\b", scene.text[m.end() : m.end() + 8]):
        return None
    if direction in ("after", "before", "on", "previously", "prior") and event_follows(scene.text, m.end()):
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
        days = (
            (shift(base[0], -far), shift(base[1], -near)) if sign < 0 else (shift(base[0], near), shift(base[1], far))
        )
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


def event_follows(text: str, end: int) -> bool:
    """Whether a noun phrase or clause follows, so that the count is from that event and not from the story."""
    return (
        re.match(r"\s+(?:the|a|an|his|her|its|their|that|this|[A-Z]|\w+ing\b|[a-z]+s?\b)", text[end : end + 20])
        is not None
    )


@rule(
    "last so many",
    r"(?P<lead>(?:over|in|during|within|throughout|for) )?(?:the |this )?(?P<which>past|last|"
    r"previous|preceding|recent) (?P<n>{NUMBER}) (?:or so |or \w+ )?(?P<u>{UNIT})s?",
    "over",
    "in",
    "during",
    "within",
    "throughout",
    "the",
    "past",
    "last",
    "previous",
    "for",
)
@rule(
    "next so many",
    r"(?P<lead>(?:over|in|during|within|for) )?(?:the )?(?P<which>next|coming|following) (?P<n>"
    r"{NUMBER}) (?:or so |or \w+ )?(?P<u>{UNIT})s?",
    "over",
    "in",
    "during",
    "within",
    "the",
    "next",
    "coming",
    "for",
)
def last_so_many(m: re.Match[str], scene: Scene) -> Hit | None:
    unit = _unit(m["u"])
    count = count_of(m["n"])[1]
    which = m["which"].lower()
    story = (which in ("previous", "preceding", "following") and scene.story is not None) or (
        which in ("next", "following", "coming") and not scene.forward
    )
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


@rule(
    "recent",
    r"(?:(?:in|over|during|for) )?(?:(?:the|these) )?(?:(?:most|more) )?(?P<which>recent|past|"
    r"last few|past few|past several|last several|last couple of|past couple of|coming|next few) "
    r"(?P<u>hours|days|nights|weeks|months|years|decades)",
    "in",
    "over",
    "during",
    "the",
    "these",
    "recent",
    "past",
    "last",
    "for",
    "coming",
    "most",
)
def recent(m: re.Match[str], scene: Scene) -> Hit | None:
    """Recent days reach back a week, weeks a month, months half a year, years five years: our convention."""
    which = m["which"].lower()
    ahead = which in ("coming", "next few")
    if (
        which == "past"
        and scene.before not in ("the", "these", "in", "over", "during")
        and not m.group().lower().startswith(("in", "over", "the", "during", "for"))
    ):
        return None
    if scene.day is None:
        return Hit(m.end(), kind="span", anchor="report", ahead=ahead)
    unit = _unit(m["u"])
    back = {
        "hour": shift(scene.day, -1),
        "day": shift(scene.day, -7),
        "night": shift(scene.day, -7),
        "week": add_months(scene.day, -1),
        "month": add_months(scene.day, -6),
        "year": add_months(scene.day, -60),
        "decade": add_months(scene.day, -360),
    }[unit]
    if ahead:
        on = {"hour": 1, "day": 7, "night": 7, "week": 31, "month": 183, "year": 1826, "decade": 10957}[unit]
        return Hit(m.end(), scene.day, shift(scene.day, on), "span", "report", ahead=True)
    return Hit(m.end(), back, scene.day, "span", "report")


@rule(
    "lately",
    r"(?:recently|lately|just recently|more recently|most recently)",
    "recently",
    "lately",
    "just",
    "more",
    "most",
)
def lately(m: re.Match[str], scene: Scene) -> Hit | None:
    """ "Recently" is taken as the six months before the report, our convention."""
    if scene.day is None:
        return Hit(m.end(), anchor="report")
    return Hit(m.end(), add_months(scene.day, -6), scene.day, "span", "report")


@rule("so far", r"(?:so far )?this (?P<u>year|month|week)(?: so far| to date)?(?: alone)?", "so", "this")
def so_far(m: re.Match[str], scene: Scene) -> Hit | None:
    if "so far" not in m.group().lower() and "to date" not in m.group().lower():
        return None
    days = calendar_unit(scene.day, m["u"].lower(), 0) if scene.day else None
    return Hit(m.end(), days[0] if days else None, scene.day, "span", "report")


@rule(
    "duration",
    r"(?P<lead>for|over|in|within|during|after|throughout) "
    + _ABOUT
    + r"(?P<n>{NUMBER})(?P<half> and a half)?(?: |-)(?P<more>straight |consecutive |full |more )?(?P<u>{UNIT})s?",
    "for",
    "over",
    "in",
    "within",
    "during",
    "throughout",
)
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


@rule(
    "habit",
    r"(?:(?:almost |nearly )?(?:every|each) (?:other |few |{NUMBER} |single )?(?:{UNIT}|{PART}|"
    r"weekend|{FULL})s?|(?:once|twice|{NUMBER} times|several times) (?:a|an|each|every|per) {UNIT}"
    r"|(?:on |at )?(?:{FULL}s|weekends|nights)|at night)",
    "every",
    "each",
    "almost",
    "nearly",
    "once",
    "twice",
    "#number",
    "on",
    "at",
    "#weekday",
)
def habit(m: re.Match[str], scene: Scene) -> Hit | None:
    return Hit(m.end(), kind="habit", anchor="")
