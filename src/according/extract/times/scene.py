"""What a time phrase is read against, what a rule gives back, and the register of rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from according.extract.times.calendar import Days
from according.extract.times.lean import Clause
from according.extract.times.lexicon import MONTHS, NUMBERS, PARTS, SEASONS, UNITS, WEEKDAYS, lexicon, pattern

# A month so many before the last one told of is of the next year.
MONTHS_BACK = 6


@dataclass(slots=True)
class Scene:
    """The anchors in force where a phrase stands.

    `day` is the day of publication in the publisher's zone, `moment` its date-time when known. `story` is the last
    dated point of the narrative. `year`, `month` run on from the last date written with a year. `clause` is the one the
    phrase hangs on; `ahead` says that it looks ahead whatever its cues. `before` is the lower-cased text of the word
    before the phrase. `retrospective` marks a text about years long past, whose "overnight" and "last month" are told
    from the story. `months_back` is how many months before the last one told of a month must lie to be of the next
    year. `sectioned` marks an account under headings, whose running year a day told from the report does not end.
    """

    text: str
    day: date | None
    moment: datetime | None = None
    story: Days | None = None
    year: int | None = None
    month: int | None = None
    clause: Clause | None = None
    ahead: bool = False
    before: str = ""
    retrospective: bool = False
    months_back: int = MONTHS_BACK
    sectioned: bool = False
    # the latest year that an account of times past names
    latest: int | None = None
    # the years in which the text names days of each month
    written: dict[int, frozenset[int]] = field(default_factory=dict)

    @property
    def forward(self) -> bool:
        """Whether tense or plan cues of the phrase's own clause look ahead."""
        return self.ahead or (self.clause is not None and self.clause.forward)

    @property
    def perfect(self) -> bool:
        """Whether the verb of the clause is a present perfect."""
        return self.clause is not None and self.clause.perfect

    @property
    def pluperfect(self) -> bool:
        """Whether it is a past perfect."""
        return self.clause is not None and self.clause.pluperfect


@dataclass(slots=True)
class Hit:
    """A phrase read: where it ends and its interval (`None` ends open, both None: known to be a time, not when).

    `kind`: point, since, by, span (a duration), habit. `anchor`: absolute, report, story: what it was read
    against. `year_given` where the phrase itself names its year. `point`: of a since or by, the date it names.
    """

    end: int
    first: date | None = None
    last: date | None = None
    kind: str = "point"
    anchor: str = "absolute"
    year_given: bool = False
    rule: str = ""
    ahead: bool = False
    point: Days | None = None


@dataclass(slots=True)
class Rule:
    """A pattern with the function that reads its match."""

    name: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Scene], Hit | None]


RULES: dict[str, list[Rule]] = {}

_CLASSES: dict[str, Iterable[str]] = {
    "#month": MONTHS,
    "#weekday": WEEKDAYS,
    "#season": SEASONS,
    "#part": PARTS,
    "#unit": [*UNITS, *(u + "s" for u in UNITS), "centuries"],
    "#number": [*(w.split()[0].split("-")[0] for w in NUMBERS), "#digit"],
    "#feast": [
        k.split()[0].split("'")[0]
        for table in ("islamic", "islamic_feasts", "solar_months", "fixed_feasts", "western_easter")
        for k in lexicon()[table]
    ],
}


_NAMED = [
    "today",
    "yesterday",
    "tomorrow",
    "tonight",
    "weekend",
    "weekends",
    "overnight",
    "recently",
    "lately",
    "century",
    "centuries",
    "ago",
    "am",
    "pm",
    "a.m",
    "p.m",
    "gmt",
    "utc",
    "local",
    "hours",
    "twenties",
    "thirties",
    "forties",
    "fifties",
    "sixties",
    "seventies",
    "eighties",
    "nineties",
    "quarter",
    "half",
    "recent",
    "fiscal",
    "financial",
    "q1",
    "q2",
    "q3",
    "q4",
]
_CORE = (
    frozenset(w for c in ("#month", "#weekday", "#season", "#part", "#unit", "#feast") for w in _CLASSES[c])
    | frozenset(_NAMED)
    | frozenset(w for d in WEEKDAYS for w in (d, d + "s"))
    | frozenset(p + "s" for p in PARTS)
)
_DATE_FIGURE = re.compile(r"(?:1[5-9]|20)\d\d|['’]?\d0s|\d+[/.-]\d+[/.-]\d+|\d{4}s|(?:3[01]|[12]?\d)(?:st|nd|rd|th)$")


@lru_cache(maxsize=8192)
def is_core(word: str) -> bool:
    """Whether a lower-cased word alone may make a phrase a time; every phrase has one."""
    return (
        starter(word) in _CORE
        or word.split("-")[-1] in _CORE
        or _DATE_FIGURE.match(word) is not None
        or ("-" in word and _DATE_FIGURE.match(word.split("-")[-1]) is not None)
    )


@lru_cache(maxsize=8192)
def starter(word: str) -> str:
    """The key by which rules are found: the word without its full stop, or `#digit`."""
    if word[:1].isdigit():
        return "#digit"
    return word.rstrip(".").split("-")[0].split("'")[0].split("’")[0].split("–")[0]


def rule(
    name: str, template: str, *starters: str
) -> Callable[[Callable[[re.Match[str], Scene], Hit | None]], Callable[[re.Match[str], Scene], Hit | None]]:
    """Register a rule under the words that may begin it (a `#class` stands for all its words)."""

    def keep(read: Callable[[re.Match[str], Scene], Hit | None]) -> Callable[[re.Match[str], Scene], Hit | None]:
        made = Rule(name, pattern(template), read)
        words = [w for s in starters for w in _CLASSES.get(s, [s])]
        for word in dict.fromkeys(words):
            RULES.setdefault(word, []).append(made)
        return read

    return keep


def spans(hit_end: int, days: Days | None, anchor: str, year_given: bool = False, ahead: bool = False) -> Hit:
    """A point hit over `days`; without them it is a time that stays unresolved."""
    first, last = days if days else (None, None)
    return Hit(hit_end, first, last, "point", anchor, year_given, ahead=ahead)


def clipped(days: Days, scene: Scene) -> Days:
    """What lies in the past or present of the report ends with the report, unless the clause looks ahead."""
    if scene.day is None:
        return days
    first, last = days
    if scene.forward:
        return (max(first, scene.day), last) if first <= scene.day <= last else days
    return (first, scene.day) if first <= scene.day < last else days
