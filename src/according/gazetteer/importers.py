"""Places of one's own: a GeoNames country dump, OCHA COD tables with p-codes, or any CSV with names and points.

Imported places lie in a file of their own beside the gazetteer (`…-user.sqlite`), which is opened with it and
survives a
new build. Unknown columns are an error, never a guess.
"""

from __future__ import annotations

import csv
import os
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from according.gazetteer.build import SCHEMA, Writer
from according.gazetteer.sources import Entry, Source, table

FEATURES = {"P": "city", "H": "river", "T": "area", "L": "area", "R": "road", "S": "facility", "V": "area", "U": "sea"}
FEATURE_CODES = {
    "AIRP": "airport",
    "AIRB": "airport",
    "AIRF": "airport",
    "PCLI": "country",
    "ADM1": "province",
    "ADM2": "district",
    "ADM3": "district",
    "ADM4": "district",
    "LK": "area",
    "LKS": "area",
    "SEA": "sea",
    "GULF": "sea",
    "BAY": "sea",
    "STRT": "sea",
    "RGN": "region",
    "CMP": "camp",
    "CMPRF": "camp",
    "CSTM": "crossing",
    "PSTB": "crossing",
    "ISL": "area",
    "PPLX": "district",
}
CSV_COLUMNS = {
    "id",
    "name",
    "kind",
    "lat",
    "lon",
    "country",
    "admin1",
    "admin2",
    "population",
    "radius_km",
    "aliases",
    "source",
}


class ImportFailed(ValueError):
    """A file that cannot be read as a source of places; the message names the file, the line and what is wrong."""


def _number(text: str, path: Path, line: int) -> float:
    try:
        return float(text)
    except ValueError:
        raise ImportFailed(f"{path}, line {line}: {text!r} is no number") from None


def geonames_dump(path: Path) -> Iterator[Entry]:
    """A GeoNames country file (tab-separated, 19 columns, as download.geonames.org gives it)."""
    iso3 = {row["iso2"]: row["iso3"] for row in table("iso.csv")}
    units: dict[str, str] = {}
    rows = [line.rstrip("\n").split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line]
    for number, row in enumerate(rows, 1):
        if len(row) != 19:
            raise ImportFailed(f"{path}, line {number}: {len(row)} columns where a GeoNames dump has 19")
        if row[7] in ("ADM1", "ADM2"):
            units[".".join((row[8], row[10], *([row[11]] if row[7] == "ADM2" else [])))] = row[1]
    for number, row in enumerate(rows, 1):
        kind = FEATURE_CODES.get(row[7]) or FEATURES.get(row[6])
        if kind is None:
            continue
        yield Entry(
            f"geonames:{row[0]}",
            row[1],
            kind,
            _number(row[4], path, number),
            _number(row[5], path, number),
            iso3.get(row[8]),
            units.get(f"{row[8]}.{row[10]}"),
            units.get(f"{row[8]}.{row[10]}.{row[11]}"),
            int(row[14] or 0),
            0.0,
            (row[1], row[2]),
            tuple(a for a in row[3].split(",") if len(a) > 2),
        )


def cod_table(path: Path) -> Iterator[Entry]:
    """An OCHA COD-AB gazetteer table: ADM*_PCODE with ADM*_<language> names, and a point where it has one.

    Column names are read without regard to case; the deepest level filled in a row is the row's unit.
    """
    kinds = {0: "country", 1: "province", 2: "district", 3: "district", 4: "district"}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        fields = {name.lower().strip(): name for name in reader.fieldnames or ()}
        if "adm1_pcode" not in fields:
            raise ImportFailed(f"{path}: no column ADM1_PCODE; it has {', '.join(fields)}")
        seen: set[str] = set()
        for number, raw in enumerate(reader, 2):
            row = {low: (raw[name] or "").strip() for low, name in fields.items()}
            levels = [n for n in range(5) if row.get(f"adm{n}_pcode")]
            names = {
                n: [
                    v
                    for k, v in row.items()
                    if k.startswith((f"adm{n}_", f"adm{n}alt"))
                    and v
                    and not k.endswith("pcode")
                    and not k.endswith("type")
                    and not k.endswith("ref")
                ]
                for n in levels
            }
            deepest = max(levels, default=None)
            if deepest is None or not names[deepest]:
                continue
            code = row[f"adm{deepest}_pcode"]
            if code in seen:
                continue
            seen.add(code)
            lat = row.get("lat") or row.get("latitude") or row.get("y_coord") or row.get("center_lat") or ""
            lon = row.get("lon") or row.get("longitude") or row.get("x_coord") or row.get("center_lon") or ""
            yield Entry(
                f"pcode:{code}",
                names[deepest][0],
                kinds[deepest],
                _number(lat, path, number) if lat else None,
                _number(lon, path, number) if lon else None,
                row.get("iso3") or _iso3_of(code),
                names[1][0] if names.get(1) else None,
                names[2][0] if names.get(2) else None,
                0,
                20.0 if deepest > 1 else 80.0,
                tuple(names[deepest]),
            )


