"""What who checks each claim against its sentence finds wrong: speakers, places, figures, events that are none.

Sentences of our own from several wars.
"""

from __future__ import annotations

from functools import lru_cache

import pytest

from according.extract.engine import RuleEngine
from according.model.claim import Claim
from according.model.report import Report
from according.model.when import Published


@lru_cache(maxsize=1)
def engine() -> RuleEngine:
    return RuleEngine()


def code(text: str, day: str = "2024-06-05") -> list[Claim]:
    return list(engine().code(Report("r", text, "r", publisher="Plain Herald", published=Published.parse(day))))


def chain(claim: Claim) -> list[str | None]:
    return [link.name for link in claim.attribution]


def actors(claim: Claim) -> tuple[list[str | None], list[str | None]]:
    return [m.actor for m in claim.agent], [m.actor for m in claim.recipient]


@pytest.mark.parametrize("named", ["The Arakan Army (AA)", "The Arakan Army, or AA,"])
def test_letters_mean_what_the_text_says_they_do(named: str) -> None:
    claims = code(f"{named} seized a post in Paletwa on Monday. AA fighters shelled Sittwe, and the AA said two died.")
    (shelled,) = [c for c in claims if "shelled" in c.quote.exact]
    assert actors(shelled)[0] == ["world:arakan-army"]
    assert all(link.source != "world:anadolu" for c in claims for link in c.attribution)


@pytest.mark.parametrize("text", [
    "The rebel-run health ministry said four people were killed in Goma.",
    "State-run Radio Delta said four people were killed in Goma.",
    "Aden was engulfed in fighting between two forces under the command of Omar Saleh.",
])
def test_who_runs_a_body_or_leads_a_force_holds_no_place(text: str) -> None:
    assert not any(c.control for c in code(text))


def test_who_runs_a_port_holds_it() -> None:
    (hold,) = [c for c in code("The Houthi-run port of Mocha was shelled.") if c.control]
    assert hold.control is not None and hold.control.change == "hold" and hold.place is not None
    assert hold.place.name == "Mocha"


@pytest.mark.parametrize(("text", "low", "high"), [
    ("Shells hit Goma, killing two people, a fire chief and a police officer.", 2, 2),
    ("Ministers Omar Said and Ali Jama died in the hotel.", 2, 2),
    ("A senior Chadian police colonel and a former minister were among the dead.", 2, 2),
    ("A bomb killed two soldiers and a driver.", 3, 3),
])
def test_nobody_is_counted_twice(text: str, low: int, high: int) -> None:
    (figure,) = [c.toll.killed for c in code(text) if c.toll and c.toll.killed]
    assert (figure.low, figure.high) == (low, high)


def test_titles_of_several_are_no_part_of_a_name() -> None:
    victims = [v.name for c in code("Lawmakers Omar Said and Ali Jama died in the hotel.") if c.toll
               for v in c.toll.victims]
    assert victims == ["Omar Said", "Ali Jama"]


def test_dozens_of_somebody_are_those() -> None:
    (figure,) = [c.toll.killed for c in code("Dozens of Syrian reporters have lost their lives in the war.")
                 if c.toll and c.toll.killed]
    assert figure.low == 24 and figure.who == "Syrian reporters"


@pytest.mark.parametrize(("text", "names"), [
    ("Russian forces have taken Azaz, the Delta news agency cited the defence ministry as saying.",
     ["Delta news agency", "defence ministry"]),
    ("Local media cited residents saying that 50 people had been detained in Goma.", ["local media", "residents"]),
    ("A missile hit Kharkiv, Reuters reported local nurses saying on Sunday.", ["Reuters", "local nurses"]),
    ("Colonel Omar Mbala, head of the regular army (FARDC), told AFP by telephone that rebels had taken Goma.",
     ["Agence France-Presse", "Omar Mbala"]),
    ("On Thursday, an airstrike in Sake, just east of the state capital of Goma, killed 17 people, including seven "
     "prisoners, and wounded 10, the M23 said in a statement.", ["March 23 Movement"]),
])
def test_who_says_so(text: str, names: list[str]) -> None:
    claims = [c for c in code(text) if c.kind in ("event", "control")]
    assert claims and all([str(n).lower() for n in chain(c)] == [n.lower() for n in names] for c in claims)


def test_a_day_says_nothing() -> None:
    claims = code("Crews have been firing 300 shells per day at Goma after being attacked by the M23.")
    assert claims and not any(c.attribution for c in claims)


