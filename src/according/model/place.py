"""Place: an entry of the gazetteer; PlaceRef: what a text says of where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """One gazetteer entry. WGS 84 degrees; `kind` by GeoNames feature class letters.

    `kind`: `city`, `district` (admin2 or lower), `province` (admin1), `country`, `region`, `sea`,
    `facility`, `airport`, `crossing`, `camp`, `river`, `road`, `area`. `admin` are the names of the
    units above it, largest first (admin1, admin2…). `population` is 0 when unknown.
    """

    id: str
    name: str
    kind: str
    lat: float | None
    lon: float | None
    country: str | None = None
    admin: tuple[str, ...] = ()
    population: int = 0
    source: str = ""
    radius_km: float = 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place a name may mean, with a score in 0-1 and the reasons for it."""

    id: str
    name: str
    score: float
    why: str

    def to_json(self) -> dict[str, Any]:
        return {"id": self.id, "name": self.name, "score": round(self.score, 3), "why": self.why}


# Relations by which a claim is told of a way or a border, not of what is at the place.
ELSEWHERE = frozenset(("from", "to", "between", "border"))


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """Where a claim says its content happens.

    `id` is None when unresolved: then `text` alone stands, and `why` says what was missing.
    `relation`: in, at, near, north-of (and the other compass points), from, to, between, along,
    outskirts, part-of (northern X), border. `precision` follows UCDP GED `where_prec`: 1 exact place,
    2 within about 25 km, 3 second-order unit, 4 first-order unit, 5 linear feature or fuzzy polygon,
    6 country, 7 international waters or air space. `lat`, `lon` are a representative point and
    `radius_km` its uncertainty. `inherited` says where the place came from when its own clause has
    none: headline, dateline, previous.
    """

    text: str | None
    start: int | None
    end: int | None
    id: str | None = None
    name: str | None = None
    kind: str | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    relation: str = "in"
    precision: int | None = None
    candidates: tuple[Candidate, ...] = ()
    inherited: str | None = None
    why: str = ""

    def borrowed(self, source: str, why: str) -> PlaceRef:
        """The same place, inherited from `source`."""
        return PlaceRef(
            self.text, self.start, self.end, self.id, self.name, self.kind, self.country, self.admin1, self.lat,
            self.lon, self.radius_km, self.relation, self.precision, self.candidates, source, why)

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "country": self.country,
            "admin1": self.admin1,
            "lat": self.lat,
            "lon": self.lon,
            "radius_km": self.radius_km,
            "relation": self.relation,
            "precision": self.precision,
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "candidates": [c.to_json() for c in self.candidates],
            "inherited": self.inherited,
            "why": self.why,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> PlaceRef:
        fields = {k: v for k, v in data.items() if k != "candidates"}
        return cls(**fields, candidates=tuple(Candidate(**c) for c in data.get("candidates", ())))
