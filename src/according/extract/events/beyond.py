"""Parties of a verb's event told beyond its own roles: by its means, its noun, its purpose, its place, what it asks."""

from __future__ import annotations

from dataclasses import replace

from according.codebook.frames import Frame, load_frames, words_of_class
from according.extract.events.deep import NEVER_PASSIVE, Frames, deep
from according.extract.events.frames import ARMED_KINDS, lemmas
from according.extract.events.governor import below_noun, light_verb
from according.extract.events.roles import Cast
from according.extract.parsing.syntax import is_passive, passive_agents, prepositional
from according.extract.parsing.words import Word
from according.extract.reading import ActorMention, Reading, unique
from according.model.actor import Actor

# The precision of a place that is a whole country.
COUNTRY = 6
# What an offensive is meant to do to the other side, and what it is meant to free of it.
AIM_AGAINST = words_of_class("aim_against")
AIM_FREEING = words_of_class("aim_freeing")
# Nouns of fighting that both sides do.
FIGHTS = frozenset(p.lemma for p in load_frames().frames["assault.fight"].nouns if not p.conditions) | {
    "shootout", "firefight", "gunfight", "encounter"}
# Nouns that tell what may befall somebody: "killed in a raid by", but not "killed in the presence of".
FORCEFUL = frozenset(noun for noun, told in load_frames().nouns.items() if any(
    frame.type in ("ASSAULT", "COERCE", "SANCTION", "PROTEST") for _, frame in told))
# Verbs of turning arms on somebody.
USING = frozenset({"use", "employ", "deploy", "direct", "turn"})
# Texts in which somebody speaks.
UTTERANCES = words_of_class("utterance")


