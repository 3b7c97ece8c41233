"""Opponents left unsaid: when a report has told whom a side fights, "they took the village" needs no second naming.

An event of force without a recipient, and a gain without a loser, get the opponent that the same
report names for that agent: the nearest one before it, within a few sentences; else the only one, or
all but the only one, that the report names at all. The same holds the other way for a fighting side
that was repelled, surrounded or hit. Where two opponents are as near and as often named, none is
taken; harm to anyone but a fighting side is never laid at a door so. What is filled in is marked
`inferred` and points at the words that named the opponent.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from according.extract.reading import ActorMention, EventFinding, Reading

FIGHTERS = frozenset({"state", "government", "armed_forces", "armed_group", "militia", "coalition", "police", "group"})
NEAR_SENTENCES = 4
# Modes that are done to whoever is there, not to the enemy one fights.
OTHER_VICTIMS = frozenset({"sexual", "torture", "beat", "crowd-control", "abduct"})


@dataclass(frozen=True, slots=True)
class Naming:
    """Side `agent` is told to act against side `other`, named by `mention`, in a sentence."""

    agent: str
    other: str
    sentence: int
    mention: ActorMention
    own: ActorMention


def infer(reading: Reading) -> None:
    """Fill in unsaid opponents in `reading.events` and `reading.controls`."""
    _Sides(reading).fill()


def _wants_opponent(reading: Reading, event: EventFinding) -> bool:
    if event.recipients or len(event.agents) != 1 or event.verbal_act:
        return False
    if event.event_type == "ASSAULT":
        return event.mode not in OTHER_VICTIMS
    if event.event_type == "RETREAT":
        return reading.parsed.words[event.trigger].lemma.lower() == "surrender"
    return (event.event_type, event.mode) == ("COERCE", "seize")


def _wants_agent(event: EventFinding) -> bool:
    """A fighting side that something of war is done to by nobody named."""
    if event.agents or len(event.recipients) != 1 or event.verbal_act or event.mode in OTHER_VICTIMS:
        return False
    if event.recipients[0].person:
        return False
    return event.event_type == "ASSAULT" or (event.event_type, event.mode) == ("COERCE", "restrict")


def _main_enemy(mine: list[Naming]) -> list[Naming]:
    """The namings of the one side that a party is told to fight, or all but always told to fight."""
    if not mine:
        return []
    counts = Counter(n.other for n in mine)
    side = min(counts, key=lambda name: (-counts[name], name))
    plain = len(counts) == 1 or (counts[side] >= 4 and counts[side] >= 0.8 * len(mine))
    return [n for n in mine if n.other == side] if plain else []


class _Sides:
    """Who fights whom in one report. A side is a bloc of its conflict, else the party itself."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        packs = (m.actor.partition(":")[0] for m in reading.actors if m.actor)
        told = Counter(pack for pack in packs if pack != "world")
        self.conflict = min(told, key=lambda name: (-told[name], name)) if told else None
        self.namings = self._namings()

    def fill(self) -> None:
        if not self.namings:
            return
        for event in self.reading.events:
            if _wants_opponent(self.reading, event):
                event.recipients = self._against(event.agents[0], event.trigger)
            elif _wants_agent(event):
                event.agents = self._against(event.recipients[0], event.trigger)
            elif event.frame == "assault.fight" and not (event.agents or event.recipients or event.verbal_act):
                event.agents = self._fighting(event.trigger)
                event.recipients = list(event.agents)
        for control in self.reading.controls:
            if control.change == "gain" and control.loser is None and control.holder is not None:
                control.loser = next(iter(self._against(control.holder, control.trigger)), None)

    def _side(self, mention: ActorMention | None) -> str | None:
        """The side of a fighting party, None where there is none."""
        if mention is None or mention.kind not in FIGHTERS:
            return None
        bloc = self.reading.packs.bloc_of(mention.actor, self.reading.day, self.conflict)
        return bloc or mention.actor or (mention.name if mention.name and not mention.generic else None)

    def _namings(self) -> list[Naming]:
        """Every "A against B" of the report, both ways, in text order."""
        out: list[Naming] = []
        words = self.reading.parsed.words

        def add(left: ActorMention | None, right: ActorMention | None, trigger: int) -> None:
            a, b = self._side(left), self._side(right)
            if left and right and a and b and a != b:
                out.append(Naming(a, b, words[trigger].sent, right, left))
                out.append(Naming(b, a, words[trigger].sent, left, right))

        for event in self.reading.events:
            if event.event_type in ("ASSAULT", "COERCE", "RETREAT") and not event.verbal_act:
                for agent in event.agents:
                    for recipient in event.recipients:
                        add(agent, recipient, event.trigger)
        for control in self.reading.controls:
            add(control.holder, control.loser, control.trigger)
        return sorted(out, key=lambda n: (n.sentence, n.mention.first))

    def _near(self, namings: list[Naming], trigger: int) -> list[Naming]:
        """Those of the nearest sentence at or before `trigger` that has any, within reach."""
        sentence = self.reading.parsed.words[trigger].sent
        near = [n for n in namings if 0 <= sentence - n.sentence <= NEAR_SENTENCES]
        return [n for n in near if n.sentence == near[-1].sentence]

    def _against(self, party: ActorMention, trigger: int) -> list[ActorMention]:
        """The one opponent of `party` that the report makes plain at `trigger`, or nobody."""
        side = self._side(party)
        mine = [n for n in self.namings if n.agent == side]
        chosen = self._near(mine, trigger)
        if len({n.other for n in chosen}) != 1:
            chosen = _main_enemy(mine)
        if not chosen:
            return []
        # The whole side rather than one brigade of it, where the report names the whole.
        told = [n for n in mine if n.other == chosen[-1].other and n.mention.first < trigger]
        naming = next((n for n in reversed(told) if n.mention.generic or n.mention.actor == n.other), chosen[-1])
        return [replace(naming.mention, inferred=True, why=f"opponent of {party.name or 'the party'} in this report")]

    def _fighting(self, trigger: int) -> list[ActorMention]:
        """The two sides that fight where "clashes continued" names neither."""
        chosen = self._near(self.namings, trigger)
        if len({frozenset((n.agent, n.other)) for n in chosen}) != 1:
            return []
        latest = chosen[-1]
        return [replace(m, inferred=True, why="the two sides told to fight just before")
                for m in (latest.own, latest.mention)]
