"""The static site in a real browser, from the disk: no request leaves the folder, axe finds nothing serious."""

from pathlib import Path

import pytest

from according.export.formats import writer
from according.protect.policy import load_profile
from according.protect.release import make_release
from tests.web.telling import told


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    pairs = told()
    release = make_release([c for _, cs in pairs for c in cs], [r for r, _ in pairs], load_profile("public"))
    folder = tmp_path_factory.mktemp("site") / "site"
    writer("site")(release, folder)
    return folder


@pytest.mark.parametrize("name", ["index", "incidents", "talks", "reports", "claims", "reports/*"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_opens_without_a_server(name, scheme, site, browser):
    package = pytest.importorskip("axe_playwright_python", reason="axe-core comes with axe-playwright-python")
    axe = Path(package.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
    file = sorted(site.glob(f"{name}.html"))[0]
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith(site.as_uri()) else problems.append(r.url))
    page.on("requestfailed", lambda r: problems.append(r.url))
    page.goto(file.as_uri())
    assert page.locator("h1").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
    assert problems == []
    page.evaluate(axe)
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    assert [(v["id"], v["nodes"][0]["target"]) for v in found if v["impact"] in ("serious", "critical")] == []
    context.close()


def test_the_filter_narrows_the_claims(site, browser):
    context = browser.new_context()
    page = context.new_page()
    page.goto((site / "claims.html").as_uri())
    page.get_by_label("Filter").fill("captured ford")
    assert page.locator("#claims tbody tr:visible").count() == 2
    assert page.locator("#found").inner_text() == "2 of 10 claims"
    context.close()
