"""Claim: the atom of the record. One assertion, by someone, found in one report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from according.model.identity import stable_id
from according.model.place import PlaceRef
from according.model.span import Quote
from according.model.when import When

KINDS = ("event", "control", "toll", "relation", "position", "plan")
STANDINGS = (
    "asserted",
    "reported",
    "claimed",
    "denied",
    "disputed",
    "planned",
    "possible",
    "conditional",
    "negated",
    "opinion",
)
CHANGES = (
    "gain",
    "loss",
    "hold",
    "contested",
    "raid",
    "withdraw",
    "transfer_agreed",
    "transfer_done",
    "siege",
    "siege_lifted",
    "denial",
)
SCOPES = ("whole", "part", "outskirts", "facility", "countryside")
HARMS = ("killed", "injured", "missing", "detained", "displaced")
PLAN_STATUSES = ("proposed", "announced", "agreed", "under_way", "stalled", "cancelled", "done")
RELATIONS = (
    "alias",
    "part_of",
    "allied",
    "backs",
    "trains",
    "fights",
    "splinter_of",
    "commands",
    "role",
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Someone named in the text. `actor` is None when unresolved; `text` is always kept.

    `inferred` marks a party that the clause leaves unsaid and the report makes plain elsewhere, at `start`.
    """

    text: str
    start: int
    end: int
    actor: str | None = None
    name: str | None = None
    inferred: bool = False

    def to_json(self) -> dict[str, Any]:
        return {"actor": self.actor, "name": self.name, "text": self.text, "start": self.start, "end": self.end,
                "inferred": self.inferred}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Mention:
        return cls(data["text"], data["start"], data["end"], data.get("actor"), data.get("name"),
                   data.get("inferred", False))


@dataclass(frozen=True, slots=True)
class Attribution:
    """One link of the chain of who says so. `text` is None where the cue names nobody ("reportedly").

    `kind`: state_media, official, armed_group, monitor, wire, outlet, activist, witness, journalist,
    organisation, document, anonymous, unknown. `number` is how many speakers the text counts ("two
    officials"), None when it does not say. `protected` is the id of a person whom the text wants protected.
    """

    source: str | None
    name: str | None
    text: str | None
    start: int | None
    end: int | None
    cue: str
    kind: str = "unknown"
    anonymous: bool = False
    pen_name: bool = False
    number: int | None = None
    protected: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "name": self.name,
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "cue": self.cue,
            "kind": self.kind,
            "anonymous": self.anonymous,
            "pen_name": self.pen_name,
            "number": self.number,
            "protected": self.protected,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Attribution:
        return cls(**{field: data.get(field) for field in ("source", "name", "text", "start", "end")},
                   cue=data["cue"], kind=data.get("kind", "unknown"), anonymous=data.get("anonymous", False),
                   pen_name=data.get("pen_name", False), number=data.get("number"),
                   protected=data.get("protected"))


@dataclass(frozen=True, slots=True)
class Figure:
    """A count of people as the text gives it; `None` is an open end ("at least 14": low 14, high open)."""

    low: int | None
    best: int | None
    high: int | None
    who: str | None = None
    text: str | None = None
    start: int | None = None
    end: int | None = None

    def to_json(self) -> dict[str, Any]:
        return {"low": self.low, "best": self.best, "high": self.high, "who": self.who,
                "text": self.text, "start": self.start, "end": self.end}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Figure:
        return cls(data.get("low"), data.get("best"), data.get("high"), data.get("who"),
                   data.get("text"), data.get("start"), data.get("end"))


@dataclass(frozen=True, slots=True)
class Victim:
    """A named person harmed. `civilian` and `journalist` are None where the text does not say."""

    name: str
    start: int
    end: int
    harm: str = "killed"
    role: str | None = None
    affiliation: str | None = None
    nationality: str | None = None
    civilian: bool | None = None
    journalist: bool | None = None

    def to_json(self) -> dict[str, Any]:
        return {"name": self.name, "start": self.start, "end": self.end, "harm": self.harm, "role": self.role,
                "affiliation": self.affiliation, "nationality": self.nationality,
                "civilian": self.civilian, "journalist": self.journalist}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Victim:
        return cls(**data)


