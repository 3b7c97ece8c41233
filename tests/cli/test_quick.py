"""Commands that do not code are quick, and load nothing that only coding needs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from according.store.record import open_record
from tests.store.generated import CODING, claims_of, reports

HEAVY = ("spacy", "numpy", "thinc", "trafilatura", "dateparser", "pandas", "lxml")
MOST = 1.8  # seconds of processor time on a busy machine; the aim is half a second on one that is not

WATCHED = """
import sys, json, time
sys.argv = ["according", *{arguments!r}]
from according.cli import main
try:
    main()
except SystemExit as end:
    code = end.code
print("@@" + json.dumps([code, [name for name in {heavy!r} if name in sys.modules], time.process_time()]))
"""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("record") / "made-up.sqlite"
    with open_record(path, create=True) as opened:
        for told in reports(30):
            opened.add(told, claims_of(told), CODING)
    return path


@pytest.mark.parametrize("arguments", [
    ["--help"],
    ["--version"],
    ["code", "--help"],
    ["claims", "--record", "RECORD"],
    ["claims", "--record", "RECORD", "--json", "--place", "Brask", "--text", "denied"],
    ["who-holds", "Teluna", "--record", "RECORD", "--json"],
], ids=" ".join)
def test_quick(record: Path, arguments: list[str]) -> None:
    given = [str(record) if a == "RECORD" else a for a in arguments]
    done = subprocess.run([sys.executable, "-c", WATCHED.format(arguments=given, heavy=HEAVY)],
                          capture_output=True, text=True, encoding="utf-8", check=True)
    code, loaded, took = json.loads(done.stdout.rsplit("@@", 1)[1])
    assert (code or 0, loaded) == (0, [])
    assert took < MOST
