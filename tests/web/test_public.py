"""The public mode: no route reaches what was not released, and nothing can be written."""

import pytest

from according.protect.leak import search_bytes
from according.protect.names import ProtectedNames
from according.protect.policy import load_profile
from according.protect.release import make_release
from according.protect.released import Unreleasable, released_record
from tests.web.telling import HIDDEN, told

NAMES = ProtectedNames.of_claims(c for _, claims in told() for c in claims)
WHOLE = [(r.id, [c.id for c in claims if c.protected]) for r, claims in told()]


def every_address(public):
    """Every reading route with what leads to more: lists, each item of them, searches for what must not be found."""
    for path, methods in public.app.openapi()["paths"].items():
        if "get" in methods and "{" not in path:
            yield path
    for kind in ("claims", "reports", "incidents"):
        for line in public.get(f"/api/{kind}").json()[kind]:
            yield f"/api/{kind}/{line['id']}"
    for words in (HIDDEN, HIDDEN.split()[0], "baker", "shells killed"):
        for path in ("search?text", "reports?text", "claims?text", "claims?source", "claims?actor", "actors?actor",
                     "aims?actor", "claims?place", "sources?source"):
            yield f"/api/{path}={words}"


def test_no_byte_of_any_route_shows_a_protected_name(public):
    assert NAMES
    seen = 0
    for path in every_address(public):
        answer = public.get(path)
        echoed = HIDDEN in path or HIDDEN.split()[0] in path
        body = answer.json() if answer.headers["content-type"] == "application/json" else answer.text
        if echoed and isinstance(body, dict):
            body.pop("text", None), body.pop("actor", None)  # what was asked is given back as it was asked
        assert search_bytes(str(body).encode(), NAMES, path) == []
        assert search_bytes(str(dict(answer.headers)).encode(), NAMES, path) == []
        seen += answer.status_code == 200
    assert seen > 40


def test_protected_words_places_and_days_are_withheld(public):
    lines = public.get("/api/claims?limit=500").json()["claims"]
    kept = [c for c in lines if c["attribution"] and c["attribution"][0]["protected"]]
    assert kept, "the claim itself is released, without what shows whose it is"
    assert all(c["quote"]["exact"] == "" and (c["place"] is None or c["place"]["lat"] is None) for c in kept)
    assert all(c["time"] is None or c["time"]["precision"] >= 4 for c in kept)


def test_unreleased_ids_and_texts_are_not_there(public):
    for report, protected in WHOLE:
        assert public.get(f"/api/reports/{report}").status_code == 404
        assert all(public.get(f"/api/claims/{claim}").status_code == 404 for claim in protected)
    lines = public.get("/api/reports").json()["reports"]
    texts = [public.get(f"/api/reports/{line['id']}").json()["report"] for line in lines]
    assert all("fears for her life" not in t["text"] and t["comments"] == [] for t in texts)


def test_released_quotes_slice_back(public):
    for line in public.get("/api/reports").json()["reports"]:
        told_now = public.get(f"/api/reports/{line['id']}").json()
        for claim in told_now["claims"]:
            quote = claim["quote"]
            assert told_now["report"]["text"][quote["start"]:quote["end"]] == quote["exact"]


@pytest.mark.parametrize("path", ["/api/review", "/api/judgements", "/api/audit", "/api/people",
                                  "/api/corrections.jsonl"])
def test_the_desk_is_not_there(path, public):
    assert public.get(path).status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_written(method, public):
    for path in ("/api/session", "/api/judgements", "/api/people", "/api/claims", "/api/meta"):
        assert public.request(method, path, json={"name": "a", "password": "b"}).status_code in (404, 405)


def test_the_internal_profile_is_not_served(tmp_path):
    pairs = told()
    release = make_release([c for _, cs in pairs for c in cs], [r for r, _ in pairs], load_profile("internal"))
    with pytest.raises(Unreleasable):
        released_record(release, tmp_path / "released.sqlite")


def test_a_planted_leak_stops_the_public_page(tmp_path):
    from dataclasses import replace

    from according.protect.leak import LeakFound

    pairs = told()
    release = make_release([c for _, cs in pairs for c in cs], [r for r, _ in pairs], load_profile("public"))
    planted = tuple({**row, "title": f"What {HIDDEN} saw"} for row in release.reports)
    with pytest.raises(LeakFound):
        released_record(replace(release, reports=planted), tmp_path / "released.sqlite")
    assert not list(tmp_path.glob("released.sqlite*"))
