"""One time phrase at one place of the text: the longest rule that fits, with what may stand before and around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from according.extract.times import absolute as times_absolute
from according.extract.times import counted as times_counted
from according.extract.times import day_alone as times_day_alone
from according.extract.times import feasts as times_feasts
from according.extract.times import relative as times_relative
from according.extract.times import weekdays as times_weekdays
from according.extract.times.calendar import EARLY, LATE, MIDDLE, Days, add_months, month_of, shift, third_of, year_of
from according.extract.times.lexicon import count_of, lexicon, pattern
from according.extract.times.scene import RULES, Hit, Scene, clipped, starter

REGISTERED = (times_absolute, times_day_alone, times_feasts, times_weekdays, times_relative, times_counted)

_WORD = re.compile(r"\s*([\w’']+|\()")
_ON = re.compile(r"\s*(?:(?:on|in|at)\s+)?", re.IGNORECASE)
_SINCE = pattern(r"(?:ever )?since(?: around| about| at least)?")
_BY = pattern(r"by|until|till|up to|up until|before|prior to|no later than|not until|as late as")
_AFTER = pattern(r"after|from|starting|starting on|beginning on|beginning|as of|effective|as early as")
_FROM = pattern(r"from|between")
_TO = pattern(r"to|until|till|and|through|up to")
_DASH = re.compile(r"\s?[-–—]\s?(?=\w)")
_PART_OF = pattern(
    r"(?:(?:in |at |by |from |since |until |around |toward |towards )?(?:the )?)?(?P<w>early|late|"
    r"mid|middle|beginning|start|end|close|turn|first days|last days|final days|opening days|"
    r"first weeks|last weeks|outset)\b"
    r"(?:(?: of| in| -|-)? ?)?",
    lead=True,
)
_HOURS = pattern(
    r"(?:in |at |before |around |during |until )?(?:the )?(?:(?:very )?(?:early|late|small|"
    r"pre-dawn|predawn|first|later|wee) )*(?:(?:morning|evening) )?(?P<p>hours?|dawn|daybreak|"
    r"morning|afternoon|evening|night|noon|midday|midnight|dusk|sunset|sunrise) (?:of |on |"
    r"(?=between |from ))(?:the )?",
    lead=True,
)
_CLOCK = pattern(
    r"(?:(?:at|around|about|shortly after|shortly before|just after|just before|by|until|before|"
    r"after) )?(?:about |around )?(?:\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\b\.?)?(?:\s?hours)?(?: "
    r"local time| local|\s?gmt|\s?utc|\s?est|\s?edt)?(?: \([^)]{4,20}\))?,? (?:on )?)",
    lead=True,
)
_AS_RECENTLY = pattern(r"as recently as|as far back as|dating (?:back )?to|back in")
_HABITS = frozenset(lexicon()["habits"]["phrases"])
_LONGEST_FIRST = sorted(_HABITS, key=lambda p: (-len(p), p))
_HABIT_STARTS = {p.split()[0].split("-")[0] for p in _HABITS}


def read_phrase(scene: Scene, at: int) -> Hit | None:
    """The longest time phrase that begins at offset `at`, or None."""
    word = _first_word(scene.text, at)
    return _longest(scene, at, word, 0) if word is not None else None


def _first_word(text: str, at: int) -> str | None:
    """The word at offset `at` as rules are found by it; None where no phrase begins with it."""
    first = _WORD.match(text, at)
    word = starter(first.group(1).lower()) if first else None
    return word if word in STARTERS else None


def _longest(scene: Scene, at: int, word: str, depth: int) -> Hit | None:
    """The longest time phrase at offset `at`, whose first word is `word`. `depth` bounds nesting ("since early 2012").
    """
    best: Hit | None = None
    for found in RULES.get(word, ()):
        match = found.pattern.match(scene.text, at)
        if match and (best is None or match.end() > best.end):
            hit = found.read(match, scene)
            if hit and (best is None or hit.end > best.end):
                hit.rule = found.name
                best = hit
    if word in _HABIT_STARTS:
        best = _habit(scene, at, best)
    if depth < 3:
        for wrapper in _WRAPPERS.get(word, ()):
            wide = wrapper(scene, at, depth)
            if wide and (best is None or wide.end > best.end):
                best = wide
        if best and best.kind == "point" and best.last and word not in ("from", "between"):
            best = _dashed(scene, best, depth)
    return best


def _habit(scene: Scene, at: int, best: Hit | None) -> Hit | None:
    if re.match(r"[A-Z]\w+\s+[A-Z]", scene.text[at : at + 24]):
        return best
    lower = scene.text[at : at + 24].lower()
    for phrase in _LONGEST_FIRST:
        whole = lower.startswith(phrase) and not lower[len(phrase) : len(phrase) + 1].isalnum()
        if whole and (best is None or at + len(phrase) > best.end):
            return Hit(at + len(phrase), kind="habit", anchor="", rule="habit")
    return best


def _inner(scene: Scene, at: int, depth: int, before: str) -> Hit | None:
    """The phrase after a preposition, articles and "on" skipped."""
    skip = _ON.match(scene.text, at)
    start = skip.end() if skip else at
    word = _first_word(scene.text, start)
    if word is None:
        return None
    return _longest(scene if scene.before == before else replace(scene, before=before), start, word, depth + 1)


def _since(scene: Scene, at: int, depth: int) -> Hit | None:
    match = _SINCE.match(scene.text, at)
    if not match:
        return None
    hit = _inner(scene, match.end(), depth, "since")
    if hit is None or hit.kind in ("habit", "event"):
        return None
    last = scene.day if hit.first and (scene.day is None or hit.first <= scene.day) else None
    return replace(hit, last=last, kind="since", rule=f"since {hit.rule}", point=_point(hit))


def _point(hit: Hit) -> Days | None:
    """The date itself that a bound is made of."""
    return hit.point or ((hit.first, hit.last) if hit.first and hit.last else None)


def _until(scene: Scene, at: int, depth: int) -> Hit | None:
    match = _BY.match(scene.text, at)
    if not match:
        return None
    hit = _inner(scene, match.end(), depth, match.group().lower().split()[-1])
    if hit is None or hit.kind != "point" or hit.last is None:
        return None
    last = hit.last
    if match.group().lower().startswith(("before", "prior")) and hit.first:
        last = shift(hit.first, -1) if hit.first == hit.last else hit.last
    first = None
    if match.group().lower() == "by" and scene.story and not scene.pluperfect and not scene.forward:
        first = scene.story[0] if shift(scene.story[0], 31) >= last >= scene.story[0] else None
    return replace(hit, first=first, last=last, kind="by", rule=f"until {hit.rule}", point=_point(hit))


def _after(scene: Scene, at: int, depth: int) -> Hit | None:
    recent = _AS_RECENTLY.match(scene.text, at)
    if recent:
        return _inner(scene, recent.end(), depth, "in")
    match = _AFTER.match(scene.text, at)
    if not match:
        return None
    hit = _inner(scene, match.end(), depth, "after")
    if hit is None or hit.kind != "point" or hit.first is None:
        return None
    word = match.group().lower()
    if word == "from" and scene.text[hit.end - 2 : hit.end] in ("'s", "’s"):
        return None
    if word == "from" and re.match(r"(?:and|to)\b", scene.text[hit.end :].lstrip(), re.IGNORECASE):
        return None
    first = shift(hit.last, 1) if word == "after" and hit.last and hit.first == hit.last else hit.first
    last = scene.day if scene.day and not scene.forward and first <= scene.day else None
    if (
        word == "as early as"
        or (word == "from" and scene.before in ("is", "was", "are", "were", "dates", "dated"))
        or (word == "as of" and not scene.forward)
    ):
        return hit
    return replace(hit, first=first, last=last, kind="since", rule=f"after {hit.rule}", point=_point(hit))


def _from_to(scene: Scene, at: int, depth: int) -> Hit | None:
    match = _FROM.match(scene.text, at)
    if not match:
        return None
    left = _inner(scene, match.end(), depth, match.group().lower())
    if left is None or left.kind != "point":
        return _bare_left(scene, match, depth)
    if " to " in scene.text[at : left.end].lower() or " and " in scene.text[at : left.end].lower():
        return replace(left, rule=f"from {left.rule}")
    joint = re.compile(r"\s*,?\s*").match(scene.text, left.end)
    to = _TO.match(scene.text, joint.end() if joint else left.end)
    if not to:
        return None
    right = _inner(scene, to.end(), depth, "to")
    if right is None or right.kind != "point":
        return None
    first, last = left.first, right.last
    if first and last and first > last and not left.year_given:
        first = times_day_alone.before(first, last) if left.rule == "day alone" else _earlier(first, last)
    if first and last and first > last:
        return None
    return replace(right, first=first, last=last, rule=f"{left.rule} to {right.rule}")


def _earlier(first: date, last: date) -> date:
    """The left end of a range written without a year, in the year that puts it before the right end."""
    year = last.year if (first.month, first.day) <= (last.month, last.day) else last.year - 1
    try:
        return first.replace(year=year)
    except ValueError:
        return first.replace(year=year, day=28)


def _bare_left(scene: Scene, match: re.Match[str], depth: int) -> Hit | None:
    """ "between 3 and 5 March", "from 30 March to 2 April": a bare day on the left takes the month of the right."""
    bare = re.compile(
        r"\s+(?:the )?(\d{1,2})(?:st|nd|rd|th)?\s+(?:to|and|until|through)\s+(?:the )?", re.IGNORECASE
    ).match(scene.text, match.end())
    if not bare:
        return None
    right = _inner(scene, bare.end(), depth, "to")
    if right is None or right.kind != "point" or right.first is None or right.first != right.last:
        return None
    try:
        first = right.first.replace(day=int(bare.group(1)))
    except ValueError:
        return None
    return replace(right, first=first, rule=f"day to {right.rule}") if first <= right.first else None


def _dashed(scene: Scene, left: Hit, depth: int) -> Hit:
    """ "March 2011 – June 2012": two points joined by a dash."""
    dash = _DASH.match(scene.text, left.end)
    if not dash:
        return left
    right = _inner(scene, dash.end(), depth, "to")
    if right is None or right.kind != "point" or not (left.first and right.last) or right.last < left.first:
        return left
    return replace(right, first=left.first, rule=f"{left.rule} to {right.rule}")


_WHICH_PART = {
    "early": EARLY,
    "beginning": EARLY,
    "start": EARLY,
    "outset": EARLY,
    "opening days": EARLY,
    "first days": EARLY,
    "first weeks": EARLY,
    "turn": EARLY,
    "mid": MIDDLE,
    "middle": MIDDLE,
}


def _part_of(scene: Scene, at: int, depth: int) -> Hit | None:
    match = hit = None
    for form in (_PART_OF, _PART_OF_LOOSE):
        match = form.match(scene.text, at)
        hit = _inner(scene, match.end(), depth, "early") if match else None
        if hit is not None:
            break
    if match is None or hit is None or hit.kind != "point" or hit.first is None or hit.last is None:
        return None
    word = match["w"].lower()
    first, last = hit.first, hit.last
    if first == last:
        return replace(hit, rule=f"{word} {hit.rule}")
    if (last - first).days < 6:
        return replace(hit, rule=f"{word} {hit.rule}")
    whole = _unclipped(scene, hit)
    part = third_of(whole, _WHICH_PART.get(word, LATE))
    if word == "turn":
        part = (shift(whole[0], -183), shift(whole[0], 365))
    if match.group().lower().startswith(("by ", "until ")):
        return replace(hit, first=None, last=part[1], kind="by", rule=f"{word} {hit.rule}", point=part)
    if match.group().lower().startswith("since "):
        return replace(hit, first=part[0], last=scene.day, kind="since", rule=f"{word} {hit.rule}", point=part)
    clear = clipped(part, scene)
    return replace(hit, first=clear[0], last=clear[1], rule=f"{word} {hit.rule}")


_PART_OF_LOOSE = re.compile(r"(?P<w>early|late|mid)[-–\s]+", re.IGNORECASE)


_NTH_OF = pattern(
    r"(?:(?:in|on|over|during|within) )?the (?P<n>first|second|third|fourth|last|final|opening|"
    r"closing) (?:(?P<k>{NUMBER}) )?(?P<u>day|week|weekend|month|year)s? of ",
    lead=True,
)


def _nth_of(scene: Scene, at: int, depth: int) -> Hit | None:
    """ "the first week of March", "the last three days of July": counted from an edge of the whole."""
    match = _NTH_OF.match(scene.text, at)
    if not match:
        return None
    hit = _inner(scene, match.end(), depth, "of")
    if hit is None or hit.kind != "point" or hit.first is None or hit.last is None or hit.first == hit.last:
        return None
    first, last = _unclipped(scene, hit)
    unit, which = match["u"].lower(), match["n"].lower()
    count = count_of(match["k"])[1] if match["k"] else 1
    from_end = which in ("last", "final", "closing")
    index = {"second": 1, "third": 2, "fourth": 3}.get(which, 0)
    if unit == "weekend":
        return None
    if unit in ("month", "year"):
        months = 12 if unit == "year" else 1
        days = (
            (add_months(shift(last, 1), -months * count), last)
            if from_end
            else (add_months(first, months * index), shift(add_months(first, months * (index + count)), -1))
        )
    else:
        length = (7 if unit == "week" else 1) * count
        days = (
            (shift(last, 1 - length), last)
            if from_end
            else (shift(first, index * length), shift(first, (index + 1) * length - 1))
        )
    if days[0] < first or days[1] > last:
        return None
    clear = clipped(days, scene)
    return replace(hit, first=clear[0], last=clear[1], rule=f"{which} {unit} of {hit.rule}")


def _unclipped(scene: Scene, hit: Hit) -> tuple[date, date]:
    """The whole month or year of a span that was cut at the report's day."""
    assert hit.first is not None and hit.last is not None
    if scene.day and hit.last == scene.day and hit.first.day == 1:
        if "month" in hit.rule and "year" not in hit.rule.split("month")[0]:
            return month_of(hit.first.year, hit.first.month)
        if "year" in hit.rule and hit.first.month == 1:
            return year_of(hit.first.year)
    return hit.first, hit.last


