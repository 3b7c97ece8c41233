"""Time and place of two tellings: what agrees, what may agree, and what cannot be one happening."""

from __future__ import annotations

import math

from according.model.incident import Feature
from according.model.place import PlaceRef
from according.resolve.profile import Profile

NEAR_KM = 15.0
APART_KM = 40.0
WIDE = frozenset(("country", "province", "region", "sea"))
# Intervals longer than these (days) say less and less about one day inside them.
WEEK, MONTH = 7, 31
# How long after it (days) something may be told without its day.
UNDATED_DAYS = 10

Told = tuple[Feature | None, str | None]


def time(a: Profile, b: Profile) -> Told:
    """The same day, neighbouring days (night, time zones, late reports), or intervals that meet."""
    if a.last is None or b.last is None:
        return None, None
    if a.first is not None and b.first is not None:
        if a.first == a.last == b.first == b.last:
            return Feature("time", 2.5, f"both on {a.last}"), None
        gap = max((b.first - a.last).days, (a.first - b.last).days)
        if gap > 1:
            return None, f"{gap} days apart"
        longest = max((p.last - p.first).days for p in (a, b) if p.first is not None and p.last is not None)
        if longest > WEEK:
            # A town falls once in a month, but is shelled on many days of it.
            once = a.mode == b.mode == "seizure" and not a.part and not b.part and longest <= MONTH
            return Feature("time", 0.0 if once else -1.5, "intervals that meet, one longer than a week"), None
        return Feature("time", 0.5 if gap == 1 else 1.5, "on neighbouring days" if gap == 1 else "days that meet"), None
    later, dated = (a, b) if a.first is None else (b, a)
    if dated.first is not None and later.last is not None:
        away = (later.last - dated.first).days
        if away < -1:
            return None, "told before it happened"
        if away > UNDATED_DAYS:
            return None, "told too long after it"
        return Feature("time", 1.0 if away <= 3 else 0.0, f"told {away} days after"), None
    gap = abs((a.last - b.last).days)
    if gap > UNDATED_DAYS:
        return None, f"undated, told {gap} days apart"
    return Feature("time", 1.0 if gap <= 2 else 0.0, f"undated, told {gap} days apart"), None


def place(a: Profile, b: Profile) -> Told:
    """One place, near places, one inside the other; places too far apart are different happenings."""
    p, q = a.claim.place, b.claim.place
    if p is None or q is None or not (p.name or p.text) or not (q.name or q.text):
        return Feature("place", -0.5, "one has no place"), None
    if p.id is not None and p.id == q.id:
        if p.kind in WIDE:
            return Feature("place", 0.5, f"both {p.name}"), None
        if not (a.placed and b.placed):
            return Feature("place", 1.8, f"both {p.name}, as told before"), None
        return Feature("place", 2.5, f"both {p.name}"), None
    if p.kind in WIDE or q.kind in WIDE:
        return _wide(p, q)
    if p.lat is not None and q.lat is not None and p.lon is not None and q.lon is not None:
        return _apart(p, q, distance_km(p.lat, p.lon, q.lat, q.lon))
    return _by_name(p, q)


def _wide(p: PlaceRef, q: PlaceRef) -> Told:
    if p.country and q.country and p.country != q.country:
        return None, f"in {p.country} and in {q.country}"
    wide, narrow = (p, q) if p.kind in WIDE else (q, p)
    inside = {_bare(p.admin1), _bare(q.admin1), _bare(narrow.name or narrow.text)} - {""}
    if wide.kind == "country" or _bare(wide.name) in inside or wide.kind in ("region", "sea"):
        return Feature("place", 0.3, f"{narrow.name or narrow.text} may lie in {wide.name}"), None
    if narrow.admin1 and wide.kind == "province" and narrow.kind not in WIDE:
        return None, f"{narrow.name} does not lie in {wide.name}"
    if narrow.kind in WIDE and narrow.name != wide.name:
        return None, f"{narrow.name} and {wide.name}"
    return Feature("place", 0.0, f"{narrow.name or narrow.text} and {wide.name}"), None


def _apart(p: PlaceRef, q: PlaceRef, km: float) -> Told:
    loose = 0.0 if p.relation in ("in", "at") and q.relation in ("in", "at") else 25.0
    if km > APART_KM + loose:
        return None, f"{km:.0f} km apart"
    if km <= NEAR_KM:
        return Feature("place", 1.0, f"{km:.0f} km apart"), None
    return Feature("place", -1.0 if not loose else 0.5, f"{km:.0f} km apart"), None


def _by_name(p: PlaceRef, q: PlaceRef) -> Told:
    one, other = (p.name or p.text or "").casefold(), (q.name or q.text or "").casefold()
    if one == other:
        if p.country and q.country and p.country != q.country:
            return None, f"namesakes in {p.country} and {q.country}"
        return Feature("place", 2.0, f"both named {p.name or p.text}"), None
    if p.id is None and q.id is None:
        return None, f"{p.name or p.text} and {q.name or q.text} are different names"
    return Feature("place", -1.5, "different names, one not in the gazetteer"), None


def _bare(name: str | None) -> str:
    """A unit's name without the word for the unit: "Aleppo Province" and "Aleppo Governorate" are Aleppo."""
    words = (name or "").casefold().split()
    return " ".join(w for w in words if w not in ("province", "governorate", "oblast", "region", "state", "district"))


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance on a sphere of 6371 km."""
    a, b = math.radians(lat1), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))
