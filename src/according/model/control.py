"""ControlState: who holds a place on a day, by what was known on another, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

STATUSES = ("held", "contested", "shared", "disputed", "claimed_only", "no_fixed_force", "unknown")
GRADES = ("confirmed", "probable", "claimed", "inferred", "stale", "none")

RULES: dict[int, str] = {
    1: "The loser's own admission confirms; so does one neutral root of reliability B or better, or two independent "
    "roots of non-aligned camps. One weaker neutral root makes it probable.",
    2: "A self-serving gain is claimed only: the earlier holder stays on display beside it. The loser's denial makes "
    "it disputed; both stay.",
    3: "Contested needs both forces inside. Shelling, airstrikes, clashes nearby and bombs never change control.",
    4: "Scope: a checkpoint, base or part of a place changes only that. Most of it is not all of it.",
    5: "Under X's control as of D proves holding on D, not a change on D. A mention of it as X-held refreshes the last "
    "confirmation.",
    6: "Before the first recorded event: unknown, unless a recapture or a loser names the earlier holder, or a force "
    "from outside took it from the country it lies in (marked inferred).",
    7: "Vague dates are intervals; a question inside one is answered with A or B, changed between two days.",
    8: "Age lowers the grade; it never hands a place to another.",
    9: "Truce, handover, evacuation: agreed is not done.",
    10: "Names keep what was asserted; they roll up to the bloc at that date when asked.",
    11: "Maps are never evidence; no polygon is drawn from dots without the label derived.",
    12: "Every answer prints its rule, the deciding sentences, the rivals, and what would change it.",
}


@dataclass(frozen=True, slots=True)
class Holder:
    """A force as the text named it, and the side it rolls up to that day (`bloc`: bloc or actor id, or folded name)."""

    name: str
    bloc: str
    actor: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {"name": self.name, "actor": self.actor, "bloc": self.bloc}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Holder:
        return cls(data["name"], data["bloc"], data["actor"])


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of evidence: where it stands, who says it, and in whose interest."""

    claim: str
    report: str
    report_ref: str
    publisher: str | None
    published: date | None
    text: str
    change: str
    root: str
    interest: str
    reliability: str

    def to_json(self) -> dict[str, Any]:
        return {
            "claim": self.claim,
            "report": self.report,
            "report_ref": self.report_ref,
            "publisher": self.publisher,
            "published": self.published.isoformat() if self.published else None,
            "text": self.text,
            "change": self.change,
            "root": self.root,
            "interest": self.interest,
            "reliability": self.reliability,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Sentence:
        return cls(**{**data, "published": _day(data["published"])})


@dataclass(frozen=True, slots=True)
class Rival:
    """Another account that stands beside the answer: a self-serving claim, a denied gain, an agreed handover."""

    status: str
    holder: Holder | None
    since: date | None
    until: date | None
    grade: str
    told: str
    sentences: tuple[Sentence, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "status": self.status,
            "holder": self.holder.to_json() if self.holder else None,
            "since": _iso(self.since),
            "until": _iso(self.until),
            "grade": self.grade,
            "told": self.told,
            "sentences": [s.to_json() for s in self.sentences],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Rival:
        holder = Holder.from_json(data["holder"]) if data["holder"] else None
        return cls(data["status"], holder, _day(data["since"]), _day(data["until"]), data["grade"], data["told"],
                   _sentences(data))


@dataclass(frozen=True, slots=True)
class PartHeld:
    """A part, base, outskirts or countryside that changed hands without the whole; `count` of unnamed places."""

    scope: str
    holder: Holder
    since: date | None
    grade: str
    count: int | None
    sentences: tuple[Sentence, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "scope": self.scope,
            "holder": self.holder.to_json(),
            "since": _iso(self.since),
            "grade": self.grade,
            "count": self.count,
            "sentences": [s.to_json() for s in self.sentences],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> PartHeld:
        return cls(data["scope"], Holder.from_json(data["holder"]), _day(data["since"]), data["grade"], data["count"],
                   _sentences(data))


@dataclass(frozen=True, slots=True)
class ControlState:
    """Who holds `place` on `on`, by what was known on `known_on` (None: all that the record has).

    `since` is the interval of the change that brought the holders; `alternatives` are who may hold it already or still
    when `on` lies inside a vague interval (rule 7), between `changed_from` and `changed_to`. `besieged_since` lays a
    siege over it. `rule` is the number of the rule in RULES that decided.
    """

    place: str
    on: date | None
    known_on: date | None
    status: str = "unknown"
    holders: tuple[Holder, ...] = ()
    grade: str = "none"
    since: tuple[date | None, date | None] | None = None
    last_confirmed: date | None = None
    besieged_since: date | None = None
    alternatives: tuple[Holder, ...] = ()
    changed_from: date | None = None
    changed_to: date | None = None
    parts: tuple[PartHeld, ...] = ()
    rivals: tuple[Rival, ...] = ()
    earlier: tuple[Holder, ...] = ()
    rule: int = 6
    sentences: tuple[Sentence, ...] = ()
    roots: str = ""
    claim_grade: int = 6
    would_change: tuple[str, ...] = ()
    age_days: int | None = None
    place_id: str | None = None
    notes: tuple[str, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """The answer as programs read it."""
        return {
            "place": self.place,
            "place_id": self.place_id,
            "on": _iso(self.on),
            "known_on": _iso(self.known_on),
            "status": self.status,
            "holders": [h.to_json() for h in self.holders],
            "grade": self.grade,
            "since": [_iso(self.since[0]), _iso(self.since[1])] if self.since else None,
            "last_confirmed": _iso(self.last_confirmed),
            "besieged_since": _iso(self.besieged_since),
            "alternatives": [h.to_json() for h in self.alternatives],
            "changed_from": _iso(self.changed_from),
            "changed_to": _iso(self.changed_to),
            "parts": [p.to_json() for p in self.parts],
            "rivals": [r.to_json() for r in self.rivals],
            "earlier": [h.to_json() for h in self.earlier],
            "rule": self.rule,
            "rule_text": RULES[self.rule],
            "sentences": [s.to_json() for s in self.sentences],
            "roots": self.roots,
            "claim_grade": self.claim_grade,
            "would_change": list(self.would_change),
            "age_days": self.age_days,
            "notes": list(self.notes),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> ControlState:
        """The answer as `to_json` wrote it."""
        rest = {name: value for name, value in data.items() if name not in ("rule_text", "since")}
        for name in ("on", "known_on", "last_confirmed", "besieged_since", "changed_from", "changed_to"):
            rest[name] = _day(data[name])
        for name in ("holders", "alternatives", "earlier"):
            rest[name] = tuple(Holder.from_json(h) for h in data[name])
        rest["parts"] = tuple(PartHeld.from_json(p) for p in data["parts"])
        rest["rivals"] = tuple(Rival.from_json(r) for r in data["rivals"])
        rest["sentences"] = _sentences(data)
        rest["would_change"], rest["notes"] = tuple(data["would_change"]), tuple(data["notes"])
        since = (_day(data["since"][0]), _day(data["since"][1])) if data["since"] else None
        return cls(since=since, **rest)


def _sentences(data: dict[str, Any]) -> tuple[Sentence, ...]:
    return tuple(Sentence.from_json(s) for s in data["sentences"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
