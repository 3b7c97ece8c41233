"""Time phrases as intervals anchored to publication and to the dates of the text, leaning to the past.

`find` reads every phrase in text order, each against the scene that the phrases before it set. `time_of` then picks,
by syntax, the phrase that dates a word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from datetime import date, datetime

from according.extract.parsing.words import Forms, Parsed, Word
from according.extract.reading import Reading, TimeMention
from according.extract.times.absolute import years_written
from according.extract.times.calendar import precision_of
from according.extract.times.choice import choice_of
from according.extract.times.index import Choice, index_of, is_long_past
from according.extract.times.lean import Clause
from according.extract.times.lexicon import WEEKDAYS
from according.extract.times.phrases import HABIT_STARTERS, STARTERS, read_phrase
from according.extract.times.scene import Hit, Scene, is_core, starter
from according.extract.times.sections import FEWEST_SECTIONS, close_opening, headings, is_background, open_section
from according.model.when import When

_BACKGROUND_DAYS = 366
_LONGEST_LEAD = 6


def find(reading: Reading) -> list[TimeMention]:
    """All time mentions of the report, in text order. Unresolved phrases are kept with an empty interval."""
    parsed, published = reading.parsed, reading.report.published
    scene = Scene(parsed.text, reading.day)
    if published and isinstance(published.value, datetime):
        scene.moment = published.value
    out: list[TimeMention] = []
    words = parsed.words
    cores = [word.i for word in parsed.worded(_CORES) if is_core(word.lower)]
    scene.year, scene.retrospective, scene.latest = _year_of_chronicle(parsed, scene.day)
    scene.written = years_written(parsed.text)
    i, paragraph = 0, -1
    sections = headings(parsed, reading.report.title_end)
    opened, origin = 0, scene.year
    scene.sectioned = len(sections) >= FEWEST_SECTIONS
    for word in parsed.worded(_STARTS):
        key = starter(word.lower)
        if word.i < i or key not in STARTERS or (key not in HABIT_STARTERS and not _leads(cores, word.i)):
            continue
        i = word.i
        if _in_name(words, i):
            continue
        while opened < len(sections) and sections[opened][0] <= i:
            afresh = opened == 0 or is_background(sections[opened - 1][1])
            open_section(scene, sections[opened][1], afresh, origin)
            opened += 1
        sentence = parsed.sentences[word.sent]
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            scene.story = scene.story if scene.year is not None else None
        _set_scene(reading, scene, i)
        hit = _read(scene, word.start)
        last = _last_word(words, i, hit.end) if hit else None
        if hit is None or last is None or words[last].sent != word.sent or _names_body(words, hit, last):
            continue
        mention = _mention(reading, scene, hit, i, last)
        out.append(mention)
        _advance(scene, hit, mention, i - parsed.sentences[word.sent].first <= 1)
        origin = scene.year if origin is None else origin
        if hit.anchor == "absolute":
            close_opening(scene)
        i = last + 1
    return out


_YEAR = re.compile(r"(?:19|20)\d\d")
_FROM_REPORT = frozenset(["today", "yesterday", "tomorrow", "tonight", "ago"])
_MOSTLY = 0.8
OPENING, CLOSING = ("“", "``"), ("”", "''")
QUOTED = frozenset((*OPENING, *CLOSING, '"'))
_MANY_YEARS = 5
# What is counted without a plural.
MEASURES = frozenset(("sqkm", "km", "km2", "km²", "sq", "m", "m2", "m²", "kg", "people", "personnel", "percent"))
FEWEST_YEARS = 2
# In the first months of a year news still names the last one.
EARLY_MONTHS = 3


def _read(scene: Scene, at: int) -> Hit | None:
    """The phrase at `at`; in a retrospective what is told from the report is told from the story's day instead, a
    weekday from there on."""
    hit = read_phrase(scene, at)
    if hit is None or hit.anchor != "report" or not scene.retrospective:
        return hit
    if scene.story is None:
        return replace(hit, first=None, last=None, point=None)
    there = replace(scene, day=scene.story[1], moment=None, ahead=hit.rule.startswith("weekday"))
    again = read_phrase(there, at)
    return replace(again, anchor="story") if again else hit


def _year_of_chronicle(parsed: Parsed, day: date | None) -> tuple[int | None, bool, int | None]:
    """The year a retrospective begins in: the first it names, where hardly one of those it names is the report's or the
    one before, and hardly a day is told by its distance from the report. A yearless date of such a text is not one of
    the report's year. The second is true where so many are named that the text as a
    whole is of that time; the third is the latest that it names."""
    years: list[int] = []
    told_from_report = 0
    quoted = opened = False
    for word in parsed.worded(_CHRONICLED):
        quoted = not quoted if word.text == '"' else word.text in OPENING or (quoted and word.text not in CLOSING)
        if len(word.text) == 4 and _YEAR.fullmatch(word.text):
            if _counts(parsed, word):
                continue
            years.append(int(word.text))
            opened = opened or word.sent <= 1
        elif not quoted and (word.lower in WEEKDAYS or word.lower in _FROM_REPORT):
            # Who is quoted says "today" of the day on which he spoke.
            told_from_report += 1
    old = years if day is None else [year for year in years if year < day.year - 1]
    if opened and len(years) >= FEWEST_YEARS and not told_from_report and _is_over(day, max(years)):
        # An account that names other years alone, and no day as one does who is in it.
        return years[0], True, max(years)
    retrospective = bool(old) and len(old) >= _MOSTLY * len(years) and told_from_report <= (1 - _MOSTLY) * len(old)
    if not retrospective:
        return None, False, None
    return old[0], day is not None and len(old) >= _MANY_YEARS, max(years)


_DETERMINERS = frozenset(("the", "this", "that", "its", "their", "his", "her", "our"))


def _counts(parsed: Parsed, word: Word) -> bool:
    """Whether four figures tell how many ("2000 hectares"), and not when ("the 2014 elections")."""
    after = parsed.words[word.i + 1] if word.i + 1 < len(parsed.words) else word
    if word.dep != "nummod" or word.head != after.i or after.pos != "NOUN":
        return False
    before = parsed.words[word.i - 1].lower if word.i else ""
    return before not in _DETERMINERS and (after.tag == "NNS" or after.lower in MEASURES)


def _is_over(day: date | None, year: int) -> bool:
    return day is not None and year < day.year and day.month > EARLY_MONTHS


def _dates_chronicle(form: str) -> bool:
    """Whether a word of this form is a year, a day told from the report's, or a quotation mark."""
    return form in _FROM_REPORT or form in WEEKDAYS or form in QUOTED or (
        len(form) == 4 and _YEAR.fullmatch(form) is not None)


