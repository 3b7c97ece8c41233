"""What `claims` leaves out or takes from a finding: headlines, glosses, words that turn nobody down."""

from __future__ import annotations

import pytest

from according.extract.engine import RuleEngine
from according.model.claim import Claim
from according.model.report import Report
from according.model.when import Published


@pytest.fixture(scope="module")
def engine() -> RuleEngine:
    return RuleEngine()


def code(engine: RuleEngine, text: str, title: str = "") -> list[Claim]:
    whole = f"{title}\n\n{text}" if title else text
    report = Report("r", whole, "r", published=Published.parse("2024-03-04"), title=title or None, title_end=len(title))
    return engine.code(report)


def test_a_headline_tells_nothing_that_its_report_tells(engine: RuleEngine) -> None:
    text = "Rebels killed four guards at a mine on Sunday, the governor said."
    claims = code(engine, text, "Rebels kill four at mine")
    assert claims
    assert all(claim.attribution for claim in claims)


def test_a_headline_alone_is_read(engine: RuleEngine) -> None:
    assert [c.toll.killed.low for c in code(engine, "", "Rebels kill four guards at mine") if c.toll and c.toll.killed]


def test_a_second_name_is_the_writers_gloss(engine: RuleEngine) -> None:
    text = "Officials in Goma said the Green Delta Front (GDF) had shelled the port."
    alias = next(c for c in code(engine, text) if c.relation == "alias")
    assert alias.attribution == ()
    assert alias.standing == "asserted"
    assert alias.place is None


def test_letters_of_a_longer_name_are_no_name_of_its_tail(engine: RuleEngine) -> None:
    claims = code(engine, "The union set up the Special Court for Sierra Leone (SCSL) to try fighters.")
    assert not [c for c in claims if c.relation == "alias"]


@pytest.mark.parametrize(
    "text",
    [
        "“They burned it,” said a resident who declined to have his name published.",
        "The spokesman declined to comment on the raid.",
        "A nurse refused to give her name.",
    ],
)
def test_to_keep_a_name_or_a_comment_back_rejects_nobody(engine: RuleEngine, text: str) -> None:
    assert not [c for c in code(engine, text) if c.event_type == "REJECT"]


@pytest.mark.parametrize(("text", "mode"), [
    ("Rwanda sent thousands of soldiers across the border.", "troops"),
    ("Army units were deployed in the town.", "troops"),
    ("Police were deployed in the market.", "police"),
])
def test_soldiers_are_no_police(engine: RuleEngine, text: str, mode: str) -> None:
    assert [c.mode for c in code(engine, text) if c.event_type == "MOBILIZE"] == [mode]


def test_the_tail_of_a_hyphenated_name_is_no_party(engine: RuleEngine) -> None:
    claims = code(engine, "The Val-de-France attacks killed four people.")
    assert not [m for c in claims for m in c.agent if m.actor]
