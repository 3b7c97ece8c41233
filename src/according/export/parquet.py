"""Parquet, with GeoParquet 1.1 metadata so that geopandas and DuckDB read the points (extra `[parquet]`)."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

from according.export.flat import COLUMNS, NUMBERS, rows
from according.protect.release import Release

GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
}


class ParquetMissing(ImportError):
    """pyarrow is not installed; the message names the cure."""


def _wkb(row: dict[str, Any]) -> bytes | None:
    """A little-endian WKB point, None where the claim has no coordinates."""
    if row["latitude"] == "":
        return None
    return struct.pack("<BIdd", 1, 1, row["longitude"], row["latitude"])


def write(release: Release, path: Path) -> None:
    """Write one row a claim. Raises ParquetMissing without pyarrow."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise ParquetMissing("Parquet needs the extra [parquet]: pip install 'according[parquet]'") from error
    table = list(rows(release))
    columns: dict[str, Any] = {}
    for name in COLUMNS:
        values = [None if row[name] == "" else row[name] for row in table]
        if name in NUMBERS:
            columns[name] = pyarrow.array([None if v is None else float(v) for v in values], pyarrow.float64())
        else:
            columns[name] = pyarrow.array(values, pyarrow.string())
    columns["geometry"] = pyarrow.array([_wkb(row) for row in table], pyarrow.binary())
    made = pyarrow.table(columns).replace_schema_metadata({"geo": json.dumps(GEO)})
    pyarrow.parquet.write_table(made, path, compression="zstd")