_CORES = Forms(is_core)
_STARTS = Forms(lambda form: starter(form) in STARTERS)
_CHRONICLED = Forms(_dates_chronicle)


def _in_name(words: list[Word], i: int) -> bool:
    """Whether the word ends a name ("Herald Today")."""
    before = words[i - 1] if i else None
    return (words[i].text == "Today" and before is not None and before.sent == words[i].sent
            and before.pos == "PROPN" and before.end + 1 == words[i].start)


# Bodies that bear the day they began on: "the May 3 movement" is no date.
BODIES = frozenset(
    (
        *("alliance", "coalition", "movement", "bloc", "brigade", "brigades", "organization", "organisation"),
        *("youth", "camp"),
    )
)


def _names_body(words: list[Word], hit: Hit, last: int) -> bool:
    """Whether a day without its year is the name of a party or band ("the 3 May alliance")."""
    after = words[last + 1] if last + 1 < len(words) else None
    return after is not None and not hit.year_given and "month" in hit.rule and after.lower in BODIES


def _leads(cores: list[int], i: int) -> bool:
    """Whether a word that can make a phrase a time stands at `i` or a few words on."""
    at = bisect_left(cores, i)
    return at < len(cores) and cores[at] - i <= _LONGEST_LEAD


def _set_scene(reading: Reading, scene: Scene, i: int) -> None:
    """The word before the phrase, and the clause it hangs on."""
    parsed = reading.parsed
    words = parsed.words
    scene.before = words[i - 1].lower if i and words[i - 1].sent == words[i].sent else ""
    title = words[i].end <= reading.report.title_end or parsed.sentences[words[i].sent].part == "title"
    scene.clause = Clause(parsed, i, title)


def _last_word(words: list[Word], i: int, end: int) -> int | None:
    """The word that the phrase ends in; None when it ends inside the first word's neighbour of another sentence."""
    last = i
    while last + 1 < len(words) and words[last + 1].start < end:
        last += 1
    return last