def test_a_speaker_described_once_is_of_that_kind_later() -> None:
    text = "Omar Jalal, an activist in Nyala, said rebels shelled Goma on Monday. Jalal said four people died in Sake."
    assert [c.attribution[-1].kind for c in code(text)] == ["activist", "activist"]


@pytest.mark.parametrize(("text", "name", "relation"), [
    ("An air raid near the Yemeni port of Mocha killed four people.", "Mocha", "near"),
    ("A raid on a farm near Syria's second largest city, Aleppo, killed two.", "Aleppo", "near"),
    ("Shells fell on a market north of the rebel town of Azaz.", "Azaz", "north-of"),
    ("MOGADISHU: A bomb killed four people.", "Mogadishu", "in"),
    ("The army shelled Goma. In the central town of Sake, medics said four people died in a raid.", "Sake", "in"),
])
def test_the_place_as_the_sentence_gives_it(text: str, name: str, relation: str) -> None:
    place = [c for c in code(text) if c.kind == "event"][-1].place
    assert place is not None and (place.name, place.relation) == (name, relation)


@pytest.mark.parametrize("text", [
    "Troops are advancing in the region that borders Chad. Rebels seized Nyala in Sudan.",
    "Rebels shelled Goma on Monday. Rwanda has been providing money and arms to the M23.",
    "Rebels shelled Goma on Monday. Ministers accused each other of treason.",
    "Rebels shelled Goma on Monday. The minister said that the Front was making fun of the army.",
    "Rebels shelled Goma on Monday. The militia has also fought long battles on the side of the army.",
    "The Front has exploited the Chadian airstrikes and the weariness of the Grey Army in its fights in Hama, and "
    "advanced in Aleppo, a commander said.",
])
def test_no_place_where_the_clause_gives_none(text: str) -> None:
    claims = [c for c in code(text) if c.place is None and c.kind in ("event", "position")]
    assert claims


def test_despite_raids_elsewhere() -> None:
    text = "Despite airstrikes by the coalition, fighters gained ground from rebels northeast of Aleppo."
    raids = [c for c in code(text) if c.mode == "aerial"]
    assert raids and all(c.place is None or c.place.inherited for c in raids)


def test_allies_named_before_a_party_are_no_place_of_its_fights() -> None:
    claims = code("The government has fought Yemen's Iran-linked Houthis since 2015.")
    assert claims and not any(c.place and c.place.name == "Iran" for c in claims)


def test_the_capital_is_one() -> None:
    (gain,) = [c for c in code("ADEN: Shells hit a port. The Houthis seized the capital in 2014.") if c.control]
    assert gain.place is None
    (shelled,) = [c for c in code("Troops left Sanaa on Monday. Rebels shelled the capital on Tuesday.")
                  if "shelled" in c.quote.exact]
    assert shelled.place is not None and shelled.place.name == "Sanaa"


@pytest.mark.parametrize("text", [
    "The Herald could not immediately verify the battlefield reports.",
    "A trader asked that only his first name be used.",
    "A nurse requested anonymity.",
    "She was resigned to losing her shop.",
    "Speaking to AP by telephone, he was calm.",
    "The ministry has received a response to its safety proposals from Chad's Defense Ministry.",
])
def test_no_event(text: str) -> None:
    assert not any(c.event_type for c in code(text))


def test_strikes_by_aircraft_and_roads_cut_by_troops_are_no_protest() -> None:
    (raid,) = code("The strikes were mounted by unidentified aircraft on Goma.")
    assert (raid.event_type, raid.mode) == ("ASSAULT", "aerial")
    (cut,) = code("Troops blocked all supply routes into the city.")
    assert (cut.event_type, cut.mode) == ("COERCE", "restrict")


def test_asides_under_an_aim_or_a_denial_are_told_as_they_are() -> None:
    aimed = code("Moscow's forces are aiming to retake Kupiansk, which was occupied in March 2022.")
    assert [c.standing for c in aimed if c.control] == ["asserted"]
    denied = code("The army denied shelling Nyala, where rebels killed four people on Monday.")
    assert {c.standing for c in denied if c.toll} == {"asserted"}


def test_what_is_likely_is_possible() -> None:
    claims = code("Talks are likely to continue in Geneva on Sunday, officials said.")
    assert claims and {c.standing for c in claims} == {"possible"}


def test_a_state_is_no_habit() -> None:
    text = "Planes are often used to bomb Nyala, a town held by the Rapid Support Forces."
    (hold,) = [c for c in code(text) if c.control]
    assert not hold.habitual


