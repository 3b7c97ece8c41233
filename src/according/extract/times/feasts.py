"""Rules for seasons, quarters, feasts and the months of other calendars."""

from __future__ import annotations

import re
from datetime import date

from according.extract.times.calendar import (
    Days,
    add_months,
    easter_of,
    half_of,
    hijri_feast,
    hijri_month,
    latest,
    quarter_of,
    season_of,
    shift,
    year_of,
)
from according.extract.times.lexicon import SEASONS, any_of, lexicon
from according.extract.times.scene import Hit, Scene, clipped, rule, spans

_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}


@rule(
    "quarter",
    r"(?:the )?(?:(?P<n>first|second|third|fourth|last|1st|2nd|3rd|4th) quarter|"
    r"q(?P<q>[1-4]))(?:,? (?:of )?(?:(?P<y>{YEAR})|(?P<r>this|last|next) year))?",
    "the",
    "first",
    "second",
    "third",
    "fourth",
    "q1",
    "q2",
    "q3",
    "q4",
)
@rule(
    "half",
    r"(?:the )?(?P<n>first|second) (?P<h>half) (?:of )?(?:(?P<y>{YEAR})|(?P<r>this|last|next) year)",
    "the",
    "first",
    "second",
)
def part_of_year(m: re.Match[str], scene: Scene) -> Hit | None:
    groups = m.groupdict()
    number = int(groups["q"]) if groups.get("q") else _NTH[m["n"].lower()]
    if m["y"]:
        year: int | None = int(m["y"])
    elif m["r"]:
        year = scene.day.year + {"this": 0, "last": -1, "next": 1}[m["r"].lower()] if scene.day else None
    elif scene.day:
        year = (
            scene.day.year
            if scene.forward or quarter_of(scene.day.year, number)[0] <= scene.day
            else scene.day.year - 1
        )
    else:
        year = None
    if year is None:
        return Hit(m.end())
    days = half_of(year_of(year), number) if groups.get("h") else quarter_of(year, number)
    return spans(m.end(), clipped(days, scene), "absolute", bool(m["y"]))


@rule(
    "fiscal year",
    r"(?:the )?(?:fiscal|financial)(?: year)? (?P<y>{YEAR})(?:[-/–]\d{2,4})?",
    "the",
    "fiscal",
    "financial",
)
def fiscal_year(m: re.Match[str], scene: Scene) -> Hit | None:
    """Budget years begin in different months: the interval covers a start from the July before to the next March."""
    year = int(m["y"])
    return spans(m.end(), (date(year - 1, 7, 1), date(year + 1, 3, 31)), "absolute", True)


@rule(
    "season",
    r"(?P<which>(?:this|last|next|this past|this coming|the|the previous|the following|that) "
    r")?(?P<part>(?:early|late|mid-?) ?)?(?P<s>{SEASON})"
    r"(?:,? (?:of )?(?:(?P<y>{YEAR})|(?P<r>this|last|next) year))?",
    "#season",
    "this",
    "last",
    "next",
    "the",
    "that",
    "early",
    "late",
    "mid",
)
def season(m: re.Match[str], scene: Scene) -> Hit | None:
    """Seasons of the northern hemisphere, three whole months; "fall", "spring" need a word that makes them a time."""
    which = " ".join((m["which"] or "").lower().split())
    month = SEASONS[m["s"].lower()]
    dated = bool(m["y"] or m["r"])
    if scene.text[m.end() : m.end() + 4].strip().lower().startswith("of") and not dated:
        return None
    if (
        not dated
        and which not in ("this", "last", "next", "this past", "this coming", "that", "the previous", "the following")
        and scene.before
        not in ("in", "over", "during", "since", "by", "until", "throughout", "early", "late", "mid", "last")
    ):
        return None
    capital = scene.before == "in" and not which and not m["s"][0].islower()
    bare_fall = m["s"].lower() == "fall" and not dated and which in ("", "the", "that")
    if bare_fall and (capital or scene.before in ("over", "by", "until", "during", "since")):
        return None
    if dated:
        year: int | None = (
            int(m["y"])
            if m["y"]
            else scene.day.year + {"this": 0, "last": -1, "next": 1}[m["r"].lower()]
            if scene.day
            else None
        )
        return spans(m.end(), clipped(season_of(year, month), scene) if year else None, "absolute", True)
    if which in ("that", "the following", "the previous"):
        return spans(m.end(), season_of(scene.story[0].year, month) if scene.story else None, "story")
    if scene.year is not None and not which:
        return spans(m.end(), season_of(scene.year, month), "absolute")
    if scene.day is None:
        return Hit(m.end())
    ahead = which in ("next", "this coming")
    options = [season_of(y, month) for y in range(scene.day.year - 2, scene.day.year + 2)]
    if which in ("last", "this past"):
        options = [o for o in options if o[1] < scene.day]
    if ahead:
        options = [o for o in options if o[0] > scene.day]
    days = latest(options, scene.day, ahead or scene.forward)
    return spans(m.end(), clipped(days, scene) if days else None, "report", ahead=ahead)


