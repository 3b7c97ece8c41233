"""Whose act, whose dead and whose word it is, where another name stands nearer."""

from __future__ import annotations

import pytest

from according.extract.engine import RuleEngine
from according.model.claim import Claim
from tests.extract.coding import code


def names(claim: Claim, role: str) -> list[str | None]:
    return [m.name or m.text for m in getattr(claim, role)]


OTHERS = [
    ("Boko Haram fired on the camp. Two Chadian soldiers were killed while nine others were wounded by a mine.",
     "others", ["Chadian armed forces"]),
    ("Six Boko Haram militants were killed in the raid. Two others were injured.", "Two others", ["Boko Haram"]),
    ("A bomb killed 40 people in Gubio. Two others were injured.", "Two others", ["civilians"]),
]


@pytest.mark.parametrize(("text", "part", "expected"), OTHERS)
def test_others_are_of_those_harmed_before(engine: RuleEngine, text: str, part: str, expected: list[str]) -> None:
    claim = next(c for c in code(engine, text) if part in c.quote.exact)
    assert names(claim, "recipient")[-1:] == expected


@pytest.mark.parametrize(("text", "killed"), [
    ("The raid left two guards and six Boko Haram militants dead.", 8),
    ("The blast left two guards and a driver dead.", 3),
])
def test_the_dead_of_two_kinds_are_added(engine: RuleEngine, text: str, killed: int) -> None:
    tolls = [c.toll.killed for c in code(engine, text) if c.toll is not None and c.toll.killed is not None]
    assert [(t.low, t.high) for t in tolls] == [(killed, killed)]


def test_on_behalf_of_strikes_nobody_there(engine: RuleEngine) -> None:
    claims = code(engine, "Guerrillas shelled the port of Goma on behalf of Rwandan forces.")
    assert names(claims[0], "agent") == ["Guerrillas"]
    assert "Rwanda" not in str(names(claims[0], "recipient"))


def test_who_is_to_blame_is_accused(engine: RuleEngine) -> None:
    claim = next(c for c in code(engine, "Mr Gruber contends that Boko Haram is to blame for the fire.")
                 if c.event_type == "ACCUSE")
    assert names(claim, "recipient") == ["Boko Haram"]
    assert not claim.agent


@pytest.mark.parametrize(("text", "holder"), [
    ("Boko Haram announced the capture of Gubio.", "Boko Haram"),
    ("State television reported the capture of Gubio by Boko Haram.", "Boko Haram"),
    ("The governor announced the capture of Gubio.", None),
])
def test_a_capture_is_his_who_took_it(engine: RuleEngine, text: str, holder: str | None) -> None:
    held = [c.control.holder for c in code(engine, text) if c.control is not None]
    assert [h.name if h else None for h in held] == [holder]


def test_a_site_named_after_a_country_is_not_its_own(engine: RuleEngine) -> None:
    claims = code(engine, "Ugandan troops captured Malta Hill near Goma.")
    assert all("Malta" not in names(c, "recipient") for c in claims)


def test_what_was_killed_as_a_result_of_shelling(engine: RuleEngine) -> None:
    claim = next(c for c in code(engine, "Nine farmers were killed as a result of Ugandan army shelling of Goma.")
                 if c.toll is not None)
    assert names(claim, "agent") == ["Uganda People's Defence Force"]


@pytest.mark.parametrize("office", ["Deputy Prime Minister", "Foreign Minister", "Vice President", "Field Marshal"])
def test_an_office_is_no_part_of_a_name(engine: RuleEngine, office: str) -> None:
    claim = code(engine, f"{office} Samuel Odeke said that Boko Haram had killed two men in Gubio.")[0]
    assert [a.name for a in claim.attribution] == ["Samuel Odeke"]


def test_an_outlet_holds_no_ground(engine: RuleEngine) -> None:
    text = ("Boko Haram took Gubio in June. The Gulf Courier newspaper called it the strongest group. "
            "It has imposed a curfew in the town, which it controls.")
    for claim in code(engine, text):
        assert "Gulf Courier" not in str(names(claim, "agent"))


