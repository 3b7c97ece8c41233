"""Roads: for whom, in which direction, announced or passed; the user's own; a road out of an OpenStreetMap extract."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from according.answer import corridors, routes
from according.answer.route_words import direction_in, has_passed, names_road, status_in, users_in
from according.model.place import PlaceRef
from according.packs.index import PackSet
from according.packs.shape import Pack
from according.store.record import Record, open_record
from tests.answer.telling import ACTORS, told
from tests.answer.test_questions import remade

ROAD = {"id": "t:road", "name": "Mill road", "aliases": ["road from Ford to the border"],
        "places": ["t:ford", "t:mill", "t:gate"]}
PACKS = PackSet([Pack("t", "Test land", "1", ("TST",), ACTORS, (), corridors=(ROAD,))])


def event(text: str, on: str, kind: str = "COERCE", place: str = "", **more: object) -> tuple:  # type: ignore[type-arg]
    pair = told("", None, on, text=text, event_type=kind)
    if place:
        more["place"] = PlaceRef(place, 0, len(place), f"t:{place.lower()}", place, "city", "TST")
    return remade(pair, **more)


@pytest.fixture
def record(tmp_path: Path) -> Record:
    opened = open_record(tmp_path / "r.sqlite", create=True)
    for claim, source in [
        event("The Reds cut the Mill road for all traffic.", "2020-05-01"),
        event("The Mill road was declared open for aid to Gate, the mayor announced.", "2020-05-08", "CONCEDE",
              standing="planned"),
        event("Three aid trucks crossed to Gate on the Mill road.", "2020-05-10", "AID"),
        event("Snipers threaten the Mill road at Mill.", "2020-05-12", "THREATEN", "Mill"),
        event("Shelling closed the highway to Dale.", "2020-05-12", "COERCE", "Dale"),
        told("gain", "Red Army", "2020-05-14"),
    ]:
        opened.add(source, [claim], claim.made_by)
    return opened


def test_each_class_of_users_has_its_own_last_word(record: Record) -> None:
    (road,) = routes.answer(record, PACKS).routes
    last = {(u.users, u.direction): u for u in road.segments[0].uses}
    assert last["all", ""].status == "threatened"
    assert last["aid", ""].status == "open" or last["aid", "to gate"].status == "open"


def test_announced_is_not_passed(record: Record) -> None:
    (road,) = routes.answer(record, PACKS, on=date(2020, 5, 9)).routes
    aid = [s for s in road.statements if "aid" in s.users]
    assert [(s.status, s.passed) for s in aid] == [("open", False)]
    (road,) = routes.answer(record, PACKS).routes
    assert [s.passed for s in road.statements if "aid" in s.users] == [False, True]


def test_a_capture_on_the_way_names_its_claims(record: Record) -> None:
    (road,) = routes.answer(record, PACKS).routes
    assert len(road.review) == len(road.review_claims) == 1 and road.review_claims[0]
    assert "claims" in routes.render(routes.answer(record, PACKS))


def test_roads_that_no_list_names_are_told_too(record: Record) -> None:
    found = routes.answer(record, PACKS)
    assert [s.sentence.text for s in found.others] == ["Shelling closed the highway to Dale."]
    assert json.dumps(found.to_json())


def test_a_corridor_of_the_user_is_answered_like_a_pack_s(record: Record, tmp_path: Path) -> None:
    own = {"id": "my:1", "name": "Dale highway", "aliases": ["highway to Dale"], "places": ["t:dale", "t:ford"]}
    (tmp_path / "own.json").write_text(json.dumps([own]))
    read = corridors.read(tmp_path / "own.json")
    found = {r.id: r for r in routes.answer(record, PACKS, corridors=read).routes}
    assert [s.status for s in found["my:1"].statements] == ["cut"]
    assert routes.answer(record, PACKS, corridors=read).others == ()


def test_a_corridor_without_places_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text('[[corridor]]\nid = "x"\nname = "X"\nplaces = ["one"]\n')
    with pytest.raises(ValueError, match="two places"):
        corridors.read(tmp_path / "bad.toml")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Fighters threatened to cut off the road to the north.", "threatened"),
        ("Government troops cut the highway.", "cut"),
        ("The road was reopened after two years.", "open"),
        ("The road runs along the river.", "unknown"),
        ("Shells fell on the supply route.", "threatened"),
    ],
)
def test_what_a_sentence_says_of_a_road(text: str, status: str) -> None:
    assert status_in(text) == status


def test_users_direction_and_passing() -> None:
    assert users_in("Relief trucks and families used the corridor.") == ("aid", "civilians")
    assert users_in("The road is closed.") == ()
    assert direction_in("Buses left Ford for Gate.", {"Ford": "Ford", "Gate": "Gate"}) == "to Gate"
    assert direction_in("A convoy from Ford was stopped.", {"Ford": "Ford"}) == "from Ford"
    assert has_passed("The convoy reached Gate.") and not has_passed("The convoy may go to Gate.")


def test_a_road_is_known_by_name_or_by_all_the_words_of_its_description() -> None:
    aliases = ("Mill road", "road from Ford to the northern border")
    assert names_road("They cut the Mill road.", None, aliases)
    assert names_road("They threatened the route to the northern border.", "Ford", aliases)
    assert not names_road("They threatened the route to the northern border.", "Dale", aliases)
    assert not names_road("The border is closed.", "Ford", aliases)


def test_a_road_out_of_an_openstreetmap_extract(tmp_path: Path) -> None:
    osmium = pytest.importorskip("osmium", reason="needs the extra routes")
    path = tmp_path / "tiny.osm.pbf"
    points = [(30.0, 10.0), (30.0, 10.2), (30.0, 10.4), (30.0, 10.6)]
    with osmium.SimpleWriter(str(path)) as writer:
        for n, (lat, lon) in enumerate(points, 1):
            writer.add_node(osmium.osm.mutable.Node(id=n, location=(lon, lat)))
        tags = {"highway": "trunk", "ref": "M 5"}
        # The second piece stands first and runs the other way, as in real extracts.
        writer.add_way(osmium.osm.mutable.Way(id=1, nodes=[4, 3], tags=tags))
        writer.add_way(osmium.osm.mutable.Way(id=2, nodes=[1, 2, 3], tags=tags))
        writer.add_way(osmium.osm.mutable.Way(id=3, nodes=[1, 4], tags={"highway": "path", "ref": "X1"}))
    places = {"far": (31.0, 10.0), "east": (30.01, 10.6), "west": (30.01, 10.0), "middle": (29.99, 10.2)}
    found = corridors.from_osm(path, "M5", places)
    assert found["places"] in (["west", "middle", "east"], ["east", "middle", "west"])
    with pytest.raises(ValueError, match="no road"):
        corridors.from_osm(path, "M9", places)
    with pytest.raises(ValueError, match="fewer than two"):
        corridors.from_osm(path, "M5", {"far": (31.0, 10.0)})
