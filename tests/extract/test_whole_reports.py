"""Mistakes that only whole reports show, in words of our own: who needs protection, what is a place, what looms."""

from __future__ import annotations

import pytest

from according.extract.engine import RuleEngine
from according.model.claim import Claim
from according.model.report import Report
from according.model.when import Published


@pytest.fixture(scope="module")
def engine() -> RuleEngine:
    return RuleEngine()


def code(engine: RuleEngine, text: str, published: str = "2023-05-02") -> list[Claim]:
    return list(engine.code(Report("r", text, "r", publisher="Harbour Courier", published=Published.parse(published))))


@pytest.mark.parametrize("text", [
    "A soldier said on condition of anonymity for fear of punishment that his unit had left Bakhmut on Monday.",
    "Two porters, who spoke anonymously for security reasons, said rebels had shelled Goma on Monday.",
    "A nurse who asked not to be identified because she feared arrest said that shells hit Azaz on Monday.",
])
def test_who_fears_is_protected_also_without_a_name(engine: RuleEngine, text: str) -> None:
    claims = code(engine, text)
    assert claims and all(claim.protected and claim.attribution[-1].protected for claim in claims)


@pytest.mark.parametrize("text", [
    "An officer said on condition of anonymity that his unit had left Bakhmut on Monday.",
    "The airport was closed for security reasons after shells hit Goma on Monday, a spokesman said.",
    "Villagers fled Goma for fear of shelling on Monday, the mayor said.",
])
def test_a_reason_of_safety_protects_only_where_a_name_is_kept_back(engine: RuleEngine, text: str) -> None:
    assert not any(claim.protected for claim in code(engine, text))


@pytest.mark.parametrize("follows", [
    "A nurse who hid there said she had counted nine graves.",
    "Dr. Osman, who stayed behind, said he had heard firing.",
])
def test_somebody_spoken_of_next_makes_no_person_of_a_town(engine: RuleEngine, follows: str) -> None:
    taken = [c for c in code(engine, f"Rebels retook Tal Susin on Monday, a commander said. {follows}", "2015-10-13")
             if c.control and c.control.change == "gain"]
    assert [c.place.name for c in taken if c.place] == ["Tal Susin"]


def test_a_town_that_the_tagger_takes_for_a_common_noun(engine: RuleEngine) -> None:
    (claim,) = code(engine, "Shells killed four people in Marea on Monday.", "2015-10-13")
    assert claim.place is not None and claim.place.name == "Marea"


def test_an_old_city_is_that_of_the_town_it_is_a_part_of(engine: RuleEngine) -> None:
    (claim,) = code(engine, "In the besieged Old City section of Homs, shells fell on Tuesday.", "2014-02-05")
    assert claim.place is not None and claim.place.name == "Homs"


def test_a_land_named_as_somebodys_ally_is_no_place(engine: RuleEngine) -> None:
    claims = code(engine, "Some activists accused General Rizk's ally, Chad, of arming the militia.")
    assert claims and all(c.place is None for c in claims if c.event_type == "ACCUSE")


def test_what_is_done_to_a_part_of_a_land_is_not_done_to_its_state(engine: RuleEngine) -> None:
    claims = code(engine, "Russian warplanes bombed an area of northwestern Syria on Monday.", "2016-03-01")
    (raid,) = [c for c in claims if c.event_type == "ASSAULT"]
    assert raid.mode == "aerial" and not any(m.actor == "world:syria" for m in raid.recipient)


def test_a_whole_past_of_fighting_names_no_foe(engine: RuleEngine) -> None:
    text = ("The army shelled rebels near Goma on Monday. The rebels shelled the army on Tuesday. "
            "A Ugandan battalion has also fought many battles on the side of the army.")
    fought = [c for c in code(engine, text) if "many battles" in c.quote.exact and c.event_type == "ASSAULT"]
    assert not any(m.inferred for c in fought for m in c.recipient)


def test_what_is_threatening_to_happen_is_possible(engine: RuleEngine) -> None:
    claims = code(engine, "Rebels took two villages near Goma on Monday, threatening to cut the road to Sake.")
    assert [c.standing for c in claims if c.event_type == "THREATEN"] == ["possible"]


def test_a_hail_of_bombs_is_the_means(engine: RuleEngine) -> None:
    claims = code(engine, "The fighters advanced on Goma on Monday in a wave of car bombs.")
    assert "explosives" in {c.mode for c in claims}


def test_a_dateline_abroad_is_where_it_was_written(engine: RuleEngine) -> None:
    text = ("MOSCOW — Russian aircraft struck positions in Aleppo and Raqqa provinces, the air group's press service "
            "said. It said 300 militants had been killed.")
    claims = code(engine, text, "2015-10-10")
    assert claims and not any(c.place and c.place.country == "RUS" for c in claims)


def test_a_dateline_at_the_scene_is_the_scene(engine: RuleEngine) -> None:
    text = "HOMS — Shells fell on three streets on Friday, residents said. Nine people were killed."
    claims = code(engine, text, "2015-10-10")
    assert len(claims) == 2 and all(c.place and c.place.text == "HOMS" and c.place.country == "SYR" for c in claims)