def test_what_a_colon_opens_is_said_by_who_spoke_before(engine: RuleEngine) -> None:
    text = ('A rebel commander was quoted by the Gulf Courier as saying that his men were in Gubio: "When our brothers '
            'asked for help, we sent hundreds of fighters to Goma."')
    claim = next(c for c in code(engine, text) if "we sent" in c.quote.exact)
    assert [a.name for a in claim.attribution] == ["Gulf Courier", "rebel commander"]
    assert claim.standing == "claimed"


def test_what_is_done_by_law_is_said_by_no_law(engine: RuleEngine) -> None:
    text = "According to the provisions of the charter law, Ugandan troops seized the market in Goma."
    assert all(not c.attribution for c in code(engine, text))


def test_an_envoy_of_an_international_body_has_no_stake(engine: RuleEngine) -> None:
    claim = code(engine, "UN Secretary-General Tomas Vik said that Ugandan troops had killed two men in Goma.")[-1]
    assert claim.standing == "reported"


@pytest.mark.parametrize(("text", "about"), [
    ("The mayor said that the Kobo Front and Boko Haram are armed gangs.", ["Kobo Front", "Boko Haram"]),
    ("The mayor added that no troops had crossed into Goma.", []),
    ("The mayor said that Rwandan refugees had better tents.", ["Rwandan refugees"]),
])
def test_a_position_is_about_whom_it_speaks_of(engine: RuleEngine, text: str, about: list[str]) -> None:
    claim = next(c for c in code(engine, text) if c.kind == "position")
    assert names(claim, "recipient") == about


@pytest.mark.parametrize(("text", "low", "high"), [
    ("Two guards and at least five soldiers were killed in Gubio.", 7, None),
    ("About 40 civilians and up to 12 guards died in the raid.", 40, 52),
])
def test_two_subjects_joined_by_and_are_counted_together(
    engine: RuleEngine, text: str, low: int, high: int | None
) -> None:
    toll = next(c.toll for c in code(engine, text) if c.toll is not None)
    assert toll.killed is not None and (toll.killed.low, toll.killed.high) == (low, high)


def test_a_day_reports_nothing(engine: RuleEngine) -> None:
    claim = code(engine, "By 6 June, it was reported that Boko Haram had captured ten villages near Gubio.")[0]
    assert (claim.attribution, claim.standing) == ((), "reported")


def test_plans_are_of_who_announces_them(engine: RuleEngine) -> None:
    claims = code(engine, "Uganda announced plans to send troops to Goma.")
    assert [names(c, "agent") for c in claims if c.event_type == "MOBILIZE"] == [["Uganda"]]


def test_a_battle_is_named_after_its_place(engine: RuleEngine) -> None:
    claims = code(engine, "Ugandan troops shelled the port during the Battle of Marandu.")
    assert all("Marandu" not in str(names(c, "agent")) for c in claims)


def test_a_treaty_is_with_its_other_side(engine: RuleEngine) -> None:
    claim = next(c for c in code(engine, "Boko Haram agreed to a peace treaty with Chad.") if c.event_type == "AGREE")
    assert (names(claim, "agent"), names(claim, "recipient")) == (["Boko Haram"], ["Chad"])


def test_what_has_outskirts_is_a_town(engine: RuleEngine) -> None:
    claim = code(engine, "Boko Haram launched an attack on Marandu's southern outskirts.")[0]
    assert not claim.recipient


@pytest.mark.parametrize("where", ["a statement", "a post", "a video"])
def test_what_is_said_in_a_statement_is_said_by_its_speaker(engine: RuleEngine, where: str) -> None:
    claim = code(engine, f"Samuel Odeke said in {where} that Boko Haram had captured Gubio.")[0]
    assert [a.name for a in claim.attribution] == ["Samuel Odeke"]


def test_who_said_it_accuses_and_not_those_killed(engine: RuleEngine) -> None:
    text = "Samuel Odeke said that at least 66 civilians had been killed by Boko Haram, and accused Chad of helping it."
    claim = next(c for c in code(engine, text) if c.event_type == "ACCUSE")
    assert names(claim, "agent") == ["Samuel Odeke"]


def test_a_measure_per_person_is_said_by_nobody(engine: RuleEngine) -> None:
    text = "Homes were crowded (less than four square metres per person) after Boko Haram shelled Gubio."
    assert all(not c.attribution for c in code(engine, text))
