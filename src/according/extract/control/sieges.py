"""Sieges laid and lifted, told by verbs."""

from __future__ import annotations

from according.extract.control.make import besieged_by, make
from according.extract.control.objects import named_owner, objects_told
from according.extract.control.parties import agent_party, subject_party
from according.extract.control.place import Target, targets
from according.extract.control.words import control_words
from according.extract.parsing.syntax import is_passive, prepositional, subject_of
from according.extract.parsing.words import Word
from according.extract.reading import ActorMention, ControlFinding, Reading


def _besieged(reading: Reading, verb: Word) -> tuple[list[Target], ActorMention | None]:
    """The places besieged, and the side inside where it is named: "the rebels in P", "the rebel quarter"."""
    parsed = reading.parsed
    objects = [subject_of(parsed, verb)] if is_passive(parsed, verb) else parsed.kids(verb, "dobj")
    for word in objects:
        inside = reading.actor_at(word) if word is not None else None
        if word is None or inside is None or inside.person or reading.place_at(word) is not None:
            continue
        found = [t for o in prepositional(parsed, word, "in", "inside", "at") for t in targets(reading, o)]
        found = found or [t for o in prepositional(parsed, verb, "in", "inside", "at") for t in targets(reading, o)]
        if found and inside.kind not in ("civilians", "journalists", "media"):
            return found, inside
    found = objects_told(reading, verb, pronouns=False)
    noun = next((o for o in objects if o is not None), None)
    return found, named_owner(reading, noun) if noun is not None and noun.pos == "NOUN" else None


def besiege(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
    parsed = reading.parsed
    found, held = _besieged(reading, verb)
    besieger = agent_party(reading, verb) if is_passive(parsed, verb) else subject_party(reading, verb)
    if not found or (besieger is None and lemma != "besiege"):
        return []
    if lemma == "surround" and (besieger is None or besieger.kind in ("civilians", "journalists", "media")):
        return []
    return [besieged_by(f, besieger) for f in make(reading, verb, "siege", held, None, found, lemma)]


def lift(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
    lists = control_words()
    parsed = reading.parsed
    nouns = parsed.kids(verb, "dobj", "nsubjpass")
    for noun in nouns:
        if lists.has("nouns", "siege", noun.lemma.lower()):
            found = [
                t for obj in prepositional(parsed, noun, "of", "on", "around", "in") for t in targets(reading, obj)
            ]
            return make(reading, verb, "siege_lifted", None, None, found or [Target(noun)], f"{lemma} the siege")
    return []
