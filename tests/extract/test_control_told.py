"""What tells control and what only seems to: sentences of our own from several wars."""

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


def code(text: str, title: str = "", day: str = "2016-06-01") -> list[Claim]:
    whole = f"{title}\n\n{text}" if title else text
    published = Published.parse(day)
    key = Report.make_id(whole, "Plain Herald", published, None)
    return engine().code(Report(key, whole, "r", publisher="Plain Herald", title=title or None, title_end=len(title),
                                published=published))


def told(text: str, **more: str) -> list[tuple[str, str | None, str, str | None]]:
    """Change, place as named, scope and holder of each claim of control."""
    return [(c.control.change, c.place.name if c.place else None, c.control.scope,
             c.control.holder.name if c.control.holder else None)
            for c in code(text, **more) if c.control is not None]


def test_an_unknown_town_that_is_taken_is_not_the_town_named_before() -> None:
    found = told("Militants shelled the town of Azaz on Monday. "
                 "On 30 May, the Islamic State seized Torbeh and Marghil.")
    assert [(change, place) for change, place, *_ in found] == [("gain", "Torbeh"), ("gain", "Marghil")]


@pytest.mark.parametrize("text", [
    "The Islamic State captured the villages of Dorsa, Kal Hajar, Tilmin and Wessam on Monday.",
    "The Islamic State captured four villages (Dorsa, Kal Hajar, Tilmin and Wessam) on Monday.",
    "The Islamic State advanced. The villages that were seized were Dorsa, Kal Hajar, Tilmin and Wessam.",
])
def test_a_list_of_unknown_towns_keeps_them_all(text: str) -> None:
    places = [place for change, place, *_ in told(text) if change == "gain"]
    assert places == ["Dorsa", "Kal Hajar", "Tilmin", "Wessam"]


def test_a_name_told_as_a_village_is_one_everywhere_in_the_report() -> None:
    found = told("The Islamic State held the villages of Torli and Margal. "
                 "On 30 May, rebels again seized Torli and Margal.")
    assert [place for change, place, *_ in found if change == "gain"] == ["Torli", "Margal"]


def test_villages_seized_are_those_of_the_side_that_was_gaining() -> None:
    found = code("The Islamic State captured six villages on Monday. "
                 "Among the villages seized were Dorsa, Binta and Wessam.")
    named = [c for c in found if c.control and c.place and c.place.name == "Binta"]
    assert [c.control.holder.name for c in named if c.control and c.control.holder] == ["Islamic State"]
    assert all(c.control.holder.inferred for c in named if c.control and c.control.holder)


def test_who_took_what_one_side_lost_is_inferred_and_marked() -> None:
    found = code("Houthi fighters attacked Yemeni government forces near Taiz on Monday. "
                 "The Houthis seized the village of Dumna but lost it again the next day.")
    (loss,) = [c.control for c in found if c.control and c.control.change == "loss"]
    assert loss.loser is not None and loss.loser.name == "Houthis"
    assert loss.holder is not None and "Yemen" in (loss.holder.name or "") and loss.holder.inferred


def test_a_fall_admitted_by_one_side_was_the_others_gain() -> None:
    found = code("Russian forces had attacked Ukrainian forces at Kreminna for weeks. "
                 "Kharkiv governor Oleh Synkov admitted that Kreminna had fallen.", day="2022-06-01")
    gain = next(c.control for c in found if c.control and c.control.change == "gain")
    assert gain.holder is not None and gain.holder.inferred and "Russia" in (gain.holder.name or "")


def test_a_town_that_both_sides_took_in_turn_fell_to_nobody_in_particular() -> None:
    found = code("In May the Houthis captured Dumna. In June the Yemeni government captured Dumna. "
                 "The fall of Dumna was long talked about.", day="2016-09-01")
    assert all(c.control.holder is None for c in found if c.control and c.why.startswith("control: the fall"))


def test_we_and_their_forces_have_the_side_of_the_speaker() -> None:
    said = code("An SDF commander, Rami Kord, said: “We took four villages near Azaz yesterday.”")
    gain = next(c for c in said if c.control)
    assert gain.control and gain.control.holder and gain.control.holder.name == "Syrian Democratic Forces"
    gain = next(c for c in code("The separatists announced their forces had seized the city of Borsk.") if c.control)
    assert gain.control and gain.control.holder and gain.control.holder.name == "separatists"


