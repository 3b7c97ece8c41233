"""Time mentions by where they stand and what they hang on, made once a reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from according.extract.parsing.words import Parsed, Word
from according.extract.reading import Reading, TimeMention
from according.extract.times.lean import governor
from according.model.when import When


@dataclass(slots=True)
class Choice:
    """The time chosen for a word, and by which path."""

    when: When
    habitual: bool = False
    why: str = ""


@dataclass(slots=True)
class Index:
    """Mentions of one reading by sentence, by the word each hangs on, by the words it covers.

    `chronicle` marks a text that tells its days by date (an encyclopedia, a daily bulletin): there the date in force
    carries on from sentence to sentence, not only inside a paragraph. Dates that leap over the years from one to the
    next make none: such a text is ordered by matter. `distant` marks a text about what is long past
    at its publication, `titled` is the one date that its title gives. `of_old` are the sentences
    that name a time of the distant past. `chosen` keeps what was answered for a word.
    """

    times: list[TimeMention]
    by_sentence: dict[int, list[TimeMention]]
    hung: dict[int, list[TimeMention]]
    covering: dict[int, list[TimeMention]]
    chronicle: bool
    distant: bool
    titled: When | None
    of_old: frozenset[int]
    chosen: dict[tuple[int, bool, bool], Choice] = field(default_factory=dict)


# A quarter: what monitors publish by the quarter is still their news.
LONG_PAST = 92
_FEWEST_DATES = 3
_MOSTLY = 0.8
# Days between two dates told one after the other that make a leap, and the share of leaps of a text ordered by matter.
_LEAP, _STREWN = 60, 0.5


def index_of(reading: Reading) -> Index:
    """The index of the reading's times, made once for a list of them."""
    index = reading.dated
    if index is None or index.times is not reading.times:
        index = reading.dated = _indexed(reading)
    return index


def _indexed(reading: Reading) -> Index:
    parsed = reading.parsed
    by_sentence: dict[int, list[TimeMention]] = {}
    hung: dict[int, list[TimeMention]] = {}
    covering: dict[int, list[TimeMention]] = {}
    absolute = relative = 0
    for mention in reading.times:
        for i in range(mention.first, mention.last + 1):
            covering.setdefault(i, []).append(mention)
        by_sentence.setdefault(parsed.words[mention.first].sent, []).append(mention)
        hung.setdefault(governor_of(parsed, mention).i, []).append(mention)
        if mention.when.first_day is not None:
            told = "from the report" in mention.why
            relative += told
            absolute += not told and mention.when.precision in (1, 2)
    fresh = [
        m
        for m in reading.times
        if ", from the" not in m.why
        and m.when.precision == 1
        and reading.day
        and m.when.last_day
        and 0 <= (reading.day - m.when.last_day).days <= 7
    ]
    chronicle = (absolute >= 3 and absolute > 2 * relative) or (relative == 0 and bool(fresh))
    chronicle = chronicle and not _is_strewn(reading.times)
    titled = _of_title(reading)
    of_old = frozenset(sentence for sentence, named in by_sentence.items() if any(m.background for m in named))
    return Index(reading.times, by_sentence, hung, covering, chronicle, _is_distant(reading, titled), titled, of_old)


def _is_strewn(times: list[TimeMention]) -> bool:
    """Whether half the dates and months told one after the other lie far apart: a text ordered by matter, where what
    has no date did not happen on the last one named."""
    days = [m.when.start for m in times if m.when.start is not None and m.when.precision in (1, 2) and not m.habitual]
    leaps = sum(abs((then - before).days) > _LEAP for before, then in pairwise(days))
    return len(days) >= _FEWEST_DATES and leaps >= _STREWN * (len(days) - 1)


def is_long_past(reading: Reading, when: When) -> bool:
    """Whether the interval ended more than a quarter before the report."""
    return bool(reading.day and when.last_day and (reading.day - when.last_day).days > LONG_PAST)


def _of_title(reading: Reading) -> When | None:
    """The date of the title, where it has one that is not ahead."""
    end = reading.report.title_end
    dated = [
        m.when
        for m in reading.times
        if (
            reading.parsed.words[m.last].end <= end
            or reading.parsed.sentences[reading.parsed.words[m.first].sent].part == "title"
        )
        and m.when.start is not None
        and m.when.end is not None
        and ", ahead" not in m.why
    ]
    return dated[0] if len(dated) == 1 else None


def _is_distant(reading: Reading, titled: When | None) -> bool:
    """Whether the text's dates are nearly all long past, or its title's is."""
    if titled is not None:
        return is_long_past(reading, titled)
    dated = [m for m in reading.times if not m.habitual and m.when.last_day is not None]
    past = sum(is_long_past(reading, m.when) for m in dated)
    return past >= _FEWEST_DATES and past >= _MOSTLY * len(dated)


def governor_of(parsed: Parsed, mention: TimeMention) -> Word:
    """The word a mention hangs on; "four days after they retook it" dates the clause above."""
    at = governor(parsed, mention.first, mention.last)
    while (
        mention.why.startswith("event")
        and at.pos in ("VERB", "AUX")
        and at.dep in ("advcl", "pcomp", "ccomp")
        and at.head != at.i
    ):
        at = parsed.words[at.head]
    return at
