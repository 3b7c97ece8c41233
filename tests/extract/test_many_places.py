"""Several places of one act, sides of a country, days and names told in part; and whose act, toll or forces are meant.
Sentences of our own."""

from __future__ import annotations

from datetime import date

import pytest

from according.model.claim import Claim
from according.model.place import PlaceRef
from tests.extract.test_line_by_line import chain, code


def places(claims: list[Claim], event_type: str = "ASSAULT") -> list[str | None]:
    return [c.place.name if c.place else None for c in claims if c.event_type == event_type]


def only(claims: list[Claim], event_type: str = "ASSAULT") -> Claim:
    (found,) = [c for c in claims if c.event_type == event_type]
    return found


def where(text: str, event_type: str = "ASSAULT") -> PlaceRef:
    found = only(code(text), event_type).place
    assert found is not None
    return found


@pytest.mark.parametrize(("text", "told"), [
    ("Shelling hit the towns of Saraqib, Idlib and Binnish on Monday.", ["Saraqib", "Idlib", "Binnish"]),
    ("Government warplanes bombed Saraqib, Idlib and Binnish.", ["Saraqib", "Idlib", "Binnish"]),
    ("Clashes broke out in Saraqib and in Binnish on Tuesday.", ["Saraqib", "Binnish"]),
    ("Gunmen attacked police stations in Kidal and Gao.", ["Kidal", "Gao"]),
    ("Rockets fell on Morek and Halfaya, the army said.", ["Morek", "Halfaya"]),
    # one stretch, one of two, or a place that only says where the other lies
    ("A bomb went off on the road between Hama and Homs.", ["Hama and Homs"]),
    ("A bomb went off either in Hama or in Homs.", ["Hama"]),
    ("Gunmen attacked a bus in Saraqib and fled to Binnish.", ["Saraqib"]),
    ("Residents of Morek and Halfaya said shells hit Saraqib.", ["Saraqib"]),
    ("Raids in Syria and Iraq went on.", ["Syria"]),
])
def test_an_act_in_several_places_is_a_claim_at_each(text: str, told: list[str]) -> None:
    assert places(code(text)) == told


def test_a_protest_and_a_delivery_are_told_at_each_place() -> None:
    assert places(code("Protests were held in Damascus, Aleppo and Homs on Friday."), "PROTEST") == [
        "Damascus", "Aleppo", "Homs"]
    assert places(code("A convoy of aid reached the towns of Madaya and Zabadani on Monday."), "AID") == [
        "Madaya", "Zabadani"]


def test_a_place_taken_is_one_claim_each() -> None:
    claims = code("Fighters took the villages of Atshan, Morek and Halfaya on Sunday.")
    assert [(c.place.name, c.control.change) for c in claims if c.place and c.control] == [
        ("Atshan", "gain"), ("Morek", "gain"), ("Halfaya", "gain")]


def test_one_toll_over_several_places_stays_one() -> None:
    claim = only(code("Air strikes in Saraqib and Idlib killed 12 people on Monday."))
    assert claim.toll is not None and claim.toll.killed is not None and claim.toll.killed.low == 12
    place = claim.place
    assert place is not None and (place.id, place.name) == (None, "Saraqib and Idlib")
    assert place.country == "SYR" and place.precision == 2  # the towns are some 20 km apart
    assert [c.name for c in place.candidates] == ["Saraqib", "Idlib"]


def test_each_of_two_clauses_keeps_its_own_toll() -> None:
    claims = code("In Kidal, gunmen kidnapped 20 girls and troops killed nine gunmen.")
    told = {c.agent[0].text: {k: f.low for k, f in c.toll.figures().items()} for c in claims if c.toll}
    assert told == {"gunmen": {"detained": 20}, "troops": {"killed": 9}}
    (both,) = [c for c in code("Six people died and nine were wounded in Kidal.") if c.toll]
    assert both.toll is not None and {k: f.low for k, f in both.toll.figures().items()} == {"killed": 6, "injured": 9}


@pytest.mark.parametrize("text", [
    "Fighting broke out in Idlib. In Morek, gunmen killed a judge, militiamen burned a school, and soldiers arrested "
    "two traders.",
    "Fighting broke out in Idlib. In Morek, shells hit a school, while soldiers arrested two traders.",
])
def test_a_place_set_before_the_first_clause_is_that_of_all(text: str) -> None:
    arrested = only(code(text), "COERCE").place
    assert arrested is not None and (arrested.name, arrested.inherited) == ("Morek", None)


@pytest.mark.parametrize(("text", "name", "told"), [
    ("Talks opened in Sudan. Gunmen killed six people in the country's east.", "Sudan", "the country's east"),
    ("Rebels hold Kidal in Mali. Gunmen killed two farmers in the north of the country.", "Mali",
     "the north of the country"),
    ("Rebels hold Kidal. Gunmen killed two farmers in the country's restive north-east.", "Mali",
     "the country's restive north-east"),
    ("Gunmen killed two farmers in the southern part of the country.", "the southern part of the country",
     "the southern part of the country"),
    ("Gunmen killed two farmers in the far north of Cameroon.", "Cameroon", "Cameroon"),
    ("Gunmen killed two farmers in the north-west of Nigeria.", "Nigeria", "Nigeria"),
    ("Gunmen killed two farmers in Syria's north.", "Syria", "Syria"),
])
def test_a_side_of_a_country_is_wide(text: str, name: str, told: str) -> None:
    place = where(text)
    assert (place.name, place.text, place.relation, place.precision) == (name, told, "part-of", 5)


