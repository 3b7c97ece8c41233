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

from collections import Counter
from dataclasses import dataclass, replace

from according.codebook.frames import words_of_class
from according.extract.parsing.words import Parsed, Word
from according.extract.places.of_event import place_of
from according.extract.reading import ActorMention, ControlFinding, EventFinding, Reading

FIGHTERS = frozenset({"state", "government", "armed_forces", "armed_group", "militia", "coalition", "police", "group"})
# Bodies that are their state's own where they are named by its adjective ("the Freedonian Security Forces").
OFFICIAL = frozenset({"armed_forces", "police", "government"})
NEAR_SENTENCES = 4
# How far apart a fall and a taking of one place may be told to be one happening.
SAME_STORY = 12
# Modes that are done to whoever is there, not to the enemy one fights.
OTHER_VICTIMS = frozenset({"sexual", "torture", "beat", "crowd-control", "abduct", "targeted", "unconventional"})
# Modes that strike a place and whoever lives there.
BOMBARDING = frozenset({"aerial", "heavy-weapons", "drone", "unconventional", "explosives"})
CIVILIANS = "civilians"
# How often a side must be named, and how far it must lead, to be the report's one enemy of another.
LEAST_NAMED, LEAD = 2, 0.8
KILLING = frozenset({"kill", "execute", "massacre", "murder", "behead", "die"})
# Words by which a clause shows that not the enemy alone was there.
UNARMED = words_of_class("unarmed") | {"residential", "casualty", "hospital", "school", "market", "clinic", "mosque"}


@dataclass(frozen=True, slots=True)
class Naming:
    """Side `agent` is told to act against side `other`, named by `mention`, in a sentence."""

    agent: str
    other: str
    sentence: int
    mention: ActorMention
    own: ActorMention


# Fighters as a text may call either side; gunmen and bombers are rather nobody's known.
FIGHTING_NOUNS = words_of_class("either_fighter")
UNKNOWN = frozenset({"unidentified", "unknown", "masked", "suspected", "security", "foreign", "international", "other"})
YIELDING = words_of_class("yielding")


def infer(reading: Reading) -> None:
    """Fill in unsaid opponents in `reading.events` and `reading.controls`."""
    _Sides(reading).fill()


def _main_enemy(mine: list[Naming]) -> list[Naming]:
    """The namings of the one side that a party is told to fight, or all but always told to fight."""
    if not mine:
        return []
    counts = Counter(n.other for n in mine)
    side = min(counts, key=lambda name: (-counts[name], name))
    plain = len(counts) == 1 or (counts[side] >= 4 and counts[side] >= LEAD * len(mine))
    return [n for n in mine if n.other == side] if plain else []


def sums_up(parsed: Parsed, verb: Word) -> bool:
    """Whether a verb in the perfect tells of a whole past ("has fought many battles"), which may have had several
    foes; not where the clause dates it or says that it has only now happened."""
    kids = parsed.kids(verb, "aux", "advmod", "npadvmod", "prep")
    if verb.tag != "VBN" or not any(kid.lower in ("has", "have", "'ve", "’ve") for kid in kids):
        return False
    dated = any(w.ent in ("DATE", "TIME") for kid in kids for w in (kid, *parsed.kids(kid, "pobj")))
    return not dated and not any(kid.lower in ("just", "now", "recently") for kid in kids)


# Whom the packs call a party's ally is not inferred to be its foe.
FRIENDLY = frozenset({"allied", "backs"})


