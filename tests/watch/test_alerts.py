"""Rules raise an alert once, and nothing of it leaves but through the release door."""

from __future__ import annotations

import json
import smtplib
from collections.abc import Iterator
from datetime import date, timedelta
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest

pytest.importorskip("urllib3", reason="urllib3 is missing: pip install 'according[feeds]'")

from according.model.claim import Attribution, Claim, Control, Figure, MadeBy, Mention, Toll
from according.model.place import PlaceRef
from according.model.report import Report
from according.model.span import Quote
from according.model.when import Published, When
from according.packs.loader import PackSet
from according.store.record import Record, open_record
from according.watch import deliver
from according.watch.alerts import Alerts
from according.watch.deliver import Deliverer, Undelivered
from according.watch.settings import SettingsError
from tests.watch.made_up import Forward, Play

CODING = MadeBy(engine="made-up", version="1")
NAME = "Samira Deloun"
FEED = {"url": "https://courier.example/rss"}


@pytest.fixture
def record(where: str) -> Iterator[Record]:
    with open_record(where, create=True, clock=Forward().now) as opened:
        yield opened


def add(record: Record, text: str, *claims: dict[str, Any], day: int = 3, publisher: str = "The Harbour Courier",
        copy_of: str | None = None) -> Report:
    """A report with claims over the whole of it."""
    when = Published(date(2016, 5, day))
    told = Report(Report.make_id(text, publisher, when, None), text, text[:12], publisher=publisher, published=when,
                  copy_of=copy_of)
    quote = Quote.of(text, 0, len(text))
    made = [Claim(**{"id": Claim.make_id(told.id, quote, fields.get("kind", "event"), n), "report": told.id,
                     "report_ref": told.ref, "quote": quote, "kind": "event", "made_by": CODING, **fields})
            for n, fields in enumerate(claims)]
    record.add(told, made, CODING)
    return told


def at(text: str, name: str = "Orlen") -> PlaceRef:
    start = text.index(name)
    return PlaceRef(name, start, start + len(name), id=f"t-{name}", name=name, kind="city")


def killed(text: str, count: int, place: str = "Orlen") -> dict[str, Any]:
    return {"kind": "toll", "event_type": "ASSAULT", "toll": Toll(Figure(count, count, count)),
            "place": at(text, place), "standing": "reported"}


def alerts(record: Record, tmp_path: Path, *rules: dict[str, Any], release: str = "partner",
           deliverer: Any = None) -> tuple[Alerts, Path]:
    """Alerts of some rules to a file; they have seen what is there already."""
    out = tmp_path / "alerts.jsonl"
    play = Play(record, lambda url: "", feed=[FEED], release=release,
                alert=[{"name": f"rule {n}", "to": f"file:{out}", **rule} for n, rule in enumerate(rules)])
    made = Alerts(record, PackSet([]), play.settings, deliverer or Deliverer(), play.journal, play.clock)
    made.consider()
    return made, out


def told(made: Alerts, out: Path) -> list[dict[str, Any]]:
    made.consider()
    made.deliver()
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()] if out.exists() else []


TOLL = {"when": "toll", "above": 20}


def test_a_count_above_the_number_is_told_once(record: Record, tmp_path: Path) -> None:
    early = "A blast at Orlen killed 90 people in the spring."
    add(record, early, killed(early, 90))
    made, out = alerts(record, tmp_path, TOLL)
    assert told(made, out) == [], "what was there when the rule came is no news"
    few, many = "A blast at Orlen killed 20 people.", "A blast at Orlen killed 21 people."
    add(record, few, killed(few, 20))
    first = add(record, many, killed(many, 21))
    (alert,) = told(made, out)
    assert alert["rule"] == "rule 0" and alert["text"].splitlines()[0] == "21 killed at Orlen, by one count; reported"
    assert f"“{many}” — The Harbour Courier, 2016-05-03" in alert["text"]
    assert alert["claims"][0]["quote"]["exact"] == many and alert["release"] == "partner"
    add(record, many, killed(many, 21), publisher="The Mill Gazette", copy_of=first.id)
    again, _ = alerts(record, tmp_path, TOLL)
    assert len(told(again, out)) == 1, "a copy with the same figure is the same count, also after a new start"
    more = "A blast at Orlen killed 25 people."
    add(record, more, killed(more, 25), copy_of=first.id)
    assert len(told(again, out)) == 2


NO_COUNT = [{"standing": "denied"}, {"standing": "possible"}, {"historical": True}, {"habitual": True},
            {"toll": Toll(Figure(30, 30, 30), aggregate=True)}, {"toll": Toll(injured=Figure(30, 30, 30))},
            {"toll": Toll(Figure(None, None, 40))}]


