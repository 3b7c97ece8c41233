"""The twelve rules of control, each on made-up tellings of the town of Ford."""

from __future__ import annotations

from datetime import date

import pytest

from according.answer.control import ControlAnswer, render, who_holds
from according.model.claim import Claim
from according.model.control import ControlState, Holder
from according.model.report import Report
from tests.answer.telling import packs, told

PACKS = packs()
Told = list[tuple[Claim, Report]]


def state(found: Told, on: str = "2020-12-31", **more: object) -> ControlState:
    return who_holds(found, "Ford", date.fromisoformat(on), PACKS, **more)  # type: ignore[arg-type]


def names(s: ControlState) -> list[str]:
    return [h.name for h in s.holders]


BLUE_GAIN = told("gain", "Blue Front", "2020-03-01")
RED_GAIN = told("gain", "Red Army", "2020-05-01")


@pytest.mark.parametrize(
    ("found", "grade", "why"),
    [
        (
            [told("gain", "Red Army", "2020-12-01", says="Blue Front", loser="Blue Front")],
            "confirmed",
            "the loser admits it",
        ),
        ([told("gain", "Red Army", "2020-12-01")], "confirmed", "a neutral newspaper of B"),
        ([told("gain", "Red Army", "2020-12-01", by="Dale Blog")], "probable", "one weaker neutral root"),
        (
            [
                told("gain", "Red Army", "2020-12-01", by="Dale Blog"),
                told("gain", "Red Army", "2020-12-01", by="Vale Blog", says="Ann Poe", kind="witness"),
            ],
            "confirmed",
            "two roots",
        ),
        ([told("gain", "Red Army", "2020-12-01", by=None)], "probable", "unknown origin"),
    ],
)
def test_rule_1_what_bears_a_change_out(found: Told, grade: str, why: str) -> None:
    s = state(found)
    assert (s.status, names(s), s.grade) == ("held", ["Red Army"], grade), why


def test_rule_2_a_self_serving_gain_stays_beside_the_earlier_holder() -> None:
    s = state([BLUE_GAIN, told("gain", "Red Army", "2020-05-01", says="Red Army")])
    assert names(s) == ["Blue Front"]
    assert [(r.status, r.holder.name) for r in s.rivals if r.holder] == [("claimed_only", "Red Army")]


def test_rule_2_state_media_in_its_own_voice_serve_their_side() -> None:
    s = state([BLUE_GAIN, told("gain", "Red Army", "2020-05-01", by="Red TV")])
    assert names(s) == ["Blue Front"]


def test_rule_2_the_losers_denial_makes_it_disputed() -> None:
    s = state(
        [
            BLUE_GAIN,
            told("gain", "Red Army", "2020-05-01", says="Red Army"),
            told("denial", "Red Army", "2020-05-02", says="Blue Front", standing="denied"),
        ]
    )
    assert s.status == "disputed" and names(s) == ["Blue Front"]
    assert s.rivals[0].status == "disputed"


def test_rule_2_nothing_but_a_self_serving_gain_is_claimed_only() -> None:
    s = state([told("gain", "Red Army", "2020-05-01", says="Red Army")])
    assert (s.status, names(s)) == ("claimed_only", [])


def test_rule_3_shelling_changes_nothing_and_fighting_inside_contests() -> None:
    shelled = told("", None, "2020-06-01", event_type="ASSAULT")
    assert names(state([BLUE_GAIN, shelled])) == ["Blue Front"]
    s = state([BLUE_GAIN, told("contested", "Red Army", "2020-06-01", loser="Blue Front")])
    assert s.status == "contested" and sorted(names(s)) == ["Blue Front", "Red Army"]


@pytest.mark.parametrize("scope", ["facility", "outskirts", "countryside"])
def test_rule_4_a_base_or_the_outskirts_change_only_themselves(scope: str) -> None:
    s = state([BLUE_GAIN, told("gain", "Red Army", "2020-06-01", scope=scope)])
    assert s.status == "held" and names(s) == ["Blue Front"]
    assert [(p.scope, p.holder.name) for p in s.parts] == [(scope, "Red Army")]


def test_rule_4_a_part_taken_by_the_enemy_makes_the_place_contested() -> None:
    s = state([BLUE_GAIN, told("gain", "Red Army", "2020-06-01", scope="part")])
    assert s.status == "contested"


def test_unnamed_places_are_counted_not_taken_for_the_town() -> None:
    s = state([BLUE_GAIN, told("gain", "Red Army", "2020-06-01", count=6)])
    assert names(s) == ["Blue Front"] and s.parts[0].count == 6


def test_rule_5_a_hold_confirms_and_a_new_holder_is_dated_as_an_interval() -> None:
    s = state([BLUE_GAIN, told("hold", "Blue Front", "2020-09-01")])
    assert s.last_confirmed == date(2020, 9, 1) and s.since == (date(2020, 3, 1), date(2020, 3, 1))
    s = state([BLUE_GAIN, told("hold", "Red Army", "2020-09-01")])
    assert names(s) == ["Red Army"] and s.since == (date(2020, 3, 1), date(2020, 9, 1)) and s.rule == 5


