"""A day told by its number alone: "on the 4th", "the night of the 12th"."""

from __future__ import annotations

import re
from datetime import date

from according.extract.times.calendar import add_months, safe
from according.extract.times.scene import Hit, Scene, rule, spans

# What stands before a day; "of" belongs to "the night of" and its like, and "the 4th of the raids" is no day.
_BEFORE_DAY = frozenset(("on", "since", "until", "till", "by", "from", "before", "after", "between", "to", "through"))
_PART_OF_DAY = re.compile(r"(?:night|evening|morning|afternoon|dawn|early hours|hours|eve)\s+(?:of|on)\s+(?:the\s+)?\Z",
                          re.IGNORECASE)
_LONGEST_PART = 30
# Months back to look for one that has such a day.
_MONTHS = 3


@rule(
    "day alone",
    r"(?:the )?(?P<d>3[01]|[12]?\d)(?:st|nd|rd|th)"
    # what follows is no noun that the number counts ("the 4th brigade") and no unit or month
    r"(?=\s*(?:[.,;:!?)\"”]|$)|\s+(?:and|when|in|at|near|after|before|as|to|until|while|but|that|they|he|she|it|we|the|through)\b"
    r"(?!\s+\d))",
    "the",
    "#digit",
)
def day_alone(m: re.Match[str], scene: Scene) -> Hit | None:
    """The day of the month that the story is in, else the latest such day that is not after publication."""
    before = scene.text[max(0, m.start() - _LONGEST_PART) : m.start()]
    if scene.before not in _BEFORE_DAY and _PART_OF_DAY.search(before) is None:
        return None
    if not m.group().lower().startswith("the") and _PART_OF_DAY.search(before) is None and not before.endswith("the "):
        return None
    day = _day(int(m["d"]), scene)
    return spans(m.end(), (day, day) if day else None, "absolute")


def _day(number: int, scene: Scene) -> date | None:
    if scene.story is not None and scene.story[0].month == scene.story[1].month:
        told = safe(scene.story[1].year, scene.story[1].month, number)
        if told is not None and (scene.day is None or told <= scene.day or scene.forward):
            return told
    if scene.year is not None:
        return safe(scene.year, scene.month, number) if scene.month is not None else None
    if scene.day is None:
        return None
    first = scene.day.replace(day=1)
    for months in range(_MONTHS):
        month = add_months(first, months if scene.forward else -months)
        found = safe(month.year, month.month, number)
        if found is not None and (found >= scene.day if scene.forward else found <= scene.day):
            return found
    return None


def before(first: date, last: date) -> date:
    """The left end of a range of days alone ("from the 28th to the 3rd"), in the month that puts it before `last`."""
    month = last if first.day <= last.day else add_months(last.replace(day=1), -1)
    return safe(month.year, month.month, first.day) or first
