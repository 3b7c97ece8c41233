"""Routes and zones: named places in order, or an area, with what is told of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from according.model.control import ControlState, Sentence

ROUTE_STATUSES = ("open", "threatened", "cut", "contested", "divided", "unknown")


@dataclass(frozen=True, slots=True)
class Use:
    """What was said last of a stretch for one class of users (`all` for everybody) in one direction (may be empty).

    `passed` says that somebody is told to have got through; an opening without it is only announced.
    """

    users: str
    direction: str
    status: str
    passed: bool
    day: date | None
    claim: str

    def to_json(self) -> dict[str, Any]:
        return {
            "users": self.users,
            "direction": self.direction,
            "status": self.status,
            "passed": self.passed,
            "day": self.day.isoformat() if self.day else None,
            "claim": self.claim,
        }


@dataclass(frozen=True, slots=True)
class Segment:
    """From one place to the next; `status` is one of ROUTE_STATUSES by who holds the ends, `uses` by what is said."""

    start: str
    end: str
    holders: tuple[str, ...]
    status: str
    why: str
    uses: tuple[Use, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "from": self.start,
            "to": self.end,
            "holders": list(self.holders),
            "status": self.status,
            "why": self.why,
            "uses": [u.to_json() for u in self.uses],
        }


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that speaks of a road itself: `status` as told, `standing` and who says so.

    `users` and `direction` as in `Use`; `place` is where on the road it speaks of, None for all of it.
    """

    status: str
    standing: str
    day: date | None
    sentence: Sentence
    users: tuple[str, ...] = ()
    direction: str = ""
    passed: bool = False
    place: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "status": self.status,
            "standing": self.standing,
            "day": self.day.isoformat() if self.day else None,
            "users": list(self.users),
            "direction": self.direction,
            "passed": self.passed,
            "place": self.place,
            "sentence": self.sentence.to_json(),
        }


@dataclass(frozen=True, slots=True)
class Route:
    """A corridor of a pack or of the user. `review` says which captures on the way ask for a look by a person.

    `review_claims` are the ids of the claims behind them, in the same order.
    """

    id: str
    name: str
    segments: tuple[Segment, ...]
    statements: tuple[Statement, ...]
    review: tuple[str, ...]
    states: tuple[ControlState, ...]
    review_claims: tuple[tuple[str, ...], ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "segments": [s.to_json() for s in self.segments],
            "statements": [s.to_json() for s in self.statements],
            "review": list(self.review),
            "review_claims": [list(c) for c in self.review_claims],
            "places": [s.to_json() for s in self.states],
        }


@dataclass(frozen=True, slots=True)
class Zone:
    """An area that parties proposed or agreed on: what was said of it, and attacks told inside it while it stood."""

    id: str
    name: str
    since: date | None
    until: date | None
    statements: tuple[Statement, ...]
    breaches: tuple[Sentence, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "statements": [s.to_json() for s in self.statements],
            "breaches": [b.to_json() for b in self.breaches],
        }
