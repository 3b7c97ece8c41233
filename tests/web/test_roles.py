"""Every route under every role: who is let in where, and that nothing is left out of the table."""

import pytest

from tests.web.conftest import PASSWORD

READER, CODER, EDITOR, ADMIN = "reader", "coder", "editor", "admin"
ORDER = [None, READER, CODER, EDITOR, ADMIN]
# Route, method → the least role (None: nobody needs to sign in), and a body that asks for something harmless.
TABLE = {
    ("GET", "/api/meta"): READER, ("GET", "/api/claims"): READER, ("GET", "/api/claims/{key}"): READER,
    ("GET", "/api/reports"): READER, ("GET", "/api/reports/{key}"): READER, ("GET", "/api/control"): READER,
    ("GET", "/api/control/history"): READER, ("GET", "/api/incidents"): READER,
    ("GET", "/api/incidents/{key}"): READER, ("GET", "/api/tolls"): READER, ("GET", "/api/threads"): READER,
    ("GET", "/api/actors"): READER, ("GET", "/api/sources"): READER, ("GET", "/api/routes"): READER,
    ("GET", "/api/landmarks"): READER, ("GET", "/api/air"): READER, ("GET", "/api/aims"): READER,
    ("GET", "/api/graph"): READER, ("GET", "/api/search"): READER, ("GET", "/api/review"): READER,
    ("GET", "/api/judgements"): READER, ("POST", "/api/judgements"): CODER,
    ("POST", "/api/judgements/{key}/undo"): CODER, ("GET", "/api/corrections.jsonl"): CODER,
    ("GET", "/api/audit"): ADMIN, ("GET", "/api/people"): ADMIN, ("POST", "/api/people"): ADMIN,
    ("POST", "/api/tokens"): EDITOR, ("GET", "/api/session"): None, ("POST", "/api/session"): None,
    ("DELETE", "/api/session"): READER,
}
SIGN_IN = ("POST", "/api/session")
BODIES = {
    "/api/judgements": {"kind": "accept", "subjects": ["no such claim"], "reason": "a test"},
    "/api/judgements/{key}/undo": {"reason": "a test"},
    "/api/people": {"name": "somebody", "password": "short", "role": "reader"},
    "/api/tokens": {"label": "a test"}, "/api/session": {"name": "nobody", "password": "wrong"},
}


def test_the_table_has_every_route(app):
    served = {(method.upper(), path) for path, methods in app.openapi()["paths"].items() for method in methods}
    assert served == set(TABLE)


def test_no_route_can_be_forgotten(app):
    """Also routes that the schema leaves out, sockets and mounts: each is in the table, or is the page itself."""

    def leaves(routes):
        for route in routes:
            inner = getattr(route, "routes", None) or getattr(getattr(route, "original_router", None), "routes", None)
            yield from leaves(inner) if inner else [route]

    open_to_all = {"/api/openapi.json", "/{path:path}"}
    for route in leaves(app.routes):
        path = route.path if route.path.startswith(("/api", "/{")) else f"/api{route.path}"
        methods = getattr(route, "methods", None) or {"SOCKET"}
        assert path in open_to_all or all((m, path) in TABLE for m in methods - {"HEAD"}), (methods, path)


@pytest.mark.parametrize("role", ORDER)
@pytest.mark.parametrize(("method", "path"), sorted(k for k in TABLE if k != ("DELETE", "/api/session")))
def test_who_is_let_in(method, path, role, as_role):
    least = TABLE[method, path]
    answer = as_role(role).request(method, path.replace("{key}", "none"), json=BODIES.get(path))
    if ORDER.index(role) >= ORDER.index(least):
        assert answer.status_code not in (403, 500), answer.text
        assert answer.status_code != 401 or path == "/api/session"
    else:
        assert answer.status_code == (401 if role is None else 403), answer.text


@pytest.mark.parametrize("role", ORDER[1:])
@pytest.mark.parametrize(("method", "path"), sorted(k for k in TABLE if k[0] != "GET" and k != SIGN_IN))
def test_no_write_without_the_csrf_token(method, path, role, as_role):
    answer = as_role(role).request(method, path.replace("{key}", "none"), json=BODIES.get(path),
                                   headers={"X-CSRF-Token": "made up"})
    assert answer.status_code == 403


