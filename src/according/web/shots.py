"""Pictures of every view for the documentation: `python -m according.web.shots --record F -o docs/pictures`.

Needs the package playwright and a Chromium (CHROMIUM names its program). The page is served on this machine alone.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from according.packs.loader import load_packs
from according.store.record import open_record
from according.web.accounts import Accounts
from according.web.app import internal_app

FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--use-gl=angle", "--use-angle=swiftshader",
         "--enable-unsafe-swiftshader", "--disable-background-networking", "--disable-component-update",
         "--disable-sync"]
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
READY = "html[data-ready='true']"


@contextmanager
def served(app: Any) -> Iterator[str]:
    """The address of `app` on a free port of this machine, while the block runs."""
    import uvicorn

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


def chromium() -> str | None:
    """A Chromium on this machine."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "chromium-browser",
                                                                              "google-chrome"))), None)


def take(record: Path, folder: Path, only: str = "") -> list[Path]:
    """Take every picture whose name has `only` in it; gives the files."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    with tempfile.TemporaryDirectory() as temporary, open_record(record) as opened, sync_playwright() as play:
        key = "pictures"
        app = internal_app(opened, load_packs(()), Accounts(Path(temporary) / "accounts.sqlite", key))
        browser = play.chromium.launch(executable_path=chromium(), args=FLAGS)
        with served(app) as base:
            state = _signed_in(browser, base, key)
            for name, address, size, scheme, click in _views(browser, base, state):
                if only not in name:
                    continue
                look: Any = {"viewport": size, "color_scheme": scheme}
                context = browser.new_context(storage_state=state, reduced_motion="reduce", **look)
                page = context.new_page()
                page.goto(base + address)
                page.wait_for_selector(READY, timeout=120_000, state="attached")
                if click:
                    page.locator(click).first.click()
                    page.wait_for_selector(READY, state="attached")
                page.wait_for_timeout(300)
                page.screenshot(path=folder / f"{name}.png")
                made.append(folder / f"{name}.png")
                context.close()
        browser.close()
    return made


def _signed_in(browser: Any, base: str, key: str) -> Any:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{base}/#key={key}")
    page.wait_for_selector(READY, timeout=120_000, state="attached")
    state = context.storage_state()
    context.close()
    return state


def _views(browser: Any, base: str, state: Any) -> Iterator[tuple[str, str, Any, str, str | None]]:
    """Name, address, size, colour scheme, and what to click: the fullest report, incident and place of the record."""
    context = browser.new_context(storage_state=state)
    ask = context.request
    places = ask.get(f"{base}/api/control").json()["places"]
    incidents = ask.get(f"{base}/api/incidents").json()["incidents"]
    reports = ask.get(f"{base}/api/reports").json()["reports"]
    actors = [f["value"] for f in ask.get(f"{base}/api/meta").json()["facets"]["actor"] if ":" in f["value"]]
    aims = max(actors[:10], default="", key=lambda a: _told(ask.get(f"{base}/api/aims?actor={a}").json()))
    lying = [p for p in places if p["lat"] is not None and p["holders"] and not p["assumed"]]
    fullest: dict[str, Any] = max(lying, default={}, key=_interest)
    most: dict[str, Any] = max(incidents, default={}, key=_rivalry)
    told = [ask.get(f"{base}/api/reports/{r['id']}").json()["claims"] for r in reports[:60]]
    longest: dict[str, Any] = max(zip(reports, told, strict=False), default=({}, []), key=lambda p: _voices(p[1]))[0]
    context.close()
    yield "map", "/", WIDE, "light", None
    yield "map-why", f"/?at={fullest.get('place_id')}", WIDE, "light", None
    yield "map-dark", f"/?at={fullest.get('place_id')}", WIDE, "dark", None
    yield "map-phone", "/", PHONE, "light", None
    yield "incidents", "/incidents", WIDE, "light", None
    yield "incident", f"/incidents/{most.get('id')}", WIDE, "light", None
    yield "control", "/control", WIDE, "light", ".gantt .bar:has(rect:nth-of-type(3))"
    yield "report", f"/reports/{longest.get('id')}", WIDE, "light", "mark"
    yield "report-phone", f"/reports/{longest.get('id')}", PHONE, "dark", None
    yield "threads", "/threads", WIDE, "light", None
    yield "actors", "/actors", WIDE, "light", None
    yield "aims", f"/aims?actor={aims}", WIDE, "light", None
    yield "search", "/search?text=village", WIDE, "light", None
    yield "review", "/review", WIDE, "light", None


def _interest(place: dict[str, Any]) -> int:
    return len(place["rivals"]) * 4 + len(place["sentences"]) + 3 * bool(place["holders"]) + 2 * len(place["parts"])


def _rivalry(incident: dict[str, Any]) -> tuple[int, int]:
    spread = any(t["low"] != t["high"] for t in incident["toll"].values())
    return 3 * spread + len(incident["roots"]["roots"]) + len(incident["roots"]["outlets"]), len(incident["claims"])


def _voices(claims: list[dict[str, Any]]) -> tuple[bool, int]:
    """Whether a report's first claim has a speaker; how many speakers and standings it has."""
    first: dict[str, Any] = min(claims, default={"attribution": []}, key=lambda c: c["quote"]["start"])
    speakers = {a["name"] or a["text"] for c in claims for a in c["attribution"]}
    return bool(first["attribution"]), len(speakers) + len({c["standing"] for c in claims})


def _told(aims: dict[str, Any]) -> int:
    return min(len(aims["said"]), 3) * 5 + len(aims["recorded"])


def main() -> None:
    """The command line of this file."""
    parser = argparse.ArgumentParser(description="Take pictures of every view of the page.")
    parser.add_argument("--record", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, default=Path("docs/pictures"))
    parser.add_argument("--only", default="", help="only pictures with this in their name")
    given = parser.parse_args()
    for path in take(given.record, given.output, given.only):
        print(f"{path} {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
