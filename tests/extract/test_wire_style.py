"""How wires write: the saying in the middle of what is said, portfolios before names, figures with blanks, places told
by side, by capital, by dateline. Sentences of our own."""

from __future__ import annotations

import pytest

from according.model.claim import Claim
from tests.extract.test_line_by_line import chain, code


def only(text: str, event_type: str = "ASSAULT") -> Claim:
    (found,) = [c for c in code(text) if c.event_type == event_type]
    return found


def agents(claim: Claim) -> list[str | None]:
    return [m.name for m in claim.agent]


def place(text: str, event_type: str = "ASSAULT") -> str | None:
    found = only(text, event_type).place
    return found.name if found else None


def test_what_came_of_an_act_is_not_the_speakers() -> None:
    claim = only("Gunmen ambushed the patrol near Gao on Monday, a security source told Plain Wire, leaving four dead.")
    assert agents(claim) == ["Gunmen"] and chain(claim)[-1] == "security source"
    assert claim.toll is not None and claim.toll.killed is not None and claim.toll.killed.low == 4


@pytest.mark.parametrize(("text", "who"), [
    ("After skirmishes outside the town, rebels on Monday attacked the barracks.", ["rebels"]),
    ("Some 20 suspected militants from Gao attacked the barracks, an officer said.",
     ["suspected militants"]),
    ("The army shelled two hamlets in the Tarn area which is near Gao and killed nine rebels, an officer said.",
     ["army"]),
])
def test_the_doer_of_a_clause_the_parser_hangs_wrong(text: str, who: list[str]) -> None:
    told = [c for c in code(text) if c.event_type == "ASSAULT"]
    assert told and agents(told[-1]) == who


def test_a_clause_after_rebels_loyal_to_somebody_has_a_doer() -> None:
    told = code("When rebels loyal to a former mayor stormed the town of Gao, they killed a judge.")
    assert [agents(c) for c in told if c.event_type == "ASSAULT"] == [["rebels"], ["rebels"]]


def test_acts_told_one_after_another_share_their_doer_and_place() -> None:
    text = ("Army commander Ruy Calder said gunmen stormed a village in Chiure district, forced residents into a "
            "square, and executed five people.")
    executed = next(c for c in code(text) if c.toll)
    assert agents(executed) == ["gunmen"] and executed.place is not None and executed.place.name == "Chiure"


@pytest.mark.parametrize(("text", "figure"), [
    ("The raids left nearly 4 000 people dead in Gao.", 4000),
    ("A raid in Gao killed 12 people on 3 May.", 12),
    ("The army killed 15 attackers trying to flee after the raid in Gao.", 15),
])
def test_figures(text: str, figure: int) -> None:
    (killed,) = [c.toll.killed for c in code(text) if c.toll and c.toll.killed]
    assert killed.low == figure


def test_a_portfolio_is_no_part_of_a_name() -> None:
    claim = only("“Gunmen killed nine soldiers in Gao,” Defence Minister Kofi Calder told reporters.")
    assert chain(claim)[-1] == "Kofi Calder" and claim.standing == "claimed"


def test_who_hits_a_mine_suffers_it() -> None:
    claim = only("The soldiers hit a landmine near Gao on Monday.")
    assert agents(claim) == [] and [m.name for m in claim.recipient] == ["soldiers"]


@pytest.mark.parametrize(("text", "name"), [
    ("Clashes broke out in Malakal, the capital of Upper Nile State, in South Sudan. On Friday it was quiet. Rebels "
     "moved into the town.", "Malakal"),
    ("Rebels moved into the Gourma province town of Djibo in Burkina Faso.", "Djibo"),
    ("Peacekeepers moved into the northern towns of Kaga Bandoro and Dekoa.", "Kaga Bandoro"),
])
def test_the_town_that_is_meant(text: str, name: str) -> None:
    moved = [c for c in code(text) if c.event_type == "MOBILIZE"]
    assert moved and moved[0].place is not None and moved[0].place.name == name


@pytest.mark.parametrize(("text", "name"), [
    # a side that every country has
    ("Separatists in Cameroon killed nine soldiers in the Northwest region, Cameroon's army said in Yaounde.",
     "Cameroon"),
    # no place, but whom one is for, and where a body sits
    ("Rebels killed nine pro-Moscow policemen.", None),
    ("A raid killed nine people, the London-based Shore Observatory said.", None),
    ("Ethiopian forces carried out an airstrike on Mekelle.", "Mekelle"),
])
def test_names_that_are_places_and_names_that_are_not(text: str, name: str | None) -> None:
    assert place(text) == name


def test_a_distance_from_the_capital() -> None:
    found = only("The raid 30km (18 miles) southeast of regional capital Grozny killed two soldiers.").place
    assert found is not None and (found.relation, found.precision) == ("southeast-of", 2)


def test_a_dateline_is_no_scene_where_another_town_is_told() -> None:
    text = ("Juba - South Sudan's army has held back raids on the town of Bentiu, a minister said. Many soldiers were "
            "killed in the fighting.")
    killed = [c for c in code(text) if c.toll]
    assert [c.place.name if c.place else None for c in killed] == ["Bentiu"]


def test_the_dead_of_years_are_of_no_one_act() -> None:
    text = "Gunmen killed nine people in Gao on Monday. In the last 12 months about 100 people have died."
    (total,) = [c for c in code(text) if c.toll and c.toll.aggregate]
    assert total.agent == ()


def test_the_north_of_an_island_is_no_town() -> None:
    text = ("Helicopters bombed a camp in the north of the island on Saturday, after troops took Kilinochchi in Sri "
            "Lanka.")
    found = next(c.place for c in code(text) if c.mode == "aerial")
    assert found is not None and (found.name, found.relation) == ("Sri Lanka", "part-of")