def _mention(reading: Reading, scene: Scene, hit: Hit, first: int, last: int) -> TimeMention:
    parsed = reading.parsed
    words = parsed.words
    head = next(
        (words[k] for k in range(first, last + 1) if not first <= words[k].head <= last or words[k].head == k),
        words[last],
    )
    precision = precision_of(hit.first, hit.last)
    start, end = words[first].start, words[last].end
    when = When(hit.first, hit.last, precision, parsed.text[start:end], start, end)
    background = bool(scene.day and hit.last and (scene.day - hit.last).days > _BACKGROUND_DAYS)
    why = (
        ("event, " if hit.kind == "event" else "")
        + hit.rule
        + (f", from the {hit.anchor}" if hit.anchor in ("report", "story") else "")
    )
    if scene.forward or hit.ahead:
        why += ", ahead"
    return TimeMention(first, last, head.i, when, hit.kind == "habit", background, why, hit.point)


def _advance(scene: Scene, hit: Hit, mention: TimeMention, opening: bool) -> None:
    """What the phrase leaves behind for the next ones: the story's date, the running year. Time counted from an event
    that is not dated leaves no date to go on from. `opening` is true of a phrase that its sentence begins with."""
    if hit.kind == "event":
        scene.story = None
    if hit.kind == "by" and hit.last is not None and not scene.forward and "relative unit" not in hit.rule:
        scene.story = (hit.last, hit.last)
    named = hit.point or (hit.first, hit.last)
    if named[0] is None or named[1] is None or hit.kind not in ("point", "by", "since"):
        return
    if hit.ahead or (scene.forward and scene.day and named[1] > scene.day):
        return
    # "The town has been shelled since May 2022" tells what lasts; the story does not go back to that year.
    if not (hit.kind == "since" and scene.perfect):
        _run_on(scene, hit, named[0], named[1], opening)
    if hit.kind == "point" and ((named[1] - named[0]).days < 31 or scene.story is None):
        scene.story = (named[0], named[1])


_LONG_PAST = 60


def _run_on(scene: Scene, hit: Hit, first: date, last: date, opening: bool) -> None:
    """The running year after a phrase that names `first` to `last`: set by a date long past, moved by the dates that
    follow, ended by a day told from the report."""
    if scene.retrospective and scene.day and hit.year_given and first.year >= scene.day.year - 1:
        return  # the day a page was last looked at, in a text about another time
    if scene.year is not None and hit.year_given and first.year < scene.year and not opening:
        return  # an aside: what is told goes on where it was
    length = (last - first).days + 1
    long_past = scene.day is None or (scene.day - last).days > _LONG_PAST
    if hit.year_given and length <= 31 and long_past:
        scene.year, scene.month = first.year, first.month
    elif hit.anchor == "report" and length <= 8 and not hit.year_given and not scene.sectioned:
        if not (scene.pluperfect or "past" in scene.text[hit.end - 20 : hit.end].lower().split()):
            scene.year = scene.month = None
    elif scene.year is not None and hit.anchor == "absolute":
        if length <= 31:
            scene.year, scene.month = first.year, first.month
        elif hit.year_given and opening and first.year == last.year:
            scene.year, scene.month = first.year, None


def time_of(
    reading: Reading, trigger: Word, planned: bool = False, lasting: bool = False
) -> When:
    """When the content of `trigger` happens.

    A phrase of its clause dates it; else one it shares by coordination, a participle or a nominal event; else a
    present-tense state has the report's day; else the story's date carries on (`inherited` says so). Undated
    current news runs from an open start to the report's day, or to the day it was said; undated background and
    undated plans have both ends open. What is `lasting` (an office, an alliance) takes no date but its own clause's.
    """
    return choice_of(reading, trigger, planned, lasting).when


def is_history(reading: Reading, when: When, background: bool) -> bool:
    """Whether what happened at `when` is background: it ended more than a quarter before the report. The undated is
    background where its sentence speaks of the distant past (`background`) or nearly all dates of the text are of it.
    """
    if when.text is not None:
        return is_long_past(reading, when)
    if when.start is not None:
        return False
    return background or (when.end is None and index_of(reading).distant)


def is_habitual(reading: Reading, trigger: Word) -> bool:
    """Whether the clause of `trigger` tells a habit ("often", "every week", "are used to")."""
    return choice_of(reading, trigger).habitual


__all__ = ["Choice", "choice_of", "find", "is_habitual", "is_history", "time_of"]
