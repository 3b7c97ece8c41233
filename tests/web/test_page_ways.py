"""The page at its edges: addresses that are gone, records with nothing in them, the whole state in the address, what a
picture or a print says by itself, phones, and the way by keyboard from a passage to its rivals and back."""

import json
import re
from contextlib import contextmanager
from pathlib import Path

import pytest

from according.store.record import open_record
from according.web.accounts import Accounts
from according.web.app import internal_app
from according.web.shots import served
from tests.web.browsing import drawn, ready, settled
from tests.web.telling import MADE_BY, PACKS, Teller

VIEWS = ("/", "/incidents", "/control", "/reports", "/threads", "/actors", "/aims", "/search", "/review")
ROAD = {"zones": [], "others": [], "routes": [{
    "id": "t:road", "name": "Ford–Mill–Dell road", "line": [[37.1, 36.4], [37.3, 36.5], [37.0, 36.2]],
    "segments": [
        {"from": "Ford", "to": "Mill", "status": "divided", "holders": ["Blue Front", "Red Army"],
         "why": "one end is held by each", "uses": []},
        {"from": "Mill", "to": "Dell", "status": "unknown", "holders": [], "why": "nothing is told of one end",
         "uses": [{"users": "aid", "direction": "to Dell", "status": "open", "passed": True, "day": "2020-03-01",
                   "claim": "a"},
                  {"users": "all", "direction": "", "status": "cut", "passed": False, "day": "2020-03-04",
                   "claim": "b"}]}],
    "statements": [{"status": "cut", "standing": "reported", "day": "2020-03-04", "users": [], "direction": "",
                    "passed": False, "sentence": {
                        "claim": "b", "report": "r", "report_ref": "t-9", "publisher": "Hill Herald",
                        "published": "2020-03-04", "text": "The road to Dell was cut", "change": "ASSAULT",
                        "root": "Hill Herald", "interest": "neutral", "reliability": "B"}}],
    "review": [], "review_claims": [], "places": []}]}


@contextmanager
def page_of(browser, tmp_path, *told):
    """A page signed in to a record of these reports alone."""
    accounts = Accounts(tmp_path / "accounts.sqlite", key="a key for once")
    with open_record(tmp_path / "few.sqlite", create=True) as record:
        for report, claims in told:
            record.add(report, claims, MADE_BY)
        app = internal_app(record, PACKS, accounts)
        app.state.asks.burst = app.state.asks.rate = 1_000_000
        with served(app) as base:
            context = browser.new_context(base_url=base)
            opened = context.new_page()
            opened.problems = []
            opened.on("pageerror", lambda error: opened.problems.append(str(error)))
            opened.goto("/#key=a key for once")
            drawn(opened)
            yield opened
            assert opened.problems == []
            context.close()


def follow(page, address):
    """Another address in the same window, as a link would lead there."""
    page.goto("about:blank")
    ready(page, address)


@pytest.mark.parametrize(("address", "title"), [
    ("/incidents/gone", "This incident is not here"), ("/reports/gone", "This report is not here"),
    ("/nowhere/at/all", "No such view")])
def test_an_address_that_is_gone_says_so_and_leads_on(address, title, page):
    ready(page, address)
    assert page.locator("h1").inner_text() == title and page.title().startswith(title)
    page.locator("main a").first.click()
    settled(page)
    assert page.locator("[role=alert]").count() == 0 and page.locator("h1").inner_text() != title


def test_an_address_with_an_odd_value_is_refused_in_words(page):
    ready(page, "/incidents?on=yesterday")
    told = page.locator("[role=alert]").inner_text()
    assert "“on”" in told and "cannot be read" in told and "422" not in told
    page.get_by_role("button", name="Clear all filters").click()
    page.wait_for_selector("a.row")


def test_a_server_that_is_gone_is_named_and_asked_again(page):
    ready(page, "/threads")
    page.route("**/api/incidents*", lambda route: route.abort())
    page.locator("nav[aria-label=Views] a", has_text="Incidents").click()
    page.wait_for_selector("[role=alert]")
    assert "the server does not answer" in page.locator("[role=alert]").inner_text()
    page.unroute("**/api/incidents*")
    page.get_by_role("button", name="Try again").click()
    page.wait_for_selector("a.row")


