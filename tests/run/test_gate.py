"""The gate lets through whatever may be coded, says why, and is off unless asked for."""

from __future__ import annotations

import pytest

from according.model.report import Report
from according.run.gate import load_gate, make_gate

PASS = [
    "Two people were killed on the road to Orlen.",
    "POLICE DETAINED THREE MEN IN TELUNA ON TUESDAY.",
    "The town guard has withdrawn from Kamar.",
    "Shelling went on through the night.",
    "Thousands fled; refugees slept in the school.",
    "The foreign minister met the envoy for talks.",
    "both sides agreed to a cease-fire",
]
ASIDE = [
    "",
    "Stir the flour into the milk and let it rest for an hour before you bake it.",
    "The home side won by two goals in front of a full stadium.",
    "Rain in the north, sun in the south, and a light wind from the sea.",
    "The executive explored new markets for stable growth.",
    "The choir sings on Sunday.",
]


@pytest.mark.parametrize("text", PASS)
def test_passes(text: str) -> None:
    told = load_gate().weigh(text)
    assert told.passes and told.why.startswith("passes by ")


@pytest.mark.parametrize("text", ASIDE)
def test_is_set_aside(text: str) -> None:
    told = load_gate().weigh(text)
    assert not told.passes and told.why.startswith("set aside: ")


def test_the_title_counts() -> None:
    report = Report("r", "It happened in the evening.", "r", title="Bomb in Vostin")
    assert load_gate().passes(report)
    assert not load_gate().passes(Report("r", report.text, "r"))


def test_one_word_told_often_counts_once() -> None:
    gate = make_gate({"enough": 2, "group": [{"name": "weak", "weight": 1, "words": ["court", "minist*"]}]})
    assert not gate.weigh("The court, the court, the court").passes
    told = gate.weigh("The ministers at court")
    assert told.passes and told.words == (("ministers", "weak", 1), ("court", "weak", 1))
