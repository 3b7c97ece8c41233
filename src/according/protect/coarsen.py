"""Coarser places and dates for claims by or about protected people."""

from __future__ import annotations

import hashlib
import hmac
import math
from datetime import date, datetime, timedelta
from typing import Any

DISPLACEMENT_KM = (5.0, 15.0)


def displaced(lat: float, lon: float, place_id: str, secret: bytes) -> tuple[float, float]:
    """A point 5 to 15 km off, fixed for a place under one secret, so that averaging releases tells nothing."""
    digest = hmac.new(secret, place_id.encode(), hashlib.sha256).digest()
    turn = int.from_bytes(digest[:4], "big") / 2**32 * 2 * math.pi
    low, high = DISPLACEMENT_KM
    reach = math.sqrt(low**2 + int.from_bytes(digest[4:8], "big") / 2**32 * (high**2 - low**2))
    step = reach / 111.195
    return round(lat + step * math.sin(turn), 3), round(
        lon + step * math.cos(turn) / max(0.1, math.cos(math.radians(lat))), 3)


def coarse_place(place: dict[str, Any] | None, mode: str, secret: bytes) -> dict[str, Any] | None:
    """A place as JSON under `mode`: keep, displace, admin, country or withhold."""
    if place is None or mode == "keep":
        return place
    blank = dict.fromkeys(place) | {"candidates": [], "relation": "in", "why": "coarsened for release"}
    if mode == "withhold":
        return None
    if mode == "displace" and place.get("lat") is not None:
        lat, lon = displaced(place["lat"], place["lon"], place.get("id") or str(place.get("text")), secret)
        return blank | {"lat": lat, "lon": lon, "radius_km": DISPLACEMENT_KM[1], "precision": 2,
                        "country": place.get("country"), "admin1": place.get("admin1")}
    if mode in ("admin", "displace") and place.get("admin1"):
        return blank | {"name": place["admin1"], "admin1": place["admin1"], "country": place.get("country"),
                        "kind": "province", "precision": 4}
    if place.get("country"):
        return blank | {"name": place["country"], "country": place["country"], "kind": "country", "precision": 6}
    return None


def coarse_time(when: dict[str, Any] | None, mode: str) -> dict[str, Any] | None:
    """An interval as JSON widened to whole weeks (Monday to Sunday) or whole months; its words are withheld."""
    if when is None or mode == "keep":
        return when
    if mode == "withhold":
        return None
    start, end = _day(when.get("start")), _day(when.get("end"))
    if mode == "week":
        start = start - timedelta(days=start.weekday()) if start else None
        end = end + timedelta(days=6 - end.weekday()) if end else None
    else:
        start = start.replace(day=1) if start else None
        end = (end.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1) if end else None
    least = 3 if mode == "week" else 4
    return {"start": start.isoformat() if start else None, "end": end.isoformat() if end else None,
            "precision": max(least, when.get("precision") or least), "text": None, "text_start": None, "text_end": None}


def _day(text: str | None) -> date | None:
    return datetime.fromisoformat(text).date() if text else None
