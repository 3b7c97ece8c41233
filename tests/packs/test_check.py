"""What `according pack check` and the strict reader say of a pack."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from according.cli.pack import app
from according.packs.check import check_pack
from according.packs.index import PackSet
from according.packs.loader import PackError, load_packs, read_pack
from according.packs.new import new_pack

ONE = '[[actor]]\nid = "isles:{id}"\nname = "{name}"\nkind = "armed_group"\nsource = "made up, 2020"\n'


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def isles(tmp_path: Path) -> Path:
    return new_pack("isles", tmp_path)


def problems(folder: Path) -> list[str]:
    pack = read_pack(folder)
    return [f"{p.rule}: {p.entry}" for p in check_pack(pack, PackSet([pack]))]


def actor(name: str, **fields: str) -> str:
    return ONE.format(id=name.lower().replace(" ", "-"), name=name) + "".join(f"{k} = {v}\n" for k, v in fields.items())


@pytest.mark.parametrize("name", sorted(p.name for p in load_packs().packs))
def test_shipped_packs_are_sound(name: str) -> None:
    packs = load_packs()
    pack = packs.pack(name)
    assert pack is not None
    assert check_pack(pack, packs) == []


def test_a_new_pack_is_sound(isles: Path) -> None:
    assert problems(isles) == []


def test_a_new_pack_overwrites_nothing(isles: Path) -> None:
    with pytest.raises(PackError, match="already"):
        new_pack("isles", isles.parent)
    with pytest.raises(PackError, match="no name"):
        new_pack("The Isles", isles.parent)


FILES = [
    (actor("Red Band") + actor("Red Band"), ["id: isles:red-band"]),
    (actor("Red Band", aliases='["RB"]') + actor("River Band", aliases='["RB"]'), ["alias: isles:red-band"]),
    (actor("Red Band", aliases='["RB"]', until="2019-01-01") + actor("River Band", aliases='["RB"]',
                                                                      since="2019-01-01"), []),
    (actor("Red Band", since="2020-01-02", until="2020-01-01"), ["date: isles:red-band"]),
    (actor("Red Band", allegiances='[{ relation = "part_of", other = "isles:nobody" }]'), ["unknown: isles:red-band"]),
    (actor("Red Band", allegiances='[{ relation = "part_of", other = "isles:blue-band" }]')
     + actor("Blue Band", allegiances='[{ relation = "owned_by", other = "isles:red-band" }]'),
     ["cycle: isles:red-band", "cycle: isles:blue-band"]),
    (actor("Red Band", allegiances='[{ relation = "part_of", other = "isles:blue-band", until = 2018-01-01 }]')
     + actor("Blue Band", allegiances='[{ relation = "part_of", other = "isles:red-band", since = 2019-01-01 }]'), []),
]


@pytest.mark.parametrize(("text", "expected"), FILES)
def test_actors(isles: Path, text: str, expected: list[str]) -> None:
    (isles / "actors.toml").write_text(text, encoding="utf-8")
    assert problems(isles) == expected


def test_two_in_one_office(isles: Path) -> None:
    office = 'offices = [{{ of = "isles:council", title = "chair", since = {}, until = {} }}]\n'
    people = actor("Ann Roe") + office.format("2020-01-01", "2021-01-01")
    people += actor("Bea Poe") + office.format("2020-06-01", "2022-01-01")
    (isles / "actors.toml").write_text(actor("Council") + people, encoding="utf-8")
    assert problems(isles) == ["office: isles:ann-roe"]
    (isles / "pack.toml").write_text('name = "isles"\nshared_offices = ["chair"]\n', encoding="utf-8")
    assert problems(isles) == []


PLACES = [
    ("isles:a,Aville,city,36.2,37.1,SYR,Aleppo,,2,,a list", []),
    ("isles:a,Aville,city,96.2,37.1,SYR,Aleppo,,2,,a list", ["place: isles:a"]),
    ("isles:a,Aville,city,56.2,37.1,SYR,Aleppo,,2,,a list", ["place: isles:a"]),
    ("isles:a,Aville,city,36.2,37.1,SYR,Aleppo,,,,a list", ["place: isles:a"]),
]


@pytest.mark.parametrize(("row", "expected"), PLACES)
def test_places(isles: Path, row: str, expected: list[str]) -> None:
    with (isles / "places.csv").open("a", encoding="utf-8") as lines:
        lines.write(row + "\n")
    assert problems(isles) == expected


REFUSED = [
    ("actors.toml", actor("Red Band", colour='"red"'), r"actors\.toml: actor isles:red-band: unknown fields"),
    ("actors.toml", '[[actor]]\nid = "isles:x"\nname = "X"\nkind = "armed_group"\n', "lacks the field 'source'"),
    ("actors.toml", actor("Red Band", since='"soon"'), "not a date"),
    ("actors.toml", actor("Red Band").replace("armed_group", "gang"), "unknown kind 'gang'"),
    ("actors.toml", "[[actors]]\n", "unknown tables"),
    ("actors.toml", "not toml", "actors.toml"),
    ("terms.toml", '[[term]]\nphrases = ["rebels"]\n', "lacks the field 'actor'"),
    ("places.csv", "id,name,colour\n", "unknown columns"),
]


@pytest.mark.parametrize(("file", "text", "message"), REFUSED)
def test_what_cannot_be_read(isles: Path, file: str, text: str, message: str) -> None:
    (isles / file).write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match=message):
        read_pack(isles)


def test_the_cache_follows_the_files(isles: Path) -> None:
    (isles / "actors.toml").write_text(actor("Red Band"), encoding="utf-8")
    assert [a.name for a in read_pack(isles).actors] == ["Red Band"]
    assert [a.name for a in read_pack(isles).actors] == ["Red Band"]
    (isles / "actors.toml").write_text(actor("Blue Band"), encoding="utf-8")
    assert [a.name for a in read_pack(isles).actors] == ["Blue Band"]


def test_command_line(isles: Path) -> None:
    run = CliRunner()
    assert run.invoke(app, ["check", str(isles)]).exit_code == 0
    (isles / "actors.toml").write_text(actor("Red Band", since="2020-01-02", until="2020-01-01"), encoding="utf-8")
    told = run.invoke(app, ["check", str(isles), "--json"])
    assert told.exit_code == 1
    assert '"rule": "date"' in told.stdout
