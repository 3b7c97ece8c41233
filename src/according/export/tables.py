"""Writing rows as CSV, the way spreadsheets and the field's tools read it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[dict[str, Any]],
              second_header: Sequence[str] | None = None) -> None:
    """UTF-8 CSV with `columns`; missing cells are empty. `second_header` is a row under the header (HXL tags).

    Cells that a spreadsheet would take for a formula are quoted with an apostrophe.
    """
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(columns)
        if second_header:
            writer.writerow(second_header)
        for row in rows:
            writer.writerow([_safe(row.get(column, "")) for column in columns])


def _safe(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("=", "+", "@", "\t", "\r"):
        return "'" + value
    return "" if value is None else value
