"""How fast the page's server is: `python tools/page_load.py --make 100000 --record big.sqlite --users 50 --seconds 60`.

Makes a record of generated claims when it is not there, serves it from a process of its own on this machine, measures
the first view and the filters, then lets a number of users click about. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import threading
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx

from according.model.claim import Attribution, Claim, Control, Figure, MadeBy, Mention, Toll
from according.model.place import PlaceRef
from according.model.report import Report
from according.model.span import Quote
from according.model.when import Published, When
from according.store.record import open_record

MADE_BY = MadeBy(engine="made-up", version="1", codebook="1", pack="none-1")
SIDES = (("x:north", "Northern Army"), ("x:river", "River Front"), ("x:guard", "Town Guard"),
         ("x:hill", "Hill Brigade"))
OUTLETS = ("Harbour Courier", "Dale Post", "Ridge Wire", "Evening Lamp", "River Radio", "Mill Gazette")
PLACES, DAYS, FIRST_DAY = 400, 1500, date(2012, 1, 1)
# What a first view asks for, in the order in which the page asks; each line goes out at once.
FIRST_VIEW = (("/api/session",), ("/api/meta", "/api/control"), ("/api/incidents", "/api/routes", "/api/landmarks"))
FILTERS = ("/api/claims?actor=x:river&facets=true", "/api/claims?place=x:p7&standing=claimed",
           "/api/claims?type=ASSAULT", "/api/search?text=mill", "/api/claims?on=2014-06-01&facets=true",
           "/api/control?on=2013-05-05",
           "/api/control?known_on=2013-05-05", "/api/incidents?from=2013-05-01&to=2013-05-14",
           "/api/control/history?place=x:p7", "/api/sources?from=2013-05-01&to=2013-05-14", "/api/reports?text=river")


def make(path: Path, claims: int) -> None:
    """Write a record of three generated claims a report: a gain, a toll, a strike, over 400 places and four years."""
    chance = random.Random(11)
    with open_record(path, create=True) as record:
        for number in range((claims + 2) // 3):
            record.add(*_told(number, chance), MADE_BY)


def _told(number: int, chance: random.Random) -> tuple[Report, list[Claim]]:
    at, (actor, side), (foe, other) = chance.randrange(PLACES), *chance.sample(SIDES, 2)
    name, day = f"Village {at}", FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    killed, outlet = chance.randrange(1, 40), chance.choice(OUTLETS)
    sentences = (f"{side} fighters took {name}.", f"A spokesman said {killed} people were killed near the mill.",
                 f"{other} shelled {name} from the river.")
    text = " ".join(sentences)
    published = Published(day + timedelta(days=1))
    report = Report(Report.make_id(text, outlet, published, str(number)), text, f"made-up/{number}", publisher=outlet,
                    title=f"Fighting in {name}", published=published)
    place = PlaceRef(name, 0, len(name), f"x:p{at}", name, "village", "SYR", f"Province {at % 12}",
                     35 + (at % 20) * .07, 36 + (at // 20) * .07, 2.0, precision=1)
    said = Attribution(actor, f"{side} spokesman", "A spokesman", None, None, "said", "armed_group")
    army, enemy = Mention(side, 0, 4, actor, side), Mention(other, 0, 4, foe, other)
    fields: tuple[dict[str, Any], ...] = (
        {"kind": "control", "event_type": "COERCE", "mode": "seize", "agent": (army,),
         "control": Control("gain", army)},
        {"kind": "toll", "toll": Toll(killed=Figure(killed, killed, killed, "people")), "attribution": (said,),
         "standing": "claimed"},
        {"kind": "event", "event_type": "ASSAULT", "mode": "heavy-weapons", "agent": (enemy,), "recipient": (army,)})
    out, start = [], 0
    for sentence, more in zip(sentences, fields, strict=True):
        quote = Quote.of(text, start, start + len(sentence))
        start += len(sentence) + 1
        out.append(Claim(Claim.make_id(report.id, quote, more["kind"]), report.id, report.ref, quote, made_by=MADE_BY,
                         place=place, time=When(day, day, 1), **more))
    return report, out


def serve(path: Path, port: int) -> None:
    """Serve the record for everyone who can reach this machine's own address, without the page's limits."""
    import uvicorn

    from according.packs.loader import load_packs
    from according.web.app import public_app
    from according.web.reading_routes import warm

    with open_record(path) as record:
        app = public_app(record, load_packs(()), "public")
        # All users of this test come from one address, which the limits take for one client.
        app.state.asks.rate = app.state.asks.burst = 1_000_000
        start = time.perf_counter()
        warm(app.state.library)
        print(f"warm after {time.perf_counter() - start:.1f} s, {time.process_time():.1f} s of them at work",
              file=sys.stderr, flush=True)
        uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", access_log=False)


def timed(client: httpx.Client, path: str) -> tuple[float, int]:
    """Milliseconds, status."""
    start = time.perf_counter()
    answer = client.get(path)
    return (time.perf_counter() - start) * 1000, answer.status_code


def first_view(client: httpx.Client) -> float:
    """Milliseconds until all that the first view asks for is there."""
    start = time.perf_counter()
    for together in FIRST_VIEW:
        threads = [threading.Thread(target=client.get, args=(path,)) for path in together]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return (time.perf_counter() - start) * 1000


def click_about(base: str, users: int, seconds: float, pause: float) -> dict[str, Any]:
    """Every user asks for something at random, waits about `pause` seconds, and so on."""
    until, seen, wrong = time.monotonic() + seconds, [], []

    def user(number: int) -> None:
        chance = random.Random(number)
        with httpx.Client(base_url=base, timeout=60) as client:
            while time.monotonic() < until:
                path = chance.choice((*FILTERS, *(p for row in FIRST_VIEW for p in row)))
                kind, day = chance.random(), FIRST_DAY + timedelta(days=chance.randrange(DAYS))
                if kind < .3:
                    path = f"/api/claims?place=x:p{chance.randrange(PLACES)}&actor={chance.choice(SIDES)[0]}"
                elif kind < .45:  # a fortnight that nobody may have asked for before
                    view = "incidents" if kind < .4 else "sources"
                    path = f"/api/{view}?from={day}&to={day + timedelta(days=14)}"
                elif kind < .5:
                    path = f"/api/control?on={day}"
                took, status = timed(client, path)
                seen.append(took)
                if status != 200:
                    wrong.append((path, status))
                time.sleep(chance.uniform(.5, 1.5) * pause)

    threads = [threading.Thread(target=user, args=(n,)) for n in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cuts = statistics.quantiles(seen, n=100)
    return {"users": users, "seconds": seconds, "requests": len(seen), "per_second": round(len(seen) / seconds, 1),
            "failed": len(wrong), "ms_50": round(cuts[49]), "ms_95": round(cuts[94]), "ms_99": round(cuts[98]),
            "ms_most": round(max(seen))}


def main() -> None:
    """The command line of this file."""
    parser = argparse.ArgumentParser(description="Measure the page's server.")
    parser.add_argument("--record", type=Path, required=True)
    parser.add_argument("--make", type=int, default=100_000, help="claims to generate when the record is not there")
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds that a user waits between two clicks")
    parser.add_argument("--port", type=int, default=8766)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        return serve(given.record, given.port)
    if not given.record.exists():
        make(given.record, given.make)
    base = f"http://127.0.0.1:{given.port}"
    server = subprocess.Popen([sys.executable, __file__, "--serve", "--record", str(given.record), "--port",
                               str(given.port)])
    try:
        with httpx.Client(base_url=base, timeout=300) as client:
            for _ in range(3000):
                try:
                    client.get("/api/session")
                    break
                except httpx.ConnectError:
                    time.sleep(.1)
            out: dict[str, Any] = {"first_view_ms": [round(first_view(client)) for _ in range(3)]}
            out["claims"] = client.get("/api/meta").json()["counts"]["claims"]
            out["filters_ms"] = {path: [round(timed(client, path)[0]) for _ in range(3)] for path in FILTERS}
        if given.users:
            out["load"] = click_about(base, given.users, given.seconds, given.pause)
        status = Path(f"/proc/{server.pid}/status")
        if status.exists():
            out["peak_mb"] = next(int(line.split()[1]) // 1024 for line in status.read_text().splitlines()
                                  if line.startswith("VmHWM"))
        print(json.dumps(out, indent=1))
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main()
