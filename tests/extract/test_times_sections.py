"""Dates without a year in an account of a war under headings. The text is our own."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pytest

from according.extract.engine import RuleEngine
from according.extract.parsing.parser import parse
from according.extract.times.sections import headings
from according.model.report import Report
from according.model.when import Published

ACCOUNT = """The campaign began on 20 February 2019. The port was lost in March, and it was won back on 12 November.

Background

On 21 February, the rebels took Azaz. State Herald Today wrote nothing about it. On 3 March, the rebels took Marea.

Autumn fighting

On 4 October, the army took Marea. On 2 December, the rebels shelled Azaz.

Later fighting

On 5 January, the army took Azaz.

2021 offensive

On 6 May, the rebels took Azaz again."""


@lru_cache(maxsize=1)
def engine() -> RuleEngine:
    return RuleEngine()


@lru_cache(maxsize=1)
def days() -> dict[str, date | None]:
    published = Published.parse("2021-08-01")
    report = Report(Report.make_id(ACCOUNT, None, published, "r"), ACCOUNT, "r", published=published)
    return {t.when.text or "": t.when.first_day for t in engine().read(report, parse(ACCOUNT)).times}


@pytest.mark.parametrize(("text", "day"), [
    ("21 February", date(2019, 2, 21)),  # the summary before the first heading ran to November
    ("3 March", date(2019, 3, 3)),  # a name that ends in Today ends no year
    ("4 October", date(2019, 10, 4)),
    ("2 December", date(2019, 12, 2)),
    ("5 January", date(2020, 1, 5)),  # December, then January under another heading
    ("6 May", date(2021, 5, 6)),  # the heading names the year
])
def test_the_year_of_a_date_without_one(text: str, day: date) -> None:
    found = next(first for said, first in days().items() if text in said)
    assert found == day


def test_headings_are_short_paragraphs_without_a_finite_verb() -> None:
    found = [text for _, text in headings(parse(ACCOUNT), 0)]
    assert found == ["Background", "Autumn fighting", "Later fighting", "2021 offensive"]


BACKGROUND = """The siege began on 20 February 2019 and lasted until May.

Background

In 2012 rebels took Azaz. In March 2013 the army took Marea.

Advance

On 23 February, the army shelled Azaz. On 3 April, the rebels took Marea."""


def test_after_the_background_the_account_begins_again() -> None:
    report = Report("r", BACKGROUND, "r", published=Published.parse("2021-08-01"))
    found = {t.when.text: t.when.first_day for t in engine().read(report, parse(BACKGROUND)).times}
    assert (found["23 February"], found["3 April"]) == (date(2019, 2, 23), date(2019, 4, 3))


def test_a_day_before_any_year_is_of_the_year_that_the_text_gives_its_month() -> None:
    text = "On 7 March, guards were trapped in the plant at Azaz. It had been seized on 2 March 2020."
    report = Report("r", text, "r", published=Published.parse("2021-06-01"))
    (first, *_) = engine().read(report, parse(text)).times
    assert first.when.first_day == date(2020, 3, 7)
