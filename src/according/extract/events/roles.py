"""Who suffers an event: its recipients by the frame's roles, civilians named as such, and the words that are places."""

from __future__ import annotations

from dataclasses import replace

from according.codebook.frames import Frame, words_of_class
from according.extract.events.deep import Frames
from according.extract.events.frames import QUANTITIES, senses
from according.extract.events.parties import ARMED, CIVIL_OBJECTS, OWNED, PERSONS, Parties
from according.extract.parsing.syntax import conjuncts, prepositional
from according.extract.parsing.words import Word
from according.extract.reading import ActorMention, Reading, unique

# The precisions of a settlement or a point in or near one.
TOWN = (1, 2)
CIVILIANS = words_of_class("unarmed")
HARMFUL = {"ASSAULT", "COERCE", "SANCTION", "AID", "THREATEN"}
# Towards these deeds a country's name stands for its government, not for ground that is struck or taken.
POLITICAL = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
             "SANCTION"}
AGREEMENTS = words_of_class("agreement")
# Nouns that only measure or bound the act they stand before ("a round of").
FRAMING = words_of_class("framing")


# "On behalf of X": X is served by the act, and neither struck nor asked.
STEAD = {"behalf", "part"}


class Cast(Parties):
    """The parties of one report's events. Made once a report; mentions it makes are shared by head."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading)
        self._civil: dict[int, ActorMention] = {}

    def recipients(self, view: Frames, frame: Frame) -> tuple[list[ActorMention], list[int]]:
        """The recipient by the frame's roles, in their order, with the words that are places."""
        places: list[int] = []
        for role in frame.recipient:
            words = [w for filler in self._fillers(view, role.key) for w in self._counted(filler)
                     if w.lemma.lower() not in STEAD]
            barred = [w for w in words if role.barred & senses(self.reading, w)]
            kept = [w for w in words if w not in barred and not (frame.name == "coerce.seize" and (
                w.lower == "it" or (role.key == "obj" and self._unknown_name(w))))]
            places += self.place_words(kept)
            found: list[ActorMention] = []
            for word in barred:
                if role.key == "obj" and word.lemma.lower() in OWNED:
                    found += self.behind(word)
            for word in kept:
                if self.is_place(word) and self.reading.actor_at(word) is None and not (
                    word.ent == "GPE" and frame.type in POLITICAL and self._governed_from(word)
                ):
                    found += self.behind(word) or self._civil_object(word, frame)
                else:
                    found += self.parties(word) or self._civil_object(word, frame)
            if found:
                return [self.civil(m, frame.type, frame.mode) for m in unique(found)], places
        return [], places

    def _unknown_name(self, word: Word) -> bool:
        """Whether a name is nobody's that is known: what is seized is then rather a village than a man."""
        mention = self.reading.actor_at(word)
        return word.pos == "PROPN" and word.tag == "NNP" and mention is not None and mention.actor is None and (
            mention.first == mention.last and not mention.generic)

    def _governed_from(self, word: Word) -> bool:
        """Whether a place may stand for a government: a country, a region, a seat of government; no other town."""
        place = self.reading.place_at(word)
        return place is None or place.ref.precision not in TOWN or word.lower in self.reading.packs.metonyms

    def _counted(self, word: Word) -> list[Word]:
        """What a quantity counts where that is a place ("most of the valley"), else the word itself."""
        of = prepositional(self.parsed, word, "of") if word.lemma.lower() in QUANTITIES else []
        return of if of and all(self.is_place(w) for w in of) else [word]

    def _civil_object(self, word: Word, frame: Frame) -> list[ActorMention]:
        """A hospital or school that is struck is itself what suffered."""
        if frame.type in HARMFUL and word.lemma.lower() in CIVIL_OBJECTS:
            return [self.make(word)]
        return []

    def civil(self, mention: ActorMention, kind: str, mode: str | None = None) -> ActorMention:
        """The mention, named "civilians" where the text describes unarmed people no pack knows, in a harmful act of
        type `kind` and way `mode`."""
        head = self.parsed.words[mention.head]
        counted = any(kid.dep == "nummod" for kid in head.kin)  # "900 Syrians" are no state, whatever befalls them
        personal = kind == "ASSAULT" or mode == "arrest" or (counted and kind in HARMFUL)
        people = personal and mention.kind == "state" and head.tag in ("NNS", "NNPS")
        people = people and (head.ent == "NORP" or mention.why == "demonym")
        if kind not in HARMFUL or (mention.actor is not None and not people) or mention.antecedent is not None:
            return mention
        if people:
            return self._civil.setdefault(mention.head, replace(mention, kind="civilians", actor=None, name="civilians",
                                                                sector="CVL", why="people of a country"))
        inside = {w.lemma.lower() for w in self.parsed.words[mention.first : max(mention.first, head.i) + 1]}
        if (head.pos not in ("NOUN", "NUM", "ADJ") and head.lower != "those") or inside & ARMED:
            return mention
        of = {w.lemma.lower() for prep in self.parsed.kids(head, "prep") if prep.lower == "of"
              for w in self.parsed.kids(prep, "pobj")}
        if head.lemma.lower() not in CIVILIANS and not (head.lemma.lower() == "member" and (inside | of) & CIVILIANS):
            return mention
        if mention.head not in self._civil:
            self._civil[mention.head] = replace(mention, kind="civilians", name="civilians", sector="CVL",
                                                why=f"{mention.why}; unarmed people".strip("; "))
        return self._civil[mention.head]

    def _fillers(self, view: Frames, key: str) -> list[Word]:
        if key == "obj":
            return view.objects
        if key == "subj":
            return view.subjects
        if key == "dative":
            return self.parsed.kids(view.word, "dative")
        return view.prepositions.get(key) or self._below(view, key)

    def _below(self, view: Frames, key: str) -> list[Word]:
        """A phrase that hangs on the object where the verb's own would stand ("impose sanctions | on the junta")."""
        out: list[Word] = []
        objects = view.objects or (view.prepositions.get("of", []) if view.word.pos == "NOUN" else [])
        if key == "with" and not objects:  # "agreed to a treaty | with"
            objects = [w for at in ("to", "on") for w in view.prepositions.get(at, ())
                       if w.lemma.lower() in AGREEMENTS]
        for obj in objects:
            if obj.lemma.lower() in FRAMING:  # "a second round of talks | with"
                obj = next(iter(prepositional(self.parsed, obj, "of")), obj)
            if key == "from" or (obj.pos == "NOUN" and not self.is_place(obj) and obj.lemma.lower() not in PERSONS):
                for prep in self.parsed.kids(obj, "prep"):
                    if prep.lower == key and key != "of":
                        out += [w for each in self.parsed.kids(prep, "pobj") for w in conjuncts(self.parsed, each)]
        return out