@pytest.mark.parametrize("full", [False, True])
def test_a_record_with_nothing_in_it_says_what_to_do(browser, tmp_path, full):
    told = Teller(1, "Plain Herald", "2020-03-01", "A fine day").say("The weather was fine.").told()
    with page_of(browser, tmp_path, *[told] * full) as page:
        for address in VIEWS:
            ready(page, address)
            assert page.locator("[role=alert]").count() == 0, address
            if not (full and address == "/reports"):
                says = "no claim was found in it" if full else "according add PATH"
                assert says in page.locator("main").inner_text(), address


def test_a_record_of_one_report_asks_only_what_it_can_answer(browser, tmp_path):
    one = Teller(1, "Plain Herald", "2020-03-01", "A march")
    one.say("People marched.", kind="event", event_type="PROTEST", mode="demo", standing="asserted")
    with page_of(browser, tmp_path, one.told()) as page:
        for address in VIEWS:
            ready(page, address)
            assert page.locator("[role=alert]").count() == 0, address
        ready(page, "/")
        assert page.locator(".questions").count() == 0
        assert "No report says who holds a place" in page.locator(".side-panel").inner_text()


def test_a_place_of_whose_holder_nobody_speaks_leads_on(page):
    ready(page, "/control?place=t:mill")
    told = page.locator("main").inner_text()
    assert "No report says who holds Mill" in told and "Incidents" in told
    page.get_by_role("button", name="all places").click()
    page.wait_for_selector(".gantt .bar")


def test_every_mark_of_the_map_is_in_its_legend_and_every_route_in_the_list(page):
    page.route("**/api/routes*", lambda route: route.fulfill(json=ROAD))
    ready(page, "/")
    legend = page.locator(".legend").inner_text()
    for words in ("halves", "broken ring", "cross", "small dot", "?:", "ticks", "paler", "shaded", "road divided",
                  "road cut"):
        assert words in legend, words
    page.locator(".placelist a", has_text="Ford–Mill–Dell road").click()
    page.wait_for_selector(".stretches")
    stretches = page.locator(".stretches li").all_inner_texts()
    assert "one end is held by each" in stretches[0]
    assert "cut by a report of 4 Mar 2020" in stretches[1], "what was said last of a stretch, and that it was said"
    assert "The road to Dell was cut" in page.locator(".side-panel").inner_text()
    address = page.evaluate("location.pathname + location.search")
    follow(page, address)
    assert page.locator(".stretches li").count() == 2 and page.title().startswith("Ford–Mill–Dell road")


def test_where_one_looks_on_the_map_stands_in_the_address(page):
    ready(page, "/?map=37.100,36.400,9.00")
    before = page.locator(".maplibregl-ctrl-scale").inner_text()
    page.get_by_label("Zoom in").click()
    page.wait_for_url(re.compile(r"map=37\.\d+%2C36\.\d+%2C10\.00"))
    settled(page)
    address, after = page.evaluate("location.pathname + location.search"), page.locator(
        ".maplibregl-ctrl-scale").inner_text()
    assert after != before
    follow(page, address)
    assert page.locator(".maplibregl-ctrl-scale").inner_text() == after


def svg_of(page):
    with page.expect_download() as coming:
        page.get_by_role("button", name="SVG").first.click()
    return Path(coming.value.path()).read_text(encoding="utf-8")


def test_a_place_chosen_from_afar_is_brought_into_sight_and_the_map_goes_along_in_lines(page):
    ready(page, "/?map=-60,-20,9&at=t:ford")
    svg = svg_of(page)
    assert ">Ford</text>" in svg and "Blue Front" in svg and "rivals side by side" in svg and "Who holds what" in svg
    assert "<image" not in svg and "<script" not in svg
    page.set_content(f"<body>{svg}</body>")
    box = page.locator("text=Ford").bounding_box()
    assert box and 0 <= box["x"] <= 1280 and 0 <= box["y"] <= 900


@pytest.mark.parametrize("address", ["/reports", "/search"])
def test_the_clocks_stand_in_every_view_that_they_narrow(address, page):
    ready(page, f"{address}?known_on=2020-03-01")
    assert page.locator("output[for=clock-known_on]").inner_text() == "1 Mar 2020"
    assert "agreed on a truce" not in page.locator("main").inner_text()
    page.get_by_label("Known on: back to the latest").click()
    page.wait_for_selector("main >> text=agreed on a truce")


