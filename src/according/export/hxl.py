"""CSV with a row of HXL hashtags, as humanitarian data desks exchange it (HXL standard 1.1)."""

from __future__ import annotations

from pathlib import Path

from according.export.flat import COLUMNS, rows
from according.export.tables import write_csv
from according.protect.release import Release


def write(release: Release, path: Path) -> None:
    """Write header, hashtag row and one row a claim."""
    write_csv(path, tuple(COLUMNS), rows(release), tuple(COLUMNS.values()))
