"""A second reading of claims beside their sentences: figures told in lists and pairs, how much of a place is held,
whom a region's government is, clauses joined by "and". Sentences of our own."""

from __future__ import annotations

import pytest

from tests.extract.test_line_by_line import chain, code


def tolls(text: str) -> dict[str, tuple[int | None, int | None]]:
    return {harm: (figure.low, figure.high) for c in code(text) if c.toll for harm, figure in c.toll.figures().items()}


@pytest.mark.parametrize(("text", "told"), [
    ("“The toll is 11 dead and four wounded,” an official told Plain Wire.", {"killed": (11, 11), "injured": (4, 4)}),
    ("Rebels stormed the base of about 150 men, killing between 30 and 60.", {"killed": (30, 60)}),
    ("The raid killed between 12 and 15 people.", {"killed": (12, 15)}),
    ("Scores or hundreds of people were killed in Goma.", {"killed": (40, None)}),
    ("Dozens, if not hundreds, of people were killed in Goma.", {"killed": (24, None)}),
    ("Four soldiers, three policemen and 11 rebels have died in the fighting.", {"killed": (18, 18)}),
    ("Five people, three teachers and two drivers, have died in the fighting.", {"killed": (5, 5)}),
    ("A raid on a base in Goma on Monday killed 12 soldiers and 31 “bandits” were “caught”, the army said.",
     {"killed": (12, 12)}),
    ("No injuries or deaths have been reported in Goma.", {"killed": (0, 0), "injured": (0, 0)}),
])
def test_figures_in_lists_and_pairs(text: str, told: dict[str, tuple[int | None, int | None]]) -> None:
    assert tolls(text) == told


def test_whom_a_part_counts_is_said_before_it() -> None:
    (told,) = [c.toll for c in code("A shell hit a clinic in Goma, wounding nine patients, three of whom died.")
               if c.toll and c.toll.killed]
    assert told.killed is not None and (told.killed.low, told.killed.who) == (3, None)


@pytest.mark.parametrize(("text", "scope"), [
    ("The shells came from western Omdurman, an area still under the control of the Rapid Support Forces.", "part"),
    ("The army holds Omdurman, a city still under the control of its garrison.", "whole"),
    ("Rebels captured a town in eastern Sudan.", "part"),
    ("Rebels captured the town of Azaz.", "whole"),
    ("The Houthis opened an offensive, extending their control northwards in the Mocha and Taiz areas.", "part"),
    ("The Houthis extended their control over Taiz.", "whole"),
])
def test_how_much_of_a_place_is_held(text: str, scope: str) -> None:
    told = [c.control.scope for c in code(text) if c.control and c.control.change in ("hold", "gain")]
    assert told and set(told) == {scope}


def test_an_area_held_in_a_city_is_not_the_city() -> None:
    text = "Two people were killed in Khartoum in an air strike on an army-controlled area, residents said."
    assert not any(c.control and c.control.scope == "whole" and not c.control.count for c in code(text))


def test_nobody_takes_from_himself() -> None:
    text = "The M23 took up arms again in 2021. An African force has since retaken some of its strongholds in Rutshuru."
    assert all(not {m.name for m in c.agent} & {m.name for m in c.recipient} for c in code(text) if c.kind == "event")
    text = "The M23 opened an offensive, extending its control in the Rutshuru area."
    assert all(not c.recipient for c in code(text) if c.control)


@pytest.mark.parametrize(("text", "name"), [
    ("Ethiopia's Tigray regional government fired rockets at Gondar.", "Tigray regional government"),
    ("Myanmar's Shan provincial government shelled Lashio.", "Shan provincial government"),
])
def test_a_regions_government_is_not_the_states(text: str, name: str) -> None:
    (act,) = [c for c in code(text) if c.event_type == "ASSAULT"]
    assert [(m.actor, m.name) for m in act.agent] == [(None, name)]


def test_a_number_of_a_people_is_no_state() -> None:
    (fled,) = [c for c in code("At least 900 Sudanese have fled to Chad, an aid agency said.") if c.kind == "event"]
    assert [m.name for m in fled.recipient] == ["civilians"]


def test_parties_to_a_clash_both_suffer_it() -> None:
    (clash,) = [c for c in code("Clashes between local militias and the M23 rebellion go on.") if c.kind == "event"]
    assert [m.name for m in clash.agent] == [m.name for m in clash.recipient] and len(clash.agent) == 2


