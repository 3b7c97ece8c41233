"""Opponents left unsaid: when a report has told whom a side fights, "they took the village" needs no second naming.

An event of force without a recipient, and a gain without a loser, get the opponent that the same
report names for that agent: the nearest one before it, within a few sentences; else the only one, or
all but the only one, that the report names at all; else the one side in the report that the pack of
its conflict calls hostile to the agent's. The same holds the other way for a fighting side
that was repelled, surrounded or hit, and for clashes that are told without either side. Where two
opponents are as near and as often named, none is taken; harm to anyone but a fighting side is never laid at
a door so. What is filled in is marked `inferred` and points at the words that named the opponent.
"""

from __future__ import annotations

from dataclasses import replace

from according.codebook.frames import words_of_class
from according.extract.events.sides import CIVILIANS, FRIENDLY, Sides
from according.extract.parsing.words import Parsed, Word
from according.extract.places.of_event import place_of
from according.extract.reading import ActorMention, ControlFinding, EventFinding, Reading

# How far apart a fall and a taking of one place may be told to be one happening.
SAME_STORY = 12
# Modes that are done to whoever is there, not to the enemy one fights.
OTHER_VICTIMS = frozenset({"sexual", "torture", "beat", "crowd-control", "abduct", "targeted", "unconventional"})
# Modes that strike a place and whoever lives there.
BOMBARDING = frozenset({"aerial", "heavy-weapons", "drone", "unconventional", "explosives"})
KILLING = frozenset({"kill", "execute", "massacre", "murder", "behead", "die"})
# Words by which a clause shows that not the enemy alone was there.
UNARMED = words_of_class("unarmed") | {"residential", "casualty", "hospital", "school", "market", "clinic", "mosque"}


# Fighters as a text may call either side; gunmen and bombers are rather nobody's known.
FIGHTING_NOUNS = words_of_class("either_fighter")
UNKNOWN = frozenset({"unidentified", "unknown", "masked", "suspected", "security", "foreign", "international", "other"})
# What is said of attacks on whoever is there.
UNSPARING = frozenset({"indiscriminate", "barbaric", "horrific", "cowardly", "heinous", "terrorist", "senseless"})
# Taking back what another had taken.
RETAKING = frozenset({"liberate", "recapture", "retake", "reclaim", "regain", "free", "recover"})
YIELDING = words_of_class("yielding")


def infer(reading: Reading) -> None:
    """Fill in unsaid opponents in `reading.events` and `reading.controls`."""
    _Opponents(reading).fill()


def sums_up(parsed: Parsed, verb: Word) -> bool:
    """Whether a verb in the perfect tells of a whole past ("has fought many battles"), which may have had several
    foes; not where the clause dates it or says that it has only now happened."""
    kids = parsed.kids(verb, "aux", "advmod", "npadvmod", "prep")
    if verb.tag != "VBN" or not any(kid.lower in ("has", "have", "'ve", "’ve") for kid in kids):
        return False
    dated = any(w.ent in ("DATE", "TIME") for kid in kids for w in (kid, *parsed.kids(kid, "pobj")))
    return not dated and not any(kid.lower in ("just", "now", "recently") for kid in kids)


