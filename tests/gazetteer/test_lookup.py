"""The gazetteer: built once for the tests' machine, looked up by any usual spelling, missing loudly."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from according.gazetteer import lookup
from according.gazetteer.demonyms import demonyms
from according.gazetteer.lookup import Gazetteer, GazetteerMissing, open_gazetteer
from according.model.place import Place


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Hama", "geonames:170017"),
        ("Ḩamāh", "geonames:170017"),
        ("حماة", "geonames:170017"),
        ("Хама", "geonames:170017"),
        ("Tal Abyad", "geonames:163750"),
        ("Syria", "geonames:163843"),
        ("U.S.", "geonames:6252001"),
        ("Gulf of Aden", "according:gulf-of-aden"),
    ],
)
def test_a_name_finds_its_place_first(gazetteer: Gazetteer, name: str, id_: str) -> None:
    assert id_ in [place.id for place in gazetteer.find(name)][:2]


@pytest.mark.parametrize(
    ("old", "new"), [("Kiev", "Kyiv"), ("Kharkov", "Kharkiv"), ("Rangoon", "Yangon"), ("Halab", "Aleppo")]
)
def test_older_and_local_names_find_the_same_city(gazetteer: Gazetteer, old: str, new: str) -> None:
    cities = [p.id for p in gazetteer.find(new) if p.kind == "city"]
    assert cities[0] in [p.id for p in gazetteer.find(old)]


def test_levels_are_kept_apart(gazetteer: Gazetteer) -> None:
    assert {p.kind for p in gazetteer.find("Aleppo") if p.country == "SYR"} >= {"city", "province"}


def test_a_loose_match_says_what_it_is_like(gazetteer: Gazetteer) -> None:
    matches = gazetteer.candidates("Dier Ezzour")
    assert matches and all("spelled like" in m.why and m.alike < 1.0 for m in matches)


def test_an_unknown_name_finds_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Xqzzyville") == []


def test_places_laid_on_top_are_found_and_do_not_double(gazetteer: Gazetteer) -> None:
    hill = Place("pack:hill", "Hill 4040", "area", 35.0, 38.0, "SYR", source="test list")
    hama = Place("geonames:170017", "Hama", "city", 35.13, 36.76, "SYR", source="test list")
    above = gazetteer.overlay([hill, hama], {"pack:hill": ("Tall al-Qimma",)})
    assert above.find("Tall al-Qimma") == [hill]
    assert [p.id for p in above.find("Hama")].count("geonames:170017") == 1
    assert gazetteer.find("Hill 4040") == []


def test_the_file_names_its_sources_and_licences(gazetteer: Gazetteer) -> None:
    sources = gazetteer.sources()
    assert {"towns", "countries", "airports"} <= {s["part"] for s in sources}
    assert all(s["version"] and s["licence"] for s in sources)


def test_opening_is_fast_and_lookups_are_fast(gazetteer: Gazetteer) -> None:
    began = time.perf_counter()
    fresh = Gazetteer(*gazetteer.paths)
    fresh.find("Hama")
    assert time.perf_counter() - began < 0.5


def test_a_missing_gazetteer_that_cannot_be_built_is_a_loud_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv(lookup.VARIABLE, str(blocked / "gazetteer.sqlite"))
    with pytest.raises(GazetteerMissing, match="according gazetteer build"):
        open_gazetteer()


def test_demonyms_of_two_countries_are_left_out() -> None:
    assert demonyms()["syrian"] == "SYR"
    assert "congolese" not in demonyms()


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("حلب", "SYR"),
        ("دير الزور", "SYR"),
        ("صنعاء", "YEM"),
        ("الموصل", "IRQ"),
        ("Бахмут", "UKR"),
        ("Лисичанськ", "UKR"),
        ("Харьков", "UKR"),
        ("Севастополь", "UKR"),
    ],
)
def test_arabic_and_cyrillic_names(gazetteer: Gazetteer, name: str, country: str) -> None:
    found = gazetteer.candidates(name)
    assert found and found[0].place.country == country and found[0].alike == 1.0


def test_a_countrys_code_is_no_name_of_it(gazetteer: Gazetteer) -> None:
    assert all(m.place.kind != "country" for m in gazetteer.candidates("Ind."))
    india = gazetteer.country("IND")
    assert india is not None and india.place.name == "India"
    assert gazetteer.country("XXX") is None
