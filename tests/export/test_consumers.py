"""A release of the page's test record, read back by the programs that people use: columns, code lists, links."""

import json
import re
from pathlib import Path

import pytest

from according.codebook.crosswalk import sub_events
from according.codebook.lists import modes, quads
from according.export import acled, ged, plover
from according.export.formats import BUILT_IN, writer
from according.export.ged import priogrid
from according.model.claim import HARMS, Figure, Toll
from according.protect.door import let_out
from according.protect.leak import LeakFound
from according.protect.policy import load_profile
from according.protect.release import make_release
from tests.export.consumers import consumer
from tests.export.test_formats import NEEDS
from tests.web.telling import HIDDEN, told

CROSS = {"COERCE": (("acled_type", "Battles"), ("acled_sub_event", "Non-state actor overtakes territory")),
         "ASSAULT": (("acled_type", "Explosions/Remote violence"), ("ucdp_type", "1"),
                     ("acled_sub_event", "Shelling/artillery/missile attack"))}


def release_of(profile):
    from dataclasses import replace

    pairs = told()
    claims = [replace(c, crosswalk=CROSS.get(c.event_type, ())) for _, cs in pairs for c in cs]
    return make_release(claims, [r for r, _ in pairs], load_profile(profile), secret=b"s" * 32)


@pytest.fixture(scope="module")
def release():
    return release_of("internal")


@pytest.fixture
def written(release, tmp_path):
    def write(name):
        writer(name)(release, tmp_path / name)
        return tmp_path / name

    return write


def test_acled_keeps_to_the_columns_and_lists_of_acled(written):
    frame = consumer("pandas").read_csv(written("acled"))
    assert tuple(frame.columns[: len(acled.COLUMNS)]) == acled.COLUMNS
    assert len(frame) and all(sub_events()[sub] == kind for sub, kind in zip(
        frame.sub_event_type, frame.event_type, strict=True))
    assert set(frame.disorder_type) <= set(acled.DISORDER.values())
    assert set(frame.time_precision.dropna()) <= {1, 2, 3} and set(frame.geo_precision.dropna()) <= {1, 2, 3}
    assert frame.latitude.dropna().between(-90, 90).all() and frame.longitude.dropna().between(-180, 180).all()
    assert frame.event_date.map(lambda d: re.fullmatch(r"\d{4}-\d\d-\d\d", d) is not None).all()
    assert frame.event_id_cnty.is_unique


def test_ged_keeps_to_the_columns_and_lists_of_ucdp(written):
    pandas, shapely = consumer("pandas"), consumer("shapely")
    frame = pandas.read_csv(written("ged"), parse_dates=["date_start", "date_end"])
    assert tuple(frame.columns) == ged.COLUMNS and len(frame)
    assert set(frame.type_of_violence) <= {1, 2, 3} and set(frame.where_prec) <= set(range(1, 8))
    assert set(frame.date_prec) <= set(range(1, 6)) and set(frame.event_clarity) <= {1, 2}
    assert (frame.low <= frame.best).all() and (frame.best <= frame.high.fillna(frame.best)).all()
    assert (frame.date_start <= frame.date_end).all()
    points = [shapely.from_wkt(wkt) for wkt in frame.geom_wkt]
    assert [(p.y, p.x) for p in points] == list(zip(frame.latitude, frame.longitude, strict=True))
    assert all(priogrid(y, x) == cell for y, x, cell in zip(
        frame.latitude, frame.longitude, frame.priogrid_gid, strict=True))


def test_prio_grid_counts_from_the_south_west():
    assert (priogrid(-89.75, -179.75), priogrid(-89.75, 179.75), priogrid(-89.25, -179.75)) == (1, 720, 721)
    assert priogrid(90, 180) == 259_200


def test_codes_of_countries_are_names_and_numbers():
    from according.export.countries import country

    assert country("SYR") == ("Syria", 760)
    assert country("TST") is None and country("") is None


