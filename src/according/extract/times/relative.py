"""Rules for times told from the report's day or from the story's last date."""

from __future__ import annotations

import re
from datetime import date

from according.extract.times.calendar import (
    Days,
    add_months,
    calendar_unit,
    half_of,
    shift,
    week_of,
    year_of,
)
from according.extract.times.counted import event_follows
from according.extract.times.lexicon import UNITS
from according.extract.times.scene import Hit, Scene, clipped, rule, spans
from according.extract.times.weekdays import in_part

_THAT = ("that", "the same", "same", "that very")

_BACK = ("previous", "preceding", "prior")


@rule(
    "relative unit",
    r"(?:(?P<sub>early|late|earlier|later|earlier in|later in|late in|early in|during|(?:at |by "
    r")?the (?:end|start|beginning) of|(?:in )?the middle of) )?"
    r"(?P<which>this|last|next|past|this past|the past|the last|the next|the coming|previous|the "
    r"previous|the preceding|the following|that|the same|that same|the|this coming) "
    r"(?P<u>day|night|weekend|week|fortnight|month|year|decade|century)(?:['’]s)?(?: (?P<p>{PART}))?",
    "this",
    "last",
    "next",
    "past",
    "the",
    "that",
    "early",
    "late",
    "earlier",
    "later",
    "at",
    "by",
    "previous",
    "in",
    "during",
)
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
        return (
            spans(m.end(), base, "story")
            if sub in ("earlier in", "later in", "late in", "early in", "during") or "end" in sub
            else None
        )
    story = which.split()[-1] in (*_BACK, "following", "same", "that") or (which == "the next" and not scene.forward)
    story = story or (which == "the" and scene.story is not None)
    # "By then they had gained ground in the past week": in a retrospective, the week before the story's day.
    rolling = which in ("the past", "the last") and scene.pluperfect and scene.year is not None
    story = story or (rolling and scene.story is not None)
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
    step = {"last": -1, "past": -1, "next": 1, "coming": 1, "following": 1, **dict.fromkeys(_BACK, -1)}.get(
        last_word, 0
    )
    first, last = base
    if which in ("the past", "the last", "past", "this past") and unit not in ("night", "weekend"):
        return _rolling(first, 1, unit)
    if which in ("the coming", "this coming") or (which == "the next" and not story):
        ends = {
            "day": shift(first, 1),
            "week": shift(first, 7),
            "fortnight": shift(first, 14),
            "month": add_months(first, 1),
            "year": add_months(first, 12),
            "decade": add_months(first, 120),
        }.get(unit)
        return (first, ends) if ends else calendar_unit(first, unit, 1)
    pivot = last if step > 0 else first
    if unit in ("week", "month", "year", "decade") and step == 0 and story and precision_wider(base, unit):
        return base
    return calendar_unit(pivot, unit, step)


def precision_wider(base: Days, unit: str) -> bool:
    """Whether the story's span is itself longer than the unit asked for, so that "that week" cannot be placed in it."""
    return (base[1] - base[0]).days + 1 > UNITS[unit] + 1


def _rolling(day: date, count: int, unit: str) -> Days:
    if unit in ("month", "year", "decade", "century"):
        months = {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
        return add_months(day, -months * count), day
    return shift(day, -UNITS[unit] * count), day


def _sub_part(days: Days, sub: str, scene: Scene, which: str, anchor: str, unit: str) -> Days:
    from according.extract.times.calendar import EARLY, LATE, MIDDLE, third_of

    first, last = days
    if unit == "weekend" and which == "this" and scene.day and not scene.forward and first > scene.day:
        return shift(first, -7), shift(last, -7)
    if sub.startswith("earlier"):
        limit = scene.day if anchor == "report" else (scene.story[0] if scene.story else None)
        return (first, limit) if limit and first <= limit <= last else days
    if sub.startswith("later"):
        limit = (
            scene.day
            if anchor == "report" and scene.forward
            else (scene.story[0] if anchor == "story" and scene.story else None)
        )
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
    days = calendar_unit(base[0], m["u"].lower(), 0)
    if days is None:
        return None
    if m["sub"].lower() == "earlier":
        return spans(m.end(), (days[0], max(days[0], base[0])), "story")
    return spans(m.end(), clipped((max(days[0], min(base[1], days[1])), days[1]), scene), "story")


@rule(
    "weekend",
    r"(?:(?:over|at|during|on) )?the weekend(?: of (?P<m>{MONTH}) (?P<d>{DAY}))?",
    "over",
    "at",
    "during",
    "the",
    "on",
)
def weekend(m: re.Match[str], scene: Scene) -> Hit | None:
    """Saturday and Sunday (also where the week-end of the country is another): the last that has begun."""
    if m["m"] or scene.day is None:
        return None if m["m"] else Hit(m.end(), anchor="report")
    saturday = shift(week_of(scene.day)[0], 5)
    if not scene.forward and saturday > scene.day:
        saturday = shift(saturday, -7)
    return spans(m.end(), clipped((saturday, shift(saturday, 1)), scene), "report")


@rule(
    "day relative to story",
    r"(?:the |that |on the |on that )?(?P<which>same|previous|preceding|next|following|very|"
    r"prior) (?P<u>day|night|morning|afternoon|evening|week|weekend|month|year)",
    "the",
    "that",
    "same",
    "on",
)
@rule(
    "day relative to story",
    r"(?:on )?(?P<which>that) (?P<u>day|night|morning|afternoon|evening|week|weekend|month|year)(?: alone)?",
    "that",
    "on",
)
@rule(
    "day relative to story",
    r"the (?P<u>day|night|week|month|year) (?P<which>before|after|prior|earlier)(?! (?:the|a|an|"
    r"his|her|its|their|[a-z]+ed)\b)",
    "the",
)
def by_story(m: re.Match[str], scene: Scene) -> Hit | None:
    """Told from the story's last date; "the previous day" with no date before it is told from the report."""
    which, unit = m["which"].lower(), m["u"].lower()
    step = {
        "previous": -1,
        "preceding": -1,
        "prior": -1,
        "before": -1,
        "earlier": -1,
        "next": 1,
        "following": 1,
        "after": 1,
    }.get(which, 0)
    if (
        which in ("before", "after")
        and event_follows(scene.text, m.end())
        and not re.match(r"\s*,", scene.text[m.end() : m.end() + 2])
    ):
        return Hit(m.end(), kind="event", anchor="event")
    base = scene.story or ((scene.day, scene.day) if scene.day and step < 0 else None)
    if base is None:
        return Hit(m.end(), anchor="story")
    if unit in ("morning", "afternoon", "evening"):
        day = shift(base[1] if step > 0 else base[0], step)
        return spans(m.end(), (day, day), "story")
    if step == 0 and unit in ("day", "night"):
        return spans(
            m.end(), base if unit == "day" else (base[0], shift(base[1], 1)) if base[0] == base[1] else base, "story"
        )
    if step == 0 and unit != "weekend" and precision_wider(base, unit):
        return spans(m.end(), base, "story")
    days = calendar_unit(base[1] if step > 0 else base[0], unit, step)
    return spans(m.end(), days, "story")


@rule("half of unit", r"(?:the )?(?P<n>first|second) half of (?P<which>this|last|next) year", "the", "first", "second")
def half_of_unit(m: re.Match[str], scene: Scene) -> Hit | None:
    if scene.day is None:
        return Hit(m.end(), anchor="report")
    year = scene.day.year + {"this": 0, "last": -1, "next": 1}[m["which"].lower()]
    return spans(m.end(), clipped(half_of(year_of(year), 1 if m["n"].lower() == "first" else 2), scene), "report", True)