@pytest.mark.parametrize(("text", "what", "speakers"), [
    ("Some 900 villagers have crossed into Chad and the Plain Relief Office says soldiers shelled their camp.",
     "shelled", ["Plain Relief Office"]),
    ("The colonel met mayors and elders said rebels shelled Goma.", "shelled", ["elders"]),
])
def test_the_clause_behind_and_has_its_own_speaker(text: str, what: str, speakers: list[str]) -> None:
    (told,) = [c for c in code(text) if what in c.quote.exact and c.event_type == "ASSAULT"]
    assert chain(told) == speakers


def test_a_second_clause_leaves_what_was_visited_alone() -> None:
    (visit,) = [c for c in code("The envoy visited Chad and Sudan and was happy.") if c.kind == "event"]
    assert {m.name for m in visit.recipient} == {"Chad", "Sudan"}


def test_what_kind_of_attack_killed_is_no_deed_of_the_dead() -> None:
    claims = code("At least 15 civilians were killed in Goma in shelling attacks on two suburbs on Monday.")
    assert not any(m.name == "civilians" for c in claims for m in c.agent)


def test_a_definition_is_no_event() -> None:
    assert not any(c.kind == "event" for c in code("The spokesman said that air strikes are a normal tactic."))


def test_who_is_deployed_acts() -> None:
    (told,) = [c for c in code("Russian troops have been deployed to Sevastopol, residents said.") if c.kind == "event"]
    assert [m.actor for m in told.agent] == ["world:russia-armed-forces"]


def test_another_incident_has_its_own_scene() -> None:
    text = ("A market in Omdurman was shelled. In a separate incident in Khartoum, Plain Wire quoted a committee as "
            "saying that two civilians were killed in an air strike.")
    (killed,) = [c for c in code(text) if c.toll]
    assert killed.place is not None and (killed.place.name, killed.place.inherited) == ("Khartoum", None)


def test_who_holds_the_ground_struck_did_not_strike_it() -> None:
    text = ("The Rapid Support Forces (RSF) launched an air strike on Kosti. A drone attack by the RSF on a clinic "
            "hurt 70 people. Two civilians were killed in the air strike on an RSF-controlled area in Khartoum.")
    (killed,) = [c for c in code(text) if c.toll and c.toll.killed]
    assert not any(m.actor == "world:rsf" for m in killed.agent)


@pytest.mark.parametrize(("name", "place"), [
    ("Mazar-e-Sharif", "Mazar-e-Sharif"), ("Pul-e-Khumri", "Pul-e-Khumri"), ("Rostov-on-Don", "Rostov-on-Don"),
    ("Deir-ez-Zor", "Deir-ez-Zor"), ("the Libyan capital", "Tripoli"), ("Sudan's capital", "Khartoum"),
])
def test_names_bound_by_hyphens_and_capitals_of_states(name: str, place: str) -> None:
    (killed,) = [c for c in code(f"Six people were killed in {name} on Monday, residents said.") if c.toll]
    assert killed.place is not None and killed.place.id is not None and killed.place.name == place


@pytest.mark.parametrize("text", [
    "Libyan capital controls were lifted after a raid killed two people.",
    "A raid killed two people in the Israeli capital.",
])
def test_a_disputed_capital_and_what_is_none(text: str) -> None:
    (killed,) = [c for c in code(text) if c.toll]
    assert killed.place is None or killed.place.kind == "country"


def test_whose_withdrawal_it_was_is_not_where() -> None:
    (fell,) = [c for c in code("Since the withdrawal of the United States began, 23 districts have fallen to the "
                               "Taliban.") if c.control]
    assert fell.place is None


def test_a_broadcaster_is_no_place() -> None:
    text = "Commandos regained control of the headquarters of Kunduz National Radio and Television."
    assert all(c.place is None or "Radio" not in (c.place.name or "") for c in code(text) if c.control)
    assert not any(c.place and c.place.name == "Television" for c in code(text))


def test_all_parts_are_the_whole() -> None:
    text = "The Taliban said all parts of Kunduz were under their control, adding that they also seized vehicles."
    (held,) = [c for c in code(text) if c.control]
    assert held.control is not None and held.control.scope == "whole"
    (seized,) = [c for c in code(text) if "vehicles" in c.quote.exact]
    assert chain(seized) == ["Taliban"]


