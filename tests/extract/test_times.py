"""Time phrases as intervals, and which of them dates a word."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from according.bench.times import is_right, mention_for, read_table, run
from according.extract.parsing.parser import parse
from according.extract.reading import Reading
from according.extract.times.calendar import precision_of
from according.extract.times.finder import find, is_habitual, is_history, time_of
from according.gazetteer.lookup import open_gazetteer
from according.model.report import Report
from according.model.when import Published
from according.packs.loader import PackSet

TABLE = Path(__file__).parent / "times_phrases.tsv"
HELD_BACK = Path(__file__).parent / "times_phrases_second.tsv"


def read(text: str, published: str | None) -> Reading:
    """A reading with its times alone."""
    report = Report("", text, "", published=Published.parse(published) if published else None)
    reading = Reading(report, parse(text), PackSet([]), open_gazetteer())
    reading.times = find(reading)
    return reading


@pytest.mark.parametrize("table", [TABLE, HELD_BACK], ids=["first", "second"])
def test_the_tables_of_phrases(table: Path) -> None:
    result = run(table)
    assert result.metrics["right"] >= 0.95, result.misses
    assert result.metrics["leaned_forward"] == 0
    assert result.metrics["day_inside"] > result.metrics["dateparser"]["day_inside"]


def test_the_first_table_has_250_phrases_and_zones() -> None:
    rows = read_table(TABLE)
    assert len(rows) >= 250
    assert len({r.published.to_json()[19:] for r in rows if r.published}) >= 7


def test_a_wrong_answer_is_not_right() -> None:
    row = read_table(TABLE)[0]
    reading = read("Shells fell on the market on Thursday.", "2015-10-09")
    assert not is_right(row, mention_for(row, reading.times))


FRIDAY = "2015-10-09"

# report's day, text, the word that is dated, first day, last day, precision
DATED = [
    (FRIDAY, "Rebels took the mill on Tuesday.", "took", "2015-10-06", "2015-10-06", 1),
    (FRIDAY, "Officials said on Friday that the bridge was blown up on Tuesday.", "blown",
     "2015-10-06", "2015-10-06", 1),
    (FRIDAY, "Officials said on Friday that the bridge was blown up on Tuesday.", "said",
     "2015-10-09", "2015-10-09", 1),
    (FRIDAY, "The general was killed on Thursday night, officials reported Friday.", "killed",
     "2015-10-08", "2015-10-09", 2),
    (FRIDAY, "Wednesday's raid left six people dead.", "raid", "2015-10-07", "2015-10-07", 1),
    (FRIDAY, "Jets struck the depot on Monday, killing three guards.", "killing", "2015-10-05", "2015-10-05", 1),
    (FRIDAY, "A blast on Sunday killed a tailor.", "killed", "2015-10-04", "2015-10-04", 1),
    (FRIDAY, "Rebels advanced on Sunday and captured the mill.", "captured", "2015-10-04", "2015-10-04", 1),
    (FRIDAY, "Militants hold the town.", "hold", "2015-10-09", "2015-10-09", 1),
    (FRIDAY, "Militants are shelling the town.", "shelling", "2015-10-09", "2015-10-09", 1),
    (FRIDAY, "Militants shelled the town.", "shelled", None, "2015-10-09", None),
    (FRIDAY, "Troops attacked the ridge on Monday. They lost two tanks.", "lost", "2015-10-05", "2015-10-05", 1),
    (FRIDAY, "Troops attacked the ridge on Monday. The ridge has changed hands.", "changed", None, "2015-10-09", None),
    (FRIDAY, "The envoys will meet on Sunday in Oslo.", "meet", "2015-10-11", "2015-10-11", 1),
    (FRIDAY, "The envoys agreed to meet on Sunday in Oslo.", "meet", "2015-10-11", "2015-10-11", 1),
    (FRIDAY, "The garrison surrendered when helicopters landed on 2 May.", "surrendered",
     "2015-05-02", "2015-05-02", 1),
    (FRIDAY, "The killer, who was jailed in 2009, escaped on Monday.", "escaped", "2015-10-05", "2015-10-05", 1),
    (FRIDAY, "The killer, who was jailed in 2009, escaped on Monday.", "jailed", "2009-01-01", "2009-12-31", 5),
    (FRIDAY, "He was arrested a week after the fall of the port.", "arrested", None, None, None),
    ("2016-12-31", "On 3 May 2013 rebels took the hill. On 5 May they lost it. A bridge was blown up.", "blown",
     "2013-05-05", "2013-05-05", 1),
    # a bound sets the running year as a point does, and what lasts to this day does not
    ("2019-09-01", "By May 2017 the port was cut off. Marines seized the mole on 2 July.", "seized",
     "2017-07-02", "2017-07-02", 1),
    ("2019-09-01", "The port has been cut off since May 2018. Marines seized the mole on 2 July.", "seized",
     "2019-07-02", "2019-07-02", 1),
    ("2019-09-01", "Marines took the mole in June 2017. They had gained ground in the past week. "
     "On 20 June a shell hit the mole.", "hit", "2017-06-20", "2017-06-20", 1),
    # in a text about years long past, what is told from the report is told from the story
    ("2019-09-01", "In 2011, 2012 and 2013 the port was quiet. In 2014 it fell. On 3 May 2014, marines came. Overnight "
     "a shell hit the mole. On 20 June a gunboat sank.", "hit", "2014-05-02", "2014-05-03", 2),
    ("2019-09-01", "In 2011, 2012 and 2013 the port was quiet. In 2014 it fell. On 3 May 2014, marines came. Overnight "
     "a shell hit the mole. On 20 June a gunboat sank.", "sank", "2014-06-20", "2014-06-20", 1),
    ("2019-09-01", "In 2011, 2012 and 2013 the port was quiet. In 2014 it fell. On 3 May 2014, marines came. This was "
     "checked on 5 August 2019. On 20 June a gunboat sank.", "sank", "2014-06-20", "2014-06-20", 1),
    # a clause of "when" is dated by what it follows, not by its bound
    ("2019-09-01", "The siege went on until late June 2017, when the garrison withdrew.", "withdrew",
     "2017-06-21", "2017-06-30", 4),
    ("2019-09-01", "The siege went on until late June 2017, when the garrison withdrew.", "went",
     None, "2017-06-30", 5),
    # the story stands at the last date, also at one that a bound names
    ("2019-09-01", "On 10 May 2017, marines shelled the port. By 12 May, they had entered it. A gunboat sank.", "sank",
     "2017-05-12", "2017-05-12", 1),
    # a state that only describes has the time of its clause
    (FRIDAY, "Militants are shelling the rebel-held town.", "held", "2015-10-09", "2015-10-09", 1),
    (FRIDAY, "Militants shelled a town held by rebels on Tuesday.", "held", "2015-10-06", "2015-10-06", 1),
    (FRIDAY, "Militants shelled a town held by rebels.", "held", None, "2015-10-09", None),
    (FRIDAY, "A baker from the town held by rebels said that shells fell.", "held", "2015-10-09", "2015-10-09", 1),
    ("2019-09-01", "The Mole raid (March 2017) was an assault on districts held by rebels.", "held",
     "2017-03-01", "2017-03-31", 4),
    ("2019-09-01", "In 2014 the port fell. In 2015 the mole fell. In 2016 the fort fell.\n\n"
     "The marines attacked districts held by rebels.", "held", None, None, None),
    # the date that a sentence opens with dates its other clauses too, and before the date of the sentence before it
    ("2019-09-01", "On 3 March 2017 marines came. On 5 March, near the mole, they shot down a jet; both pilots were "
     "held. On 9 March they left.", "held", "2017-03-05", "2017-03-05", 1),
    # a chronicle's yearless days have the year that the text gives for days of their month
    ("2019-09-01", "The siege began on 13 October 2014 and ended on 26 January 2015.\n\nOn 14 October marines shelled "
     "the port. On 16 October they took the mole.", "took", "2014-10-16", "2014-10-16", 1),
    # an account that opens with its year, and names no other, tells its days in that year, also well into the next one
    ("2020-06-26", "The Mole raid was part of the 2019 invasion.\n\nOn 2 March, marines shelled the port. Later in the "
     "day they took the mole. On 4 April 2019 they left.", "shelled", "2019-03-02", "2019-03-02", 1),
    # a year that it never names does not begin in May
    ("2020-06-26", "The Mole raid was part of the war of 2017. On 3 May 2017 marines came. On 9 December 2017 they "
     "were paid.\n\nOn 22 May, farmers shelled the port.", "shelled", "2017-05-22", "2017-05-22", 1),
    # but early in a year news still names the last one
    ("2020-01-26", "The mole was lost in the 2019 invasion. Since 2019 the port is closed. On 5 January marines "
     "shelled it.", "shelled", "2020-01-05", "2020-01-05", 1),
    # an aside does not move the running year back
    ("2019-09-01", "On 17 April 2015 marines took the hills they had lost in September 2014. On 20 April they took "
     "the mole.", "took", "2015-04-17", "2015-04-17", 1),
    # the present of a text about long ago is not the day it was put up
    ("2019-09-01", "On 3 May 2013 rebels took the hill. On 5 May 2013 they lost it. On 7 May 2013 a bridge was "
     "blown up.\n\nThe statement says that rebels plant mines.", "plant", None, None, None),
    (None, "Rebels took the mill on Tuesday.", "took", None, None, None),
    (None, "Rebels took the mill on 3 May 1999.", "took", "1999-05-03", "1999-05-03", 1),
]


@pytest.mark.parametrize(("published", "text", "word", "first", "last", "precision"), DATED)
def test_what_dates_a_word(published: str | None, text: str, word: str, first: str | None, last: str | None,
                           precision: int | None) -> None:
    reading = read(text, published)
    trigger = next(w for w in reading.parsed.words if w.text == word)
    when = time_of(reading, trigger)
    assert (when.first_day, when.last_day) == (first and date.fromisoformat(first), last and date.fromisoformat(last))
    assert when.precision == precision


def test_a_time_says_where_it_came_from() -> None:
    reading = read("Troops attacked the ridge on Monday. They lost two tanks.", FRIDAY)
    lost = next(w for w in reading.parsed.words if w.text == "lost")
    attacked = next(w for w in reading.parsed.words if w.text == "attacked")
    assert time_of(reading, attacked).inherited is None
    assert time_of(reading, lost).inherited == "previous"
    assert time_of(reading, lost).text == "Monday"


@pytest.mark.parametrize(("text", "word", "habitual"), [
    ("Aircraft based there often bomb the town.", "bomb", True),
    ("Aircraft bomb the town every night.", "bomb", True),
    ("Aircraft bombed the town on Monday.", "bombed", False),
])
def test_habits(text: str, word: str, habitual: bool) -> None:
    reading = read(text, FRIDAY)
    assert is_habitual(reading, next(w for w in reading.parsed.words if w.text == word)) is habitual


@pytest.mark.parametrize(("text", "word", "history"), [
    ("On 14 May 2014, rebels shelled the port. A gunboat sank.", "shelled", True),
    ("On 14 May 2014, rebels shelled the port. A gunboat sank.", "sank", True),
    ("Rebels, who lost the port in 2009, shelled it on Tuesday.", "shelled", False),
    ("Rebels, who lost the port in 2009, shelled it on Tuesday.", "lost", True),
    ("Rebels shelled the port in September.", "shelled", False),
    ("Rebels shelled the port in June.", "shelled", True),
    ("Rebels have held the port since 2009.", "held", False),
    ("Rebels shelled the port.", "shelled", False),
])
def test_history_is_what_ended_more_than_a_quarter_ago(text: str, word: str, history: bool) -> None:
    reading = read(text, FRIDAY)
    trigger = next(w for w in reading.parsed.words if w.text == word)
    assert is_history(reading, time_of(reading, trigger), False) is history


@pytest.mark.parametrize(("text", "word", "first"), [
    ("On 3 March, a sniper shot Ode. He was the harbour master.", "was", None),
    ("He is the harbour master.", "is", FRIDAY),
    ("He was the harbour master in 2009.", "was", "2009-01-01"),
])
def test_what_lasts_takes_no_date_but_its_own(text: str, word: str, first: str | None) -> None:
    reading = read(text, FRIDAY)
    trigger = next(w for w in reading.parsed.words if w.text == word)
    when = time_of(reading, trigger, lasting=True)
    assert when.first_day == (first and date.fromisoformat(first))
    assert first is not None or when.last_day is None


@pytest.mark.parametrize("text", [
    "Rebels may march on the town.", "The second battalion of 2015 men marched.", "He was the fall guy.",
    "A summer house and a spring of water.", "Shells fell and the wall fell.",
    "Sun Wei and Jan Kowalski met April Jones.",
    "The 1,200 soldiers had 2014 rifles.",
    "The March 9 alliance opposed the plan.", "Members of the 9 March movement met.",
])
def test_words_that_are_no_times(text: str) -> None:
    assert [m.when.text for m in read(text, FRIDAY).times] == []


def test_phrases_slice_back_and_precision_is_the_length_of_the_interval() -> None:
    for row in read_table(TABLE):
        reading = read(row.sentence, row.published.to_json() if row.published else None)
        for mention in reading.times:
            when = mention.when
            assert when.text_start is not None and when.text_end is not None
            assert row.sentence[when.text_start : when.text_end] == when.text
            assert when.precision == precision_of(when.first_day, when.last_day)
            if when.first_day and when.last_day:
                assert when.first_day <= when.last_day


def test_a_past_clause_never_points_past_the_report() -> None:
    for weekday in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"):
        for part in ("", " morning", " night", " evening"):
            reading = read(f"A farmer was shot on {weekday}{part}.", FRIDAY)
            (mention,) = reading.times
            assert mention.when.last_day is not None and mention.when.last_day <= date(2015, 10, 9)


@pytest.mark.parametrize("text", [
    "", "12", "May", "31 February 2015", "On 99/99/99.", "since since since", "From to until.", "in 9999",
    "3 million years ago",
    "a thousand decades ago", "100 centuries later", "Dec. 31, 9998 to Jan 1", "the previous century", "between",
])
@pytest.mark.parametrize("published", [None, "0001-01-05", "2015-10-09", "9999-12-31"])
def test_odd_text_and_the_edges_of_the_calendar_are_survived(text: str, published: str | None) -> None:
    reading = read(text, published)
    for word in reading.parsed.words:
        time_of(reading, word)
    for mention in reading.times:
        assert text[mention.when.text_start : mention.when.text_end] == mention.when.text
