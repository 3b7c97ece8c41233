"""Who fights whom in one report: its sides, whom each is told or declared to fight, and where that was long ago."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime

from according.extract.reading import ActorMention, Reading

FIGHTERS = frozenset({"state", "government", "armed_forces", "armed_group", "militia", "coalition", "police", "group"})
# Bodies that are their state's own where they are named by its adjective ("the Freedonian Security Forces").
OFFICIAL = frozenset({"armed_forces", "police", "government"})
NEAR_SENTENCES = 4
# People who speak for a side: their words do not name the side as fighting.
SPEAKING = frozenset({"official", "source", "spokesman", "spokeswoman", "spokesperson", "minister", "citizen", "media"})
CIVILIANS = "civilians"
# How often a side must be named, and how far it must lead, to be the report's one enemy of another.
LEAST_NAMED, LEAD = 2, 0.8
# How near its own date a report must tell of something to be news, and how far back lies what is not.
NEWS_DAYS, LONG_AGO_DAYS = 45, 300


@dataclass(frozen=True, slots=True)
class Naming:
    """Side `agent` is told to act against side `other`, named by `mention`, in a sentence."""

    agent: str
    other: str
    sentence: int
    mention: ActorMention
    own: ActorMention


def _main_enemy(mine: list[Naming]) -> list[Naming]:
    """The namings of the one side that a party is told to fight, or all but always told to fight."""
    if not mine:
        return []
    counts = Counter(n.other for n in mine)
    side = min(counts, key=lambda name: (-counts[name], name))
    plain = len(counts) == 1 or (counts[side] >= 4 and counts[side] >= LEAD * len(mine))
    return [n for n in mine if n.other == side] if plain else []


def _conflict(reading: Reading) -> str | None:
    """The pack whose war the report tells of: the one of most of its actors, else the one that places most of the
    world's actors named in it among its sides."""
    actors = [m.actor for m in reading.actors if m.actor]
    told = Counter(pack for pack in (actor.partition(":")[0] for actor in actors) if pack != "world")
    if not told:
        for pack in reading.packs.packs:
            if (placed := sum(actor in pack.extensions for actor in actors)) >= LEAST_NAMED:
                told[pack.name] = placed
    return min(told, key=lambda name: (-told[name], name)) if told else None


def _long_ago(reading: Reading) -> set[int]:
    """The sentences of a news report that date themselves to long before it: whom a side fought then says nothing of
    whom it fights now, nor the other way round. None in a text without news of its day, such as a history."""
    if reading.day is None:
        return set()
    told: dict[int, date] = {}
    for time in reading.times:
        last = time.when.end or time.when.start
        if last is not None:
            sentence = reading.parsed.words[time.head].sent
            told[sentence] = max(told.get(sentence, date.min), last.date() if isinstance(last, datetime) else last)
    if not any(0 <= (reading.day - last).days <= NEWS_DAYS for last in told.values()):
        return set()
    return {sentence for sentence, last in told.items() if (reading.day - last).days > LONG_AGO_DAYS}


HOSTILE = frozenset({"hostile"})
# Whom the packs call a party's ally is not inferred to be its foe.
FRIENDLY = frozenset({"allied", "backs"})


class Sides:
    """Who fights whom in one report. A side is a bloc of its conflict, else the party itself."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.conflict = _conflict(reading)
        self._blocs: dict[str | None, str | None] = {}
        self._fighters: dict[int, list[tuple[int, str]]] = {}
        for mention in reading.actors:
            if mention.actor and mention.kind in FIGHTERS:
                self._fighters.setdefault(mention.first, []).append((mention.last, mention.actor))
        self.named: dict[str, list[ActorMention]] = {}
        words = reading.parsed.words
        for mention in reading.actors:
            side = self.side(mention)
            head = words[mention.head]
            if mention.plural and head.lemma.lower() in SPEAKING:
                continue
            if side is not None and mention.why != "pronoun" and not head.tag.startswith("PRP"):
                self.named.setdefault(side, []).append(mention)
        self._wholes: dict[str, list[ActorMention]] = {}
        self._fought: dict[str, int] | None = None
        self._ties: dict[tuple[str, str, frozenset[str]], bool] = {}
        self.past = _long_ago(reading)
        self.struck: list[Naming] = []
        self.namings = self._namings()

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
        return self.reading.packs.state_of(lands.pop()) if len(lands) == 1 else None

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
        sentence = self.reading.parsed.words[trigger].sent
        long_ago = sentence in self.past
        ever = [n for n in self.namings if n.agent == side]
        mine = [n for n in ever if (n.sentence in self.past) == long_ago]
        chosen = self._near(mine, trigger)
        if len({n.other for n in chosen}) != 1:
            gained = any(control.trigger == trigger for control in self.reading.controls)
            only = ever if len({n.other for n in ever}) == 1 and not gained else []
            chosen = only if long_ago else _main_enemy(mine or only)
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

    def _naming(self, side: str, trigger: int) -> ActorMention | None:
        """The words that name the whole of a side, the last before `trigger`: one brigade or one bomber is no side."""
        if side not in self._wholes:
            self._wholes[side] = self._whole(side)
        whole = self._wholes[side]
        before = bisect_left(whole, trigger, key=lambda m: m.first)
        return whole[max(0, before - 1)] if whole else None

    def _whole(self, side: str) -> list[ActorMention]:
        """The mentions that name the whole of a side, in text order."""
        several = [m for m in self.named.get(side, ()) if not m.person and m.number is None
                   and not m.why.startswith("pronoun")]
        whole = [m for m in several if m.actor == side]
        counts = Counter(m.actor or m.name for m in several)
        most = max(counts.values(), default=0)
        if 3 * len(whole) < most or not whole:  # the state behind a coalition, named once, is not who is meant
            whole = [m for m in several if counts[m.actor or m.name] == most]
        return sorted(whole, key=lambda m: m.first)

    def _hostile(self, left: str, right: str) -> bool:
        """Whether the packs say so on the day of the report."""
        return self._tied(left, right, HOSTILE)

    def _tied(self, left: str, right: str, relations: frozenset[str]) -> bool:
        """Whether the packs tie the two by one of the relations on the day of the report."""
        asked = (left, right, relations)
        if asked not in self._ties:
            self._ties[asked] = self._are_tied(left, right, relations)
        return self._ties[asked]

    def _are_tied(self, left: str, right: str, relations: frozenset[str]) -> bool:
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
            last = chosen[-1]
            pair = [self._naming(side, trigger) or m if m.person else m
                    for side, m in ((last.agent, last.own), (last.other, last.mention))]
            return [replace(m, inferred=True, why="the two sides told to fight just before") for m in pair]
        pairs = Counter(tuple(sorted((n.agent, n.other))) for n in self.namings)
        if not pairs:
            sides = sorted(name for name, found in self.named.items() if len(found) >= LEAST_NAMED)
            pairs = Counter({(a, b): 1 for a in sides for b in sides if a < b and self._hostile(a, b)})
        if not pairs or max(pairs.values()) < LEAD * sum(pairs.values()):
            return []
        both = [self._naming(name, trigger) for name in min(pairs, key=lambda p: (-pairs[p], p))]
        return [replace(m, inferred=True, why="the two sides of this report") for m in both if m is not None]