def test_who_stands_beside_a_village_speaks() -> None:
    text = "Two women were killed when jets bombarded Kan Gyi village, a member of the Plain Defence Force said."
    assert {tuple(chain(c)) for c in code(text) if c.kind == "event"} == {("Plain Defence Force member",)}


def test_a_shadow_government_is_the_one_that_is_named() -> None:
    text = "Myanmar's shadow National Unity Government and its armed wing captured Kawlin in November."
    (taken,) = [c for c in code(text) if c.control]
    assert taken.control is not None and taken.control.holder is not None
    assert taken.control.holder.actor == "world:nug"


def test_where_others_beat_a_side_is_not_what_it_holds() -> None:
    text = ("Haftar's forces control much of the country's east but were beaten last week when militias reclaimed the "
            "town of Gharyan.")
    holds = [c for c in code(text) if c.control and c.control.change == "hold"]
    assert holds and all(c.place is None or (c.place.relation, c.place.inherited) == ("near", "report") for c in holds)


def test_a_wire_lead_whose_sources_close_it() -> None:
    text = ("At least five people were killed and 20 wounded by a Houthi missile fired at the Yemeni city of Marib, "
            "security and medical sources told Plain Wire on Tuesday.")
    (told,) = [c for c in code(text, "2018-05-22") if c.toll]
    assert tolls(text) == {"killed": (5, None), "injured": (20, 20)}
    assert chain(told) == ["Plain Wire", "security and medical sources"]


@pytest.mark.parametrize(("text", "what", "speakers"), [
    ("Also in Marib, residents and local officials said on Tuesday that a missile hit the city.", "hit",
     ["residents and local officials"]),
    ("Militants detonated car bombs, Mayor Omar Hadi and a security officer said. The blasts forced soldiers and "
     "tribal fighters to retreat to the east of the city, they said.", "forced", ["Omar Hadi and security officer"]),
    ("The press office denied reports that troops had pulled out. “Marib was shelled on Monday,” it said in a "
     "statement.", "shelled", ["press office"]),
    ("The latest UN estimate is that more than 3,500 people have died in the war.", "died", ["United Nations"]),
])
def test_who_it_is_that_said_it(text: str, what: str, speakers: list[str]) -> None:
    told = [c for c in code(text) if what in c.quote.exact and c.kind in ("event", "toll", "control")]
    assert told and all(chain(c) == speakers for c in told)


@pytest.mark.parametrize(("text", "standing"), [
    ("The UN estimates that 3,500 people have died in Marib.", "reported"),
    ("The UN warned that 3,500 people could die in Marib.", "possible"),
    ("A medic warned that rebels had shelled the clinic in Marib.", "reported"),
])
def test_what_is_over_is_not_only_possible(text: str, standing: str) -> None:
    assert [c.standing for c in code(text) if c.kind in ("event", "toll")] == [standing]


def test_whose_country_it_is_decides_which_government_is_meant() -> None:
    text = ("Islamic State fighters took Ramadi on Sunday. Islamic State holds Anbar in Iraq and parts of Syria. "
            "Government forces fled Ramadi, Iraqi officials said. The army shelled Islamic State in Falluja.")
    named = {m.actor for c in code(text, "2015-05-18") for m in (*c.agent, *c.recipient)}
    assert "world:syria" not in named and "world:syria-armed-forces" not in named


def test_a_place_that_falls_under_ones_control_is_held() -> None:
    (held,) = [c for c in code("A missile hit Marib, which falls under control of the government.") if c.control]
    assert held.control is not None and held.control.change == "hold"


def test_what_the_next_finding_is_about_is_not_this_ones() -> None:
    text = "The Houthis seized control of much of the country's north in 2014 and drove the government out of Sanaa."
    first = next(c for c in code(text) if c.control and c.control.scope == "part")
    assert first.place is None


@pytest.mark.parametrize(("text", "first", "last"), [
    ("Since the start of the withdrawal on 1 May, at least 23 districts have fallen to the Taliban.", "2024-05-01",
     "2024-06-05"),
    ("At least 90 people have been killed since the truce of 3 January.", "2024-01-03", "2024-06-05"),
])
def test_what_has_gone_on_since_a_dated_event_is_not_of_that_day(text: str, first: str, last: str) -> None:
    told = next(c for c in code(text) if c.control or c.toll)
    assert told.time is not None and (str(told.time.start), str(told.time.end)) == (first, last)


