"""Opponents left unsaid: when a report has told whom a side fights, "they took the village" needs no second naming.

An event of force without a recipient, and a gain without a loser, get the opponent that the same
report names for that agent: the nearest one before it, within a few sentences; else the only one the
report names at all. The same holds the other way for a fighting side that was repelled, surrounded or
hit. Two opponents equally near, and none is taken; harm to anyone but a fighting side is never laid
at a door so. What is filled in is marked `inferred` and points at the words that named the opponent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from according.extract.reading import ActorMention, EventFinding, Reading

FIGHTERS = frozenset({"state", "government", "armed_forces", "armed_group", "militia", "coalition", "police", "group"})
NEAR_SENTENCES = 4
# Modes that are done to whoever is there, not to the enemy one fights.
OTHER_VICTIMS = frozenset({"sexual", "torture", "beat", "crowd-control", "abduct"})


@dataclass(frozen=True, slots=True)
class Naming:
    """`agent` is told to act against `other` in a sentence."""

    agent: str
    other: str
    sentence: int
    mention: ActorMention


def infer(reading: Reading) -> None:
    """Fill in unsaid opponents in `reading.events` and `reading.controls`."""
    namings = _namings(reading)
    if not namings:
        return
    for event in reading.events:
        if _wants_opponent(event) and (found := _opponent(reading, namings, event.agents[0], event.trigger)):
            event.recipients = [found]
        elif _wants_agent(event) and (found := _opponent(reading, namings, event.recipients[0], event.trigger)):
            event.agents = [found]
    for control in reading.controls:
        if control.change == "gain" and control.loser is None and control.holder is not None:
            control.loser = _opponent(reading, namings, control.holder, control.trigger)


def _wants_opponent(event: EventFinding) -> bool:
    if event.recipients or len(event.agents) != 1 or event.verbal_act:
        return False
    if event.event_type == "ASSAULT":
        return event.mode not in OTHER_VICTIMS
    return (event.event_type, event.mode) in {("COERCE", "seize"), ("RETREAT", "disarm")}


def _wants_agent(event: EventFinding) -> bool:
    """A fighting side that something of war is done to by nobody named."""
    if event.agents or len(event.recipients) != 1 or event.verbal_act or event.mode in OTHER_VICTIMS:
        return False
    if event.recipients[0].person:
        return False
    return event.event_type == "ASSAULT" or (event.event_type, event.mode) == ("COERCE", "restrict")


def _key(mention: ActorMention | None) -> str | None:
    """The party behind a mention, None where it is no resolved fighting party."""
    if mention is None or mention.kind not in FIGHTERS:
        return None
    return mention.actor or (mention.name if mention.name and not mention.generic else None)


def _namings(reading: Reading) -> list[Naming]:
    """Every "A against B" of the report, both ways, in text order."""
    out: list[Naming] = []
    words = reading.parsed.words

    def add(left: ActorMention | None, right: ActorMention | None, trigger: int) -> None:
        a, b = _key(left), _key(right)
        if left and right and a and b and a != b and not _same_side(reading, a, b):
            out.append(Naming(a, b, words[trigger].sent, right))
            out.append(Naming(b, a, words[trigger].sent, left))

    for event in reading.events:
        if event.event_type in ("ASSAULT", "COERCE", "RETREAT") and not event.verbal_act:
            for agent in event.agents:
                for recipient in event.recipients:
                    add(agent, recipient, event.trigger)
    for control in reading.controls:
        add(control.holder, control.loser, control.trigger)
    return sorted(out, key=lambda n: (n.sentence, n.mention.first))


def _same_side(reading: Reading, a: str, b: str) -> bool:
    left, right = reading.packs.bloc_of(a, reading.day), reading.packs.bloc_of(b, reading.day)
    return left is not None and left == right


def _opponent(reading: Reading, namings: list[Naming], agent: ActorMention, trigger: int) -> ActorMention | None:
    """The one opponent of `agent` that the report makes plain at `trigger`."""
    key = _key(agent)
    if key is None:
        return None
    sentence = reading.parsed.words[trigger].sent
    mine = [n for n in namings if n.agent == key]
    near = [n for n in mine if 0 <= sentence - n.sentence <= NEAR_SENTENCES]
    if near:
        latest = near[-1].sentence
        chosen = [n for n in near if n.sentence == latest]
    else:
        chosen = mine
    if len({n.other for n in chosen}) != 1:
        return None
    naming = chosen[-1]
    return replace(naming.mention, inferred=True, why=f"opponent of {agent.name or 'the agent'} in this report")