class _Opponents(Sides):
    """Fills the opponents that a report leaves unsaid."""

    def fill(self) -> None:
        for event in self.reading.events:
            self._both_sides(event)
            if self._wants_opponent(event):
                event.recipients = self._struck(event) or self._against_all(event.agents, event.trigger)
            elif event.agents and event.recipients and not event.verbal_act:
                self._name_fighters(event)
            elif self._wants_agent(event):
                event.agents = self._teller(event) or self.against(event.recipients[0], event.trigger)
            elif event.frame == "assault.fight" and not (event.agents or event.recipients or event.verbal_act):
                event.agents = self._fighting(event.trigger)
                event.recipients = list(event.agents)
        told = {event.trigger: event for event in self.reading.events}
        for control in self.reading.controls:
            if control.loser is not None and control.holder is not None and (
                self.side(control.loser) == self.side(control.holder) is not None
            ):
                control.loser = None  # "taken by fighters from their own brigade"
            if control.change == "gain" and control.loser is None and control.holder is not None:
                before = self._held_before(control)
                whose = [self.side(m) or m.actor or m.name for m in (before, control.holder) if m is not None]
                allies = len(whose) == 2 and None not in whose and self._tied(str(whose[0]), str(whose[1]), FRIENDLY)
                if before is not None and whose[0] != whose[1] and not allies:
                    control.loser = before
                else:
                    control.loser = next(iter(self.against(control.holder, control.trigger)), None)
                event_of_it = told.get(control.trigger)
                if event_of_it is not None and before is not None and before is control.loser:
                    event_of_it.recipients = [before]
            elif control.change in ("gain", "loss") and control.holder is None:
                self._taker(control, told.get(control.trigger))
            elif control.change == "denial" and control.holder is None:
                control.holder = self._foe_of_source(control) or self._told_elsewhere(control)

    def _teller(self, event: EventFinding) -> list[ActorMention]:
        """The fighting side that tells of harm to its foe: "the army said six of the rebels were killed"."""
        whom = self.side(event.recipients[0])
        for link in self.reading.links_over(self.reading.parsed.words[event.trigger]):
            sides = {self.side(source) for source in link.sources}
            side = next(iter(sides)) if len(sides) == 1 else None
            if side is None or whom is None or side == whom:
                continue
            foes = any(n.agent == side and n.other == whom for n in self.namings) or self._hostile(side, whom)
            if foes and (named := self._naming(side, event.trigger)):
                return [replace(named, inferred=True, why="foe of those harmed, who tells of it")]
        return []

    def _both_sides(self, event: EventFinding) -> None:
        """ "The two sides also shelled": those told to fight each other just before."""
        words = self.reading.parsed.words
        if len(event.agents) != 1 or event.verbal_act or event.agents[0].actor is not None:
            return
        head = words[event.agents[0].head]
        kids = {words[i].lower for i in head.children}
        if head.lower in ("sides", "parties") and kids & {"two", "both", "warring", "rival"}:
            pair = self._fighting(event.trigger)
            if event.recipients == event.agents:
                event.recipients = pair or event.recipients
            event.agents = pair or event.agents

    def _name_fighters(self, event: EventFinding) -> None:
        """Give fighters described but not named ("the extremists", "enemy troops") the name of the one opponent."""
        if event.event_type not in ("ASSAULT", "COERCE", "RETREAT", "SANCTION"):
            return
        if all(self._unnamed(m) for m in event.recipients) and not any(self._unnamed(m) for m in event.agents):
            other = self.against(event.agents[0], event.trigger)
            event.recipients = [self._as(m, other[0]) for m in event.recipients] if other else event.recipients
        elif all(self._unnamed(m, definite=True) for m in event.agents) and not any(
            self._unnamed(m) for m in event.recipients
        ):
            other = self.against(event.recipients[0], event.trigger)
            event.agents = [self._as(m, other[0]) for m in event.agents] if other else event.agents

    def _as(self, mention: ActorMention, side: ActorMention) -> ActorMention:
        return replace(mention, actor=side.actor, name=side.name, kind=side.kind, country=side.country, inferred=True,
                       why=f"{mention.why}; {side.why}")

    def _unnamed(self, mention: ActorMention, definite: bool = False) -> bool:
        """Whether the mention is fighters that the text describes without saying whose they are; `definite` asks
        that it speaks of them as known ("the fighters", "enemy troops")."""
        words = self.reading.parsed.words
        if mention.actor is not None or mention.country is not None or mention.antecedent is not None:
            return False
        phrase = words[mention.first : mention.last + 1]
        if any(w.pos == "PROPN" or w.lower in UNKNOWN for w in phrase):
            return False
        head = words[mention.head]
        if head.lemma.lower() not in FIGHTING_NOUNS:
            return False
        before = {words[i].lower for i in head.children}
        return not definite or bool(before & {"the", "these", "those", "enemy", "its", "their", "remaining"})

    def _taker(self, control: ControlFinding, event: EventFinding | None) -> None:
        """Who took a place that "fell": the one side that the report tells to have taken that place, else the
        loser's opponent, else the one side that was gaining just before. Marked inferred, so that an answer can say
        that only the fall is told."""
        if event is not None and event.agents:
            if event.agents[0].inferred and self.side(event.agents[0]) != self.side(control.loser):
                control.holder = event.agents[0]
            return
        word = self.reading.parsed.words[control.trigger]
        before = self._held_before(control) if word.lemma.lower() in RETAKING and control.loser is None else None
        if before is not None:
            control.loser = before
        taker = self._told_elsewhere(control) if before is None else None
        if taker is None and control.loser is not None:
            taker = next(iter(self.against(control.loser, control.trigger)), None)
        if taker is None and control.loser is None and (gone := self._gone(control)) is not None:
            taker = next(iter(self.against(gone, control.trigger)), None)
        if taker is None and control.loser is None:
            taker = self._foe_of_source(control) if word.lemma.lower() == "fall" else None
            if taker is None and control.change == "gain" and (not control.places or word.dep in ("relcl", "acl")):
                taker = self._gaining(control)
        if taker is None or (control.loser is not None and self.side(taker) == self.side(control.loser)):
            return
        control.holder = taker
        if event is not None:
            together = next((e.agents for e in self.reading.events if len(e.agents) > 1 and e.frame == "control.gain"
                             and e.agents[0].first == taker.first), [])
            event.agents = [taker, *(replace(a, inferred=True, why=taker.why) for a in together[1:])]
            loser = [control.loser] if control.loser is not None else self.against(taker, control.trigger)
            event.recipients = event.recipients or loser

    def _held_before(self, control: ControlFinding) -> ActorMention | None:
        """Who the report last told to have taken or to hold the same place, before this change."""
        name = self._place_name(control)
        held = [c.holder for c in self.reading.controls if c.trigger < control.trigger and c.holder is not None
                and c.change in ("gain", "hold") and name is not None and self._place_name(c) == name]
        if not held or not (held[-1].actor or self.side(held[-1])):
            return None
        return replace(held[-1], inferred=True, why="told before to have the place")

    def _told_elsewhere(self, control: ControlFinding) -> ActorMention | None:
        """The one side that the report tells to have taken the same place; None where several did in turn."""
        name = self._place_name(control)
        words = self.reading.parsed.words
        sentence = words[control.trigger].sent
        gains = [c for c in self.reading.controls if c is not control and c.change == "gain" and c.holder is not None
                 and not c.holder.inferred and self.side(c.holder) is not None
                 and abs(words[c.trigger].sent - sentence) <= SAME_STORY]
        takers = [c.holder for c in gains if name is not None and self._place_name(c) == name]
        if len({self.side(t) for t in takers}) != 1:
            return None
        assert takers[0] is not None  # a side has a mention
        return replace(takers[0], inferred=True, why="told elsewhere to have taken the place")

    def _gone(self, control: ControlFinding) -> ActorMention | None:
        """The one side that the report tells to have left the same place; None where several did."""
        name = self._place_name(control)
        left = [c.loser or c.holder for c in self.reading.controls if c is not control and name is not None
                and c.change in ("withdraw", "loss") and self._place_name(c) == name]
        sides = {self.side(m) for m in left}
        return left[0] if len(sides) == 1 and None not in sides else None

    def _place_name(self, control: ControlFinding) -> str | None:
        """The name of the place that a finding is about, also where it says "the city"; None for a part of one."""
        if control.scope != "whole" or control.count:
            return None
        ref = place_of(self.reading, self.reading.parsed.words[control.trigger], control.places)
        if ref is None or (ref.inherited and not control.places):
            return None
        return (ref.name or ref.text or "").casefold() or None

    def _gaining(self, control: ControlFinding) -> ActorMention | None:
        """The one side told to gain in this sentence or the one before ("the villages that were seized")."""
        sentence = self.reading.parsed.words[control.trigger].sent
        takers = [c.holder for c in self.reading.controls if c.change == "gain" and c.holder is not None
                  and c.trigger < control.trigger and sentence - self.reading.parsed.words[c.trigger].sent <= 1]
        if len({self.side(t) or (t.name or "").casefold() or t for t in takers}) != 1:
            return None
        return replace(takers[-1], inferred=True, why="the one side told to gain just before")

    def _foe_of_source(self, control: ControlFinding) -> ActorMention | None:
        """Whose gain is denied or admitted without naming him: that of the opponent of whoever says so."""
        word = self.reading.parsed.words[control.trigger]
        for link in self.reading.links_over(word):
            for source in link.sources:
                side = self.side(source) or (self._bloc(source.actor) if source.actor else None)
                found = self._opponent(side, source, control.trigger)
                if found:
                    return found[0]
        return None

    def _wants_opponent(self, event: EventFinding) -> bool:
        if event.recipients or not event.agents:
            return False
        if event.verbal_act and event.event_type != "THREATEN":
            return False
        words = self.reading.parsed.words
        if event.event_type == "ASSAULT" and sums_up(self.reading.parsed, words[event.trigger]):
            return False
        lemma = words[event.trigger].lemma.lower()
        if event.event_type == "ASSAULT":
            if any(w.lemma.lower() in UNARMED for w in words[event.trigger : event.last + 1]):
                return False
            if any(w.lower in UNSPARING for w in self.reading.parsed.kids(words[event.trigger], "amod")):
                return False
            return event.mode not in OTHER_VICTIMS and lemma not in KILLING
        if event.event_type == "RETREAT":
            return lemma in YIELDING
        if event.event_type == "THREATEN":
            return event.mode in ("violence", "territory", None) or "coerce.seize" in event.why
        return (event.event_type, event.mode) == ("COERCE", "seize")

    def _wants_agent(self, event: EventFinding) -> bool:
        """A fighting side that something of war is done to by nobody named."""
        if event.agents or not event.recipients or event.verbal_act or event.mode in OTHER_VICTIMS - {"abduct"}:
            return False
        if any(r.person for r in event.recipients) or len({self.side(r) for r in event.recipients}) != 1:
            return False
        return event.event_type == "ASSAULT" or (event.event_type, event.mode) in (
            ("COERCE", "restrict"), ("COERCE", "seize"))

    def _struck(self, event: EventFinding) -> list[ActorMention]:
        """The civilians whom the agent's bombs and shells are told to have hit, where the nearest sentence that tells
        whom they hit names nobody else."""
        if event.mode not in BOMBARDING or event.verbal_act:
            return []
        side = self.side(event.agents[0])
        mine = sorted((n for n in (*self.struck, *self.namings) if n.agent == side), key=lambda n: n.sentence)
        chosen = self._near(mine, event.trigger)
        if not chosen or {n.other for n in chosen} != {CIVILIANS}:
            return []
        return [replace(chosen[-1].mention, name=CIVILIANS, inferred=True, why="whom this side is told to have struck")]
