"""The measure over whole reports, on labels made up for it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from according.bench.claims import score
from according.bench.party_names import PartyNames
from according.model.claim import Attribution, Claim, Control, Figure, MadeBy, Mention, Toll
from according.model.place import PlaceRef
from according.model.span import Quote
from according.model.when import When

TEXT = "The Northern Army took Vostin on 3 May, the Guard said. Five men died in Teluna. It rained."
GAIN = {"report": "a", "start": 0, "end": 38, "kind": "control", "event_type": "COERCE", "mode": "seize",
        "agent": ["Northern Army"], "recipient": ["Town Guard"], "place": "Vostin", "from": "2015-05-03",
        "to": "2015-05-03", "killed": None, "injured": None,
        "control": {"change": "gain", "holder": "Northern Army", "loser": None},
        "attribution": ["State radio", "Town Guard"], "standing": "claimed", "important": True}
DEATHS = {**GAIN, "start": 56, "end": 79, "kind": "toll", "event_type": None, "mode": None, "agent": [],
          "recipient": [], "place": "Teluna", "from": None, "to": "2015-05-04", "killed": [5, 5], "control": None,
          "attribution": [], "standing": "asserted", "important": False}
RAIN = {**DEATHS, "start": 81, "end": 90, "event_type": "AID", "killed": None}


def mention(name: str) -> Mention:
    return Mention(name, 0, 1)


def link(name: str) -> Attribution:
    return Attribution(None, name, name, 0, 1, "said")


BASE = Claim("1", "r", "a", Quote.of(TEXT, 0, 38), "control", MadeBy(engine="made-up"), event_type="COERCE")
FOUND = replace(BASE, agent=(mention("the northern army"),), recipient=(mention("Guards"),),
                place=PlaceRef("Vostin", 0, 1), time=When(date(2015, 5, 3), date(2015, 5, 3)),
                control=Control("gain", mention("Northern Army")),
                attribution=(link("State radio"), link("the Guard")), standing="claimed")
DIED = Claim("2", "r", "a", Quote.of(TEXT, 56, 79), "toll", MadeBy(engine="made-up"), toll=Toll(Figure(5, 5, 5)),
             place=PlaceRef("Teluna", 0, 1))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    files: dict[str, list[dict[str, Any]]] = {
        "reports": [{"id": "a", "text": TEXT, "publisher": "The Courier", "published": "2015-05-04"}],
        "gold": [GAIN, DEATHS], "optional": [RAIN],
        "alternates": [{"file": "gold", "line": 1, "alternatives": {"standing": ["reported"]}}],
    }
    for name, rows in files.items():
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "parties.json").write_text(json.dumps({"Town Guard": ["the Guard", "Guards"]}))
    return tmp_path


def test_all_right(data: Path) -> None:
    metrics = score(data, [FOUND, DIED]).metrics
    assert metrics.pop("claims") == 2
    assert set(metrics.values()) == {1.0}


WRONG = [
    ("agent", {"agent": (mention("River Front"),)}),
    ("recipient", {"recipient": ()}),
    ("place", {"place": PlaceRef("Teluna", 0, 1)}),
    ("time", {"time": When(None, date(2015, 5, 3))}),
    ("time", {"time": When(date(2015, 5, 4), None)}),
    ("holder", {"control": Control("gain", None)}),
    ("origin", {"attribution": (link("the Guard"), link("State radio"))}),
    ("chain", {"attribution": (link("the Guard"),)}),
    ("standing", {"standing": "asserted"}),
]


@pytest.mark.parametrize(("field", "change"), WRONG, ids=[field for field, _ in WRONG])
def test_a_wrong_field_shows_in_its_figure_and_among_the_misses(data: Path, field: str, change: dict[str, Any]) -> None:
    result = score(data, [replace(FOUND, **change), DIED])
    assert result.metrics[field] == (0.5 if field in ("standing", "place") else 0.0)
    assert f"wrong {field}" in [miss["miss"] for miss in result.misses]
    assert result.metrics["detection_f1"] == 1.0


def test_missed_spurious_and_optional(data: Path) -> None:
    rain = Claim("3", "r", "a", Quote.of(TEXT, 81, 90), "event", MadeBy(engine="made-up"), event_type="AID")
    odd = replace(rain, id="4", event_type="CONSULT")
    result = score(data, [DIED, rain, odd])
    figures = [result.metrics[name] for name in ("recall", "recall_important", "precision")]
    assert figures == [0.5, 0.0, 0.5]
    assert sorted(miss["miss"] for miss in result.misses) == ["missed", "spurious"]


@pytest.mark.parametrize(("one", "other", "same"), [
    ("Town Guard", "Guards", True),
    ("Guards", "Northern Army", False),
    ("the Northern Army", "Northern Army fighters", True),
    ("Vostin province", "eastern Vostin", True),
    ("", "Vostin", False),
    ("Bräsk", "brask", True),
])
def test_one_party_or_two(one: str, other: str, same: bool) -> None:
    assert PartyNames({"Town Guard": ["Guards"]}).same(one, other) is same
