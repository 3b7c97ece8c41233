"""Which stretches are repaired before parsing, and that what was written is still what is quoted."""

from __future__ import annotations

import pytest

from according.extract.parse import parse
from according.extract.repair import apply, find_edits

ROWS = [
    ("Brig. Gen. Karim Saleh spoke.", "General Karim Saleh spoke."),
    ("Lt. Col. Ivan Petrov and Capt. Omar Aziz met.", "Colonel Ivan Petrov and Captain Omar Aziz met."),
    ("Gov. Ana Ruiz resigned.", "Governor Ana Ruiz resigned."),
    ("BAMAKO, Mali — Troops left.", "BAMAKO, Mali.\n\nTroops left."),
    ("KYIV (Wirepress) - Troops left.", "KYIV (Wirepress).\n\nTroops left."),
    ("GENEVA, March 3 -- Talks resumed.", "GENEVA, March 3.\n\nTalks resumed."),
    ("• Two men died.", "Two men died."),
    ("``We fled,'' he said.", '"We fled," he said.'),
    ("Nothing to mend here, said the colonel.", "Nothing to mend here, said the colonel."),
    ("He met the general. Gen. is an abbreviation.", "He met the general. Gen. is an abbreviation."),
]


@pytest.mark.parametrize(("text", "wanted"), ROWS, ids=[row[0] for row in ROWS])
def test_what_is_parsed(text: str, wanted: str) -> None:
    assert apply(text, find_edits(text)).text == wanted


def test_what_is_quoted_is_what_was_written() -> None:
    text = "HERAT, Afghanistan — Brig. Gen. Karim Saleh said the road was open."
    words = parse(text).words
    assert [text[w.start : w.end] for w in words if w.text == "General"] == ["Brig. Gen."]
    assert len({w.sent for w in words}) == 2