def _hours(scene: Scene, at: int, depth: int) -> Hit | None:
    match = _HOURS.match(scene.text, at)
    if not match:
        return None
    hit = _inner(scene, match.end(), depth, "of")
    if hit is None or hit.kind != "point":
        return None
    early = "early" in match.group().lower() or match["p"].lower() in ("dawn", "morning", "daybreak", "sunrise")
    if match["p"].lower() in ("night", "midnight") and not early and hit.first and hit.first == hit.last:
        last = shift(hit.first, 1)
        if scene.day and not scene.forward and last > scene.day:
            last = hit.first
        return replace(hit, last=last, rule=f"night of {hit.rule}")
    return replace(hit, rule=f"hours of {hit.rule}")


def _clock(scene: Scene, at: int, depth: int) -> Hit | None:
    match = _CLOCK.match(scene.text, at)
    if not match or not re.search(r"[:.]\d\d|[ap]\.?m|gmt|utc|local|hours", match.group(), re.IGNORECASE):
        return None
    hit = _inner(scene, match.end(), depth, "at")
    if hit is None or hit.kind != "point" or hit.first is None or hit.first != hit.last:
        return None
    return replace(hit, rule=f"clock, {hit.rule}")


_HOUR_STARTS = {
    "in",
    "at",
    "before",
    "around",
    "during",
    "until",
    "the",
    "early",
    "late",
    "small",
    "pre",
    "predawn",
    "first",
    "later",
    "dawn",
    "daybreak",
    "morning",
    "afternoon",
    "evening",
    "night",
    "noon",
    "midday",
    "midnight",
    "dusk",
    "sunset",
    "sunrise",
    "wee",
    "very",
}
_Wrapper = Callable[[Scene, int, int], Hit | None]
_STARTS: dict[_Wrapper, set[str]] = {
    _since: {"since", "ever"},
    _until: {"by", "until", "till", "up", "before", "prior", "no", "not", "as"},
    _from_to: {"from", "between"},
    _after: {"after", "from", "starting", "beginning", "as", "effective", "dating", "back"},
    _nth_of: {"the", "in", "on", "over", "during", "within"},
    _part_of: {
        "early",
        "late",
        "mid",
        "the",
        "at",
        "in",
        "by",
        "from",
        "since",
        "until",
        "around",
        "toward",
        "towards",
        "middle",
        "end",
        "start",
        "beginning",
    },
    _hours: _HOUR_STARTS,
    _clock: {"at", "around", "about", "shortly", "just", "by", "until", "before", "after", "#digit"},
}
_WRAPPERS: dict[str, list[_Wrapper]] = {}
for _wrapper, _words in _STARTS.items():
    for _word in _words:
        _WRAPPERS.setdefault(_word, []).append(_wrapper)
HABIT_STARTERS = frozenset(_HABIT_STARTS)
STARTERS = frozenset(RULES) | frozenset(_WRAPPERS) | _HABIT_STARTS
