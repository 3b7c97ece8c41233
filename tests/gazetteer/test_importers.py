"""Places of one's own: the three kinds of file, and what is wrong with a bad one."""

from __future__ import annotations

from pathlib import Path

import pytest

from according.gazetteer.importers import ImportFailed, add_to_user_layer, cod_table, geonames_dump, own_csv
from according.gazetteer.lookup import Gazetteer

DUMP = "\t".join(
    [
        "1",
        "Tall Test",
        "Tall Test",
        "Tel Test,تل",
        "35.5",
        "37.5",
        "P",
        "PPL",
        "SY",
        "",
        "09",
        "",
        "",
        "",
        "120",
        "",
        "300",
        "Asia/Damascus",
        "2020-01-01",
    ]
)


def test_a_geonames_dump(tmp_path: Path) -> None:
    file = tmp_path / "SY.txt"
    file.write_text(DUMP + "\n", encoding="utf-8")
    entry = next(geonames_dump(file))
    assert (entry.id, entry.kind, entry.country, entry.population) == ("geonames:1", "city", "SYR", 120)
    assert "Tel Test" in entry.also


def test_a_cod_table_gives_its_deepest_units_once(tmp_path: Path) -> None:
    file = tmp_path / "cod.csv"
    file.write_text(
        "ADM1_EN,ADM1_PCODE,ADM2_EN,ADM2_PCODE\nTestland,YE11,Upper Test,YE1101\nTestland,YE11,Upper Test,YE1101\n",
        encoding="utf-8",
    )
    entries = list(cod_table(file))
    assert [(e.id, e.name, e.kind, e.country, e.admin1) for e in entries] == [
        ("pcode:YE1101", "Upper Test", "district", "YEM", "Testland")
    ]


def test_own_places_are_found_with_the_rest_and_a_second_import_replaces_the_first(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("name,lat,lon,country,aliases\nTall Test,35.5,37.5,SYR,Tel Test|Tell Test\n", encoding="utf-8")
    layer = tmp_path / "user.sqlite"
    for _ in range(2):
        assert add_to_user_layer(layer, "own list", file, "CC0", own_csv(file)) == 1
    found = Gazetteer(layer).find("Tell Test")
    assert [(p.name, p.lat, p.country) for p in found] == [("Tall Test", 35.5, "SYR")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,lat,lon,colour\nA,1,2,red\n", "unknown columns colour"),
        ("name,lat\nA,1\n", "no column lon"),
        ("name,lat,lon\nA,north,2\n", "line 2: 'north' is no number"),
        ("name,lat,lon\n,1,2\n", "line 2: no name"),
    ],
)
def test_a_bad_csv_says_what_is_wrong(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ImportFailed, match=message):
        list(own_csv(file))


def test_a_short_dump_line_names_its_line(tmp_path: Path) -> None:
    file = tmp_path / "SY.txt"
    file.write_text("1\tTall Test\n", encoding="utf-8")
    with pytest.raises(ImportFailed, match="line 1: 2 columns"):
        list(geonames_dump(file))
