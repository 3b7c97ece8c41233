"""UCDP GED's columns, one row a claim of organised violence with at least one death (UCDP GED Codebook 24.1)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from according.export.countries import country
from according.export.rows import according_to, cell, day, events, figure, reports_by_id, who
from according.export.tables import write_csv
from according.protect.release import Release

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high",
    "low", "gwnoa", "gwnob",
)


def rows(release: Release) -> Iterator[dict[str, Any]]:
    """One row a claim with a UCDP type of violence and a figure of killed people."""
    reports = reports_by_id(release)
    for number, claim in enumerate(events(release), 1):
        kind = claim["crosswalk"].get("ucdp_type")
        low = figure(claim, "killed", "low")
        if not kind or not low:
            continue
        place, report = claim["place"], reports.get(claim["report"], {})
        side_a, side_b = who(claim["agent"]), who(claim["recipient"])
        best = figure(claim, "killed", "best") or low
        lat, lon = cell(place, "lat"), cell(place, "lon")
        land = country(cell(place, "country"))
        yield {
            "id": number, "relid": claim["id"], "year": (day(claim, "end") or "")[:4], "type_of_violence": kind,
            "dyad_name": f"{side_a} - {side_b}" if side_a and side_b else "", "side_a": side_a, "side_b": side_b,
            "number_of_sources": 1, "source_article": report.get("url") or "",
            "source_office": report.get("publisher") or "", "source_date": (report.get("published") or "")[:10],
            "source_headline": report.get("title") or "", "source_original": according_to(claim),
            "where_prec": cell(place, "precision"), "where_coordinates": cell(place, "name"),
            "where_description": cell(place, "text"), "adm_1": cell(place, "admin1"), "latitude": lat, "longitude": lon,
            "geom_wkt": f"POINT ({lon} {lat})" if lat != "" else "",
            "priogrid_gid": priogrid(lat, lon) if lat != "" else "",
            "country": land.name if land else "",
            "event_clarity": 1 if (claim["time"] or {}).get("precision") in (1, 2, 3) else 2,
            "date_prec": (claim["time"] or {}).get("precision") or "", "date_start": day(claim, "start"),
            "date_end": day(claim, "end"), "deaths_unknown": best, "best": best, "low": low,
            "high": figure(claim, "killed", "high"),
        }


def priogrid(lat: float, lon: float) -> int:
    """The PRIO-GRID cell of a point: half-degree cells numbered from the south-west, row by row (PRIO-GRID 2.0)."""
    row, column = min(359, int((lat + 90) * 2)), min(719, int((lon + 180) * 2))
    return row * 720 + column + 1


def write(release: Release, path: Path) -> None:
    """Write GED's columns as CSV."""
    write_csv(path, COLUMNS, rows(release))
