"""Who "he", "its fighters", "the general" and "the FDM" mean; nobody where it is unclear."""

from __future__ import annotations

import pytest

from tests.extract.test_attribution import read
from tests.extract.test_mentions import at

ROWS = [
    # text, word, which one of them, the name it stands for
    ("Samuel Okoro, a farmer, hid. Okoro fled at dawn.", "Okoro", 1, "Samuel Okoro"),
    ("General Hla Win spoke on Monday. He left the next day.", "He", 0, "Hla Win"),
    ("The Free Delta Movement (FDM) met. The FDM agreed to talk.", "FDM", 1, "Free Delta Movement"),
    ("The Free Delta Front (FDF) met in secret. The FDF has no office.", "FDF", 1, "Free Delta Front"),
    ("The general, Idris Bello, a senior figure in the Guards, was killed in the province, where he was advising "
     "the army, the reports said.", "he", 0, "Idris Bello"),
    ("General Hla Win inspected the camp. The general left at noon.", "general", 0, "Hla Win"),
    ("Hezbollah shelled the post. Its fighters then withdrew.", "fighters", 0, "Hezbollah"),
    ("Russia moved tanks. It sent more on Friday.", "It", 0, "Russia"),
    ("The commander, Adam Cole, was killed.", "commander", 0, "Adam Cole"),
]


@pytest.mark.parametrize(("text", "word", "nth", "name"), ROWS, ids=[row[0] for row in ROWS])
def test_it_refers_back(text: str, word: str, nth: int, name: str) -> None:
    mention = at(read(text), word, nth)
    assert mention.name == name
    assert mention.why


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("It rained in the valley.", "It"),
        ("The fighting ended. They were lucky.", "They"),
        ("A convoy arrived. He waved.", "He"),
    ],
)
def test_nobody_is_better_than_somebody(text: str, word: str) -> None:
    reading = read(text)
    found = next(w for w in reading.parsed.words if w.text == word)
    mention = reading.actor_at(found)
    assert mention is None or mention.antecedent is None


def test_whom_one_acts_on_is_another() -> None:
    text = ("Northern gunmen attacked the River Guard on Sunday. "
            "The River Guard, which has been advancing against the militants since then, lost two men.")
    assert at(read(text), "militants").name != "River Guard"
    text = "Colonel Adam Cole was in the fort. General Hla Win met the colonel and urged him to leave."
    assert at(read(text), "him").name != "Hla Win"


def test_two_people_of_one_surname_stay_apart() -> None:
    text = "Ali Hassan arrived. Omar Hassan left. Hassan spoke on Monday."
    assert at(read(text), "Hassan", 2).antecedent is None