def test_the_side_of_a_country_nobody_named_is_unresolved() -> None:
    place = where("Gunmen killed two farmers in the country's northeast on Monday.")
    assert place.id is None and place.lat is None


def test_a_town_in_a_side_of_the_country_is_the_town() -> None:
    assert where("Rebels attacked the village of Morek in the country's north.").name == "Morek"


@pytest.mark.parametrize(("text", "id_"), [
    ("Shelling killed three people in Gaza on Monday.", "according:gaza-strip"),
    ("A cyclone has hit Mozambique. Soldiers killed a man in Gaza province.", "geonames-admin1:MZ.02"),
    ("Gunmen killed three men in Tripoli, a Lebanese officer said.", "geonames:266826"),
    ("Gunmen killed three men in Tripoli.", "geonames:2210247"),
    # towns of several countries alike, and nothing that tells which
    ("Soldiers shot a protester in Valencia on Monday.", None),
    ("Gunmen killed four people in Merida.", None),
])
def test_a_name_of_several_countries(text: str, id_: str | None) -> None:
    assert where(text).id == id_


@pytest.mark.parametrize(("text", "id_"), [
    ("Militants attacked Bulo-Marer in Somalia on Monday.", "somalia:bulo-marer"),
    ("Shells hit Wad-Medani in Sudan.", "geonames:364103"),
    ("Gunmen attacked a convoy in Bani-Walid.", "geonames:2218840"),
])
def test_two_part_names_with_a_hyphen(text: str, id_: str) -> None:
    assert where(text).id == id_


def test_a_treaty_is_no_place() -> None:
    assert [c.place for c in code("Rebels attacked the barracks after the Treaty of Bucharest was signed.")
            if c.event_type == "ASSAULT"] == [None]


def first_day(text: str, event_type: str = "ASSAULT") -> date | None:
    when = only(code(text), event_type).time
    return when.first_day if when else None


@pytest.mark.parametrize(("text", "day"), [
    # published on 5 June 2024
    ("The militia attacked a convoy on the 4th.", date(2024, 6, 4)),
    ("The militia attacked a convoy on the 28th, residents said.", date(2024, 5, 28)),
    ("Gunmen attacked a convoy on the night of the 12th.", date(2024, 5, 12)),
    ("On 2 March troops left the fort. On the 4th, militiamen attacked a convoy.", date(2024, 3, 4)),
    ("Gunmen attacked the 4th brigade.", None),
    ("Gunmen attacked a flat on the 4th floor.", None),
])
def test_a_day_told_by_its_number_alone(text: str, day: date | None) -> None:
    assert first_day(text) == day


@pytest.mark.parametrize(("text", "name"), [
    ("The African Union condemned the raid. The group killed five soldiers.", "group"),
    ("The Kestrel Front attacked the base. The African Union condemned the raid. The group killed five soldiers.",
     "Kestrel Front"),
    ("The African Union, a regional group that mediates, left Gao. The group killed five soldiers.", "African Union"),
    ("Army spokesman Colonel Musa Tarr said our troops had killed five soldiers.", "army"),
    ("“We killed five soldiers near Kidal,” said Omar Tarr, a spokesman for the Kestrel Front.", "Kestrel Front"),
    ("“Our fighters killed five soldiers,” said Omar Tarr, a spokesman for the Kestrel Front.", "Kestrel Front"),
    ("The Kestrel Front moved into the valley. Its fighters killed five soldiers.", "Kestrel Front"),
])
def test_whose_act_it_is(text: str, name: str) -> None:
    (killing,) = [c for c in code(text) if c.toll]
    assert [m.name for m in killing.agent] == [name]


def test_a_union_of_dockers_is_no_union_of_states() -> None:
    text = "The African Union sent envoys. The dockers' union held a march. The union called a strike in the ports."
    assert "African Union" not in {m.name for c in code(text) if c.event_type == "PROTEST" for m in c.agent}


@pytest.mark.parametrize(("text", "source"), [
    ("He was the mayor. The mayor notified the council that gunmen had killed nine farmers.", "mayor"),
    ("The chief apprised lawmakers that gunmen had killed nine farmers.", "chief"),
    ("The colonel informed the council of the deaths of nine farmers.", "colonel"),
    ("The police commissioner briefed journalists on the killing of nine farmers.", "police commissioner"),
])
def test_whoever_is_told_the_teller_is_the_source(text: str, source: str) -> None:
    (told,) = [c for c in code(text) if c.toll]
    assert chain(told) == [source]
