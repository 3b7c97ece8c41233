"""Who "we" and "our forces" are: whom the speaker speaks for, the issuer of a statement, or nobody."""

from __future__ import annotations

import pytest

from according.extract.engine import RuleEngine
from according.model.claim import Claim
from according.model.report import Report
from according.model.when import Published


@pytest.fixture(scope="module")
def engine() -> RuleEngine:
    return RuleEngine()


def code(engine: RuleEngine, text: str) -> list[Claim]:
    published = Published.parse("2021-06-04")
    return engine.code(Report(Report.make_id(text, None, published, None), text, "t", published=published))


def agents(claims: list[Claim], kind: str) -> set[str | None]:
    return {m.name for c in claims if c.event_type == kind for m in c.agent}


def test_our_forces_are_those_the_speaker_speaks_for(engine: RuleEngine) -> None:
    text = ("A Houthi spokesman, Nabil Qadri, addressed reporters on Friday. "
            "“Our forces shelled the barracks at dawn,” the Houthi spokesman said.")
    assert agents(code(engine, text), "ASSAULT") == {"Houthis"}


def test_we_outside_of_quotes_is_the_issuer(engine: RuleEngine) -> None:
    text = "The United Kingdom condemns the shelling of Taiz. We call on the Houthis to end the siege."
    assert agents(code(engine, text), "REQUEST") == {"United Kingdom"}


def test_we_of_an_unnamed_speaker_is_nobody_named(engine: RuleEngine) -> None:
    text = "The Houthis shelled Taiz on Monday. “We demand an end to the siege,” a resident said."
    assert "Houthis" not in agents(code(engine, text), "REQUEST")