def test_a_group_linked_to_another_is_not_the_other() -> None:
    text = "Men from al Shabaab, a group affiliated with al Qaeda, claimed the raid and said it had killed 20 people."
    (claim,) = [c for c in code(text) if c.toll]
    assert actors(claim)[0] != ["world:al-qaida"]


def test_the_group_is_the_one_accused() -> None:
    text = "The Houthis seized Taiz. Hezbollah has denied Saudi accusations that the group is helping the Houthis."
    (helped,) = [c for c in code(text) if c.event_type == "AID"]
    assert actors(helped) == (["world:hezbollah"], ["world:houthis"])


def test_fighters_in_a_militia_called_so_are_its() -> None:
    text = "Iranian advisers helped train fighters in a militia called the National Defense Forces."
    (claim,) = [c for c in code(text) if c.event_type == "COOPERATE"]
    assert actors(claim)[1] == ["syria:national-defense-forces"]


def test_who_is_called_what() -> None:
    (claim,) = code("Mr. Berri and the Chadians call all of the government's opponents terrorists.")
    assert [m.name for m in claim.recipient] == ["government's opponents"]


def test_whom_the_next_lines_name() -> None:
    text = ("A senior Chadian colonel was killed in Sudan on Thursday, officials said. "
            "The colonel, Omar Said, was killed in Nyala, the reports said.")
    assert {v.name for c in code(text) if c.toll for v in c.toll.victims} == {"Omar Said"}


def test_a_party_is_not_at_war_with_its_ally() -> None:
    text = ("The Saudi-led coalition said the army had struck the Houthis. Saudi Arabia and Yemen fought over a road. "
            "Yemen's government forces seized Mocha.")
    gains = [c.control for c in code(text, "2018-10-13") if c.control and c.control.change == "gain"]
    assert gains and all(g.loser is None or g.loser.actor != "world:saudi-arabia" for g in gains)


def test_who_accuse_each_other_are_both_meant() -> None:
    text = "The army and the Rapid Support Forces accused each other of attacking the refinery in Nyala."
    (raid,) = [c for c in code(text) if c.event_type == "ASSAULT"]
    assert [m.text for m in raid.agent] == ["The army", "Rapid Support Forces"]


def test_a_ministry_that_counts_the_dead_is_no_wire() -> None:
    (claim,) = code("At least 35 people were killed in Rafah, according to Gaza’s Ministry of Health.")
    assert claim.attribution[-1].kind == "organisation"


def test_who_denies_his_part_denies_nothing_before() -> None:
    claims = code("The Legion attacked guards in Goma, however, the Front denied involvement.")
    assert [c.standing for c in claims if c.event_type == "ASSAULT"] == ["asserted"]


@pytest.mark.parametrize(("text", "low", "high"), [
    ("A bomb killed 120–130 people in Goma.", 120, 130),
    ("A raid killed 13 soldiers and militiamen.", 13, 13),
    ("A raid killed 13 soldiers and two militiamen.", 15, 15),
])
def test_ranges_and_shared_numbers(text: str, low: int, high: int) -> None:
    (figure,) = [c.toll.killed for c in code(text) if c.toll and c.toll.killed]
    assert (figure.low, figure.high) == (low, high)


@pytest.mark.parametrize(("text", "actor"), [
    ("Around 135 million US dollars worth of tanks was destroyed in Goma.", "world:united-states"),
    ("The rebels captured 400 square kilometers of land.", "kilometers"),
])
def test_money_and_miles_suffer_nothing(text: str, actor: str) -> None:
    assert not any(actor in (m.actor, m.name) or "kilometers" in m.text for c in code(text) for m in c.recipient)


def test_a_place_in_the_name_of_a_treaty_or_party_is_no_scene() -> None:
    claims = code("He said the bombs violate the Geneva Conventions. Omar Said, a spokesman for the Donetsk People's "
                  "Republic, said shells killed two soldiers in Horlivka.")
    assert claims and {c.place.name for c in claims if c.place} <= {"Horlivka"}


def test_tanks_are_seized_and_crews_are_captured() -> None:
    (seized,) = code("The rebels captured two tanks and a howitzer.")
    (taken,) = code("The gunmen captured the crew of a tank.")
    assert (seized.event_type, seized.mode) == ("COERCE", "seize")
    assert (taken.event_type, taken.mode) == ("ASSAULT", "abduct")
