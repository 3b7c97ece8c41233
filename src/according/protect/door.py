"""The one door out: write a release aside, search it, and only then put it where it was wanted."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from according.protect.leak import LeakFound, search_paths, search_text
from according.protect.log import write_log
from according.protect.release import Release

Writer = Callable[[Release, Path], None]


def let_out(release: Release, write: Writer, target: Path) -> list[Path]:
    """Write `release` to `target` (a file or a folder) with its redaction log beside it.

    Everything is written into a folder of its own first and searched for protected names; the first
    hit raises LeakFound and nothing stays. Returns the paths put in place.
    """
    with tempfile.TemporaryDirectory(prefix="release-", dir=target.parent) as folder:
        draft = Path(folder) / target.name
        write(release, draft)
        log = Path(folder) / f"{target.name}.redactions.jsonl"
        write_log(release.log, log)
        if release.profile.withholds:
            leaks = search_paths([draft, log], release.names) + search_text(target.name, release.names, "file name")
            if leaks:
                raise LeakFound(leaks)
        placed = []
        for source in (draft, log):
            aim = target.parent / source.name
            if aim.is_dir():
                shutil.rmtree(aim)
            shutil.move(source, aim)
            placed.append(aim)
        return placed
