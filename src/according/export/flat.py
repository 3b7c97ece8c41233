"""A flat table of claims under plain names: what Parquet and HXL share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from according.export.rows import according_to, cell, day, figure, reports_by_id, who
from according.protect.release import Release

# Column → HXL hashtag (HXL standard 1.1; attributes of our own start with +).
COLUMNS = {
    "claim": "#meta+id",
    "kind": "#event+kind",
    "event_type": "#event+type+plover",
    "mode": "#event+mode+plover",
    "agent": "#group+agent+name",
    "recipient": "#group+recipient+name",
    "place": "#loc+name",
    "admin1": "#adm1+name",
    "country": "#country+code",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "where_prec": "#geo+precision",
    "date_from": "#date+start",
    "date_to": "#date+end",
    "date_prec": "#meta+date_precision",
    "killed_low": "#affected+killed+min",
    "killed_best": "#affected+killed",
    "killed_high": "#affected+killed+max",
    "injured_best": "#affected+injured",
    "displaced_best": "#affected+idps",
    "control_change": "#status+control",
    "standing": "#meta+standing",
    "according_to": "#meta+source+chain",
    "publisher": "#meta+source+publisher",
    "published": "#date+reported",
    "quote": "#description+quote",
}
NUMBERS = ("latitude", "longitude", "where_prec", "date_prec", "killed_low", "killed_best", "killed_high",
           "injured_best", "displaced_best")


def rows(release: Release) -> Iterator[dict[str, Any]]:
    """One row a claim, all claims."""
    reports = reports_by_id(release)
    for claim in release.claims:
        place, report = claim["place"], reports.get(claim["report"], {})
        yield {
            "claim": claim["id"], "kind": claim["kind"], "event_type": claim["event_type"] or "",
            "mode": claim["mode"] or "", "agent": who(claim["agent"]), "recipient": who(claim["recipient"]),
            "place": cell(place, "name"), "admin1": cell(place, "admin1"), "country": cell(place, "country"),
            "latitude": cell(place, "lat"), "longitude": cell(place, "lon"), "where_prec": cell(place, "precision"),
            "date_from": day(claim, "start"), "date_to": day(claim, "end"),
            "date_prec": (claim["time"] or {}).get("precision") or "", "killed_low": figure(claim, "killed", "low"),
            "killed_best": figure(claim, "killed", "best"), "killed_high": figure(claim, "killed", "high"),
            "injured_best": figure(claim, "injured", "best"), "displaced_best": figure(claim, "displaced", "best"),
            "control_change": (claim["control"] or {}).get("change") or "", "standing": claim["standing"],
            "according_to": according_to(claim), "publisher": report.get("publisher") or "",
            "published": (report.get("published") or "")[:10], "quote": claim["quote"]["exact"] or "",
        }
