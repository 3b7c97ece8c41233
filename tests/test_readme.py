"""The README's commands are run, and what they print is what the README shows.

A block fenced as ```console holds lines that begin with "$ " (a command) followed by its output. A line
"…" stands for any lines that the README leaves out. Commands run in a folder that holds `news.txt`
(the README's own sentence) and, in order, whatever earlier commands left there.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
NEWS = re.compile(r"```text news\.txt\n(.*?)```", re.S)


def blocks() -> list[tuple[str, str]]:
    """(command, shown output) pairs, in order."""
    out: list[tuple[str, str]] = []
    for block in re.findall(r"```console\n(.*?)```", README.read_text(encoding="utf-8"), re.S):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, shown = part.partition("\n")
            out.append((command.strip(), shown.rstrip("\n")))
    return out


def agrees(shown: str, printed: str) -> bool:
    """Whether `printed` is `shown`, where each line "…" may stand for any lines."""
    pattern = "".join(r"(?:.*\n)*" if line.strip() == "…" else re.escape(line.rstrip()) + r"[ ]*\n"
                      for line in shown.split("\n"))
    return re.fullmatch(pattern, printed.rstrip("\n") + "\n") is not None


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("readme")
    news = NEWS.search(README.read_text(encoding="utf-8"))
    if news:
        (path / "news.txt").write_text(news.group(1), encoding="utf-8")
    return path


@pytest.mark.parametrize(("command", "shown"), [b for b in blocks() if b[0].startswith("according ")])
def test_the_readme_shows_what_is_printed(command, shown, folder):
    words = shlex.split(command)
    run = subprocess.run([sys.executable, "-m", "according", *words[1:]], cwd=folder, capture_output=True, text=True,
                         env={**os.environ, "COLUMNS": "110", "NO_COLOR": "1"}, timeout=300, check=False)
    assert run.returncode == 0, run.stderr
    assert agrees(shown, run.stdout), f"the README shows\n{shown}\nbut the program prints\n{run.stdout}"


def test_the_readme_has_commands_to_check():
    assert any(command.startswith("according code") for command, _ in blocks())