_CALENDARS = lexicon()

_FEASTS = [
    k for t in ("islamic", "islamic_feasts", "solar_months", "fixed_feasts", "western_easter") for k in _CALENDARS[t]
]


def _feast_days(name: str, year: int) -> list[Days]:
    """The days of a month or feast of another calendar that begin in a Gregorian year."""
    if name in _CALENDARS["islamic"]:
        return hijri_month(year, _CALENDARS["islamic"][name])
    if name in _CALENDARS["islamic_feasts"]:
        return hijri_feast(year, *_CALENDARS["islamic_feasts"][name])
    if name in _CALENDARS["western_easter"]:
        first, last = _CALENDARS["western_easter"][name]
        return [(shift(easter_of(year), first), shift(easter_of(year), last))]
    table = _CALENDARS["solar_months"] if name in _CALENDARS["solar_months"] else _CALENDARS["fixed_feasts"]
    first_text, last_text = table[name]
    begins = date(year, int(first_text[:2]), int(first_text[3:]))
    ends = date(year, int(last_text[:2]), int(last_text[3:]))
    return [(begins, ends if ends >= begins else add_months(ends, 12))]


@rule(
    "other calendars",
    rf"(?P<which>(?:this|last|next) )?(?:the (?:muslim |islamic )?(?:holy )?(?:fasting )?(?:month|"
    rf"festival|feast) of )?(?P<f>{any_of(_FEASTS)})"
    r"(?:,? (?:of |in )?(?:(?P<y>{YEAR})|(?P<r>this|last|next) year))?",
    "#feast",
    "this",
    "last",
    "next",
    "the",
)
def other_calendars(m: re.Match[str], scene: Scene) -> Hit | None:
    name = " ".join(m["f"].lower().replace("’", "'").split())
    which = (m["which"] or "").strip().lower()
    if not m["f"][0].isupper():
        return None
    if m["y"] or (m["r"] and scene.day):
        year = (
            int(m["y"])
            if m["y"]
            else (scene.day.year if scene.day else 0) + {"this": 0, "last": -1, "next": 1}[m["r"].lower()]
        )
        found = _feast_days(name, year)
        return spans(m.end(), clipped(found[0], scene) if found else None, "absolute", True)
    anchor = scene.day
    if scene.year is not None and not which:
        found = _feast_days(name, scene.year)
        return spans(m.end(), found[0] if found else None, "absolute")
    if anchor is None:
        return Hit(m.end())
    options = sorted(d for year in range(anchor.year - 2, anchor.year + 2) for d in _feast_days(name, year))
    if which == "last":
        options = [o for o in options if o[1] < anchor]
    days = latest(options, anchor, scene.forward or which == "next")
    return spans(m.end(), clipped(days, scene) if days else None, "report", ahead=which == "next")
