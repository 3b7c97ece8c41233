"""Dates of texts that are ordered by matter, numbers that are no years, and the day that a clause of "when" follows."""

from __future__ import annotations

from according.extract.engine import RuleEngine
from tests.extract.coding import code

STREWN = ("In March 2014, Boko Haram attacked Gubio. On 3 May 2017, Ugandan troops entered Goma. In June 2011, Chadian "
          "troops shelled Kampala. On 9 October 2016, Boko Haram shelled Baga.\n\nAn emir was killed in a raid; he "
          "had trained them.")
CHRONICLE = ("On 3 May 2016, Boko Haram attacked Gubio. On 5 May, Ugandan troops entered Goma. On 9 May, Chadian "
             "troops shelled Kampala.\n\nA guard was killed in the raid.")


def test_a_text_that_leaps_over_the_years_carries_no_date_on(engine: RuleEngine) -> None:
    claim = next(c for c in code(engine, STREWN, "2023-06-04") if "emir" in c.quote.exact)
    assert claim.time is None or claim.time.start is None


def test_a_chronicle_carries_its_date_on(engine: RuleEngine) -> None:
    claim = next(c for c in code(engine, CHRONICLE, "2023-06-04") if "guard" in c.quote.exact)
    assert str(claim.time.first_day) == "2016-05-09"


def test_what_is_counted_is_no_year(engine: RuleEngine) -> None:
    text = ("Ugandan troops shelled Goma on 2 March. They freed 2000 hectares of fields. On 5 March they took the "
            "airport. On 6 March they entered the market. On 9 March they shelled the port.")
    days = {c.time.first_day for c in code(engine, text, "2023-06-04") if c.time and c.time.first_day}
    assert days and all(day.year == 2023 for day in days)


def test_the_day_when(engine: RuleEngine) -> None:
    text = "Up to 22 March 2019, the day when Odeke was assassinated, he was the only candidate in Goma."
    claim = next(c for c in code(engine, text, "2023-06-04") if "assassinated" in c.quote.exact)
    assert str(claim.time.first_day) == str(claim.time.last_day) == "2019-03-22"


def test_those_left_dead_died_on_the_day_of_the_clause(engine: RuleEngine) -> None:
    text = "On 3 October 2019, Ugandan troops ran into mines at the village of Gubio, leaving 15 soldiers dead."
    claim = next(c for c in code(engine, text, "2023-06-04") if c.toll is not None)
    assert claim.time is not None and str(claim.time.first_day) == "2019-10-03"


def test_a_story_that_goes_on_month_by_month_keeps_its_year(engine: RuleEngine) -> None:
    text = ("On 24 February 2022, Ugandan troops shelled Goma. On 2 March 2022, they entered Gubio. On 18 April, they "
            "shelled the port. On 24 May, they captured Baga. On 22 May 2023, the port was shelled again.")
    days = [str(c.time.first_day) for c in code(engine, text, "2023-07-17") if c.time and "Baga" in c.quote.exact]
    assert days == ["2022-05-24"]
