"""What someone says that is no event is kept as a position, with its speaker."""

import pytest

from according.extract.engine import RuleEngine
from according.model.report import Report
from according.model.when import Published


@pytest.fixture(scope="module")
def engine():
    return RuleEngine()


def positions(engine, text):
    published = Published.parse("2020-05-04")
    report = Report(Report.make_id(text, None, published, None), text, "t", published=published)
    return [c for c in engine.code(report) if c.kind == "position" and not c.event_type]


def test_a_view_has_its_speaker(engine):
    (claim,) = positions(engine, "A tribal elder said that the Taliban were stronger than the police in Kunduz.")
    assert claim.attribution[-1].text == "A tribal elder"
    assert claim.quote.exact == "that the Taliban were stronger than the police in Kunduz"


def test_an_event_under_a_speaker_is_no_position_too(engine):
    assert positions(engine, "A tribal elder said that the Taliban had attacked a police post in Kunduz.") == []


def test_the_publishers_own_words_are_no_position(engine):
    assert positions(engine, "The Taliban are stronger than the police in Kunduz.") == []


def test_a_not_in_what_is_said_leaves_that_it_is_said(engine):
    (claim,) = positions(engine, "A tribal elder said that the Taliban could not hold off the police in Kunduz.")
    assert claim.standing == "reported"
