"""An act that points back to one told with its agent has that agent, marked; an act that points nowhere has none."""

import pytest

from according.extract.engine import RuleEngine
from according.model.report import Report
from according.model.when import Published

TOLD = "Houthi fighters attacked a checkpoint near Marib on Monday. "


@pytest.fixture(scope="module")
def engine():
    return RuleEngine()


@pytest.mark.parametrize(
    ("then", "inferred"),
    [
        ("Three soldiers were killed in the attack.", True),
        ("A nurse died in that attack.", True),
        ("Three soldiers were killed in an attack.", False),
        ("Three soldiers were killed in the attack in Taiz last year.", False),
        ("Three soldiers were killed.", False),
    ],
)
def test_only_a_bare_definite_points_back(engine, then, inferred):
    published = Published.parse("2020-02-05")
    text = TOLD + then
    report = Report(Report.make_id(text, None, published, None), text, "t", published=published)
    harm = [c for c in engine.code(report) if c.quote.start >= len(TOLD) - 1 and c.toll]
    assert harm
    assert any(m.inferred for c in harm for m in c.agent) is inferred