def _iso3_of(pcode: str) -> str | None:
    """The country of a p-code, which begins with the ISO alpha-2 or alpha-3 code."""
    by_two = {row["iso2"]: row["iso3"] for row in table("iso.csv")}
    if pcode[:3] in by_two.values() and not pcode[2:3].isdigit():
        return pcode[:3]
    return by_two.get(pcode[:2])


def own_csv(path: Path) -> Iterator[Entry]:
    """A CSV with `name`, `lat`, `lon` and, where known, `id kind country admin1 admin2 population radius_km aliases`.

    `aliases` are separated by `|`; `country` is ISO 3166-1 alpha-3; `kind` is a kind of place of the record.
    """
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        fields = set(reader.fieldnames or ())
        if unknown := fields - CSV_COLUMNS:
            raise ImportFailed(
                f"{path}: unknown columns {', '.join(sorted(unknown))}; known: {', '.join(sorted(CSV_COLUMNS))}"
            )
        if missing := {"name", "lat", "lon"} - fields:
            raise ImportFailed(f"{path}: no column {', '.join(sorted(missing))}")
        for number, row in enumerate(reader, 2):
            if not row["name"]:
                raise ImportFailed(f"{path}, line {number}: no name")
            yield Entry(
                row.get("id") or f"own:{path.stem}:{number - 1}",
                row["name"],
                row.get("kind") or "city",
                _number(row["lat"], path, number) if row["lat"] else None,
                _number(row["lon"], path, number) if row["lon"] else None,
                row.get("country") or None,
                row.get("admin1") or None,
                row.get("admin2") or None,
                int(row.get("population") or 0),
                float(row.get("radius_km") or 0),
                (row["name"], *(a for a in (row.get("aliases") or "").split("|") if a)),
            )


def add_to_user_layer(path: Path, name: str, file: Path, licence: str, entries: Iterable[Entry]) -> int:
    """Write the entries of `file` into the user layer at `path` (made if need be); the same file again replaces
    itself."""
    path.parent.mkdir(parents=True, exist_ok=True)
    work = path.with_name(f"{path.name}.{os.getpid()}.part")
    work.unlink(missing_ok=True)
    if path.exists():
        work.write_bytes(path.read_bytes())
    base = sqlite3.connect(work)
    try:
        if not path.exists():
            base.executescript(SCHEMA)
        source = Source(name, datetime.now(UTC).date().isoformat(), licence, file.name)
        _forget(base, source)
        writer = Writer(base, 1 + (base.execute("SELECT max(n) FROM place").fetchone()[0] or 0))
        writer.units = {row[1]: row[0] for row in base.execute("SELECT id, name FROM unit")}
        count = writer.add(source, file.name, entries)
        writer.finish()
        base.commit()
    except BaseException:
        base.close()
        work.unlink(missing_ok=True)
        raise
    base.close()
    work.replace(path)
    return count


def _forget(base: sqlite3.Connection, source: Source) -> None:
    """Drop what an earlier import of the same file left."""
    for (number,) in base.execute(
        "SELECT id FROM source WHERE name = ? AND url = ?", (source.name, source.url)
    ).fetchall():
        for keys in ("name", "loose"):
            base.execute(f"DELETE FROM {keys} WHERE place IN (SELECT n FROM place WHERE source = ?)", (number,))
        base.execute("DELETE FROM place WHERE source = ?", (number,))
        base.execute("DELETE FROM source WHERE id = ?", (number,))
