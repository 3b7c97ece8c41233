"""A text of a test, coded as a report without an outlet."""

from __future__ import annotations

from according.extract.engine import RuleEngine
from according.model.claim import Claim
from according.model.report import Report
from according.model.when import Published


def code(engine: RuleEngine, text: str, published: str = "2019-06-04") -> list[Claim]:
    """The claims of a text that was published on a day."""
    day = Published.parse(published)
    return engine.code(Report(Report.make_id(text, None, day, None), text, "t", published=day))
