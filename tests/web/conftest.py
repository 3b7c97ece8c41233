import os
import shutil

import pytest

pytest.importorskip("fastapi", reason="the page needs the extra [web]")
pytest.importorskip("httpx", reason="the tests of the page need httpx")

from fastapi.testclient import TestClient

from according.web.accounts import ROLES, Accounts
from according.web.app import internal_app, make_public, public_app
from tests.web.telling import PACKS, make_record

PASSWORD = "a long enough password"


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    with make_record(tmp_path_factory.mktemp("web") / "told.sqlite") as made:
        yield made


@pytest.fixture(scope="module")
def accounts(tmp_path_factory):
    made = Accounts(tmp_path_factory.mktemp("accounts") / "accounts.sqlite", key="the key of the start")
    for role in ROLES:
        made.add(role, PASSWORD, role)
    return made


@pytest.fixture(scope="module")
def app(record, accounts):
    made = internal_app(record, PACKS, accounts)
    made.state.attempts.burst = made.state.asks.burst = 1_000_000
    made.state.attempts.rate = made.state.asks.rate = 1_000_000
    return made


@pytest.fixture(scope="module")
def as_role(app):
    """A client signed in under a role, its CSRF token sent with everything; None for nobody."""
    made = {}

    def client(role):
        if role not in made:
            made[role] = TestClient(app, raise_server_exceptions=False)
            if role is not None:
                answer = made[role].post("/api/session", json={"name": role, "password": PASSWORD})
                assert answer.status_code == 200, answer.text
                made[role].headers["X-CSRF-Token"] = answer.json()["csrf"]
        return made[role]

    return client


@pytest.fixture(scope="module")
def public(record, tmp_path_factory):
    folder = tmp_path_factory.mktemp("public")
    with make_public(record.dialect.path, folder) as released:
        made = public_app(released, PACKS, "public")
        made.state.asks.burst = made.state.asks.rate = 1_000_000
        yield TestClient(made, raise_server_exceptions=False)


@pytest.fixture(scope="module")
def browser():
    """A real Chromium; its tests are left out, in words, where there is none."""
    play = pytest.importorskip("playwright.sync_api", reason="the tests in a browser need the package playwright")
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("the tests in a browser need a Chromium on the path, or named by CHROMIUM")
    from according.web.shots import FLAGS

    with play.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=program, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def served_page(app):
    from according.web.shots import served

    with served(app) as base:
        yield base


@pytest.fixture(scope="module")
def served_public(public):
    from according.web.shots import served

    with served(public.app) as base:
        yield base


@pytest.fixture
def page(browser, served_page):
    context = browser.new_context(base_url=served_page, viewport={"width": 1280, "height": 860}, bypass_csp=True,
                                  reduced_motion="reduce")
    opened = context.new_page()
    opened.problems = []
    opened.on("pageerror", lambda error: opened.problems.append(str(error)))
    opened.on("request", lambda r: opened.problems.append(r.url) if not r.url.startswith(
        (served_page, "data:", "blob:")) else None)
    opened.goto("/")
    opened.get_by_label("Name").fill("admin")
    opened.get_by_label("Password").fill(PASSWORD)
    opened.keyboard.press("Enter")
    opened.wait_for_selector("nav")
    yield opened
    assert opened.problems == [], "no script failed and no other machine was asked"
    context.close()