@pytest.mark.parametrize("text", [
    "Hamas said the deal must guarantee a lasting truce, full Israeli withdrawal from Gaza and the return of families.",
    "Hamas insisted on a complete Israeli withdrawal from Gaza before any more talks.",
    "The plan includes an Israeli withdrawal from Gaza.",
])
def test_a_departure_that_is_wanted_has_not_happened(text: str) -> None:
    assert not any(c.event_type == "RETREAT" or c.control for c in code(text))


def test_a_departure_that_ended_has_happened() -> None:
    (left,) = [c for c in code("The Israeli withdrawal from Gaza ended on Monday.") if c.control]
    assert left.control is not None and left.control.change == "withdraw"


def test_when_a_source_spoke_is_not_when_they_died() -> None:
    text = ("According to its statement on Monday evening, 17 people were killed in Goma, and 22 others lost their "
            "lives in various parts of the country.")
    killed, others = (c for c in code(text) if c.toll)
    assert killed.time is not None and killed.time.inherited == "speech"
    assert others.place is None


@pytest.mark.parametrize(("text", "speaker"), [
    ("Plain Monitor has documented 24 deaths among the protesters.", "Plain Monitor"),
    ("Earlier police reports listed the death toll at 19.", "Earlier police reports"),
    ("The Plain National Commission on Human Rights said police killed a boy in Nairobi.",
     "Plain National Commission on Human Rights"),
    ("The Plain National Commission on Tuesday said police killed a boy in Nairobi.", "Plain National Commission"),
])
def test_who_counts_the_dead_and_how_he_is_called(text: str, speaker: str) -> None:
    assert [chain(c) for c in code(text) if c.toll] == [[speaker]]


def test_the_dead_of_a_year_did_not_die_in_the_town_told_of_before() -> None:
    text = "Six people were held in Nairobi. Police killed at least 100 people in 2023, a rights group said."
    (killed,) = [c for c in code(text) if c.toll and c.toll.killed]
    assert killed.place is None or killed.place.kind == "country"


def test_people_who_are_imprisoned_are_no_state() -> None:
    (held,) = [c for c in code("Several Libyans imprisoned by Chad were beaten.") if c.mode == "arrest"]
    assert [m.name for m in held.recipient] == ["civilians"]


def test_a_dateline_in_small_letters_does_nothing() -> None:
    text = "Mogadishu – The Islamist group al-Shabaab on Monday took a village in southern Somalia."
    (taken,) = [c for c in code(text) if c.control]
    assert [m.actor for m in taken.agent] == ["world:al-shabaab"]


def test_officials_forces_are_their_states() -> None:
    (taken,) = [c for c in code("Somali officials say their forces have retaken Kismayo.") if c.control]
    assert taken.control is not None and taken.control.holder is not None
    assert taken.control.holder.actor == "world:somalia-armed-forces"


def test_what_a_distance_is_told_from_is_no_scene() -> None:
    text = ("Troops retook Awdhegle and Mubarak, about 75 kilometers west of Mogadishu, on Monday. "
            "The African Union confirmed that troops had retaken the towns.")
    assert all(c.place is None or c.place.name != "Mogadishu" for c in code(text) if c.control)


def test_bodies_that_are_counted_are_the_count() -> None:
    assert tolls("A witness said he saw at least six bodies of government soldiers.") == {"killed": (6, None)}


def test_a_base_that_is_occupied_is_held() -> None:
    changes = [c.control.change for c in code("Fighters attacked the base occupied by the Ugandan soldiers in Kosti.")
               if c.control]
    assert "gain" not in changes


def test_a_famous_surname_as_a_given_name_is_somebody_else() -> None:
    text = "A guard, Abbas Gava, was there. “Rebels entered Ndagu village on Monday and killed four men,” Gava said."
    assert all(m.actor != "world:mahmoud-abbas" and link.name != "Mahmoud Abbas" for c in code(text)
               for m in c.agent for link in c.attribution)


def test_who_wards_off_an_attack_did_not_carry_it_out() -> None:
    text = ("A suspected rebel group attacked a base in Gwoza. The army was able to repel them. "
            "Nine soldiers were killed in the attack.")
    (killed,) = [c for c in code(text) if c.toll]
    assert not any((m.name or m.text).lower() in ("army", "the army", "nigerian armed forces") for m in killed.agent)