@dataclass(frozen=True, slots=True)
class Toll:
    """Harm to people, one Figure per kind of harm; `nested` are parts of them ("including five children").

    `aggregate` marks a running total over `period`, never added to an incident.
    """

    killed: Figure | None = None
    injured: Figure | None = None
    missing: Figure | None = None
    detained: Figure | None = None
    displaced: Figure | None = None
    nested: tuple[tuple[str, Figure], ...] = ()
    victims: tuple[Victim, ...] = ()
    aggregate: bool = False
    period: When | None = None

    def figures(self) -> dict[str, Figure]:
        """The figures that are stated, by harm."""
        return {harm: figure for harm in HARMS if (figure := getattr(self, harm)) is not None}

    def to_json(self) -> dict[str, Any]:
        return {
            **{harm: figure.to_json() for harm, figure in self.figures().items()},
            "nested": [{"harm": harm, **figure.to_json()} for harm, figure in self.nested],
            "victims": [victim.to_json() for victim in self.victims],
            "aggregate": self.aggregate,
            "period": self.period.to_json() if self.period else None,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Toll:
        return cls(
            **{harm: Figure.from_json(data[harm]) for harm in HARMS if data.get(harm)},
            nested=tuple((part["harm"], Figure.from_json(part)) for part in data.get("nested", ())),
            victims=tuple(Victim.from_json(victim) for victim in data.get("victims", ())),
            aggregate=data.get("aggregate", False),
            period=When.from_json(data["period"]) if data.get("period") else None,
        )


@dataclass(frozen=True, slots=True)
class Control:
    """Who has a place after this claim (`holder`) and who lost it (`loser`). See CHANGES and SCOPES.

    `count` is the number of unnamed places ("six villages": 6).
    """

    change: str
    holder: Mention | None = None
    loser: Mention | None = None
    scope: str = "whole"
    count: int | None = None

    def to_json(self) -> dict[str, Any]:
        return {"change": self.change, "holder": self.holder.to_json() if self.holder else None,
                "loser": self.loser.to_json() if self.loser else None, "scope": self.scope, "count": self.count}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Control:
        return cls(data["change"], Mention.from_json(data["holder"]) if data.get("holder") else None,
                   Mention.from_json(data["loser"]) if data.get("loser") else None,
                   data.get("scope", "whole"), data.get("count"))


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan, proposal or talks, and where it stands. `matter` is what it is about, in the text's words."""

    matter: str
    status: str
    parties: tuple[Mention, ...] = ()
    next_date: When | None = None

    def to_json(self) -> dict[str, Any]:
        return {"matter": self.matter, "status": self.status, "parties": [p.to_json() for p in self.parties],
                "next_date": self.next_date.to_json() if self.next_date else None}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Plan:
        return cls(data["matter"], data["status"], tuple(Mention.from_json(p) for p in data.get("parties", ())),
                   When.from_json(data["next_date"]) if data.get("next_date") else None)


@dataclass(frozen=True, slots=True)
class MadeBy:
    """What made a claim: an engine with its versions, or a reviewer with a reason and a time."""

    engine: str | None = None
    version: str | None = None
    codebook: str | None = None
    pack: str | None = None
    reviewer: str | None = None
    reason: str | None = None
    at: str | None = None

    def to_json(self) -> dict[str, Any]:
        if self.reviewer:
            return {"reviewer": self.reviewer, "reason": self.reason, "at": self.at}
        return {"engine": self.engine, "version": self.version, "codebook": self.codebook, "pack": self.pack}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> MadeBy:
        return cls(**data)


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion found in one report; never merged, never overwritten.

    `relation` names the relation for `kind == "relation"` (see RELATIONS), between `agent` and
    `recipient`. `hearsay` is the cue of a report whose source nobody names ("reportedly", "there were
    reports"), where `attribution` is empty for that reason; None otherwise. `contradicts` holds ids of
    claims in the same report that this one denies or disputes.
    """

    id: str
    report: str
    report_ref: str
    quote: Quote
    kind: str
    made_by: MadeBy
    event_type: str | None = None
    mode: str | None = None
    agent: tuple[Mention, ...] = ()
    recipient: tuple[Mention, ...] = ()
    weapon: str | None = None
    weapon_norm: str | None = None
    place: PlaceRef | None = None
    time: When | None = None
    toll: Toll | None = None
    control: Control | None = None
    plan: Plan | None = None
    relation: str | None = None
    attribution: tuple[Attribution, ...] = ()
    standing: str = "asserted"
    hearsay: str | None = None
    historical: bool = False
    habitual: bool = False
    protected: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    crosswalk: tuple[tuple[str, str], ...] = ()
    why: str = ""

    @staticmethod
    def make_id(report: str, quote: Quote, kind: str, *content: object) -> str:
        """Stable hash of report id, span and content."""
        return stable_id("claim", report, quote.start, quote.end, kind, *content)

    def to_json(self) -> dict[str, Any]:
        """The claim as JSON Lines, the database and the page show it."""
        return {
            "id": self.id,
            "report": self.report,
            "report_ref": self.report_ref,
            "quote": self.quote.to_json(),
            "kind": self.kind,
            "event_type": self.event_type,
            "mode": self.mode,
            "agent": [m.to_json() for m in self.agent],
            "recipient": [m.to_json() for m in self.recipient],
            "weapon": {"text": self.weapon, "norm": self.weapon_norm} if self.weapon else None,
            "place": self.place.to_json() if self.place else None,
            "time": self.time.to_json() if self.time else None,
            "toll": self.toll.to_json() if self.toll else None,
            "control": self.control.to_json() if self.control else None,
            "plan": self.plan.to_json() if self.plan else None,
            "relation": self.relation,
            "attribution": [a.to_json() for a in self.attribution],
            "standing": self.standing,
            "hearsay": self.hearsay,
            "historical": self.historical,
            "habitual": self.habitual,
            "protected": list(self.protected),
            "contradicts": list(self.contradicts),
            "crosswalk": dict(self.crosswalk),
            "made_by": self.made_by.to_json(),
            "why": self.why,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Claim:
        weapon = data.get("weapon") or {}
        return cls(
            id=data["id"],
            report=data["report"],
            report_ref=data["report_ref"],
            quote=Quote(**data["quote"]),
            kind=data["kind"],
            made_by=MadeBy.from_json(data["made_by"]),
            event_type=data.get("event_type"),
            mode=data.get("mode"),
            agent=tuple(Mention.from_json(m) for m in data.get("agent", ())),
            recipient=tuple(Mention.from_json(m) for m in data.get("recipient", ())),
            weapon=weapon.get("text"),
            weapon_norm=weapon.get("norm"),
            place=PlaceRef.from_json(data["place"]) if data.get("place") else None,
            time=When.from_json(data["time"]) if data.get("time") else None,
            toll=Toll.from_json(data["toll"]) if data.get("toll") else None,
            control=Control.from_json(data["control"]) if data.get("control") else None,
            plan=Plan.from_json(data["plan"]) if data.get("plan") else None,
            relation=data.get("relation"),
            attribution=tuple(Attribution.from_json(a) for a in data.get("attribution", ())),
            standing=data.get("standing", "asserted"),
            hearsay=data.get("hearsay"),
            historical=data.get("historical", False),
            habitual=data.get("habitual", False),
            protected=tuple(data.get("protected", ())),
            contradicts=tuple(data.get("contradicts", ())),
            crosswalk=tuple((data.get("crosswalk") or {}).items()),
            why=data.get("why", ""),
        )
