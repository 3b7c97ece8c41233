"""A denial names the claims it denies, where both are in the report."""

import pytest

from according.extract.engine import RuleEngine
from according.model.report import Report
from according.model.when import Published


@pytest.fixture(scope="module")
def engine():
    return RuleEngine()


def code(engine, text):
    published = Published.parse("2023-06-05")
    return engine.code(Report(Report.make_id(text, None, published, None), text, "t", published=published))


def test_a_denied_fall_meets_the_claimed_capture(engine):
    claims = code(engine, "Russian forces captured the city of Kherson on Sunday, a Russian official said. "
                          "A Ukrainian officer denied that Kherson had fallen.")
    gain = next(c for c in claims if c.control and c.control.change == "gain")
    denial = next(c for c in claims if c.standing == "denied")
    assert denial.contradicts == (gain.id,)
    assert gain.contradicts == ()


def test_a_denial_of_another_place_denies_nothing_here(engine):
    claims = code(engine, "Russian forces captured the city of Kherson on Sunday, a Russian official said. "
                          "A Ukrainian officer denied that Mariupol had fallen.")
    denial = next(c for c in claims if c.standing == "denied")
    assert denial.contradicts == ()


def test_every_claim_says_its_codes_or_why_none(engine):
    for claim in code(engine, "Russian forces shelled Bakhmut on Sunday, killing two civilians, officials said."):
        keys = dict(claim.crosswalk)
        assert {"quad", "quad_none"} & set(keys)
        assert {"ucdp_type", "ucdp_none"} & set(keys)
        assert {"acled_type", "acled_none"} & set(keys)
