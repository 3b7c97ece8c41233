"""What stands in a feeds.toml is read strictly: a slip is an error that says where."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from according.watch.settings import SettingsError, load_settings, make_settings

FEED = {"url": "https://desk.example/rss"}

WHOLE = """
contact = "desk@example.org"
every = "30m"
host_delay = "10s"
metrics_port = 9464
release = "public"

[[feed]]
name = "The Harbour Courier"
url = "https://courier.example/rss"
publisher = "The Harbour Courier"
pages = true
again = ["2h"]

[[folder]]
path = "incoming"
every = "1m"

[[alert]]
name = "Orlen"
when = "status"
place = "Orlen"
to = "file:alerts.jsonl"

[[alert]]
when = "toll"
above = 20
to = ["https://hooks.example/x", "mailto:desk@example.org"]

[mail]
server = "mail.example"
sender = "according@example.org"
"""


def test_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(WHOLE, encoding="utf-8")
    found = load_settings(path)
    feed, folder, (status, toll) = found.feeds[0], found.folders[0], found.rules
    assert (feed.every, feed.pages, feed.again) == (timedelta(minutes=30), True, (timedelta(hours=2),))
    assert (folder.path, folder.every) == (tmp_path / "incoming", timedelta(minutes=1))
    assert status.to == (f"file:{tmp_path / 'alerts.jsonl'}",)
    assert (toll.name, toll.harm, toll.above, len(toll.to)) == ("toll", "killed", 20, 2)
    assert (found.host_delay, found.metrics_port, found.release) == (timedelta(seconds=10), 9464, "public")
    assert found.mail is not None and found.mail.starttls


WRONG: list[tuple[dict[str, Any], str]] = [
    ({}, "nothing to watch"),
    ({"feed": [FEED], "evry": "1h"}, "'evry' is not known at the top"),
    ({"feed": FEED}, r"write \[\[feed\]\]"),
    ({"feed": [{"url": "courier.example/rss"}]}, "write http://"),
    ({"feed": [{**FEED, "every": "soon"}]}, "every is 'soon'; write a span such as"),
    ({"feed": [{**FEED, "every": 15}]}, "every is 15"),
    ({"feed": [FEED, FEED]}, "two are named"),
    ({"feed": [FEED], "at_once": 0}, "at_once is 0; write a whole number from 1 up"),
    ({"feed": [FEED], "metrics_port": True}, "metrics_port is True"),
    ({"feed": [{**FEED, "publisher": 3}]}, "publisher is 3; write it as text"),
    ({"folder": [{"name": "in"}]}, "has no path"),
    ({"feed": [FEED], "alert": [{"when": "rain", "to": "file:a"}]}, "there are: status, toll, protection"),
    ({"feed": [FEED], "alert": [{"when": "status", "to": "file:a"}]}, "name it"),
    ({"feed": [FEED], "alert": [{"when": "toll", "to": "file:a"}]}, "above a number"),
    ({"feed": [FEED], "alert": [{"when": "toll", "above": 3, "harm": "hurt", "to": "file:a"}]}, "harm is 'hurt'"),
    ({"feed": [FEED], "alert": [{"when": "protection"}]}, "goes nowhere"),
    ({"feed": [FEED], "alert": [{"when": "protection", "to": "a.jsonl"}]}, "is no file:PATH"),
    ({"feed": [FEED], "alert": [{"when": "protection", "to": "mailto:a@b.example"}]}, r"no \[mail\]"),
    ({"feed": [FEED], "mail": {"server": "mail.example"}}, "needs a server and a sender"),
]


@pytest.mark.parametrize(("data", "told"), WRONG, ids=[told for _, told in WRONG])
def test_a_slip_is_named(data: dict[str, Any], told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        make_settings(data, Path())


def test_a_file_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="there is no file"):
        load_settings(tmp_path / "none.toml")
    path = tmp_path / "feeds.toml"
    path.write_text("[[feed", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"feeds\.toml: "):
        load_settings(path)
