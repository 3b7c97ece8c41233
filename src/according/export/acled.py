"""ACLED's columns, one row a claim whose crosswalk has a sub-event type.

Columns and code lists: ACLED Codebook (2023) and the acledR package. Rows keep `according_claim` so
that each leads back; nothing in them has been reviewed by ACLED.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from according.export.countries import country
from according.export.rows import according_to, cell, day, events, figure, reports_by_id, who
from according.export.tables import write_csv
from according.protect.release import Release

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)
EXTRA = ("according_claim", "according_to", "standing")
# ACLED's disorder type by event type (Codebook, "Disorder type").
DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": "Demonstrations",
    "Riots": "Demonstrations",
    "Strategic developments": "Strategic developments",
}


def rows(release: Release) -> Iterator[dict[str, Any]]:
    """One row a claim that happened and that ACLED's scheme covers."""
    reports = reports_by_id(release)
    for claim in events(release):
        kind = claim["crosswalk"].get("acled_type")
        if not kind:
            continue
        place, report = claim["place"], reports.get(claim["report"], {})
        land = country(cell(place, "country"))
        date = day(claim, "end") or day(claim, "start")
        yield {
            "event_id_cnty": f"{cell(place, 'country') or 'XXX'}-{claim['id'][:12]}",
            "event_date": date, "year": date[:4], "time_precision": time_precision(claim),
            "disorder_type": DISORDER.get(kind, ""), "event_type": kind,
            "sub_event_type": claim["crosswalk"].get("acled_sub_event", ""),
            "actor1": who(claim["agent"]), "actor2": who(claim["recipient"]),
            "civilian_targeting": "Civilian targeting" if kind == "Violence against civilians" else "",
            "iso": land.numeric if land else "", "country": land.name if land else "",
            "admin1": cell(place, "admin1"), "location": cell(place, "name"),
            "latitude": cell(place, "lat"), "longitude": cell(place, "lon"), "geo_precision": geo_precision(place),
            "source": report.get("publisher") or "", "notes": claim["quote"]["exact"] or "",
            "fatalities": figure(claim, "killed", "best") or figure(claim, "killed", "low"),
            "according_claim": claim["id"], "according_to": according_to(claim), "standing": claim["standing"],
        }


def time_precision(claim: dict[str, Any]) -> int | str:
    """ACLED's 1 (exact day), 2 (within a week), 3 (within a month or longer) from UCDP's 1-5."""
    precision = (claim["time"] or {}).get("precision")
    return {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}.get(precision, "") if precision else ""


def geo_precision(place: dict[str, Any] | None) -> int | str:
    """ACLED's 1 (exact), 2 (part of a region), 3 (larger region) from UCDP's where_prec 1-7."""
    precision = (place or {}).get("precision")
    return {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}.get(precision, "") if precision else ""


def write(release: Release, path: Path) -> None:
    """Write ACLED's columns, then three of our own, as CSV."""
    write_csv(path, COLUMNS + EXTRA, rows(release))
