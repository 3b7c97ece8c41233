"""Going into a town, and clearing it of a force: "entered P", "advanced into P", "cleared P of rebels".

Whoever goes in has some of the town; that the others have left it is not told. A land that an army enters is a
campaign, not a town taken.
"""

from __future__ import annotations

from according.extract.control.make import make
from according.extract.control.parties import ARMED, agent_party, party, subject_party
from according.extract.control.place import Target, in_part, is_place_word, targets
from according.extract.parsing.syntax import is_passive, prepositional, subject_of
from according.extract.parsing.words import Word
from according.extract.reading import ActorMention, ControlFinding, Reading

_LANDS = ("country", "province", "region", "sea", "river", "area")
_CENTRES = ("centre", "center", "downtown", "outskirt", "outskirts", "suburb", "edge", "heart")


def enter(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
    """ "Rebel fighters entered P"."""
    passive = is_passive(reading.parsed, verb)
    subject = subject_of(reading.parsed, verb)
    words = [subject] if passive and subject is not None else reading.parsed.kids(verb, "dobj")
    force = agent_party(reading, verb) if passive else subject_party(reading, verb)
    return _inside(reading, verb, words, force, lemma)


def go_into(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
    """ "The army advanced into P"."""
    words = prepositional(reading.parsed, verb, "into", "inside")
    force = party(reading, reading.parsed.kid(verb, "dobj")) or subject_party(reading, verb)
    return _inside(reading, verb, words, force, f"{lemma} into")


def reach(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
    """ "Troops reached the centre of P"; to reach P is no more than to come near it."""
    words = [w for w in reading.parsed.kids(verb, "dobj") if w.lemma.lower() in _CENTRES]
    return _inside(reading, verb, words, subject_party(reading, verb), lemma)


def _inside(
    reading: Reading, verb: Word, words: list[Word], force: ActorMention | None, why: str
) -> list[ControlFinding]:
    if force is None or force.kind not in ARMED or (force.person and not force.plural):
        return []
    found = [t for w in words for t in targets(reading, w) if _is_town(reading, t)]
    inside = in_part(found)
    told = make(reading, verb, "gain", force, None, inside, why)
    for one in told:
        one.entry = True
    return told


def _is_town(reading: Reading, target: Target) -> bool:
    place = reading.place_at(target.place) if target.place is not None else None
    if place is None:
        return target.place is None and target.count is None and is_place_word(target.word)
    return place.ref.kind not in _LANDS


def clear(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
    """ "cleared P of X", "cleared X from P", "P was cleared of X by Y"; X must be a force."""
    parsed = reading.parsed
    passive = is_passive(parsed, verb)
    subject = subject_of(parsed, verb)
    things = [subject] if passive and subject is not None else parsed.kids(verb, "dobj")
    holder = agent_party(reading, verb) if passive else subject_party(reading, verb)
    for thing in things:
        gone = _force(reading, thing)
        if gone is not None:
            found = [t for o in prepositional(parsed, verb, "from", "in") for t in targets(reading, o)]
            found = found or [t for o in prepositional(parsed, thing, "from", "in") for t in targets(reading, o)]
            return _cleared(reading, verb, holder, gone, found, passive, lemma)
        of = [o for at in (verb, thing) for o in prepositional(parsed, at, "of")]
        gone = next((f for o in of if (f := _force(reading, o)) is not None), None)
        if gone is not None and lemma not in ("eliminate", "eradicate", "eject"):
            return _cleared(reading, verb, holder, gone, targets(reading, thing), passive, lemma)
    return []


def _cleared(
    reading: Reading, verb: Word, holder: ActorMention | None, gone: ActorMention, found: list[Target], passive: bool,
    lemma: str,
) -> list[ControlFinding]:
    if holder is not None and holder.head == gone.head:
        holder = None
    change = "loss" if passive and holder is None else "gain"
    return make(reading, verb, change, holder, gone, found, lemma) if found else []


def _force(reading: Reading, word: Word) -> ActorMention | None:
    """The armed side that the word stands for, None for anybody else and for places."""
    if reading.place_at(word) is not None or is_place_word(word):
        return None
    found = party(reading, word)
    return found if found is not None and found.kind in ARMED and not (found.person and not found.plural) else None
