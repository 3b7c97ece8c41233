"""Places in reports: found, resolved, given rough geometry where the text is rough, and tied to the right event."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest

from according.extract.mentions import finder as mentions
from according.extract.parsing.parser import parse
from according.extract.places import finder as places
from according.extract.places.resolve import resolve_spans
from according.extract.reading import PlaceMention, Reading
from according.gazetteer.lookup import open_gazetteer
from according.model.place import PlaceRef
from according.model.report import Report
from according.packs.loader import load_packs

NAMES = Path(__file__).with_name("place_names.csv")
RIGHT_KM = 10.0


def read(text: str) -> Reading:
    reading = Reading(Report("r", text, "r"), parse(text), load_packs(), open_gazetteer())
    reading.actors = mentions.find(reading)
    reading.index()
    reading.places = places.find(reading)
    reading.index()
    return reading


def place(reading: Reading, name: str) -> PlaceMention:
    return next(m for m in reading.places if m.ref.text and name in m.ref.text)


def event_place(text: str, verb: str) -> PlaceRef | None:
    reading = read(text)
    trigger = next(w for w in reading.parsed.words if w.text == verb)
    return places.place_of(reading, trigger, [])


def km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    return math.hypot((lat1 - lat2) * 111.2, (lon1 - lon2) * 111.3 * math.cos(math.radians(lat1)))


def test_forty_places_of_six_wars_as_newspapers_write_them() -> None:
    """At least nine in ten within 10 km, or the right unit; the misses are listed in the failure."""
    right: dict[str, int] = {}
    misses: list[tuple[str, str, str | None]] = []
    rows = list(csv.DictReader(NAMES.read_text(encoding="utf-8").splitlines()))
    for row in rows:
        text = f"Fighting was reported in {row['name']} in {row['country']} on Friday."
        reading = Reading(Report("r", text, "r"), parse(text), load_packs(), open_gazetteer())
        at = text.index(row["name"])
        country = text.index(row["country"], at + len(row["name"]))
        ref = resolve_spans(reading, [(at, at + len(row["name"])), (country, country + len(row["country"]))])[0]
        off = km(ref.lat, ref.lon, float(row["lat"]), float(row["lon"])) if ref.lat and ref.lon else 9999.0
        good = off <= RIGHT_KM if row["kind"] == "city" else ref.kind in ("province", "region") and off <= 180
        right[row["country"]] = right.get(row["country"], 0) + good
        if not good:
            misses.append((row["country"], row["name"], ref.id))
    assert len(rows) == 240
    assert all(count >= 36 for count in right.values()), misses


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Shells fell on Azaz, in northern Syria, on Monday.", ["Azaz", "Syria"]),
        ("Residents of the village of Zarqiya fled to Hama.", ["Zarqiya", "Hama"]),
        ("HOMS, Syria — Two people died in Rastan.", ["HOMS", "Syria", "Rastan"]),
    ],
)
def test_names_are_found(text: str, wanted: list[str]) -> None:
    assert [m.ref.text for m in read(text).places] == wanted


def test_every_mention_slices_back() -> None:
    reading = read("Rebels took Tal Abyad and three villages near Raqqa. Kiev and Moscow were silent.")
    for mention in reading.places:
        ref = mention.ref
        assert ref.start is not None and ref.end is not None
        assert reading.parsed.text[ref.start : ref.end] == ref.text


def test_a_government_in_the_clothes_of_its_country_is_a_metonym() -> None:
    reading = read("Turkey said its troops had shelled targets near Kobani.")
    assert place(reading, "Turkey").metonym
    assert not place(reading, "Kobani").metonym


def test_the_unit_word_decides_between_a_city_and_its_province() -> None:
    assert place(read("Clashes went on across Aleppo Province in Syria."), "Aleppo").ref.kind == "province"
    assert place(read("Clashes went on in the city of Aleppo in Syria."), "Aleppo").ref.kind == "city"


def test_a_container_beside_the_name_decides() -> None:
    assert place(read("A fire broke out in Paris, Texas, on Tuesday."), "Paris").ref.admin1 == "Texas"
    assert place(read("A fire broke out in Paris on Tuesday, the French police said."), "Paris").ref.country == "FRA"


def test_an_unknown_name_is_kept_and_said_to_be_unresolved() -> None:
    ref = place(read("Fighters entered the village of Xarbuzqa on Sunday."), "Xarbuzqa").ref
    assert ref.id is None and ref.lat is None
    assert "gazetteer" in ref.why


@pytest.mark.parametrize(
    ("text", "name", "relation", "precision"),
    [
        ("A drone crashed near Hama in Syria.", "Hama", "near", 2),
        ("A drone crashed 15 km south of Hama in Syria.", "Hama", "south-of", 2),
        ("A drone crashed on the outskirts of Hama in Syria.", "Hama", "outskirts", 2),
        ("Clashes broke out in northern Aleppo Province in Syria.", "Aleppo", "part-of", 4),
        ("A bus burned on the road from Homs to Hama in Syria.", "Homs", "along", 5),
        ("Smugglers were held on the Turkish side of the Syria border.", "Syria", "border", 5),
    ],
)
def test_rough_places_have_a_relation_and_a_precision(text: str, name: str, relation: str, precision: int) -> None:
    ref = place(read(text), name).ref
    assert (ref.relation, ref.precision) == (relation, precision)


def test_a_distance_moves_the_point_and_widens_it() -> None:
    plain = place(read("A drone crashed in Hama in Syria."), "Hama").ref
    moved = place(read("A drone crashed 20 km south of Hama in Syria."), "Hama").ref
    assert plain.lat and plain.lon and moved.lat and moved.lon and moved.radius_km
    assert km(plain.lat, plain.lon, moved.lat, moved.lon) == pytest.approx(20, abs=1)
    assert moved.lat < plain.lat and moved.radius_km >= 3


@pytest.mark.parametrize(
    ("text", "verb", "wanted"),
    [
        ("Gunmen killed two men in Taiz on Friday.", "killed", "Taiz"),
        ("An official in Sanaa said that gunmen killed two men in Taiz.", "killed", "Taiz"),
        ("Warplanes bombed Idlib on Friday.", "bombed", "Idlib"),
        ("Rebels in Hama withdrew after soldiers attacked Rastan.", "attacked", "Rastan"),
    ],
)
def test_an_event_has_the_place_of_its_clause(text: str, verb: str, wanted: str) -> None:
    ref = event_place(text, verb)
    assert ref is not None and ref.text == wanted and ref.inherited is None


def test_an_argument_that_is_a_place_comes_first() -> None:
    reading = read("Fighters from Hama captured Rastan.")
    words = reading.parsed.words
    trigger = next(w for w in words if w.text == "captured")
    rastan = next(w for w in words if w.text == "Rastan")
    ref = places.place_of(reading, trigger, [rastan.i])
    assert ref is not None and ref.text == "Rastan"


def test_a_place_from_the_sentence_before_is_marked() -> None:
    ref = event_place("Soldiers entered Taiz on Friday. Two people were wounded.", "wounded")
    assert ref is not None and (ref.text, ref.inherited) == ("Taiz", "previous")


def test_without_any_place_there_is_none() -> None:
    assert event_place("Two people were wounded.", "wounded") is None
