"""The shipped packs as one index: names, adjectives, offices, blocs."""

from __future__ import annotations

from datetime import date

import pytest

from according.packs.loader import PackSet, fold, load_packs


@pytest.fixture(scope="module")
def packs() -> PackSet:
    return load_packs()


NAMED = [
    ("the U.S. military flew", "world:united-states-armed-forces"),
    ("Syria 's president", "world:syria"),
    ("the People 's Protection Units", "syria:ypg"),
    ("Al - Nusra Front", "syria:nusra-front"),
    ("Jabhat Fatah al-Sham", "syria:nusra-front"),
    ("Daesh", "syria:islamic-state"),
    ("Russian warplanes", "world:russia-armed-forces"),
    ("Chadian soldiers", "world:chad-armed-forces"),
    ("the Saudi government", "world:saudi-arabia"),
    ("Falcons of the Mountain Brigade", "syria:suqour-al-jabal"),
    ("the Revolutionary Guards", "world:irgc"),
    ("the Tamil Tigers", "world:ltte"),
    ("self-proclaimed Donetsk People's Republic", "ukraine:dpr"),
    ("the Syrian Observatory for Human Rights", "syria:sohr"),
    ("Doctors Without Borders", "world:msf"),
]


@pytest.mark.parametrize(("text", "actor"), NAMED)
def test_longest_name(packs: PackSet, text: str, actor: str) -> None:
    tokens, _ = fold(text.split())
    found = [(length, name) for at in range(len(tokens)) for length, name, _ in packs.match(tokens, at)]
    assert max(found)[0] == max(length for length, name in found if name == actor)


def test_fold_keeps_the_way_back() -> None:
    tokens, at = fold(["The", "U.S.", "-", "led", "al-Bab", "'s"])
    assert tokens == ["the", "us", "led", "al", "bab", "s"]
    assert at == [0, 1, 3, 4, 4, 5]


def test_us_is_an_acronym_and_so_needs_its_capitals(packs: PackSet) -> None:
    assert packs.is_acronym(("us",))
    assert packs.is_acronym(("is",))
    assert not packs.is_acronym(("reuters",))


@pytest.mark.parametrize(("word", "actor"), [("Syrian", "world:syria"), ("syrians", "world:syria"),
                                             ("Burkinabe", "world:burkina-faso"), ("Dutch", "world:netherlands"),
                                             ("Atlantean", None)])
def test_demonyms(packs: PackSet, word: str, actor: str | None) -> None:
    assert packs.demonym(word) == actor


def test_metonyms(packs: PackSet) -> None:
    assert packs.metonyms["kremlin"] == packs.metonyms["moscow"] == "world:russia"


OFFICES = [
    ("world:russia", "president", date(2009, 6, 1), "world:dmitry-medvedev"),
    ("world:russia", "President", date(2015, 10, 9), "world:vladimir-putin"),
    ("world:united-states", "secretary of state", date(2014, 1, 1), "world:john-kerry"),
    ("world:united-states", "president", date(2018, 5, 1), "world:donald-trump"),
    ("world:syria", "president", date(2015, 10, 9), "syria:bashar-al-assad"),
    ("world:syria", "president", date(2025, 3, 1), "syria:ahmed-al-sharaa"),
    ("world:russia", "gardener", date(2015, 10, 9), None),
]


@pytest.mark.parametrize(("of", "title", "day", "holder"), OFFICES)
def test_office_holders_by_date(packs: PackSet, of: str, title: str, day: date, holder: str | None) -> None:
    assert packs.office_holder(of, title, day) == holder


BLOCS = [
    ("syria:ypg", None, date(2016, 1, 1), "syria:bloc-sdf"),
    ("syria:sultan-murad", None, date(2014, 1, 1), "syria:opposition"),
    ("syria:sultan-murad", None, date(2018, 1, 1), "syria:turkey-backed"),
    ("world:russia", None, date(2016, 1, 1), "world:russia"),
    ("world:russia", "syria", date(2016, 1, 1), "syria:bloc-government"),
    ("world:russia", "syria", date(2013, 1, 1), "world:russia"),
    ("world:russia", "ukraine", date(2022, 5, 1), "ukraine:bloc-russia"),
    ("world:tass", "ukraine", date(2022, 5, 1), "ukraine:bloc-russia"),
    ("world:sana", "syria", date(2016, 1, 1), "syria:bloc-government"),
    ("world:quds-force", "syria", date(2016, 1, 1), "syria:bloc-government"),
    ("world:sergey-lavrov", "syria", date(2016, 1, 1), "syria:bloc-government"),
    ("world:reuters", "syria", date(2016, 1, 1), None),
    ("syria:sohr", "syria", date(2016, 1, 1), None),
    ("world:m23", None, date(2014, 1, 1), "world:m23"),
    ("nobody", None, None, None),
]


@pytest.mark.parametrize(("actor", "conflict", "day", "bloc"), BLOCS)
def test_blocs_by_date_and_conflict(packs: PackSet, actor: str, conflict: str | None, day: date | None,
                                    bloc: str | None) -> None:
    assert packs.bloc_of(actor, day, conflict) == bloc


def test_what_a_text_is_about(packs: PackSet) -> None:
    assert packs.active({"syria:ypg": 2, "world:turkey": 1})[0] == "syria"
    assert packs.active({"world:ukraine": 3, "world:russia": 2})[0] == "ukraine"
    assert packs.active({"world:japan": 5}) == ()


def test_packs_of_a_country(packs: PackSet) -> None:
    assert [p.name for p in packs.for_country("UKR")] == ["ukraine"]
    assert packs.terms_for("syria") and not packs.terms_for("nowhere")


def test_every_state_has_an_army_and_people(packs: PackSet) -> None:
    states = [a for a in packs.actors.values() if a.kind == "state" and a.demonyms]
    assert len(states) > 180
    assert all(f"{a.id}-armed-forces" in packs.actors for a in states)