@pytest.mark.parametrize("fields", NO_COUNT, ids=[str(sorted(f)) + str(n) for n, f in enumerate(NO_COUNT)])
def test_what_is_no_count_of_what_happened(record: Record, tmp_path: Path, fields: dict[str, Any]) -> None:
    made, out = alerts(record, tmp_path, TOLL)
    text = "A blast at Orlen killed 30 people."
    add(record, text, {**killed(text, 30), **fields})
    assert told(made, out) == []


def test_a_rule_of_one_place(record: Record, tmp_path: Path) -> None:
    made, out = alerts(record, tmp_path, {**TOLL, "place": "kamar"}, {**TOLL, "harm": "injured"})
    for name in ("Orlen", "Kamar"):
        text = f"A blast at {name} killed 30 people."
        add(record, text, killed(text, 30, name))
    (alert,) = told(made, out)
    assert alert["text"].splitlines()[0] == "30 killed at Kamar, by one count; reported"


def gain(text: str, who: str, change: str = "gain") -> dict[str, Any]:
    start = text.index(who)
    holder = Mention(who, start, start + len(who), who.lower().replace(" ", "-"), who)
    said = Attribution(None, "The Ridge Monitor", "The Ridge Monitor", 0, 17, "said", "monitor")
    return {"kind": "control", "event_type": "COERCE", "mode": "seize", "place": at(text), "agent": (holder,),
            "control": Control(change, holder), "attribution": (said,), "standing": "reported"}


def test_a_place_that_changes_status(record: Record, tmp_path: Path) -> None:
    made, out = alerts(record, tmp_path, {"when": "status", "place": "Orlen"})
    first = "The Ridge Monitor said River Front took Orlen on Monday."
    add(record, first, {**gain(first, "River Front"), "time": When(date(2016, 5, 2), date(2016, 5, 2), 1)})
    second = "The Ridge Monitor said Town Guard took Orlen on Wednesday."
    (alert,) = told(made, out)
    assert alert["text"].startswith("Orlen: unknown (nobody known) → held (River Front)")
    add(record, second, {**gain(second, "Town Guard"), "time": When(date(2016, 5, 4), date(2016, 5, 4), 1)}, day=4)
    assert told(made, out)[-1]["text"].startswith("Orlen: held (River Front) → ")
    count = len(told(made, out))
    other = "Rain fell at Orlen."
    add(record, other, {"place": at(other)}, day=5)
    assert len(told(made, out)) == count, "no news of who has it"


def protected(text: str, name: str = NAME) -> dict[str, Any]:
    start = text.index(name)
    said = Attribution(None, name, name, start, start + len(name), "said", "witness", protected="person-1")
    return {"place": at(text), "attribution": (said,), "protected": ("person-1",)}


@pytest.mark.parametrize("release", ["partner", "public"])
def test_a_source_that_asks_for_protection_is_not_named(record: Record, tmp_path: Path, release: str) -> None:
    made, out = alerts(record, tmp_path, {"when": "protection"}, release=release)
    text = f"{NAME}, who fears for her life, said shells fell on Orlen."
    add(record, text, protected(text), protected(text))
    (alert,) = told(made, out)
    assert alert["text"].splitlines()[0].startswith("a report wants a source of its own protected")
    assert "Deloun" not in out.read_text(encoding="utf-8") and alert["withheld"] > 0


def test_a_name_protected_elsewhere_stops_the_content(record: Record, tmp_path: Path) -> None:
    """A report that does not protect her prints her name in a sentence with a toll."""
    made, out = alerts(record, tmp_path, TOLL, release="partner")
    secret = f"{NAME}, who fears for her life, said shells fell on Orlen."
    add(record, secret, protected(secret))
    open_text = f"A blast at Orlen killed 30 people, {NAME} among the wounded."
    add(record, open_text, killed(open_text, 30))
    (alert,) = told(made, out)
    assert "Deloun" not in out.read_text(encoding="utf-8") and alert["claims"] == []
    assert alert["text"] == "the rule “rule 0” was met; what it found is withheld"


def test_what_withholds_nothing_goes_to_files_only(record: Record, tmp_path: Path) -> None:
    alerts(record, tmp_path, TOLL, release="internal")
    with pytest.raises(SettingsError, match="to files only"):
        alerts(record, tmp_path, {**TOLL, "to": "https://hooks.example/x"}, release="internal")