def test_a_filter_that_narrows_only_the_incidents_of_the_map_says_so(page):
    ready(page, "/?type=ASSAULT")
    assert "incidents only" in page.locator(".chip").inner_text()
    ready(page, "/?type=ASSAULT&place=t:ford")
    page.get_by_role("button", name="Clear all").click()
    page.wait_for_url(lambda url: "type" not in url and "place" not in url)


def test_the_story_says_what_changed(page):
    def retold(route):
        answer = route.fetch()
        detail = answer.json()
        toll = next(c for c in detail["claims"] if c["toll"])
        detail["claims"] += [
            {**toll, "id": "later", "publisher": "Dale Blog", "published": "2020-03-09",
             "toll": {**toll["toll"], "killed": {"low": 31, "best": 31, "high": 31, "who": "soldiers"}}},
            {**toll, "id": "last", "publisher": "River Post", "published": "2020-03-10"}]
        route.fulfill(response=answer, body=json.dumps(detail))

    page.route("**/api/incidents/*", retold)
    ready(page, "/incidents")
    page.locator("a.row", has_text="Ford").filter(has_text="killed").first.click()
    page.wait_for_selector(".story")
    changes = page.locator(".changes").all_inner_texts()
    first = re.search(r"new killed (\S+)", " ".join(changes[0].split()))
    assert first and f"killed 31 until then {first.group(1)}" in " ".join(changes[-2].split())
    assert changes[-1] == "a copy: nothing new"


def test_one_count_carried_twice_is_drawn_once(page):
    def doubled(route):
        answer = route.fetch()
        detail = answer.json()
        for harm in (detail.get("toll") or {}).get("harms", []):
            harm["counts"] += [{**c, "sentence": {**c["sentence"], "report": "another"}} for c in harm["counts"]]
        route.fulfill(response=answer, body=json.dumps(detail))

    ready(page, "/incidents")
    row = page.locator("a.row").filter(has_text="killed").first
    row.click()
    page.wait_for_selector(".tolls .best")
    n = page.locator(".tolls .best").count()
    page.route("**/api/incidents/*", doubled)
    page.reload()
    drawn(page)
    assert page.locator(".tolls .best").count() == n
    assert "in 2 reports" in page.locator(".tolls").inner_html()


def test_a_chosen_stretch_of_control_stands_in_the_address(page):
    ready(page, "/control")
    page.locator(".gantt .bar").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("stretch="))
    chosen = page.locator(".gantt .bar.on").get_attribute("aria-label")
    follow(page, page.evaluate("location.pathname + location.search"))
    assert page.locator(".gantt .bar.on").get_attribute("aria-label") == chosen
    assert page.locator(".whyhead").is_visible()


def test_what_is_shown_of_the_actors_and_the_item_under_review_stand_in_the_address(page):
    ready(page, "/actors")
    page.get_by_label("show who speaks about whom").uncheck()
    page.wait_for_url(re.compile("speakers=no"))
    assert page.locator(".net .edge.tells").count() == 0
    ready(page, "/review")
    page.keyboard.press("j")
    page.wait_for_url(re.compile("item="))
    item = page.locator(".desk > h2").inner_text()
    follow(page, page.evaluate("location.pathname + location.search"))
    assert page.locator(".desk > h2").inner_text() == item
    page.get_by_label("Find in the queue").fill("nowhere")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("text=nowhere"))
    settled(page)
    found = page.locator(".queue li").all_inner_texts()
    assert any("Nowhere Hill" in row for row in found) and not any("Ford" in row for row in found)


def test_a_passage_by_keyboard_shows_its_fields_and_leads_to_its_rivals_and_back(page):
    ready(page, "/reports")
    page.locator("a.row", has_text="Blue Front takes Ford").click()
    page.wait_for_selector("mark")
    rows = page.locator(".claimlist button b").all_inner_texts()
    assert len(set(rows)) == len(rows) and "takes control" in rows[0] and "9+ killed" in rows[1]
    page.locator(".claimlist button").nth(1).focus()
    assert "nine soldiers" in page.locator("mark.on").first.inner_text()
    assert page.locator(".claimlist").is_visible(), "the list stays where it is"
    page.locator("mark").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.wait_for_selector(".claim .fields")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('.side-panel')")
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Its incident"
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.matches('mark')")