def test_polecat_keeps_to_plovers_types_and_modes(written):
    frame = consumer("pandas").read_csv(written("plover"), sep="\t")
    assert tuple(frame.columns) == plover.COLUMNS and len(frame)
    assert set(frame["Event Type"]) <= set(quads())
    for kind, mode in zip(frame["Event Type"], frame["Event Mode"].fillna(""), strict=True):
        assert not mode or mode in modes()[kind]


def test_hxl_passes_the_standards_own_schema(written):
    hxl = consumer("hxl")
    with hxl.data(str(written("hxl")), hxl.InputOptions(allow_local=True)) as source:
        assert source.validate() is True
    with hxl.data(str(written("hxl")), hxl.InputOptions(allow_local=True)) as source:
        assert {"#event", "#geo", "#date", "#affected", "#meta"} <= {column.tag for column in source.columns}
        assert sum(1 for _ in source) == 10


def test_geojson_is_valid_and_read_by_geopandas(written):
    path = written("geojson")
    parsed = consumer("geojson_pydantic").FeatureCollection.model_validate_json(path.read_text(encoding="utf-8"))
    frame = consumer("geopandas").read_file(path)
    assert len(frame) == len(parsed.features) == 10
    shapes = frame.geometry.dropna()
    assert shapes.is_valid.all() and frame.crs.to_epsg() == 4326


def test_geoparquet_keeps_numbers_and_points(written):
    consumer("pyarrow")
    frame = consumer("geopandas").read_parquet(written("parquet"))
    assert frame.crs.to_epsg() in (4326, None) or frame.crs.to_string() == "OGC:CRS84"
    assert set(frame.geometry.dropna().geom_type) == {"Point"}
    assert frame.killed_low.dropna().tolist() == [9.0, 12.0, 4.0]


def test_prov_is_read_by_a_provenance_parser(written):
    consumer("rdflib")
    document = consumer("prov.model").ProvDocument.deserialize(str(written("prov")), format="rdf", rdf_format="json-ld")
    kinds = [type(record).__name__ for record in document.get_records()]
    assert kinds.count("ProvEntity") == 10 + 7 and "ProvAgent" in kinds and "ProvActivity" in kinds
    assert kinds.count("ProvAttribution") >= 10
    turtle = document.serialize(format="provn")
    assert "Hill Monitor" in turtle


def test_follow_the_money_takes_every_entity(written):
    model = consumer("followthemoney").model
    entities = [model.get_proxy(json.loads(line)) for line in written("ftm").read_text(encoding="utf-8").splitlines()]
    by_id = {e.id: e for e in entities}
    assert len(by_id) == len(entities)
    events = [e for e in entities if e.schema.name == "Event"]
    assert len(events) == 8, "a denial and a plan are no events"
    for event in events:
        event.schema.validate(event.to_dict())
        assert event.first("notes") and by_id[event.first("proof")].schema.name == "Article"
        for name in ("organizer", "involved", "addressEntity"):
            assert all(by_id[key].schema.is_a(event.schema.get(name).range) for key in event.get(name))
    assert any("according to Hill Monitor" in e.first("notes") for e in events)


@pytest.mark.parametrize("profile", ["public", "internal"])
def test_a_site_opens_from_a_disk_and_every_link_leads_somewhere(profile, tmp_path):
    from html.parser import HTMLParser

    class Links(HTMLParser):
        def __init__(self):
            super().__init__()
            self.links, self.ids = [], set()

        def handle_starttag(self, tag, attrs):
            given = dict(attrs)
            self.ids.add(given.get("id"))
            if link := given.get("href") or given.get("src"):
                self.links.append(link)

    writer("site")(release_of(profile), tmp_path / "site")
    pages = {path: Links() for path in (tmp_path / "site").rglob("*.html")}
    for path, links in pages.items():
        links.feed(path.read_text(encoding="utf-8"))
    assert len(pages) == 5 + (8 if profile == "public" else 7)
    for path, links in pages.items():
        for link in links.links:
            assert ":" not in link or link.startswith("https://"), link
            file, _, fragment = link.partition("#")
            aim = (path.parent / file).resolve() if file else path
            assert aim.is_file(), (path, link)
            assert not fragment or aim not in pages or fragment == "main" or fragment in pages[aim].ids, (path, link)