def test_rule_6_before_the_first_event() -> None:
    assert state([RED_GAIN], "2020-01-01").status == "unknown"
    late = [told("gain", "Red Army", "2020-05-01", loser="Blue Front")]
    assert state(late, "2019-05-01").status == "unknown", "a year before, the loser tells nothing"
    s = state(late, "2020-03-01")
    assert (names(s), s.grade) == (["Blue Front"], "inferred")
    land = Holder("Green Land", "t:green-land")
    s = state([RED_GAIN], "2020-01-01", country_side=land)
    assert (names(s), s.grade, s.rule) == (["Green Land"], "inferred", 6)
    assert state([BLUE_GAIN], "2020-01-01", country_side=land).status == "unknown", "not a force from outside"


def test_rule_7_a_question_inside_a_vague_date_has_two_answers() -> None:
    s = state([BLUE_GAIN, told("gain", "Red Army", "2020-05-01", until="2020-05-31")], "2020-05-15")
    assert names(s) == ["Blue Front"] and [h.name for h in s.alternatives] == ["Red Army"] and s.rule == 7
    assert (s.changed_from, s.changed_to) == (date(2020, 5, 1), date(2020, 5, 31))


def test_rule_8_age_lowers_the_grade_and_hands_the_place_to_nobody() -> None:
    assert [state([RED_GAIN], day).grade for day in ("2020-05-02", "2020-12-31", "2024-01-01")] == [
        "confirmed",
        "probable",
        "stale",
    ]
    assert names(state([RED_GAIN], "2030-01-01")) == ["Red Army"]


def test_rule_9_agreed_is_not_done() -> None:
    agreed = told("transfer_agreed", "Red Army", "2020-06-01", loser="Blue Front")
    s = state([BLUE_GAIN, agreed])
    assert names(s) == ["Blue Front"] and s.rivals[0].status == "agreed"
    assert names(state([BLUE_GAIN, agreed, told("transfer_done", "Red Army", "2020-06-10", loser="Blue Front")])) == [
        "Red Army"
    ]


def test_rule_10_names_as_asserted_with_the_bloc_of_that_day() -> None:
    found = [told("gain", "Green Guard", "2020-06-01"), told("hold", "Green Guard", "2020-08-01")]
    assert names(state(found)) == ["Green Guard"]
    blocs = [[h.bloc for h in state(found, day).holders] for day in ("2020-06-15", "2020-09-15")]
    assert blocs == [["t:red-bloc"], ["t:blue-bloc"]]


def test_rule_12_an_answer_prints_rule_sentences_rivals_and_what_would_change_it() -> None:
    s = state([BLUE_GAIN, told("gain", "Red Army", "2020-05-01", says="Red Army")])
    text = render(ControlAnswer((s,)))
    assert BLUE_GAIN[0].quote.exact in text and "beside it: Red Army" in text
    assert "rule 1:" in text and "would change it:" in text
    assert s.to_json()["rule_text"]


def test_two_clocks() -> None:
    late = told("gain", "Red Army", "2020-05-01", published="2020-07-01")
    assert names(state([BLUE_GAIN, late], "2020-06-01", known_on=date(2020, 6, 1))) == ["Blue Front"]
    assert names(state([BLUE_GAIN, late], "2020-06-01", known_on=date(2020, 7, 2))) == ["Red Army"]


def test_a_siege_lies_over_the_holder_until_it_is_lifted() -> None:
    siege = told("siege", None, "2020-06-01")
    assert state([BLUE_GAIN, siege]).besieged_since == date(2020, 6, 1)
    assert names(state([BLUE_GAIN, siege])) == ["Blue Front"]
    assert state([BLUE_GAIN, siege, told("siege_lifted", None, "2020-07-01")]).besieged_since is None


def test_a_withdrawal_without_a_taker_leaves_no_fixed_force() -> None:
    s = state([BLUE_GAIN, told("withdraw", None, "2020-06-01", loser="Blue Front")])
    assert (s.status, names(s)) == ("no_fixed_force", [])


def test_a_withdrawal_bears_out_the_rivals_claim() -> None:
    s = state(
        [
            BLUE_GAIN,
            told("gain", "Red Army", "2020-05-01", says="Red Army"),
            told("withdraw", None, "2020-05-03", loser="Blue Front", says="Blue Front"),
        ],
        "2020-06-01",
    )
    assert (s.status, names(s), s.grade) == ("held", ["Red Army"], "confirmed")


def test_taken_lost_and_taken_again_within_days() -> None:
    found = [
        told("gain", "Red Army", "2020-05-01"),
        told("gain", "Blue Front", "2020-05-02"),
        told("gain", "Red Army", "2020-05-03"),
    ]
    assert [names(state(found, d)) for d in ("2020-05-01", "2020-05-02", "2020-05-03")] == [
        ["Red Army"],
        ["Blue Front"],
        ["Red Army"],
    ]


@pytest.mark.parametrize("standing", ["planned", "possible", "conditional", "negated", "opinion"])
def test_what_is_not_told_as_a_fact_changes_nothing(standing: str) -> None:
    assert names(state([BLUE_GAIN, told("gain", "Red Army", "2020-06-01", standing=standing)])) == ["Blue Front"]
