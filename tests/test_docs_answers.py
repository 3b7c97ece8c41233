"""The commands of docs/answers.md are run on its own made-up reports, and print what it shows.

"…" stands for anything; white space is not compared, for long lines are wrapped.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = (Path(__file__).parent.parent / "docs" / "answers.md").read_text(encoding="utf-8")
BLOCKS = [
    (command.strip(), shown.rstrip("\n"))
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.S)
    for part in re.split(r"^\$ ", block, flags=re.M)[1:]
    for command, _, shown in [part.partition("\n")]
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(tmp_path_factory.mktemp("answers"))
    reports = re.search(r"```json reports\.jsonl\n(.*?)```", PAGE, re.S)
    assert reports is not None
    (path / "reports.jsonl").write_text(reports.group(1), encoding="utf-8")
    _run("according add reports.jsonl --record war.sqlite", path)
    return path


def _run(command: str, folder: Path) -> str:
    words = shlex.split(command)
    done = subprocess.run(
        [sys.executable, "-m", "according", *words[1:]], cwd=folder, capture_output=True, text=True,
        env={**os.environ, "NO_COLOR": "1"}, timeout=300, check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def agrees(shown: str, printed: str) -> bool:
    """Whether `printed` has the lines of `shown`, in order, where "…" stands for anything."""
    said = " ".join(printed.split())
    parts = [" ".join(part.split()) for part in shown.split("…")]
    at = 0
    for part in parts:
        found = said.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True


@pytest.mark.slow
@pytest.mark.parametrize(("command", "shown"), BLOCKS)
def test_the_page_shows_what_is_printed(command: str, shown: str, folder: Path) -> None:
    printed = _run(command, folder)
    assert agrees(shown, printed), f"the page shows\n{shown}\nbut the program prints\n{printed}"


def test_every_question_has_its_example() -> None:
    asked = {shlex.split(command)[1] for command, _ in BLOCKS}
    assert {"incidents", "tolls", "routes", "aims", "talks", "air"} <= asked
