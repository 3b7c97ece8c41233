"""PLOVER events in POLECAT's columns (tab-separated, as POLECAT is published)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from according.export.rows import cell, day, reports_by_id, who
from according.protect.release import Release

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)


def rows(release: Release) -> Iterator[dict[str, Any]]:
    """One row a claim with a PLOVER type, whatever its standing (PLOVER codes threats and denials too)."""
    reports = reports_by_id(release)
    for claim in release.claims:
        if not claim["event_type"]:
            continue
        place, report = claim["place"], reports.get(claim["report"], {})
        place_id = str(cell(place, "id"))
        yield {
            "Event ID": claim["id"], "Event Date": day(claim, "end"), "Event Type": claim["event_type"],
            "Event Mode": claim["mode"] or "", "Quad Code": claim["crosswalk"].get("quad", ""),
            "Contexts": "", "Actor Name": who(claim["agent"]),
            "Actor Name Raw": "; ".join(m["text"] for m in claim["agent"]), "Recipient Name": who(claim["recipient"]),
            "Recipient Name Raw": "; ".join(m["text"] for m in claim["recipient"]), "Placename": cell(place, "name"),
            "Province": cell(place, "admin1"), "Country": cell(place, "country"), "Latitude": cell(place, "lat"),
            "Longitude": cell(place, "lon"),
            "GeoNames ID": place_id.removeprefix("geonames:") if place_id.startswith("geonames:") else "",
            "Raw Placename": cell(place, "text"), "Feature Type": cell(place, "kind"),
            "Source": report.get("publisher") or "", "Publication Date": (report.get("published") or "")[:10],
            "Language": report.get("language") or "", "Version": claim["made_by"].get("version") or "",
        }


def write(release: Release, path: Path) -> None:
    """Write POLECAT's columns, tab-separated."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, delimiter="\t", restval="")
        writer.writeheader()
        writer.writerows(rows(release))
