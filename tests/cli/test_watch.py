"""`according watch` from the command line, with the real coder: stopped, started again, and what it left."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

pytest.importorskip("urllib3", reason="urllib3 is missing: pip install 'according[feeds]'")
pytest.importorskip("protego", reason="protego is missing: pip install 'according[feeds]'")

from according.store.record import open_record

FIRST = ("River Front fighters captured the town of Orlen on Monday, the group said. "
         "At least 23 people were killed, according to a monitoring group.")


class Desk(BaseHTTPRequestHandler):
    text = FIRST

    def do_GET(self) -> None:
        found = self.path == "/rss"
        body = (f"<rss version='2.0'><channel><title>The Harbour Courier</title><item><title>Orlen</title>"
                f"<guid>1</guid>"
                f"<pubDate>Tue, 03 May 2016 09:00:00 GMT</pubDate><description>{type(self).text}</description></item>"
                f"</channel></rss>").encode()
        self.send_response(200 if found else 404)
        self.send_header("Content-Length", str(len(body) if found else 0))
        self.end_headers()
        self.wfile.write(body if found else b"")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def desk() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/rss"
    server.shutdown()
    server.server_close()


def according(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "according", *words], capture_output=True, text=True, timeout=300)


@pytest.mark.slow
def test_watched_stopped_and_watched_again(desk: str, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    feeds, record = tmp_path / "feeds.toml", str(tmp_path / "r.sqlite")
    feeds.write_text(f"""metrics_port = {port}
host_delay = "1s"
[[feed]]
name = "Courier"
url = "{desk}"
every = "1s"
[[alert]]
name = "many"
when = "toll"
above = 20
to = "file:alerts.jsonl"
""", encoding="utf-8")
    checked = according("watch", str(feeds), "--check")
    assert checked.returncode == 0 and "1 feeds, 0 folders, 1 alerts" in checked.stdout
    watching = subprocess.Popen([sys.executable, "-m", "according", "watch", str(feeds), "--record", record],
                                stderr=subprocess.PIPE, text=True)
    assert watching.stderr is not None
    said = []
    for line in watching.stderr:
        said.append(json.loads(line))
        if said[-1]["event"] == "coded":
            break
    page = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics").read().decode()
    assert "according_reports_coded_total 1" in page
    watching.send_signal(signal.SIGTERM)
    said += [json.loads(line) for line in watching.stderr]
    assert watching.wait(60) == 0 and said[-1]["event"] == "stopped"
    Desk.text = FIRST.replace("23", "27")
    time.sleep(1.2)
    once = according("watch", str(feeds), "--record", record, "--once")
    assert once.returncode == 0, once.stderr
    with open_record(record) as opened:
        assert opened.counts()["reports"] == 2 and opened.verify() == []
        assert {claim.toll.killed.low for claim in opened.claims() if claim.toll and claim.toll.killed} == {23, 27}
    told = according("record", "versions", "--record", record)
    assert "2  " in told.stdout and "silent edit" in told.stdout and "[-23-]{+27+}" in told.stdout
    alerts = [json.loads(line) for line in (tmp_path / "alerts.jsonl").read_text().splitlines()]
    assert [alert["text"].split()[0] for alert in alerts] == ["23", "27"]


def test_wrong_settings_are_wrong_usage(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text("[[feed]]\nurl = 'here'\n", encoding="utf-8")
    done = according("watch", str(path))
    assert done.returncode == 2 and "write http://" in done.stderr
    path.write_text("release = 'none'\n[[feed]]\nurl = 'http://a.example/'\n[[alert]]\nwhen = 'protection'\n"
                    "to = 'file:a'\n", encoding="utf-8")
    done = according("watch", str(path), "--record", str(tmp_path / "r.sqlite"))
    assert done.returncode == 2 and "no release profile named none" in done.stderr
