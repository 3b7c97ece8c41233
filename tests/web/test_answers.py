"""What the routes answer with: the record's claims under every filter, and words instead of failures on odd input."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from according.answer import kept_incidents
from according.web import happenings

LISTS = ["claims", "reports", "control", "control/history", "incidents", "tolls", "threads", "actors", "sources",
         "routes", "landmarks", "air", "aims", "graph", "search", "review", "judgements", "meta", "claims/x",
         "reports/x", "incidents/x"]
NAMES = ["on", "known_on", "from", "to", "place", "actor", "source", "standing", "type", "kind", "text", "offset",
         "limit", "facets", "done"]
VALUES = st.one_of(
    st.text(max_size=30), st.dates().map(str), st.integers().map(str),
    st.sampled_from(["", "2020-03-01", "0001-01-01", "9999-12-31", "t:ford", "Ford", "Red Army", '"', '" OR 1', "*",
                     "a*", "NEAR(", "قصف", "\x00", "%00", "true", "-1", "99999999999999999999", "null", "'; --"]))


@pytest.mark.parametrize(("query", "count"), [
    ("", 10), ("kind=control", 4), ("place=t:ford", 5), ("place=Ford", 5), ("place=ford", 5), ("actor=t:reds", 5),
    ("standing=denied", 1), ("type=ASSAULT", 3), ("on=2020-03-01", 4), ("from=2020-03-02&to=2020-03-02", 2),
    ("known_on=2020-03-01", 3), ("known_on=2020-03-02&place=Ford", 5), ("text=captured", 2), ("text=قصف", 1),
    ("source=Hill%20Monitor", 3), ("place=Atlantis", 0), ("limit=2", 10), ("offset=8", 10),
])
def test_filters(query, count, as_role):
    assert as_role("reader").get(f"/api/claims?{query}").json()["total"] == count


def test_pages_do_not_overlap(as_role):
    ask = as_role("reader")
    whole = [c["id"] for c in ask.get("/api/claims").json()["claims"]]
    pages = [c["id"] for at in range(0, 12, 4) for c in ask.get(f"/api/claims?offset={at}&limit=4").json()["claims"]]
    assert pages == whole


def test_quotes_slice_back(as_role):
    ask = as_role("reader")
    for line in ask.get("/api/reports").json()["reports"]:
        told = ask.get(f"/api/reports/{line['id']}").json()
        text = told["report"]["text"]
        assert all(text[c["quote"]["start"]:c["quote"]["end"]] == c["quote"]["exact"] for c in told["claims"])


def test_a_place_shows_its_rule_and_sentences(as_role):
    ford = as_role("reader").get("/api/control?place=t:ford").json()["places"][0]
    assert (ford["lat"], ford["lon"]) == (36.4, 37.1)
    assert ford["rule_text"] and ford["sentences"] and ford["would_change"]


def test_history_goes_from_one_holder_to_another(as_role):
    line = next(x for x in as_role("reader").get("/api/control/history").json()["lines"] if x["place"] == "Ford")
    days = [(s["from"], s["to"]) for s in line["stretches"]]
    assert all(a <= b for a, b in days)
    assert all(date.fromisoformat(y[0]) - date.fromisoformat(x[1]) == timedelta(days=1) for x, y in pairwise(days))
    assert line["stretches"][-1]["state"]["holders"] or line["stretches"][-1]["state"]["rivals"]


def test_an_incident_leads_its_outlets_back_to_their_root(as_role):
    ask = as_role("reader")
    key = next(i["id"] for i in ask.get("/api/incidents").json()["incidents"] if i["mode"] == "seize")
    told = ask.get(f"/api/incidents/{key}").json()
    root = next(r for r in told["roots"] if r["name"] == "Hill Monitor")
    assert {"Plain Herald", "River Post"} >= {o["publisher"] for o in root["outlets"]} >= {"Plain Herald"}
    assert told["toll"] is None or told["toll"]["harms"]


def test_an_incident_of_another_time_is_found_by_the_filters_it_was_listed_under(as_role, monkeypatch):
    monkeypatch.setattr(happenings, "TOO_MANY", 1)
    monkeypatch.setattr(happenings, "WINDOW_DAYS", 1)
    ask = as_role("reader")
    asked = "from=2020-03-01&to=2020-03-02"
    key = next(i["id"] for i in ask.get(f"/api/incidents?{asked}").json()["incidents"] if i["place"] == "Ford")
    assert ask.get(f"/api/incidents/{key}?{asked}").json()["incident"]["id"] == key


@pytest.mark.parametrize(("query", "count"), [
    ("", 7), ("place=t:mill", 2), ("standing=denied", 1), ("text=baker", 1), ("text=baker&place=Ford", 0),
    ("from=2020-03-04", 3), ("source=Hill%20Monitor", 2)])
def test_reports_are_those_with_a_claim_that_passes(query, count, as_role):
    told = as_role("reader").get(f"/api/reports?{query}").json()
    assert told["total"] == len(told["reports"]) == count


def test_control_as_one_source_tells_it_and_through_a_span(as_role):
    ask = as_role("reader")
    by_monitor = ask.get("/api/control?source=Hill%20Monitor").json()["places"]
    assert {p["place"] for p in by_monitor} == {"Ford"} and by_monitor[0]["holders"][0]["name"] == "Blue Front"
    told = ask.get("/api/control/history?from=2020-03-01&to=2020-03-02&place=Ford").json()
    (line,) = told["lines"]
    assert (told["from"], told["to"], told["total"]) == ("2020-03-01", "2020-03-02", 1)
    assert line["stretches"][0]["from"] == "2020-03-01" and line["stretches"][-1]["to"] == "2020-03-02"
    assert ask.get("/api/control/history?from=2020-03-03&to=2020-03-02").status_code == 422
    assert ask.get("/api/control/history?actor=Nobody").json()["lines"] == []


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(route=st.sampled_from(LISTS), asked=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=4))
def test_odd_questions_are_answered_or_refused_in_words(route, asked, as_role):
    answer = as_role("admin").get(f"/api/{route}", params=asked)
    assert answer.status_code in (200, 404, 422), (answer.status_code, answer.text)
    assert answer.status_code == 200 or answer.json()["detail"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=20),
                         lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
                             ["kind", "subjects", "reason", "item", "field", "value"]), inner, max_size=5),
                         max_leaves=8))
def test_odd_judgements_are_refused_in_words(body, as_role):
    answer = as_role("admin").post("/api/judgements", json=body)
    assert answer.status_code in (422, 403)


def test_a_large_record_says_how_many_claims_are_still_to_be_compared(as_role, monkeypatch):
    monkeypatch.setattr(kept_incidents, "KEEP_FROM", 1)
    monkeypatch.setattr(happenings, "TOO_MANY", 2)
    monkeypatch.setattr(happenings, "WINDOW_DAYS", 10000)
    ask = as_role("reader")
    told = ask.get("/api/incidents?limit=77").json()
    assert told["pending"] == 10 and told["incidents"] == []
    monkeypatch.setattr(happenings, "TOO_MANY", 20)
    told = ask.get("/api/incidents?from=2020-01-01&to=2020-12-31").json()
    assert told["pending"] == 0 and told["total"] > 2
    listed = {i["id"]: i for i in told["incidents"]}
    monkeypatch.setattr(happenings, "TOO_MANY", 2)
    assert ask.get("/api/incidents?limit=77").json()["pending"] == 0
    for key, line in listed.items():
        shown = ask.get(f"/api/incidents/{key}").json()
        assert shown["incident"]["claims"] == line["claims"] and shown["incident"]["toll"] == line["toll"]
        home = ask.get(f"/api/claims/{line['claims'][0]}").json()["incident"]
        assert home["id"] == key


def test_a_report_of_a_large_record_names_the_incidents_of_its_claims(as_role, monkeypatch):
    ask = as_role("reader")
    report = ask.get("/api/reports").json()["reports"][0]["id"]
    small = ask.get(f"/api/reports/{report}").json()
    monkeypatch.setattr(kept_incidents, "KEEP_FROM", 1)
    kept = ask.get(f"/api/reports/{report}").json()
    assert kept["incidents"] == small["incidents"] and kept["rivals"] == small["rivals"]