def test_a_site_says_who_says_so(written):
    site = written("site")
    assert "Hill Monitor" in (site / "index.html").read_text(encoding="utf-8")
    assert "Hill Monitor: 12" in (site / "incidents.html").read_text(encoding="utf-8"), "a root's latest figure stands"
    assert json.loads((site / "release.json").read_text())["claims"] == 10


def test_words_of_a_report_cannot_become_markup(tmp_path):
    from dataclasses import replace

    pairs = told()
    claims = [replace(c, standing="<b>x</b>") if n == 0 else c for n, c in enumerate(c for _, cs in pairs for c in cs)]
    reports = [replace(r, title='<script>alert("x")</script>', url="javascript:alert(1)") for r, _ in pairs]
    writer("site")(make_release(claims, reports, load_profile("internal")), tmp_path / "site")
    for path in (tmp_path / "site").rglob("*.html"):
        markup = path.read_text(encoding="utf-8")
        assert "<script>alert" not in markup and 'href="javascript' not in markup and "<b>x</b>" not in markup


# Fields for which a format has no column, and by which it cannot leak.
NOT_WRITTEN = {("ged", "quote"), ("plover", "quote"), ("plover", "attribution")}


def plant(row, field):
    """A row with the protected name put where `field` says."""
    if field == "quote":
        return row | {"quote": {"start": 0, "end": 9, "exact": f"as {HIDDEN} saw"}}
    if field == "agent":
        return row | {"agent": [{"actor": None, "name": HIDDEN, "text": HIDDEN, "start": 0, "end": 1}]}
    if field == "attribution":
        return row | {"attribution": [{"source": None, "name": HIDDEN, "text": None, "start": None, "end": None,
                                       "cue": "said", "kind": "witness", "anonymous": False, "pen_name": False,
                                       "number": None, "protected": None}]}
    return row | {"id": "zahra-qalandari-1"}


@pytest.mark.parametrize("field", ["quote", "agent", "attribution", "id"])
@pytest.mark.parametrize("name", BUILT_IN)
def test_a_leak_planted_in_any_row_is_caught_in_every_format(name, field, tmp_path):
    from dataclasses import replace

    if name in NEEDS:
        consumer(NEEDS[name])
    clean = release_of("public")
    written = {"event_type": "ASSAULT", "mode": "heavy-weapons", "standing": "asserted", "historical": False,
               "crosswalk": dict(CROSS["ASSAULT"]), "toll": Toll(killed=Figure(3, 3, 3, "people")).to_json()}
    rows = tuple(plant(dict(row) | written, field) if row["event_type"] == "COERCE" else row for row in clean.claims)
    if (name, field) in NOT_WRITTEN:
        (out, _) = let_out(replace(clean, claims=rows), writer(name), tmp_path / "out")
        assert HIDDEN.split()[1].encode() not in out.read_bytes()
        return
    with pytest.raises(LeakFound):
        let_out(replace(clean, claims=rows), writer(name), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_only_a_folder_of_a_release_is_replaced(release, tmp_path):
    site = tmp_path / "site"
    let_out(release, writer("site"), site)
    (site / "old.html").write_text("old")
    let_out(release, writer("site"), site)
    assert not (site / "old.html").exists()
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    with pytest.raises(FileExistsError, match="name another"):
        let_out(release, writer("site"), mine)
    assert Path(mine / "thesis.txt").read_text() == "years of work"


def test_harms_of_the_record_are_the_harms_of_the_tables():
    from according.export.flat import COLUMNS

    assert {c.split("_")[0] for c in COLUMNS if c.endswith("_best")} <= set(HARMS)