def test_a_denial_is_one_claim_with_whose_gain_it_would_be() -> None:
    found = code("Russian forces attacked Ukrainian forces near Borivka. "
                 "The Ukrainian army denied that Borivka had been captured.", day="2022-06-01")
    (denial,) = [c for c in found if c.event_type == "REJECT"]
    assert denial.control and denial.control.change == "denial" and denial.standing == "denied"
    assert denial.control.holder is not None and "Russia" in (denial.control.holder.name or "")
    assert [a.name for a in denial.agent] == ["Armed Forces of Ukraine"]


ENTRIES = [
    ("Ukrainian troops entered the city of Kherson on Friday.", "part"),
    ("Rapid Support Forces fighters moved into Wad Madani on Friday.", "part"),
    ("The Syrian army advanced into the outskirts of Azaz.", "outskirts"),
]


@pytest.mark.parametrize(("text", "scope"), ENTRIES)
def test_going_in_has_some_of_the_town(text: str, scope: str) -> None:
    (claim,) = [c for c in code(text, day="2023-12-20") if c.control]
    assert claim.control and (claim.control.change, claim.control.scope) == ("gain", scope)
    assert (claim.event_type, claim.mode) == ("MOBILIZE", "troops")


CLEARED = [
    ("The Iraqi army cleared Islamic State militants from the town of Rutba.", "Rutba"),
    ("The town of Rutba was cleared of Islamic State militants by the Iraqi army.", "Rutba"),
    ("Islamic State fighters fled from Rutba on Monday.", "Rutba"),
]


@pytest.mark.parametrize(("text", "place"), CLEARED)
def test_a_force_that_is_cleared_out_or_flees_has_it_no_more(text: str, place: str) -> None:
    (claim,) = [c for c in code(text) if c.control]
    assert claim.control and claim.place and claim.place.text and place in claim.place.text
    assert claim.control.loser is not None and "Islamic State" in (claim.control.loser.name or "")


NOTHING = [
    "Sappers cleared mines from Rutba on Monday.",
    "Aid workers entered Rutba on Monday.",
    "Russian forces entered Ukraine on Thursday.",
    "The army focused on taking Azaz and on taking control of Marea.",
    "The road from Azaz to Marea came under artillery fire control of the army.",
    "The minister said one cannot say that Azaz is under the control of the army.",
    "The deal was struck in exchange for letting the Syrian army capture Azaz.",
    "Patrols were set up to prevent the Islamic State taking control of Azaz.",
    "Border control in Azaz was strict.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_aims_deals_mines_and_other_controls_hold_no_town(text: str) -> None:
    assert [c.quote.exact for c in code(text) if c.control and c.control.change in ("gain", "hold")
            and c.control.scope == "whole"] == []


def test_not_under_control_names_who_has_it_not() -> None:
    (claim,) = [c for c in code("The largest town not under the control of the Islamic State is Azaz.") if c.control]
    assert claim.control and claim.control.holder is None and claim.control.loser is not None


def test_a_departure_that_has_only_begun_leaves_the_town_held() -> None:
    (claim,) = [c for c in code("The army has begun withdrawing from Azaz.") if c.control]
    assert claim.control and claim.control.change == "withdraw" and claim.control.scope == "part"


def test_villages_in_general_are_not_the_village_spoken_of() -> None:
    found = code("Fighting went on in Azaz. Islamic State fighters fled villages.")
    assert all(c.control.scope != "whole" for c in found if c.control)


def test_what_is_taken_without_a_word_for_a_place_is_not_the_last_place_named() -> None:
    found = code("Clashes went on in Azaz. The army secured a corridor for aid.")
    assert all(c.place is None or c.place.relation == "near" for c in found if c.control)


def test_a_base_taken_earlier_is_no_new_gain() -> None:
    found = told("On Monday the Syrian Democratic Forces took Menagh Military Airbase, previously taken by rebels.")
    assert [holder for change, _, _, holder in found if change == "gain"] == ["Syrian Democratic Forces"]


def test_a_heading_is_no_claim() -> None:
    text = ("Background\n\nThe war began in May 2015.\n\nFall of Azaz\n\nShelling went on.\n\n"
            "Aftermath\n\nNothing more is known.")
    assert [c for c in code(text) if c.control] == []


def test_some_territory_in_a_town_is_part_of_it() -> None:
    found = told("The Islamic State recaptured some territory in Azaz on Monday.")
    assert [scope for _, _, scope, _ in found] == ["part"]
