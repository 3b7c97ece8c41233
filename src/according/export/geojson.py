"""GeoJSON (RFC 7946): one feature a claim; a vague place is the circle of its uncertainty, never a bare point."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from according.export.rows import according_to, day, who
from according.protect.release import Release

CIRCLE_STEPS = 32
POINT_KM = 1.5


def geometry(place: dict[str, Any] | None) -> dict[str, Any] | None:
    """A Point for a place known within about a kilometre, a circle polygon for a wider one, None when unresolved."""
    if not place or place.get("lat") is None:
        return None
    lat, lon, radius = place["lat"], place["lon"], place.get("radius_km") or 0.0
    if radius <= POINT_KM and place.get("precision") in (1, None):
        return {"type": "Point", "coordinates": [round(lon, 5), round(lat, 5)]}
    radius = max(radius, 5.0)
    ring = []
    for step in range(CIRCLE_STEPS):
        turn = 2 * math.pi * step / CIRCLE_STEPS
        north = radius / 111.195 * math.sin(turn)
        east = radius / 111.195 * math.cos(turn) / max(0.1, math.cos(math.radians(lat)))
        ring.append([round(_wrap(lon + east), 5), round(max(-90.0, min(90.0, lat + north)), 5)])
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def _wrap(lon: float) -> float:
    return max(-180.0, min(180.0, lon))


def collection(release: Release) -> dict[str, Any]:
    """The FeatureCollection of a release."""
    features = []
    for claim in release.claims:
        properties = {
            "kind": claim["kind"], "event_type": claim["event_type"], "mode": claim["mode"], "who": who(claim["agent"]),
            "to_whom": who(claim["recipient"]), "from": day(claim, "start") or None, "to": day(claim, "end") or None,
            "place": (claim["place"] or {}).get("name"), "where_prec": (claim["place"] or {}).get("precision"),
            "according_to": according_to(claim) or None, "standing": claim["standing"], "report": claim["report"],
            "quote": claim["quote"]["exact"],
            "control": (claim["control"] or {}).get("change"),
        }
        features.append({"type": "Feature", "id": claim["id"], "geometry": geometry(claim["place"]),
                         "properties": properties})
    return {"type": "FeatureCollection", "features": features}


def write(release: Release, path: Path) -> None:
    """Write the FeatureCollection."""
    path.write_text(json.dumps(collection(release), ensure_ascii=False), encoding="utf-8")
