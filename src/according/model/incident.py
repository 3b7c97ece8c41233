"""Incident: an id over claims about one happening. Values are computed on read; a merge can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from according.model.identity import stable_id


@dataclass(frozen=True, slots=True)
class Feature:
    """One named reason for or against two claims telling of the same happening."""

    name: str
    weight: float
    reason: str

    def to_json(self) -> dict[str, Any]:
        return {"name": self.name, "weight": self.weight, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two claims compared. `veto` names what makes them different happenings whatever else agrees.

    A veto that is not `firm` (another day, far apart) is one on which tellings of one happening may differ.
    """

    left: str
    right: str
    score: float
    features: tuple[Feature, ...]
    veto: str | None = None
    firm: bool = True

    def to_json(self) -> dict[str, Any]:
        return {
            "left": self.left,
            "right": self.right,
            "score": round(self.score, 3),
            "veto": self.veto,
            "features": [f.to_json() for f in self.features],
        }


@dataclass(frozen=True, slots=True)
class Judged:
    """A person's word on two claims: `merge` or `split`, by whom, why, when. `undone` when another took it back."""

    kind: str
    left: str
    right: str
    by: str
    reason: str
    at: str
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Incident:
    """Claims that tell of one happening, with the comparisons that joined them."""

    id: str
    claims: tuple[str, ...]
    event_type: str | None
    mode: str | None
    place: str | None
    place_id: str | None
    first: date | None
    last: date | None
    joined_by: tuple[Comparison, ...] = ()

    @staticmethod
    def make_id(claims: tuple[str, ...]) -> str:
        """Stable for the smallest claim id, so that a later report joining keeps the incident's name in most cases."""
        return stable_id("incident", min(claims))

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "claims": list(self.claims),
            "event_type": self.event_type,
            "mode": self.mode,
            "place": self.place,
            "place_id": self.place_id,
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
            "joined_by": [c.to_json() for c in self.joined_by],
        }