class Failing:
    """Takes nothing at first, then everything."""

    def __init__(self, fails: int) -> None:
        self.fails = fails
        self.taken: list[tuple[str, str]] = []

    def hand_over(self, target: str, alert: str, told: bytes) -> None:
        if self.fails:
            self.fails -= 1
            raise Undelivered("no connection")
        self.taken.append((target, alert))


def test_what_is_not_taken_is_handed_over_later_and_once(record: Record, tmp_path: Path) -> None:
    failing = Failing(3)
    made, _ = alerts(record, tmp_path, {**TOLL, "to": ["https://a.example/x", "https://b.example/x"]},
                     deliverer=failing)
    text = "A blast at Orlen killed 30 people."
    add(record, text, killed(text, 30))
    made.consider()
    later = made.deliver()
    assert later is not None and failing.taken == [], "two targets, two failures"
    made.deliver()
    assert failing.fails == 1, "not before its time"
    made.clock.at += timedelta(hours=1)  # type: ignore[attr-defined]
    made.deliver()
    assert [target for target, _ in failing.taken] == ["https://b.example/x"]
    new, _ = alerts(record, tmp_path, {**TOLL, "to": ["https://a.example/x"]}, deliverer=failing)
    assert new.deliver() is None and [target for target, _ in failing.taken][1:] == ["https://a.example/x"]
    assert new.deliver() is None and len(failing.taken) == 2


def test_a_file_has_each_alert_once(tmp_path: Path) -> None:
    path, out = tmp_path / "a.jsonl", Deliverer()
    for id in ("a1", "a2", "a1"):
        out.hand_over(f"file:{path}", id, json.dumps({"id": id}).encode())
    path.write_bytes(path.read_bytes() + b'{"id": "a3", "cu')
    out.hand_over(f"file:{path}", "a3", b'{"id": "a3"}')
    lines = path.read_text().splitlines()
    assert [line for line in lines if line.endswith("}")] == ['{"id": "a1"}', '{"id": "a2"}', '{"id": "a3"}']
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(Undelivered, match="cannot be written"):
        out.hand_over(f"file:{tmp_path / 'no' / 'a'}", "a", b"{}")


class Hook(BaseHTTPRequestHandler):
    taken: ClassVar[list[tuple[str | None, bytes]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).taken.append((self.headers["Idempotency-Key"], body))
        self.send_response(204 if self.path == "/good" else 500)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def test_a_web_address() -> None:
    server = HTTPServer(("127.0.0.1", 0), Hook)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    site = f"http://127.0.0.1:{server.server_address[1]}"
    Deliverer().hand_over(f"{site}/good", "a1", b'{"id": "a1"}')
    assert Hook.taken == [("a1", b'{"id": "a1"}')]
    with pytest.raises(Undelivered, match="http 500"):
        Deliverer().hand_over(f"{site}/bad", "a2", b"{}")
    server.shutdown()
    server.server_close()
    with pytest.raises(Undelivered, match="no connection"):
        Deliverer(timeout=2).hand_over(f"{site}/good", "a2", b"{}")


class Post:
    """A mail server of the test's own."""

    sent: ClassVar[list[EmailMessage]] = []
    steps: ClassVar[list[str]] = []

    def __init__(self, server: str, port: int, timeout: float) -> None:
        self.steps.append(f"{server}:{port}")

    def __enter__(self) -> Post:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing."""

    def starttls(self, context: object) -> None:
        self.steps.append("starttls")

    def login(self, user: str, password: str) -> None:
        if password != "right":
            raise smtplib.SMTPAuthenticationError(535, b"no")
        self.steps.append(user)

    def send_message(self, message: EmailMessage) -> None:
        self.sent.append(message)


def test_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliver.smtplib, "SMTP", Post)
    mail = deliver.MailSettings("mail.example", "according@desk.example", user="desk")
    letter = json.dumps({"rule": "Orlen", "text": "Orlen: held → disputed"}).encode()
    with pytest.raises(Undelivered, match="ACCORDING_MAIL_PASSWORD"):
        Deliverer(mail).hand_over("mailto:a@desk.example", "a1", letter)
    monkeypatch.setenv("ACCORDING_MAIL_PASSWORD", "right")
    Deliverer(mail).hand_over("mailto:a@desk.example", "a1", letter)
    (message,) = Post.sent
    assert (message["To"], message["Subject"]) == ("a@desk.example", "According: Orlen")
    assert message["Message-ID"] == "<a1@desk.example>" and message.get_content() == "Orlen: held → disputed\n"
    assert Post.steps[-3:] == ["mail.example:587", "starttls", "desk"]