def test_another_site_cannot_write(as_role):
    answer = as_role("admin").post("/api/judgements", json=BODIES["/api/judgements"],
                                   headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403


def test_another_host_name_is_refused(as_role):
    assert as_role("admin").get("/api/meta", headers={"Host": "rebound.example"}).status_code == 400


def test_a_coder_may_not_merge(as_role):
    answer = as_role("coder").post("/api/judgements", json={"kind": "merge", "subjects": ["a", "b"], "reason": "same"})
    assert answer.status_code == 403


def test_a_token_acts_as_its_owner(app, as_role):
    from fastapi.testclient import TestClient

    token = as_role("editor").post("/api/tokens", json={"label": "notebook"}).json()["token"]
    plain = TestClient(app)
    assert plain.get("/api/meta", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    assert plain.get("/api/audit", headers={"Authorization": f"Bearer {token}"}).status_code == 403
    assert plain.get("/api/meta", headers={"Authorization": "Bearer wrong"}).status_code == 401


def test_the_key_signs_in_once(app):
    from fastapi.testclient import TestClient

    first, second = TestClient(app), TestClient(app)
    assert first.post("/api/session", json={"key": "the key of the start"}).json()["role"] == "admin"
    assert second.post("/api/session", json={"key": "the key of the start"}).status_code == 401


def test_signing_out_ends_the_session(app):
    from fastapi.testclient import TestClient

    client = TestClient(app)
    csrf = client.post("/api/session", json={"name": "reader", "password": PASSWORD}).json()["csrf"]
    cookie = dict(client.cookies)
    assert client.delete("/api/session", headers={"X-CSRF-Token": csrf}).status_code == 200
    assert TestClient(app, cookies=cookie).get("/api/meta").status_code == 401


def test_wrong_passwords_are_limited(record, accounts):
    from fastapi.testclient import TestClient

    from according.web.app import internal_app
    from tests.web.telling import PACKS

    client = TestClient(internal_app(record, PACKS, accounts))
    seen = [client.post("/api/session", json={"name": "reader", "password": "wrong"}).status_code for _ in range(7)]
    assert seen[:5] == [401] * 5 and seen[5:] == [429] * 2


def test_requests_are_limited_for_each_client(record):
    from fastapi.testclient import TestClient

    from according.web.app import public_app
    from tests.web.telling import PACKS

    app = public_app(record, PACKS, "public")
    app.state.asks.burst, app.state.asks.rate = 5, 0.0
    client = TestClient(app)
    seen = [client.get("/api/session") for _ in range(7)]
    assert [a.status_code for a in seen] == [200] * 5 + [429] * 2
    assert "Content-Security-Policy" in seen[-1].headers and seen[-1].json()["detail"]


def test_a_bucket_fills_again():
    from according.web.limits import Bucket

    now = [0.0]
    bucket = Bucket(rate=1, burst=2, clock=lambda: now[0])
    assert [bucket.take("a") for _ in range(3)] == [True, True, False] and bucket.take("b")
    now[0] = 1.0
    assert [bucket.take("a") for _ in range(2)] == [True, False]


def test_the_session_is_out_of_reach_of_scripts_and_other_sites(app):
    from fastapi.testclient import TestClient

    answer = TestClient(app).post("/api/session", json={"name": "reader", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and PASSWORD not in answer.text


def test_who_changed_what_is_noted(as_role):
    claim = as_role("reader").get("/api/claims").json()["claims"][0]["id"]
    made = as_role("coder").post("/api/judgements", json={"kind": "accept", "subjects": [claim], "reason": "seen"})
    as_role("coder").post(f"/api/judgements/{made.json()['id']}/undo", json={"reason": "not seen"})
    entries = as_role("admin").get("/api/audit").json()["entries"]
    done = [(e["who"], e["action"]) for e in entries]
    assert done.index(("coder", "undo")) < done.index(("coder", "accept")), "the latest first"
    assert entries[done.index(("coder", "accept"))]["detail"] == {"judgement": made.json()["id"]}


def test_who_saw_what_is_noted(as_role):
    report = as_role("reader").get("/api/reports").json()["reports"][0]["id"]
    as_role("reader").get(f"/api/reports/{report}")
    entries = as_role("admin").get("/api/audit").json()["entries"]
    assert {"who": "reader", "action": "saw", "detail": {"path": f"/api/reports/{report}"}} in [
        {k: e[k] for k in ("who", "action", "detail")} for e in entries]


@pytest.mark.parametrize("header", ["Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options",
                                    "Referrer-Policy", "Cross-Origin-Opener-Policy"])
@pytest.mark.parametrize("path", ["/", "/api/meta", "/api/none", "/reports/x"])
def test_every_answer_has_the_secure_headers(header, path, as_role):
    assert header in as_role("reader").get(path).headers


@pytest.mark.parametrize("path", ["/../accounts.sqlite", "/assets/..%2f..%2fapp.py", "/%2e%2e/app.py", "/%00",
                                  "/a.b%00"])
def test_no_file_outside_the_page_is_served(path, as_role):
    answer = as_role("admin").get(path)
    assert answer.status_code in (200, 404)
    assert b"def serve" not in answer.content and b"SQLite" not in answer.content[:20]
