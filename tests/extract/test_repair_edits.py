"""Which stretches are repaired before parsing, and that what was written is still what is quoted."""

from __future__ import annotations

import pytest

from according.extract.parsing.parser import parse
from according.extract.parsing.repair import apply, find_edits

ROWS = [
    ("Brig. Gen. Karim Saleh spoke.", "General Karim Saleh spoke."),
    ("Lt. Col. Ivan Petrov and Capt. Omar Aziz met.", "Colonel Ivan Petrov and Captain Omar Aziz met."),
    ("Gov. Ana Ruiz resigned.", "Governor Ana Ruiz resigned."),
    ("BAMAKO, Mali — Troops left.", "BAMAKO, Mali.\n\nTroops left."),
    ("KYIV (Wirepress) - Troops left.", "KYIV (Wirepress).\n\nTroops left."),
    ("GENEVA, March 3 -- Talks resumed.", "GENEVA, March 3.\n\nTalks resumed."),
    ("• Two men died.", "Two men died."),
    ("``We fled,'' he said.", '"We fled," he said.'),
    ("On 9 April 2016 rebels lost a mill.", "On 9 April 2016, rebels lost a mill."),
    ("On April 9, 2016 rebels lost a mill.", "On April 9, 2016, rebels lost a mill."),
    ("By 12 May Border Guards had left.", "By 12 May, Border Guards had left."),
    ("On 14 May 15 men died.", "On 14 May, 15 men died."),
    ("In early June marines came.", "In early June, marines came."),
    ("On Tuesday, 3 May the mill fell.", "On Tuesday, 3 May, the mill fell."),
    ("On 9 April 2016, rebels lost a mill.", "On 9 April 2016, rebels lost a mill."),
    ("On 9 April and 10 April rebels lost mills.", "On 9 April and 10 April rebels lost mills."),
    ("On 9 April in the north a mill fell.", "On 9 April in the north a mill fell."),
    ("From 9 April to 12 May rebels rested.", "From 9 April to 12 May rebels rested."),
    ("They left on 9 April men said.", "They left on 9 April men said."),
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


def test_a_comma_put_in_is_nowhere_in_the_text() -> None:
    text = "On 9 April 2016 rebels lost nine villages."
    words = parse(text).words
    assert [(w.start, w.end) for w in words if w.text == ","] == [(15, 15)]
    assert all(text[w.start : w.end] == w.text for w in words if w.text != ",")
    lost = next(w for w in words if w.text == "lost")
    assert [words[i].text for i in lost.children if words[i].dep == "nsubj"] == ["rebels"]
    assert not [w for w in words if w.text == "rebels" and w.children]