class _Sides:
    """Who fights whom in one report. A side is a bloc of its conflict, else the party itself."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        packs = (m.actor.partition(":")[0] for m in reading.actors if m.actor)
        told = Counter(pack for pack in packs if pack != "world")
        self.conflict = min(told, key=lambda name: (-told[name], name)) if told else None
        self._blocs: dict[str | None, str | None] = {}
        self._fighters: dict[int, list[tuple[int, str]]] = {}
        for mention in reading.actors:
            if mention.actor and mention.kind in FIGHTERS:
                self._fighters.setdefault(mention.first, []).append((mention.last, mention.actor))
        self.named: dict[str, list[ActorMention]] = {}
        words = reading.parsed.words
        for mention in reading.actors:
            side = self.side(mention)
            if side is not None and mention.why != "pronoun" and not words[mention.head].tag.startswith("PRP"):
                self.named.setdefault(side, []).append(mention)
        self._fought: dict[str, int] | None = None
        self.struck: list[Naming] = []
        self.namings = self._namings()

    def fill(self) -> None:
        for event in self.reading.events:
            self._both_sides(event)
            if self._wants_opponent(event):
                event.recipients = self._struck(event) or self._against_all(event.agents, event.trigger)
            elif event.agents and event.recipients and not event.verbal_act:
                self._name_fighters(event)
            elif self._wants_agent(event):
                event.agents = self.against(event.recipients[0], event.trigger)
            elif event.frame == "assault.fight" and not (event.agents or event.recipients or event.verbal_act):
                event.agents = self._fighting(event.trigger)
                event.recipients = list(event.agents)
        told = {event.trigger: event for event in self.reading.events}
        for control in self.reading.controls:
            if control.change == "gain" and control.loser is None and control.holder is not None:
                control.loser = next(iter(self.against(control.holder, control.trigger)), None)
            elif control.change in ("gain", "loss") and control.holder is None:
                self._taker(control, told.get(control.trigger))
            elif control.change == "denial" and control.holder is None:
                control.holder = self._foe_of_source(control) or self._told_elsewhere(control)

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
        taker = self._told_elsewhere(control)
        if taker is None and control.loser is not None:
            taker = next(iter(self.against(control.loser, control.trigger)), None)
        if taker is None and control.loser is None and (gone := self._gone(control)) is not None:
            taker = next(iter(self.against(gone, control.trigger)), None)
        if taker is None and control.loser is None:
            word = self.reading.parsed.words[control.trigger]
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

    def side(self, mention: ActorMention | None) -> str | None:
        """The side of a fighting party, that of whom a commander belongs to, None where there is none."""
        if mention is None:
            return None
        if mention.person and not mention.plural:
            known = mention.affiliation or mention.actor or self._official_of(mention)
            bloc = self._bloc(known) if known else None
            body = self.reading.packs.actor(bloc)
            if body is not None and body.kind in FIGHTERS:
                return bloc
            return (bloc or known) if mention.kind in FIGHTERS and (mention.generic or not mention.actor) else None
        if mention.kind not in FIGHTERS:
            return None
        known = mention.actor or (mention.affiliation if mention.kind in OFFICIAL else None)
        if known is not None:
            return self._bloc(known) or known
        if mention.generic:
            return self._inside(mention)
        return mention.name if mention.name else None

    def _inside(self, mention: ActorMention) -> str | None:
        """The side named inside a description ("rebels of the Northern Front")."""
        within = (named for i in range(mention.first + 1, mention.last + 1) for named in self._fighters.get(i, ()))
        inner = {self._bloc(actor) or actor for last, actor in within if last <= mention.last}
        return next(iter(inner)) if len(inner) == 1 else None

    def _official_of(self, mention: ActorMention) -> str | None:
        """The state whose province or town an official's title names ("X governor Y")."""
        if mention.kind != "government":
            return None
        named = [m for m in self.reading.actors if m is mention or (m.name == mention.name and m.person)]
        lands = {p.ref.country for m in named for p in self.reading.places
                 if m.first <= p.head <= m.last and p.ref.country}
        states = sorted(a.id for a in self.reading.packs.actors.values() if a.kind == "state" and a.country in lands)
        return states[0] if len(lands) == 1 and states else None

    def _bloc(self, actor: str) -> str | None:
        if actor not in self._blocs:
            self._blocs[actor] = self.reading.packs.bloc_of(actor, self.reading.day, self.conflict)
        return self._blocs[actor]

    def _namings(self) -> list[Naming]:
        """Every "A against B" of the report, both ways, in text order."""
        out: list[Naming] = []
        words = self.reading.parsed.words

        def add(left: ActorMention | None, right: ActorMention | None, trigger: int, struck: bool = False) -> None:
            a, b = self.side(left), self.side(right)
            if struck and a and left and right and right.kind == CIVILIANS:
                self.struck.append(Naming(a, CIVILIANS, words[trigger].sent, right, left))
            if left and right and a and b and a != b:
                out.append(Naming(a, b, words[trigger].sent, right, left))
                out.append(Naming(b, a, words[trigger].sent, left, right))

        for event in self.reading.events:
            if event.event_type in ("ASSAULT", "COERCE", "RETREAT") and not event.verbal_act:
                for agent in event.agents:
                    for recipient in event.recipients:
                        add(agent, recipient, event.trigger, event.event_type == "ASSAULT")
        for control in self.reading.controls:
            add(control.holder, control.loser, control.trigger)
        return sorted(out, key=lambda n: (n.sentence, n.mention.first))

    def _near(self, namings: list[Naming], trigger: int) -> list[Naming]:
        """Those of the nearest sentence at or before `trigger` that has any, within reach."""
        sentence = self.reading.parsed.words[trigger].sent
        near = [n for n in namings if n.sentence <= sentence <= n.sentence + NEAR_SENTENCES]
        return [n for n in near if n.sentence == near[-1].sentence]

    def against(self, party: ActorMention, trigger: int) -> list[ActorMention]:
        """The one opponent of `party` that the report makes plain at `trigger`, or nobody."""
        return self._opponent(self.side(party), party, trigger)

    def _opponent(self, side: str | None, party: ActorMention, trigger: int) -> list[ActorMention]:
        if side is None:
            return []
        mine = [n for n in self.namings if n.agent == side]
        chosen = self._near(mine, trigger)
        if len({n.other for n in chosen}) != 1:
            chosen = _main_enemy(mine)
        other = chosen[-1].other if chosen else self._declared(side)
        if other is None or self._tied(side, other, FRIENDLY):
            return []
        mention = self._naming(other, trigger) or (chosen[-1].mention if chosen else None)
        if mention is None:
            return []
        return [replace(mention, inferred=True, why=f"opponent of {party.name or 'the party'} in this report")]

    def _against_all(self, agents: list[ActorMention], trigger: int) -> list[ActorMention]:
        """The one opponent of those who act together; nobody where they have two."""
        found = [other for agent in agents for other in self.against(agent, trigger)]
        sides = {self.side(agent) for agent in agents}
        others = {self.side(o) for o in found}
        return found[:1] if len(others) == 1 and not others & sides else []

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

    def _naming(self, side: str, trigger: int) -> ActorMention | None:
        """The words that name the whole of a side, the last before `trigger`: one brigade or one bomber is no side."""
        several = [m for m in self.named.get(side, ()) if not m.person and m.number is None
                   and not m.why.startswith("pronoun")]
        whole = [m for m in several if m.actor == side]
        if not whole:
            counts = Counter(m.actor or m.name for m in several)
            most = max(counts.values(), default=0)
            whole = [m for m in several if counts[m.actor or m.name] == most]
        before = [m for m in whole if m.first < trigger]
        return before[-1] if before else whole[0] if whole else None

    def _hostile(self, left: str, right: str) -> bool:
        """Whether the packs say so on the day of the report."""
        return self._tied(left, right, frozenset({"hostile"}))

    def _tied(self, left: str, right: str, relations: frozenset[str]) -> bool:
        """Whether the packs tie the two by one of the relations on the day of the report."""
        packs, day = self.reading.packs, self.reading.day
        pack = packs.pack(self.conflict) if self.conflict else None
        for one, other in ((left, right), (right, left)):
            actor = packs.actor(one)
            links = (*(pack.extensions.get(one, ()) if pack else ()), *(actor.allegiances if actor else ()))
            if any(link.relation in relations and link.other == other and link.holds_on(day) for link in links):
                return True
        return False

    def _declared(self, side: str) -> str | None:
        """The one side named in the report that its conflict's pack calls hostile to `side`."""
        if self._fought is None:
            self._fought = {other: sum(not self._land(m) for m in found) for other, found in self.named.items()}
        counts = {other: count for other, count in self._fought.items()
                  if other != side and count >= LEAST_NAMED and self._hostile(side, other)}
        if not counts:
            return None
        best = min(counts, key=lambda name: (-counts[name], name))
        return best if counts[best] >= LEAD * sum(counts.values()) else None

    def _land(self, mention: ActorMention) -> bool:
        """Whether a state's name rather tells a place or a nationality ("from Sylvania", "Sylvanians")."""
        head = self.reading.parsed.words[mention.head]
        return mention.kind == "state" and (mention.why == "demonym" or head.dep == "pobj")

    def _fighting(self, trigger: int) -> list[ActorMention]:
        """The two sides that fight where "clashes continued" names neither."""
        chosen = self._near(self.namings, trigger)
        if len({frozenset((n.agent, n.other)) for n in chosen}) == 1:
            pair = [chosen[-1].own, chosen[-1].mention]
            return [replace(m, inferred=True, why="the two sides told to fight just before") for m in pair]
        pairs = Counter(tuple(sorted((n.agent, n.other))) for n in self.namings)
        if not pairs:
            sides = sorted(name for name, found in self.named.items() if len(found) >= LEAST_NAMED)
            pairs = Counter({(a, b): 1 for a in sides for b in sides if a < b and self._hostile(a, b)})
        if not pairs or max(pairs.values()) < LEAD * sum(pairs.values()):
            return []
        both = [self._naming(name, trigger) for name in min(pairs, key=lambda p: (-pairs[p], p))]
        return [replace(m, inferred=True, why="the two sides of this report") for m in both if m is not None]
