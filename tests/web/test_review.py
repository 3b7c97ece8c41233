"""The queue and what people decide: a judgement changes what is shown, says who and why, and can be taken back."""

import json

import pytest

from according.web import desk_routes


def queue(ask, kind):
    return ask.get(f"/api/review?kind={kind}").json()["items"]


@pytest.mark.parametrize(("kind", "title"), [("place", "Nowhere Hill"), ("actor", "Grey Company"), ("control", "Dell")])
def test_what_asks_for_a_look(kind, title, as_role):
    assert any(title in item["title"] for item in queue(as_role("reader"), kind))


def test_a_correction_stands_beside_the_claim_until_it_is_taken_back(as_role):
    coder, reader = as_role("coder"), as_role("reader")
    item = next(i for i in queue(coder, "place") if i["title"] == "Nowhere Hill")
    claim = item["subjects"][0]
    made = coder.post("/api/judgements", json={"kind": "correct", "subjects": [claim], "item": item["id"],
                                               "field": "place", "value": "Dell", "reason": "the hill above Dell"})
    assert made.status_code == 200, made.text
    shown = reader.get(f"/api/claims/{claim}").json()["claim"]
    assert [(c["value"], c["by"], c["reason"]) for c in shown["corrections"]] == [
        ("Dell", "coder", "the hill above Dell")]
    assert shown["place"]["text"] == "Nowhere Hill", "what was told is never overwritten"
    assert item["id"] not in [i["id"] for i in queue(reader, "place")]
    lines = [json.loads(x) for x in coder.get("/api/corrections.jsonl").text.splitlines()]
    assert any(x["body"]["value"] == "Dell" and x["claims"][0]["id"] == claim for x in lines)
    undone = coder.post(f"/api/judgements/{made.json()['id']}/undo", json={"reason": "the wrong hill"})
    assert undone.status_code == 200
    assert reader.get(f"/api/claims/{claim}").json()["claim"]["corrections"] == []
    assert item["id"] in [i["id"] for i in queue(reader, "place")]
    assert coder.post(f"/api/judgements/{made.json()['id']}/undo", json={"reason": "again"}).status_code == 409


def test_a_split_parts_an_incident_and_its_undoing_joins_it_again(as_role):
    editor = as_role("editor")
    joined = next((i for i in editor.get("/api/incidents").json()["incidents"] if len(i["claims"]) > 1), None)
    assert joined is not None
    one, *others = joined["claims"]
    made = editor.post("/api/judgements", json={"kind": "split", "subjects": [one, *others], "reason": "two days"})
    now = {i["id"]: i["claims"] for i in editor.get("/api/incidents").json()["incidents"]}
    assert not any(one in claims and set(others) & set(claims) for claims in now.values())
    editor.post(f"/api/judgements/{made.json()['id']}/undo", json={"reason": "one day after all"})
    assert any(set(joined["claims"]) == set(i["claims"]) for i in editor.get("/api/incidents").json()["incidents"])


def test_a_coder_takes_back_only_their_own(as_role):
    claim = as_role("reader").get("/api/claims").json()["claims"][0]["id"]
    made = as_role("editor").post("/api/judgements", json={"kind": "accept", "subjects": [claim], "reason": "good"})
    path = f"/api/judgements/{made.json()['id']}/undo"
    assert as_role("coder").post(path, json={"reason": "no"}).status_code == 403
    assert as_role("editor").post(path, json={"reason": "no"}).status_code == 200


def test_a_correction_names_a_field(as_role):
    claim = as_role("reader").get("/api/claims").json()["claims"][0]["id"]
    body = {"kind": "correct", "subjects": [claim], "reason": "so", "field": "quote", "value": "other words"}
    assert as_role("admin").post("/api/judgements", json=body).status_code == 422
    assert "quote" not in desk_routes.FIELDS
