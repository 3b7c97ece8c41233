"""Who is fought against, where the clause leaves it unsaid and the report makes it plain."""

import pytest

from according.extract.engine import RuleEngine
from according.model.report import Report
from according.model.when import Published


@pytest.fixture(scope="module")
def engine():
    return RuleEngine()


def code(engine, text):
    published = Published.parse("2017-05-04")
    report = Report(Report.make_id(text, None, published, None), text, "t", published=published)
    return engine.code(report)


def test_the_only_opponent_is_meant_and_marked(engine):
    text = "Taliban fighters attacked Afghan forces in Kunduz on Monday. The Taliban captured the village of Chardara."
    gain = next(c for c in code(engine, text) if c.control and c.control.change == "gain")
    assert gain.recipient[0].inferred
    assert text[gain.recipient[0].start : gain.recipient[0].end] == gain.recipient[0].text


def test_two_opponents_at_once_leave_it_unsaid(engine):
    text = ("Taliban fighters attacked Afghan forces and Islamic State fighters in Kunduz on Monday. "
            "The Taliban captured the village of Chardara.")
    gain = next(c for c in code(engine, text) if c.control and c.control.change == "gain")
    assert not [m for m in gain.recipient if m.inferred]


def test_without_any_opponent_nobody_is_made_up(engine):
    gain = next(c for c in code(engine, "The Taliban captured the village of Chardara on Monday.") if c.control)
    assert gain.recipient == ()
