"""Reading MUC-4's keys and messages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from according.bench.muc4_confidence import ACCUSED, AUTHORITIES, CLAIMED, FACT, POSSIBLE, confidence
from according.bench.muc4_keys import macro_f1
from according.bench.muc4_messages import load_keys, load_messages, read, readable
from according.bench.muc4_slots import key_dates, key_toll
from according.extract.engine import RuleEngine


@pytest.fixture(scope="module")
def engine() -> RuleEngine:
    return RuleEngine()


KEYS = """
0.  MESSAGE: ID                     DEV-MUC3-0900 (X)
1.  MESSAGE: TEMPLATE               1
2.  INCIDENT: DATE                  03 JAN 90
4.  INCIDENT: TYPE                  ATTACK
6.  INCIDENT: INSTRUMENT ID         "MORTAR"
                                    "RIFLE"
21. HUM TGT: NUMBER                 4: "GUARDS"
23. HUM TGT: EFFECT OF INCIDENT     DEATH: "GUARDS"
"""


def test_keys_and_messages_are_read(tmp_path: Path) -> None:
    (tmp_path / "key-dev-0900.muc4").write_text(KEYS, encoding="latin-1")
    (tmp_path / "dev-muc3-0900").write_text(
        "DEV-MUC3-0900 (X)\n\n   QUITO, 3 JAN 90 -- [TEXT] MEN RAN.\n", encoding="latin-1"
    )
    (key,) = load_keys(tmp_path)
    assert key.message == "DEV-MUC3-0900"
    assert key.strings("INCIDENT: INSTRUMENT ID") == ["mortar", "rifle"]
    assert key_toll(key) == {"killed": 4}
    assert load_messages(tmp_path) == {"DEV-MUC3-0900": "QUITO, 3 JAN 90 -- [TEXT] MEN RAN."}


@pytest.mark.parametrize(
    ("slot", "first", "last"),
    [
        ("30 DEC 89", date(1989, 12, 30), date(1989, 12, 30)),
        ("25 DEC 89 - 05 JAN 90", date(1989, 12, 25), date(1990, 1, 5)),
        ("- 08 JAN 90", date(1989, 12, 8), date(1990, 1, 8)),
    ],
)
def test_dates_of_the_keys(slot: str, first: date, last: date) -> None:
    assert key_dates(slot) == (first, last)


def test_capitals_become_sentences() -> None:
    assert (
        readable("[TEXT] THE BLUE FRONT [BFX] FLED. MEN OF THE BFX RAN.")
        == "The blue front (BFX) fled. Men of the BFX ran."
    )


def test_macro_f1_counts_every_class_of_the_gold_alike() -> None:
    assert macro_f1([(FACT, FACT), (FACT, FACT), (POSSIBLE, FACT)]) == pytest.approx(0.4)


@pytest.mark.parametrize(("told", "wanted"), [
    ("THE GREY FRONT CLAIMED RESPONSIBILITY FOR THE BOMB AT THE MILL.", CLAIMED),
    ("THE POLICE SUSPECT THE GREY FRONT OF THE ATTACK ON THE MILL.", AUTHORITIES),
    ("FARMERS BLAMED THE GREY FRONT FOR THE ATTACK ON THE MILL.", ACCUSED),
    ("THE GREY FRONT MAY HAVE BOMBED THE MILL.", POSSIBLE),
    ("THE GREY FRONT BOMBED THE MILL ON MONDAY.", FACT),
    ("THE GREY FRONT ACCUSED THE FARMERS OF SPYING AND BURNED THE MILL.", FACT),
    ("THE MINISTRY REPORTED THAT THE GREY FRONT BOMBED THE MILL.", FACT),
    ("THE MINISTER SAID THAT THE GREY FRONT BOMBED THE MILL.", AUTHORITIES),
])
def test_how_sure_a_message_is(engine: RuleEngine, told: str, wanted: str) -> None:
    reading = read(engine, "M", f"SAN ROQUE, 3 MAY 89 (RADIO DELTA) -- [TEXT] {told}")
    assert confidence(reading, ["grey front"], ["mill"]) == wanted


def test_what_an_armed_group_broadcasts_is_its_accusation(engine: RuleEngine) -> None:
    reading = read(engine, "M", "CLANDESTINE, 3 MAY 89 (RADIO DELTA) -- [TEXT] THE AIR FORCE BOMBED THE MILL.")
    assert confidence(reading, ["air force"], ["mill"]) == ACCUSED
