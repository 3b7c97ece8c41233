"""Every format as its real consumers read it."""

import csv
import json
from datetime import date

import pytest

from according.export import acled, ged, plover
from according.export.formats import BUILT_IN, UnknownFormat, writer
from according.export.geojson import geometry
from according.model.claim import Attribution, Claim, Control, Figure, MadeBy, Mention, Toll
from according.model.place import PlaceRef
from according.model.report import Report
from according.model.span import Quote
from according.model.when import Published, When
from according.protect.policy import load_profile
from according.protect.release import Release, make_release
from tests.export.consumers import consumer

NEEDS = {"parquet": "pyarrow", "ftm": "followthemoney"}
TEXT = "Shelling killed at least 12 people in Marea on Monday, the clinic said. The army holds Azaz."
MAREA = PlaceRef("Marea", 38, 43, "geonames:2", "Marea", "city", "SYR", "Aleppo", 36.48, 37.19, 1.0, "in", 1)
NORTH = PlaceRef("northern Aleppo Province", 0, 1, "x", "Aleppo Province", "province", "SYR", "Aleppo", 36.5, 37.2,
                 40.0, "part-of", 5)


@pytest.fixture
def release() -> Release:
    published = Published(date(2021, 3, 2))
    report = Report(Report.make_id(TEXT, "Demo Herald", published, None), TEXT, "r1", publisher="Demo Herald",
                    url="https://example.org/r1", published=published, title="Marea shelled")
    made = MadeBy(engine="rules", version="1", codebook="1", pack="world-1")
    day = When(date(2021, 3, 1), date(2021, 3, 1), 1, "Monday", 47, 53)
    clinic = Attribution(None, "the clinic", "the clinic", 55, 65, "said", "organisation")
    quote = Quote.of(TEXT, 0, 53)
    shelling = Claim(
        id=Claim.make_id(report.id, quote, "event"), report=report.id, report_ref="r1", quote=quote, kind="event",
        made_by=made, event_type="ASSAULT", mode="heavy-weapons",
        recipient=(Mention("people", 28, 34, None, "people"),), place=MAREA, time=day,
        toll=Toll(killed=Figure(12, None, None, "people")), attribution=(clinic,), standing="reported",
        crosswalk=(("acled_type", "Explosions/Remote violence"),
                   ("acled_sub_event", "Shelling/artillery/missile attack"), ("ucdp_type", "3")))
    hold_quote = Quote.of(TEXT, 72, 92)
    hold = Claim(
        id=Claim.make_id(report.id, hold_quote, "control"), report=report.id, report_ref="r1", quote=hold_quote,
        kind="control", made_by=made, place=NORTH, time=When(None, date(2021, 3, 2)),
        control=Control("hold", Mention("The army", 72, 80, None, "the army")))
    return make_release([shelling, hold], [report], load_profile("internal"))


def test_acled_has_its_columns_and_code_lists(release, tmp_path):
    writer("acled")(release, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert tuple(rows[0])[: len(acled.COLUMNS)] == acled.COLUMNS
    assert len(rows) == 1
    row = rows[0]
    told = [row[c] for c in ("sub_event_type", "fatalities", "event_date", "time_precision", "geo_precision")]
    assert told == ["Shelling/artillery/missile attack", "12", "2021-03-01", "1", "1"]
    assert row["according_to"] == "the clinic"
    assert row["disorder_type"] == "Political violence"


def test_ged_states_bounds_and_leads_back(release, tmp_path):
    writer("ged")(release, tmp_path / "g.csv")
    with (tmp_path / "g.csv").open(encoding="utf-8") as lines:
        (row,) = csv.DictReader(lines)
    assert tuple(row) == ged.COLUMNS
    assert (row["low"], row["best"], row["high"], row["type_of_violence"]) == ("12", "12", "", "3")
    assert row["geom_wkt"] == "POINT (37.19 36.48)"
    assert row["source_original"] == "the clinic"


def test_plover_is_read_by_pandas(release, tmp_path):
    pandas = consumer("pandas")
    writer("plover")(release, tmp_path / "p.tsv")
    frame = pandas.read_csv(tmp_path / "p.tsv", sep="\t")
    assert tuple(frame.columns) == plover.COLUMNS
    assert frame["Event Type"].tolist() == ["ASSAULT"]
    assert frame["GeoNames ID"].tolist() == [2]


def test_geojson_draws_uncertainty_as_an_area(release, tmp_path):
    writer("geojson")(release, tmp_path / "c.geojson")
    data = json.loads((tmp_path / "c.geojson").read_text(encoding="utf-8"))
    exact, vague = data["features"]
    assert exact["geometry"] == {"type": "Point", "coordinates": [37.19, 36.48]}
    ring = vague["geometry"]["coordinates"][0]
    assert ring[0] == ring[-1]
    assert len(ring) > 30
    assert exact["properties"]["according_to"] == "the clinic"
    assert vague["properties"]["according_to"] is None


def test_an_unresolved_place_has_no_geometry():
    assert geometry(None) is None
    assert geometry({"name": "Somewhere", "lat": None, "lon": None}) is None


def test_geojson_passes_a_validator(release, tmp_path):
    validator = consumer("geojson_pydantic")
    writer("geojson")(release, tmp_path / "c.geojson")
    collection = validator.FeatureCollection.model_validate_json((tmp_path / "c.geojson").read_text(encoding="utf-8"))
    assert len(collection.features) == 2


def test_parquet_is_read_by_geopandas(release, tmp_path):
    consumer("pyarrow")
    geopandas = consumer("geopandas")
    writer("parquet")(release, tmp_path / "c.parquet")
    frame = geopandas.read_parquet(tmp_path / "c.parquet")
    assert frame["killed_low"].iloc[0] == 12
    assert (frame.geometry.iloc[0].x, frame.geometry.iloc[0].y) == (37.19, 36.48)


def test_hxl_tags_are_understood(release, tmp_path):
    hxl = consumer("hxl")
    writer("hxl")(release, tmp_path / "c.csv")
    with hxl.data(str(tmp_path / "c.csv"), hxl.InputOptions(allow_local=True)) as source:
        rows = [row.get("#affected+killed+min") for row in source]
    assert [row or "" for row in rows] == ["12", ""]


def test_prov_leads_from_claim_to_report_and_speaker(release, tmp_path):
    writer("prov")(release, tmp_path / "c.jsonld")
    graph = {node["@id"]: node for node in json.loads((tmp_path / "c.jsonld").read_text(encoding="utf-8"))["@graph"]}
    claim = next(n for n in graph.values() if n.get("according:standing") == "reported")
    assert graph[claim["prov:wasAttributedTo"][0]]["rdfs:label"] == "the clinic"
    assert graph[claim["prov:wasQuotedFrom"]]["rdfs:label"] == "Marea shelled"


def test_a_cell_cannot_run_as_a_formula(release, tmp_path):
    from according.export.tables import write_csv

    write_csv(tmp_path / "x.csv", ("a",), [{"a": "=cmd()"}])
    assert "'=cmd()" in (tmp_path / "x.csv").read_text()


def test_an_unknown_format_names_the_known_ones():
    with pytest.raises(UnknownFormat, match="acled"):
        writer("xls")


@pytest.mark.parametrize("name", BUILT_IN)
def test_an_empty_release_is_written_too(name, tmp_path):
    if name in NEEDS:
        consumer(NEEDS[name])
    empty = make_release([], [], load_profile("public"))
    writer(name)(empty, tmp_path / "out")
    assert (tmp_path / "out").exists()