def test_the_fields_of_a_claim_lead_to_the_map_and_to_the_actor(page):
    ready(page, "/reports")
    page.locator("a.row", has_text="Blue Front takes Ford").click()
    page.locator("mark").first.click()
    page.wait_for_selector(".claim .fields a")
    links = page.locator(".claim .fields a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert "/?at=t%3Aford" in links and "/search?actor=t%3Ablues" in links


def test_the_words_looked_for_are_marked_and_a_long_list_goes_on(page):
    ready(page, "/search?text=captur*")
    assert {m.casefold() for m in page.locator("mark.found").all_inner_texts()} == {"captured"}
    page.route("**/api/reports?*", lambda route: route.continue_(url=route.request.url + "&limit=3"))
    ready(page, "/reports")
    assert page.locator("a.row").count() == 3
    page.get_by_role("button", name="Show more reports").click()
    page.wait_for_function("document.querySelectorAll('a.row').length === 6")
    page.get_by_role("button", name="Show more reports").click()
    page.wait_for_function("document.querySelectorAll('a.row').length === 7")
    assert page.get_by_role("button", name="Show more reports").count() == 0
    titles = page.locator("a.row b").all_inner_texts()
    assert len(set(titles)) == 7


def test_the_words_of_the_filter_narrow_the_threads(page):
    ready(page, "/threads?text=truce")
    assert page.locator(".thread").count() == 1 and page.locator(".chip.idle").count() == 0
    assert page.locator(".steps .reached").count() == 1, "only the step that was reported is drawn as reached"
    assert page.locator(".steps .passed").count() == 2
    ready(page, "/threads?text=harvest")
    assert "No plan or talks pass these filters" in page.locator("main").inner_text()


@pytest.mark.parametrize("address", [*VIEWS, "/?at=t:ford", "/incidents/gone"])
def test_at_320_pixels_nothing_lies_outside(address, page):
    page.set_viewport_size({"width": 320, "height": 640})
    ready(page, address)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")


@pytest.mark.parametrize("address", ["/control", "/aims?actor=t:reds", "incident"])
def test_on_a_phone_a_picture_is_seen_whole(address, page):
    page.set_viewport_size({"width": 390, "height": 844})
    if address == "incident":
        ready(page, "/incidents")
        page.locator("a.row").filter(has_text="killed").first.click()
        page.wait_for_selector("svg.tolls")
    else:
        ready(page, address)
    inside = page.locator(".figure .scroll").evaluate_all("all => all.map(b => b.scrollWidth - b.clientWidth)")
    assert inside and max(inside) <= 1


def test_on_paper_the_page_says_what_it_was_narrowed_to(page):
    page.emulate_media(color_scheme="dark")
    ready(page, "/?known_on=2020-03-03")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme="dark")
    assert "known on 3 Mar 2020" in page.locator(".printed").inner_text()
    assert "/?known_on=2020-03-03" in page.locator(".printed").inner_text()
    assert page.locator(".onpaper > svg").is_visible() and not page.locator(".chart").is_visible()
    assert ">Ford</text>" in page.locator(".onpaper").inner_html()


def test_each_view_has_its_own_title(page):
    titles = []
    for address in (*VIEWS, "/?at=t:ford"):
        ready(page, address)
        titles.append(page.title())
    assert len(set(titles)) == len(titles) and all(t.endswith("· According") for t in titles)


def test_the_filters_stay_on_the_way_through_a_report_and_back(page):
    ready(page, "/reports?text=captured")
    page.locator("a.row", has_text="Blue Front takes Ford").click()
    page.wait_for_selector("mark")
    assert page.locator(".chip.idle").inner_text().startswith("words"), "a report is shown whole, and says so"
    page.get_by_text("← all reports").click()
    page.wait_for_selector("a.row")
    assert "text=captured" in page.url


def test_the_reader_explains_its_marks(page):
    ready(page, "/reports")
    page.locator("a.row", has_text="Army denies loss").click()
    page.wait_for_selector("mark")
    key = page.locator(".key").inner_text()
    assert "is itself a denial" in key and "a warring or interested party says so" in key and "⟦who⟧" in key
