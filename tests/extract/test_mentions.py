"""Who is named or described: names of the packs, roles, titles, names by form."""

from __future__ import annotations

import pytest

from according.extract.reading import ActorMention, Reading
from tests.extract.test_attribution import read


def at(reading: Reading, word: str, nth: int = 0) -> ActorMention:
    found = [w for w in reading.parsed.words if w.text == word][nth]
    mention = reading.actor_at(found)
    assert mention is not None, f"no mention at {word}"
    return mention


ROWS = [
    # text, head word, actor, kind, sector
    ("Russian warplanes bombed the road.", "warplanes", "world:russia-armed-forces", "armed_forces", "MIL"),
    ("Iranian officials met in Muscat.", "officials", "world:iran", "government", "GOV"),
    ("Police arrested twelve students.", "Police", None, "police", "COP"),
    ("Protesters marched to the square.", "Protesters", None, "activists", "CVL"),
    ("Villagers fled the fighting.", "Villagers", None, "civilians", "CVL"),
    ("Gunmen attacked a bus near Jos.", "Gunmen", None, "armed_group", "REB"),
    ("The Harrow Brigade seized a mine.", "Brigade", None, "armed_forces", "MIL"),
    ("The Blue Delta Front freed two hostages.", "Front", None, "armed_group", None),
    ("A rebel spokesman denied it.", "spokesman", None, "armed_group", "REB"),
    ("An army spokesman denied it.", "spokesman", None, "armed_forces", "MIL"),
    ("Turkey sent troops to the border.", "Turkey", "world:turkey", "state", "GOV"),
]


@pytest.mark.parametrize(("text", "word", "actor", "kind", "sector"), ROWS, ids=[row[0] for row in ROWS])
def test_who_it_is(text: str, word: str, actor: str | None, kind: str, sector: str | None) -> None:
    mention = at(read(text), word)
    assert (mention.actor, mention.kind, mention.sector) == (actor, kind, sector)


def test_the_people_of_a_country_are_not_its_forces() -> None:
    mention = at(read("Russian activists were arrested in Kazan."), "activists")
    assert mention.actor is None
    assert mention.country == "RUS"


def test_the_opponents_of_a_state_are_not_the_state() -> None:
    mention = at(read("Russia met rebels. It called its rivals, the insurgents, terrorists."), "rivals")
    assert mention.actor is None


def test_another_given_name_is_another_person() -> None:
    text = "Iraqi lawmakers met in Baghdad. A district administrator, Hayatullah Amiri, said the town was lost."
    assert at(read(text), "Amiri").actor is None


def test_a_backer_is_not_the_actor() -> None:
    mention = at(read("A Russian-backed militia shelled the town."), "militia")
    assert mention.actor is None


def test_one_of_two_backers_is_not_the_actor() -> None:
    mention = at(read("Russian and Iran-backed militias shelled the town."), "militias")
    assert mention.actor is None


def test_an_acronym_may_be_written_as_the_word_it_is_read_as() -> None:
    reading = read("Nato warplanes struck the depot and Unicef closed its office, while Lana Petrov watched.")
    assert at(reading, "warplanes").actor == "world:nato"
    assert at(reading, "Unicef").actor == "world:unicef"
    assert at(reading, "Petrov").person


def test_against_a_group_is_not_of_it() -> None:
    mention = at(read("An anti-Hezbollah militia shelled the town."), "militia")
    assert mention.actor is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Brig. Gen. Pavel Moroz left the city.", "Pavel Moroz"),
        ("The governor of the district, Yara Haddad, left the city.", "Yara Haddad"),
        ("A journalist named Pilar Soto left the city.", "Pilar Soto"),
        ("A fighter who uses the nom de guerre Tamarin left the city.", "Tamarin"),
        ("Hnin, a nurse who stayed, left the city.", "Hnin"),
    ],
)
def test_a_person_has_a_name(text: str, name: str) -> None:
    reading = read(text)
    assert name in [m.name for m in reading.actors if m.person]


def test_a_place_is_no_actor_and_a_capital_that_speaks_is() -> None:
    assert read("Fighting broke out in Syria.").actors == [] or all(
        m.name != "Syria" for m in read("Fighting broke out in Syria.").actors
    )
    assert at(read("Damascus denied the report."), "Damascus").actor == "world:syria"


def test_every_mention_slices_back() -> None:
    reading = read("General Hla Win, a spokesman for the junta, said two soldiers and six villagers died.")
    assert reading.actors
    for mention in reading.actors:
        said = mention.to_mention(reading.parsed)
        assert reading.parsed.text[said.start : said.end] == said.text
        assert mention.first <= mention.head <= mention.last
