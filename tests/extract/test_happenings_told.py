"""What a report tells as having happened: by "were reported", by nouns in -ing, by verbs of many objects."""

from __future__ import annotations

import pytest

from according.extract.engine import RuleEngine
from tests.extract.coding import code

# text, type, mode, part of the quote
TOLD = [
    ("Clashes were reported near the camp at Gubio on Monday.", "ASSAULT", None, "Clashes"),
    ("Three airstrikes were recorded in Gubio.", "ASSAULT", "aerial", "airstrikes"),
    ("Explosions were heard in Kampala overnight.", "ASSAULT", "explosives", "Explosions"),
    ("Fighting in the town broke out at noon.", "ASSAULT", None, "Fighting"),
    ("As of 2 May, fighting continued near Gubio.", "ASSAULT", None, "fighting"),
    ("Ugandan troops bombarded the town of Gubio with rockets.", "ASSAULT", "heavy-weapons", "bombarded"),
    ("Boko Haram attacked Chadian positions near the lake.", "ASSAULT", None, "positions"),
    ("Ugandan troops continued to advance north of Goma.", "ASSAULT", None, "advance"),
    ("Boko Haram advanced further on Tuesday.", "ASSAULT", None, "advanced"),
    ("The fighters tried to breach the base's defences.", "ASSAULT", None, "breach"),
]


@pytest.mark.parametrize(("text", "kind", "mode", "part"), TOLD)
def test_told(engine: RuleEngine, text: str, kind: str, mode: str | None, part: str) -> None:
    found = [c for c in code(engine, text) if c.event_type == kind and part in c.quote.exact]
    assert [c.mode for c in found] == [mode]


UNTOLD = [
    ("No clashes were reported in Kampala on Monday.", "ASSAULT"),
    ("The senator attacked his rival's position on taxes.", "ASSAULT"),
    ("The bride was bombarded with questions.", "ASSAULT"),
    ("The talks on fishing rights advanced further on Monday.", "ASSAULT"),
    ("Without a second guard such duties would fall through the cracks.", "REJECT"),
    ("The figures demonstrate that the army fired first.", "PROTEST"),
]


@pytest.mark.parametrize(("text", "kind"), UNTOLD)
def test_untold(engine: RuleEngine, text: str, kind: str) -> None:
    assert not [c for c in code(engine, text) if c.event_type == kind]


def test_a_deal_that_falls_through_is_still_refused(engine: RuleEngine) -> None:
    assert [c.event_type for c in code(engine, "The deal with Boko Haram fell through on Monday.")] == ["REJECT"]


@pytest.mark.parametrize("text", [
    "A driver was injured in a crash near Kampala on Monday.",
    "Two nuns were killed in a train accident in Kampala.",
])
def test_an_accident_is_no_act_of_anybody(engine: RuleEngine, text: str) -> None:
    assert {c.event_type for c in code(engine, text)} == {None}


def test_a_breakthrough_of_troops_is_no_agreement(engine: RuleEngine) -> None:
    assert not [c for c in code(engine, "Ugandan troops made a breakthrough near Goma.") if c.event_type == "AGREE"]
    assert "AGREE" in {c.event_type for c in code(engine, "Talks in Goma reached a breakthrough.")}


def test_standing_with_a_stick_supports_nobody(engine: RuleEngine) -> None:
    assert not code(engine, "The veteran can stand only with assistance.")
    assert [c.event_type for c in code(engine, "Uganda stands with Chad.")] == ["SUPPORT"]
