"""The one door out: make a release and try to undo it, write it aside, search it, and only then put it in place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from according.model.claim import Claim
from according.model.report import Report
from according.protect.leak import LeakFound, search_paths, search_text
from according.protect.log import write_log
from according.protect.policy import Profile
from according.protect.rehearsal import Found, Reidentified, rehearse
from according.protect.release import Release, make_release

# The file that says that a folder is a release: only such a folder is ever replaced.
MARK = "release.json"
Writer = Callable[[Release, Path], None]


def prepare(claims: Iterable[Claim], reports: Iterable[Report], profile: Profile) -> tuple[Release, list[Found]]:
    """A release that was rehearsed, with what the rehearsal found where the profile only wants to be told.

    Raises Reidentified when protected people can be found again and the profile refuses that.
    """
    told, texts = list(claims), list(reports)
    release = make_release(told, texts, profile)
    found = rehearse(release, told, texts)
    if found and profile.rehearsal == "refuse":
        raise Reidentified(found)
    return release, found


def let_out(release: Release, write: Writer, target: Path) -> list[Path]:
    """Write `release` to `target` (a file or a folder) with its redaction log beside it.

    Everything is written into a folder of its own first and searched for protected names; the first
    hit raises LeakFound and nothing stays. Returns the paths put in place. A folder at `target` is replaced only
    where a release was written to it before; any other raises FileExistsError.
    """
    if target.is_dir() and not (target / MARK).is_file():
        raise FileExistsError(f"{target} is a folder that no release was written to; name another")
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