class Beyond:
    """One report's look beyond the roles of each verb."""

    def __init__(self, reading: Reading, cast: Cast) -> None:
        self.reading = reading
        self.parsed = reading.parsed
        self.cast = cast
        self.index = load_frames()

    def acting(self, view: Frames) -> list[ActorMention]:
        """Who did it where the verb has no subject that is somebody."""
        return self.through_means(view) or self.through_noun(view.word) or self.through_text(view.word)

    def owners(self, view: Frames) -> list[ActorMention]:
        """Whose the act is that the verb says was done: "the clan's assault is being carried out"."""
        return [p for deed in view.objects if deed.lemma.lower() in self.index.nouns for p in self.cast.modifying(deed)]

    def aimed_at(self, view: Frames, frame: Frame) -> list[ActorMention]:
        """Whom an offensive is meant to hit: "launched an operation to drive out the clan", "to take X from them"."""
        deeds = [w for w in view.objects if w.lemma.lower() in self.index.nouns]
        purposes = [w for w in view.infinitives if w.tag == "VB"] if deeds else []
        purposes += [kid for deed in deeds for kid in self.parsed.kids(deed, "acl") if kid.tag == "VB"]
        for verb in purposes:
            lemma = verb.lemma.lower()
            inner = deep(self.reading, verb)
            found = self.cast.recipients(inner, frame)[0] if lemma in AIM_AGAINST else []
            if not found and lemma in AIM_AGAINST | AIM_FREEING:
                found = [p for w in inner.prepositions.get("from", []) if not self.cast.is_place(w)
                         for p in self.cast.parties(w) or self.cast.behind(w)]
            if found:
                return unique(found)
        return []

    def used_against(self, word: Word) -> list[ActorMention]:
        """Whom an act is against by the arms used in it: "launched raids, using jets against the clan"."""
        for i in range(word.i + 1, word.right + 1):
            prep = self.parsed.words[i]
            if prep.lower != "against" or prep.dep != "prep":
                continue
            over = self.parsed.words[prep.head]
            lead = over
            while lead.dep == "conj":
                lead = self.parsed.words[lead.head]
            if over.lemma in USING or self.parsed.words[lead.head].lemma in USING:
                return unique([p for w in self.parsed.kids(prep, "pobj") for p in self.cast.parties(w)
                               or self.cast.behind(w)])
        return []

    def seat_struck(self, agents: list[ActorMention], places: list[int]) -> list[ActorMention]:
        """The state whose capital is struck from abroad ("fired missiles at CAPITAL"), or whose land is by fighters who
        are none of its own ("fired rockets into Sylvania")."""
        if not agents:
            return []
        homes = {a.country for a in agents}
        packs = self.reading.packs
        out: list[ActorMention] = []
        for i in places:
            word = self.parsed.words[i]
            if word.lower in packs.metonyms and None not in homes:
                state: Actor | None = packs.actor(packs.metonyms[word.lower])
            else:
                ref = place.ref if (place := self.reading.place_at(word)) is not None else None
                abroad = all(a.kind in ("armed_group", "militia") for a in agents)
                land = ref.country if ref is not None and ref.precision == COUNTRY and abroad else None
                state = next((a for a in packs.actors.values() if a.kind == "state" and a.country == land), None) if (
                    land is not None) else None
            if state is not None and state.kind == "state" and state.country not in homes:
                out.append(replace(self.cast.make(word), actor=state.id, name=state.name, kind="state",
                                   country=state.country, why="land or capital struck from abroad"))
        return out

    def asked(self, view: Frames) -> list[ActorMention]:
        """Of whom a "that" clause demands something: its subject."""
        below = view.finite + [w for w in view.infinitives if self.parsed.kid(w, "mark") is not None]
        asked = [w for clause in below for w in self.parsed.kids(clause, "nsubj", "nsubjpass")]
        return unique([p for w in asked for p in self.cast.parties(w) if w.lower != "it"])

    def threatened(self, view: Frames) -> list[ActorMention]:
        """Whom a threatened act is against: "threatened to launch an operation against the clan"."""
        acts = [w for verb in view.infinitives for w in (verb, *self.parsed.kids(verb, "dobj"))]
        return unique([p for act in acts for w in prepositional(self.parsed, act, "against")
                       for p in self.cast.parties(w)])

    def each_other(self, view: Frames) -> bool:
        """Whether those who act do so to each other ("accused each other", "killed each other's men")."""
        told = [*view.objects, *(w for each in view.objects for w in self.parsed.kids(each, "poss"))]
        told += [w for key in ("against", "with") for w in view.prepositions.get(key, [])]
        return any(w.lower in ("other", "another") and w.i and self.parsed.words[w.i - 1].lower in ("each", "one")
                   for w in told)

    def through_means(self, view: Frames) -> list[ActorMention]:
        """The agent told by the means: "killed in a Russian airstrike", "by shelling from the hills"."""
        if view.word.lemma in ("be", "come") and "under" in view.prepositions and "from" in view.prepositions:
            return unique([p for w in view.prepositions["from"] if not self.cast.is_place(w)
                           for p in self.cast.parties(w)])  # "was under fire | from the insurgents"
        if hands := [w for w in view.prepositions.get("at", []) if w.lemma.lower() == "hand"]:
            return unique([p for hand in hands for p in self.cast.behind(hand)])  # "killed at the hands of"
        for prep in ("in", "by", "during", "with", "from", "under"):
            for obj in view.prepositions.get(prep, []):
                if obj.lemma.lower() not in FORCEFUL:
                    continue
                if behind := self.cast.behind(obj):
                    return behind
                if obj.lemma.lower() in FIGHTS and view.passive:  # "was killed in clashes with the clan"
                    suffered = unique([p for w in view.objects for p in self.cast.parties(w)])
                    foes = unique([p for w in prepositional(self.parsed, obj, "with") for p in self.cast.parties(w)])
                    if foes := [p for p in foes if p not in suffered]:
                        return foes
                if (below := below_noun(self.reading, obj)) is not None:
                    return unique([p for w in below.subjects for p in self.cast.parties(w)])
                if view.word.lemma in NEVER_PASSIVE:  # "died in strikes | by the army"
                    return unique([p for w in passive_agents(self.parsed, view.word) for p in self.cast.parties(w)])
        gerunds = [w for w in view.infinitives if w.dep == "pcomp" and w.tag == "VBG"]
        return unique([p for verb in gerunds if any(lemma in self.index.verbs for lemma in lemmas(verb))
                       for w in passive_agents(self.parsed, verb) for p in self.cast.parties(w)])

    def fled(self, view: Frames) -> list[ActorMention]:
        """Whom one flees: "fled the militants", "fleeing from the clan's brutality"."""
        fled = [w for w in (*view.objects, *view.prepositions.get("from", [])) if not self.cast.is_place(w)]
        return unique([p for w in fled for p in (self.cast.parties(w) if self.cast.personal(w) else self.cast.behind(w))
                       if p.kind in ARMED_KINDS or (p.kind == "government" and p.actor is not None)])

    def through_noun(self, word: Word) -> list[ActorMention]:
        """The agent of the event noun that the verb tells more of: "launched a barrage hitting", "raids killing"."""
        noun = self.parsed.words[word.head]
        if word.dep not in ("acl", "relcl") or noun.lemma.lower() not in self.index.nouns:
            return []
        if is_passive(self.parsed, word) and word.lemma != "coordinate":
            return []
        light = light_verb(self.reading, noun)
        if light is not None and not (light.occurs or light.suffers):
            return unique([p for subject in light.subjects for p in self.cast.parties(subject)])
        return self.cast.modifying(noun)

    def through_text(self, word: Word) -> list[ActorMention]:
        """Who issues the text that condemns or demands: "released a statement condemning"."""
        noun = self.parsed.words[word.head]
        over = self.parsed.words[noun.head]
        if word.dep not in ("acl", "relcl") or noun.lemma.lower() not in UTTERANCES or over.pos != "VERB":
            return []
        issuers = deep(self.reading, over).subjects if noun.dep in ("dobj", "nsubjpass") else []
        return unique([p for w in issuers for p in self.cast.acting(w)])
