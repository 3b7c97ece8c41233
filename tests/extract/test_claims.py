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


def only(engine: RuleEngine, text: str, kind: str) -> Claim:
    (claim,) = [c for c in code(engine, text) if c.event_type == kind]
    return claim


def test_the_dead_and_the_hurt_of_one_happening_are_one_claim(engine: RuleEngine) -> None:
    text = "Three people were killed and eight guards were wounded on Monday by Russian strikes, the mayor said."
    claim = only(engine, text, "ASSAULT")
    assert [m.actor for m in claim.agent] == ["world:russia"]
    assert claim.toll and claim.toll.killed and claim.toll.injured
    assert (claim.toll.killed.low, claim.toll.injured.low) == (3, 8)


def test_those_reported_killed_suffer(engine: RuleEngine) -> None:
    claim = only(engine, "The council also reported two troops killed and six injured overnight.", "ASSAULT")
    assert not claim.agent
    assert claim.toll and claim.toll.killed and claim.toll.killed.high == 2


@pytest.mark.parametrize(("text", "harm", "low"), [
    ("Three relief workers were among the injured, a statement said.", "injured", 3),
    ("A doctor and two nurses were among the dead, officials said.", "killed", 3),
])
def test_those_among_the_harmed_are_counted(engine: RuleEngine, text: str, harm: str, low: int) -> None:
    (toll,) = [c.toll for c in code(engine, text) if c.toll]
    figure = getattr(toll, harm)
    assert figure is not None
    assert figure.low == low


def test_the_dead_of_a_war_are_a_total(engine: RuleEngine) -> None:
    (toll,) = [c.toll for c in code(engine, "The war has killed more than 9,000 people.") if c.toll]
    assert toll.aggregate


def test_an_ally_is_somebody_else(engine: RuleEngine) -> None:
    text = ("Some activists have accused General Hemedti's ally, Ethiopia, of helping the militia by mounting "
            "airstrikes in recent days against a rebel group near Kurmuk.")
    claims = code(engine, text)
    assert [[m.actor for m in c.recipient] for c in claims if c.event_type == "ACCUSE"] == [["world:ethiopia"]]
    strikes = next(c for c in claims if c.mode == "aerial")
    assert [m.actor for m in strikes.agent] == ["world:ethiopia"]
    assert strikes.attribution[-1].text == "Some activists"


def test_they_are_its_fighters(engine: RuleEngine) -> None:
    text = "The Houthis took a hill. Its fighters shelled a camp. They burned a bridge on Friday, residents said."
    burned = next(c for c in code(engine, text) if c.mode == "destroy")
    assert [m.actor for m in burned.agent] == ["world:houthis"]


def test_the_long_past_does_not_play_where_the_news_does(engine: RuleEngine) -> None:
    text = ("Rebels shelled Kadugli on Sunday. General Rizk was a top commander during the Chad war and led the "
            "crackdown against student protests that erupted after the disputed election of 2009.")
    past = next(c for c in code(engine, text) if c.historical)
    assert past.place is None


def test_an_answer_to_proposals_is_talks_under_way(engine: RuleEngine) -> None:
    text = "The Kenyan foreign ministry has received a formal response to its truce proposals, its spokeswoman said."
    assert [c.plan.status for c in code(engine, text) if c.plan] == ["under_way"]


def test_what_nobody_says_is_no_position(engine: RuleEngine) -> None:
    text = "“The men we believe to be from Boko Haram shot eight people,” said Umar Goni, a resident of Biu."
    assert not [c for c in code(engine, text) if c.kind == "position"]
