"""Who a noun phrase of a role stands for: the actor behind fighters, warplanes, positions and weapons."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from according.codebook.frames import load_frames, words_of_class
from according.extract.events.frames import AGENTIVE, ARMED_KINDS, NOT_AGENTIVE, QUANTITIES
from according.extract.parsing.syntax import conjuncts, passive_agents, prepositional, subject_of
from according.extract.parsing.words import Word
from according.extract.reading import ActorMention, Reading, unique

PERSONS = words_of_class("person")
PLACES = words_of_class("place")
ARMED = words_of_class("armed") | {"suspected", "armed"}
KINDS_OF_ACT = words_of_class("kind_of_act")
CIVIL_OBJECTS = words_of_class("civil_object")
OWNED = words_of_class("abstract") | words_of_class("restriction")
GROUND = PLACES | CIVIL_OBJECTS
VEHICLES = words_of_class("military_vehicle")
THINGS = words_of_class("thing") | words_of_class("aircraft") | words_of_class("ship") | words_of_class("weapon")
# Aircraft, tanks and guns by their model ("Su-30s", "T-72", "Mi-24s").
MODEL = re.compile(r"[A-Z][A-Za-z]{0,4}-?\d{1,3}[A-Za-z]{0,2}s?")
# What is fired or sent: a thing, and never a party.
MUNITIONS = words_of_class("heavy_weapon") | {"drone", "bomb", "uav", "munition"}
# "Gunmen believed to be members of".
THOUGHT = frozenset({"believe", "think", "suspect", "know", "say", "presume"})
# Acts whose possessor suffered them ("his arrest").
SUFFERED = words_of_class("suffered")
# Parts of a town and seats of a body that look like bodies.
SITES = frozenset({"centre", "center", "headquarters", "mount", "castle", "citadel"})
SENDING = words_of_class("sending")
WEAPONS = words_of_class("heavy_weapon") | words_of_class("aircraft") | words_of_class("bomb")
EMPTY = {"it", "there", "this", "that", "which", "what", "something", "nothing", "everything", "these"}
SIDES = ARMED_KINDS | {"state", "government", "group"}
# Words that name a side before a deed ("government shelling", "opposition attack").
# Ranks that before a noun are adjectives.
RANKS_OR_ADJECTIVES = frozenset({"major", "general", "private", "anti", "pro"})
# What the names of the quarters of a land begin with.
QUARTERS = ("north", "south", "east", "west", "central")
SIDE_WORDS = words_of_class("side_word")
# What is named after the town it was signed in.
TREATIES = words_of_class("treaty")
TAKEN = {"captured", "seized", "taken", "overrun", "retaken"}
HELD = {"held", "controlled", "occupied", "run", "dominated"} | TAKEN
# "X-linked sites" are X's; "X-linked fighters" need not be.
OF_SIDE = frozenset({"related", "linked", "affiliated", "aligned"})
USED = words_of_class("used")
NOT_PART = ("case", "relcl", "acl", "appos", "punct", "cc", "conj", "advcl", "parataxis", "preconj")


# Parts of a land: what is done to one is not done to the state.
REGIONS = frozenset({"area", "region", "part", "north", "south", "east", "west", "centre", "center", "corner", "swath",
                     "stretch", "outskirts", "countryside", "border", "coast", "edge"})

SUBURBS = frozenset({"outskirts", "suburbs", "countryside"})


class Parties:
    """Finds the parties that noun phrases stand for. Made once a report; mentions it makes are shared by head."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.parsed = reading.parsed
        self._made: dict[int, ActorMention] = {}
        self._party: dict[int, ActorMention] = {}
        self._known: dict[str, ActorMention] | None = None

    def parties(self, word: Word, depth: int = 0) -> list[ActorMention]:
        """The actors that the noun phrase headed by `word` stands for; empty for things and places alone."""
        if word.tag in ("WDT", "WP") and self.parsed.words[word.head].dep == "relcl":
            word = self.parsed.words[self.parsed.words[word.head].head]
        lemma = word.lemma.lower()
        if lemma in QUANTITIES and depth < 3:
            of = [obj for prep in self.parsed.kids(word, "prep") if prep.lower in ("of", "among")
                  for obj in self.parsed.kids(prep, "pobj")]
            if counted := [p for obj in of for p in self.parties(obj, depth + 1)]:
                return counted
            if of and all(self.is_place(obj) or obj.lemma.lower() in THINGS or (
                    obj.pos == "NOUN" and obj.lemma.lower() in load_frames().nouns) for obj in of):
                return []
        mention = self.reading.actor_at(word)
        known = mention is not None and mention.actor is not None
        if not known and lemma in SITES and word.pos == "NOUN":
            return self.behind(word) if depth < 3 else []  # "the city centre" is where, not who
        if not known and (loosed := self._munition(word, mention)) is not None:
            return (self.behind(loosed) or self._sender(loosed)) if depth < 3 else []
        if mention is not None and mention.actor is None and depth < 2 and (taken_for := self._taken_for(word)):
            return taken_for
        if mention is not None and mention.head == word.i and not self._only_place(word):
            return [self._as_party(mention), *self.beside(word, mention), *self._members(word, mention, depth)]
        if word.lower in EMPTY and mention is None:
            return []
        if self._personal(word, lemma):
            return self._owned(word, lemma, depth)
        return self.behind(word) if depth < 3 else []

    def _munition(self, word: Word, mention: ActorMention | None) -> Word | None:
        """The drone, missile or shell that the word names or refers back to: a thing, and never itself a party."""
        if word.lemma.lower() in MUNITIONS:
            return word
        if mention is None or mention.antecedent is None:
            return None
        head = self.parsed.words[mention.antecedent.head]
        return head if head.lemma.lower() in MUNITIONS and mention.antecedent.actor is None else None

    def _taken_for(self, word: Word) -> list[ActorMention]:
        """Whose men they are thought to be: "gunmen believed to be members of X"."""
        return [p for kid in self.parsed.kids(word, "acl", "relcl") if kid.lemma.lower() in THOUGHT
                for verb in self.parsed.kids(kid, "xcomp") if verb.lemma == "be"
                for each in self.parsed.kids(verb, "attr")
                for p in self.parties(each, 2) + [m for w in prepositional(self.parsed, each, "of", "from", "with")
                                                  for m in self.parties(w, 2)] if p.actor is not None][:1]

    def _sender(self, word: Word) -> list[ActorMention]:
        """Who fired or sent what the word names: "launched drones hitting", "missiles that X fired"."""
        over = self.parsed.words[word.head]
        if word.dep == "dobj" and over.lemma.lower() in SENDING:
            subject = subject_of(self.parsed, over)
            return self.parties(subject, 2) if subject is not None else []
        for kid in self.parsed.kids(word, "acl", "relcl"):
            if kid.lemma.lower() in SENDING:
                by = passive_agents(self.parsed, kid) or [
                    w for w in self.parsed.kids(kid, "nsubj") if w.tag not in ("WDT", "WP") and w.lower != "that"]
                return [p for each in by for p in self.parties(each, 2)]
        return []

    def acting(self, word: Word) -> list[ActorMention]:
        """The parties of a subject; a seat of government that does something is its state."""
        if word.pos == "PROPN" and self.reading.actor_at(word) is None and word.lower in self.reading.packs.metonyms:
            return [self.called(word)]
        return self.parties(word)

    def _owned(self, word: Word, lemma: str, depth: int) -> list[ActorMention]:
        """An armed body or its vehicles as described, standing for the one party they are said to belong to."""
        owners = self.behind(word) if depth < 3 and (lemma in ARMED or MODEL.fullmatch(word.text)) else []
        if not owners and MODEL.fullmatch(word.text):
            return []  # an aircraft or tank by its model, of nobody
        known = unique([o for o in owners if o.actor is not None or (o.name is not None and not o.person)])
        if lemma in VEHICLES and not owners:
            return []  # tanks and convoys of nobody are things
        if len(known) > 1:
            return known
        made = self.make(word)
        if known and made.actor is None:
            owner = known[0]
            made.actor, made.name, made.kind = owner.actor, owner.name, owner.kind
            made.country, made.affiliation = owner.country, owner.actor
            made.why = f"{made.why}; of {owner.name}"
        return [made]

    def _as_party(self, mention: ActorMention) -> ActorMention:
        """The mention, by its party's name where it is a described fighter of a known party ("a Freedonian sniper")."""
        if not mention.generic or mention.actor is None or mention.kind not in ARMED_KINDS:
            return mention
        actor = self.reading.packs.actor(mention.actor)
        if actor is None or actor.kind == "person" or mention.name == actor.name or mention.antecedent is not None:
            return mention
        if mention.head not in self._party:
            self._party[mention.head] = replace(mention, name=actor.name)
        return self._party[mention.head]

    def beside(self, word: Word, mention: ActorMention) -> list[ActorMention]:
        """The other parties of "Freedonian and Sylvanian forces": names coordinated in front of one noun."""
        out: list[ActorMention] = []
        for kid in self.parsed.kids(word, "amod", "compound", "nmod"):
            each = conjuncts(self.parsed, kid)
            if len(each) < 2:
                continue
            for part in each:
                other = self.reading.actor_at(part)
                if other is not None and other is not mention and other.head == part.i and (
                    other.actor is not None and other.actor != mention.actor
                ):
                    out.append(other)
        return out

    def _members(self, word: Word, mention: ActorMention, depth: int) -> list[ActorMention]:
        """The known parties of "rebel groups, including X, and smaller ones like Y"."""
        if not mention.plural or not mention.generic or depth > 2:
            return []
        named = [w for prep in self.parsed.kids(word, "prep") if prep.lower in ("including", "like")
                 for obj in self.parsed.kids(prep, "pobj") for w in conjuncts(self.parsed, obj)]
        return [p for w in named if self.parsed.kid(w, "nummod") is None
                for p in self.parties(w, depth + 1) if p.actor is not None and p.actor != mention.actor]

    def is_party(self, mention: ActorMention) -> bool:
        """Whether a mention is someone rather than the unresolved name of a place."""
        if mention.actor is not None or mention.kind != "unknown":
            return True
        head = self.parsed.words[mention.head]
        return head.lemma.lower() in ARMED or (head.pos == "PRON")

    def is_site(self, mention: ActorMention) -> bool:
        """Whether what looks like a body is where something is: "the city centre", "the headquarters"."""
        return mention.actor is None and self.parsed.words[mention.head].lemma.lower() in SITES

    def locates(self, mention: ActorMention) -> bool:
        """Whether a state's name only says where a place lies ("the Sylvanian town of X"): so it does in a conflict
        that a pack describes, where the fighting goes on inside the state."""
        if mention.kind != "state" or mention.country is None:
            return False
        head = self.parsed.words[mention.head]
        over = self.parsed.words[head.head]
        if head.dep == "pobj" and over.lower == "of":  # "the north of Sylvania"
            return self.parsed.words[over.head].lemma.lower() in PLACES | REGIONS
        before = head.dep in ("amod", "compound", "nmod", "poss")
        before = before and (over.lemma.lower() in PLACES or self.is_place(over))
        return before and bool(self.reading.packs.for_country(mention.country))

    def _only_place(self, word: Word) -> bool:
        place = self.reading.place_at(word)
        return place is not None and not place.metonym and self.reading.actor_at(word) is None

    def _personal(self, word: Word, lemma: str) -> bool:
        if lemma in PERSONS or word.lower in PERSONS:
            return word.pos != "NUM" or word.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "conj")
        if word.pos == "NOUN" and lemma.endswith(AGENTIVE) and len(lemma) > 4 and lemma not in NOT_AGENTIVE:
            return True
        if word.pos == "PRON":
            return word.lower not in EMPTY
        if word.ent in ("PERSON", "NORP"):
            return True
        return word.ent in ("ORG", "GPE") and word.pos == "PROPN"

    def personal(self, word: Word) -> bool:
        """Whether the word names or describes someone rather than something."""
        return self.reading.actor_at(word) is not None or self._personal(word, word.lemma.lower())

    def behind(self, word: Word) -> list[ActorMention]:
        """The owner of a thing, weapon or event noun: possessive, nationality, "of" or "by" phrase."""
        out: list[ActorMention] = []
        deed = word.lemma.lower() in load_frames().nouns
        place = self.reading.place_at(word)
        before = self.parsed.kids(word, "poss", "compound", "amod", "nmod")
        for kid in before:
            if place is not None and place.first <= kid.i <= place.last:
                continue  # part of the place's own name
            if kid.dep == "poss" and self.suffered(word):
                continue
            named = deed or any(k.ent or k.dep == "poss" for k in before)
            if kid.dep != "poss" and kid.lower in KINDS_OF_ACT - {"terrorist", "enemy", "guerrilla"} and named:
                continue  # "a military campaign", "the clan's military targets": what kind, not whose
            inner = [w for k in self.parsed.kids(kid, "compound", "amod") for w in conjuncts(self.parsed, k)]
            found = [p for each in (*conjuncts(self.parsed, kid), *inner) for p in self._modifier(each)]
            out += found[: len(conjuncts(self.parsed, kid))]
            out += self._holding(kid)
        for kid in word.kin:
            if kid.dep not in ("acl", "relcl"):
                continue
            if kid.lemma.lower() == "belong":
                out += [p for each in prepositional(self.parsed, kid, "to") for p in self.parties(each, 2)]
            elif kid.lower in HELD | USED:
                keepers = passive_agents(self.parsed, kid) or [
                    w for w in self.parsed.kids(kid, "nsubj") if w.tag not in ("WDT", "WP")]
                now = [p for each in keepers for p in self.parties(each, 2)]
                out = now if now and kid.lower in TAKEN else out + now  # "a former army post taken by the rebels"
        if out:
            return _one_each(out)
        for prep in word.kin:
            if prep.dep not in ("prep", "agent"):
                continue
            if deed and prep.lower == "of" and suffers_of(word.lemma.lower()):
                continue  # "the killing of X": X suffered it
            offered = prep.lower == "from" and (word.lemma.lower() in OWNED or deed)
            if prep.lower in ("of", "by", "belonging") or offered:
                for obj in self.parsed.kids(prep, "pobj"):
                    for each in conjuncts(self.parsed, obj):
                        owner = self.reading.actor_at(each)
                        if word.lemma.lower() in PLACES and (owner is None or owner.actor is None):
                            continue  # "the village of X" names the village
                        state = each.ent == "GPE" and word.lemma.lower() in OWNED
                        if state or not self.is_place(each) or self.reading.actor_at(each) is not None:
                            out += [p for p in self.parties(each, 2) if not self.locates(p)]
        if deed and not out:  # "a strike on a bus by the army"
            at = prepositional(self.parsed, word, "on", "against", "at", "of", "in")
            out = [p for where in at for w in prepositional(self.parsed, where, "by") for p in self.parties(w, 2)]
        return out

    def suffered(self, noun: Word) -> bool:
        """Whether the possessor of an event noun is the one it was done to: "his arrest", but "their arrest of X"."""
        return noun.lemma.lower() in SUFFERED and not any(k.lower == "of" for k in self.parsed.kids(noun, "prep"))

    def modifying(self, noun: Word) -> list[ActorMention]:
        """The party before an event noun: possessive, nationality or name ("Russian airstrikes", "its attack")."""
        for kid in self.parsed.kids(noun, "poss", "compound", "amod", "nmod"):
            if (kid.lower in KINDS_OF_ACT and kid.dep != "poss") or (kid.dep == "poss" and self.suffered(noun)):
                continue
            found = [p for each in conjuncts(self.parsed, kid) for p in self._modifier(each)]
            if not found and kid.lower in SIDE_WORDS and kid.dep != "amod":
                found = [self.called(kid)]
            if found:
                return found
        return []

    def _holding(self, kid: Word) -> list[ActorMention]:
        """The holder in "rebel-held", "government-controlled", "army-run"."""
        noun = self.parsed.words[kid.head].lemma.lower()
        if kid.dep == "amod" and (kid.lower in HELD or (kid.lower in OF_SIDE and noun not in PERSONS)):
            for part in self.parsed.kids(kid, "npadvmod", "compound", "nmod", "amod", "nsubj", "advmod"):
                if part.pos in ("NOUN", "PROPN", "ADJ"):
                    mention = self.reading.actor_at(part)
                    known = mention is not None and mention.actor is not None
                    return [mention if mention is not None and known else self.called(part)]
        return []

    def called(self, word: Word) -> ActorMention:
        """A mention of one bare word in front of another ("rebel positions", "X-held"), resolved as the report or the
        packs elsewhere resolve it."""
        made = self.make(word)
        if made.actor is not None:
            return made
        if self._known is None:
            self._known = {}
            for mention in self.reading.actors:
                head = self.parsed.words[mention.head]
                side = mention.actor is not None and mention.kind in SIDES
                if side and not mention.person and mention.why != "pronoun":
                    common = head.i - mention.first == 1 and not head.text[:1].isupper()  # no "army" of a "Blue Army"
                    whole = mention.first == mention.last or common
                    if whole or mention.generic:
                        self._known.setdefault(head.lemma.lower(), mention)
                    if mention.generic and head.i > mention.first:
                        self._known.setdefault(self.parsed.words[head.i - 1].lemma.lower(), mention)
        found = self._known.get(word.lemma.lower()) or self._known.get(word.lower)
        if found is not None:
            made.actor, made.name, made.kind = found.actor, found.name, found.kind
            made.country, made.why = found.country, f"{made.why}; as in the report"
            return made
        state = self.reading.packs.demonym(word.text) if word.text[:1].isupper() else None
        noun = self.parsed.words[word.head].lemma.lower()
        named_after = noun in TREATIES or (noun in load_frames().nouns and word.dep != "poss")  # "the Minsk accord"
        term = self.reading.terms.get((word.lower,)) or self.reading.terms.get(("the", word.lower))
        seat = None if named_after else self.reading.packs.metonyms.get(word.lower)
        actor = self.reading.packs.actor(state or seat or term)
        if actor is not None:
            made.actor, made.name, made.kind, made.country = actor.id, actor.name, actor.kind, actor.country
        return made

    def _modifier(self, kid: Word) -> list[ActorMention]:
        mention = self.reading.actor_at(kid)
        noun = self.parsed.words[kid.head]
        if kid.lower in RANKS_OR_ADJECTIVES:
            return []  # "major offensives"
        if kid.dep != "poss" and kid.ent in ("GPE", "LOC") and any(
                w.lower.startswith(QUARTERS) for w in self.parsed.kids(kid, "compound", "amod")):
            return []  # "the Northern Sylvania offensive" is named after where it was
        if kid.lower == "its" and noun.dep == "conj":
            beside = self.parsed.words[noun.head]
            known = self.reading.actor_at(beside)
            if self.is_place(beside) or (beside.pos == "PROPN" and (known is None or known.actor is None)):
                return []  # "the city and its port", "captured Kafr Tal and its hill"
        if mention is not None and mention.first <= kid.i <= mention.last and (
            mention.head == kid.i or self.parsed.words[mention.head].head == kid.head
        ):
            return [] if mention.actor is None and kid.dep != "poss" and kid.lemma.lower() in WEAPONS else [mention]
        if kid.dep == "poss" and noun.lower in SUBURBS and (mention is None or mention.actor is None):
            return []  # "Homs's southern outskirts": what has outskirts is a town
        if kid.dep == "poss":
            if mention is None and self.is_place(kid) and self.parsed.words[kid.head].lemma.lower() in GROUND:
                return []  # "the town's airport"
            return self.parties(kid, 2) if kid.pos != "PRON" or kid.lower in ("their", "his", "her") else []
        armed = kid.lemma.lower() in words_of_class("armed") and kid.lemma.lower() not in WEAPONS
        if kid.ent not in ("NORP", "GPE", "ORG") and not armed and kid.lemma.lower() not in SIDE_WORDS:
            return []
        made = self.called(kid) if kid.pos in ("PROPN", "ADJ", "NOUN") else None
        if made is None or (made.actor is None and (self._names_thing(kid) or (
                kid.lemma.lower() in KINDS_OF_ACT and kid.dep != "poss"))):
            return []  # "a military base" of nobody named
        return [made]

    def _names_thing(self, word: Word) -> bool:
        """Whether an unresolved name before a noun says where or what it is: a town, a kind of weapon ("X factory")."""
        place = self.reading.place_at(word)
        return word.ent == "GPE" or (place is not None and not place.metonym) or (
            word.text.isupper() and self.parsed.words[word.head].lemma.lower() in THINGS | PLACES | CIVIL_OBJECTS)

    def make(self, word: Word) -> ActorMention:
        """An unresolved mention of the whole noun phrase without its relative clauses."""
        if word.i in self._made:
            return self._made[word.i]
        parts = [word]
        for kid in self.parsed.kids(word):
            if kid.dep in NOT_PART or (kid.i > word.i and kid.dep == "prep" and kid.lower != "of"):
                continue
            if kid.dep == "prep" and self.parsed.kid(kid, "pcomp") is not None:
                continue
            parts += list(self.parsed.subtree(kid))
        first, last = min(w.i for w in parts), max(w.i for w in parts)
        words = self.parsed.words
        while first < word.i and (words[first].pos in ("PUNCT", "DET") or words[first].lower == "dead"):
            first += 1
        plural = word.tag in ("NNS", "NNPS") or word.lower in ("they", "we", "them", "us")
        made = ActorMention(first, last, word.i, plural=plural, why="noun phrase in a role")
        self._made[word.i] = made
        return made

    def place_words(self, words: list[Word]) -> list[int]:
        """Those of `words` that are places named or described."""
        return [w.i for w in words if self.is_place(w)]

    def is_place(self, word: Word) -> bool:
        """Whether the word names or describes a place rather than someone."""
        if word.ent in ("LOC", "FAC") or word.lemma.lower() in PLACES:
            return True
        place = self.reading.place_at(word)
        return (word.ent == "GPE" or place is not None) and (place is None or not place.metonym)


@lru_cache(maxsize=1024)
def suffers_of(noun: str) -> bool:
    """Whether "of" after an event noun names the one it is done to, by all of its frames."""
    frames = [frame for _, frame in load_frames().nouns[noun]]
    return noun not in PERSONS and all(frame.type in ("ASSAULT", "COERCE", "SANCTION") and any(
        role.key == "of" for role in frame.recipient) for frame in frames)


def _one_each(mentions: list[ActorMention]) -> list[ActorMention]:
    """The first mention of each known party ("Freedonian", "government" before one noun), and the unknown ones."""
    known: set[str] = set()
    out = []
    for mention in mentions:
        if mention.actor is None or mention.actor not in known:
            out.append(mention)
        known.add(mention.actor or "")
    return out
