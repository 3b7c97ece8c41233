"""Who takes part: names as the texts give them, roles, and allegiances over time with who says so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any, Unpack

from according.answer.selection import Asked, actor_id, narrowed, select
from according.model.claim import Mention
from according.store.record import Record
from according.weigh.roots import PackData


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation to another, from a pack (`source` is its reference) or from a claim (`source` is its sentence)."""

    relation: str
    other: str
    since: date | None
    until: date | None
    source: str
    claim: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "relation": self.relation,
            "other": self.other,
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "source": self.source,
            "claim": self.claim,
        }


@dataclass(frozen=True, slots=True)
class ActorLine:
    """One actor: how texts name it, in which roles it stands how often, its bloc on the day asked for, its ties."""

    id: str | None
    name: str
    kind: str | None
    bloc: str | None
    names: tuple[tuple[str, int], ...]
    agent: int
    recipient: int
    holder: int
    speaker: int
    ties: tuple[Tie, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "bloc": self.bloc,
            "names": [{"text": t, "n": n} for t, n in self.names],
            "agent": self.agent,
            "recipient": self.recipient,
            "holder": self.holder,
            "speaker": self.speaker,
            "ties": [t.to_json() for t in self.ties],
        }


@dataclass(frozen=True, slots=True)
class ActorsAnswer:
    """The actors, most often told of first."""

    actors: tuple[ActorLine, ...]

    def to_json(self) -> dict[str, Any]:
        return {"actors": [a.to_json() for a in self.actors]}


def answer(
    record: Record,
    packs: PackData,
    **narrowing: Unpack[Asked],
) -> ActorsAnswer:
    """The actors of the claims that pass the filters; with `actor`, that one alone."""
    pairs = select(record, narrowed(packs, **narrowing))
    actor, on = narrowing.get("actor"), narrowing.get("on")
    names: dict[str, Counter[str]] = {}
    roles: dict[str, Counter[str]] = {}
    shown: dict[str, Mention] = {}
    ties: dict[str, list[Tie]] = {}

    def note(mention: Mention, role: str) -> str:
        key = mention.actor or (mention.name or mention.text).casefold()
        names.setdefault(key, Counter())[mention.text] += 1
        roles.setdefault(key, Counter())[role] += 1
        shown.setdefault(key, mention)
        return key

    for claim, _ in sorted(pairs, key=lambda p: p[0].id):
        for mention in claim.agent:
            note(mention, "agent")
        for mention in claim.recipient:
            note(mention, "recipient")
        if claim.control is not None and claim.control.holder is not None:
            note(claim.control.holder, "holder")
        for link in claim.attribution:
            if link.text is not None and link.start is not None and link.end is not None and not claim.protected:
                note(Mention(link.text, link.start, link.end, link.source, link.name), "speaker")
        if claim.relation is not None:
            for left in claim.agent:
                for right in claim.recipient:
                    ties.setdefault(left.actor or (left.name or left.text).casefold(), []).append(
                        Tie(
                            claim.relation,
                            right.name or right.text,
                            claim.time.first_day if claim.time else None,
                            None,
                            claim.quote.exact,
                            claim.id,
                        )
                    )
    lines = [_line(key, shown[key], names[key], roles[key], ties.get(key, []), packs, on) for key in names]
    if actor is not None:
        wanted = (actor_id(packs, actor), actor.casefold())
        lines = [a for a in lines if (a.id and a.id == wanted[0]) or a.id == actor or wanted[1] in _names(a)]
    return ActorsAnswer(tuple(sorted(lines, key=lambda a: (-(a.agent + a.recipient + a.holder + a.speaker), a.name))))


def _names(line: ActorLine) -> set[str]:
    return {line.name.casefold(), *(text.casefold() for text, _ in line.names)}


def _line(
    key: str,
    mention: Mention,
    texts: Counter[str],
    roles: Counter[str],
    told: list[Tie],
    packs: PackData,
    on: date | None,
) -> ActorLine:
    known = packs.actors.get(mention.actor or "")
    listed = (
        [
            Tie(
                a.relation,
                packs.actors[a.other].name if a.other in packs.actors else a.other,
                a.since,
                a.until,
                a.source,
            )
            for a in known.allegiances
            if on is None or a.holds_on(on)
        ]
        if known
        else []
    )
    return ActorLine(
        known.id if known else None,
        known.name if known else mention.name or mention.text,
        known.kind if known else None,
        packs.bloc_of(mention.actor, on) if mention.actor else None,
        tuple(sorted(texts.items(), key=lambda t: (-t[1], t[0]))),
        roles["agent"],
        roles["recipient"],
        roles["holder"],
        roles["speaker"],
        (*listed, *told),
    )


def render(result: ActorsAnswer) -> str:
    """A few lines an actor."""
    lines: list[str] = []
    for a in result.actors:
        lines.append(
            f"{a.name}{' [' + a.id + ']' if a.id else ''}{' · bloc ' + a.bloc if a.bloc else ''}: "
            f"acts {a.agent}, is acted on {a.recipient}, holds {a.holder}, speaks {a.speaker}"
        )
        lines.append("  named: " + ", ".join(f"{t} ({n})" for t, n in a.names[:8]))
        lines.extend(
            f"  {t.relation} {t.other}{f' since {t.since}' if t.since else ''}{f' until {t.until}' if t.until else ''}"
            f" — {t.source}"
            for t in a.ties
        )
    return "\n".join(lines) or "Nobody is told of."
