"""Control contested, told by nouns of fighting: "battle for", "clashes inside"."""

from __future__ import annotations

from according.extract.control.make import make
from according.extract.control.parties import party
from according.extract.control.place import Target, targets
from according.extract.parsing.syntax import conjuncts, prepositional, subject_of
from according.extract.parsing.words import Word
from according.extract.reading import ActorMention, ControlFinding, Reading, unique

FIGHTING = {"battle", "fighting", "fight", "clash", "struggle", "combat"}
_INSIDE = {"inside", "within"}


def contested(reading: Reading, trigger: Word, noun: Word, places: list[Target]) -> list[ControlFinding]:
    sides = [
        p
        for at in (trigger, noun)
        for w in prepositional(reading.parsed, at, "among", "between", "by")
        if (p := party(reading, w)) is not None
    ]
    return _between(reading, trigger, unique(sides), places or [_scene(reading, noun)], "control contested")


def _between(
    reading: Reading, trigger: Word, sides: list[ActorMention], places: list[Target], why: str, noun: Word | None = None
) -> list[ControlFinding]:
    """The places contested between the first two of the sides, or by whoever is told."""
    first, second = (*sides, None, None)[:2]
    return make(reading, trigger, "contested", first, second, places, why, noun)


def _scene(reading: Reading, noun: Word) -> Target:
    """What a clause without a place of its own is about: the place in the subject of the clause it hangs on."""
    parsed = reading.parsed
    for governor in parsed.ancestors(noun):
        subject = subject_of(parsed, governor) if governor.pos in ("VERB", "AUX") else None
        if subject is not None and subject.i != noun.i:
            for word in parsed.words[subject.left : subject.right + 1]:
                at = reading.place_at(word)
                if at is not None and not at.metonym and at.head == word.i and word.dep != "poss":
                    return Target(noun, word.i)
    return Target(noun, anaphoric=True)


def _fighters(reading: Reading, verb: Word) -> list[ActorMention]:
    """Who fights in "X battled Y for P", "X fought with Y over P", "X and Y fought for P"."""
    parsed = reading.parsed
    subject = subject_of(parsed, verb)
    words = [
        *(conjuncts(parsed, subject) if subject is not None else ()),
        *(c for o in parsed.kids(verb, "dobj") for c in conjuncts(parsed, o)),
        *prepositional(parsed, verb, "against", "with"),
    ]
    sides = [p for w in words if (p := party(reading, w)) is not None and not p.person]
    return unique(sides)


def fought_over(reading: Reading, governor: Word, places: list[Target]) -> list[ControlFinding]:
    sides = [
        p for w in prepositional(reading.parsed, governor, "between", "among") if (p := party(reading, w)) is not None
    ]
    if not sides and governor.pos == "VERB":
        sides = _fighters(reading, governor)
    return _between(reading, governor, sides, places, "fight for control")


def fighting(reading: Reading, noun: Word) -> list[ControlFinding]:
    """ "fighting inside P between X and Y": contested needs both inside; fighting near or in the area tells nothing."""
    parsed = reading.parsed
    found = [t for o in prepositional(parsed, noun, *_INSIDE) for t in targets(reading, o) if t.place is not None]
    verb = parsed.head_of(noun)
    if not found and noun.dep in ("nsubj", "dobj", "nsubjpass") and verb.pos == "VERB":
        found = [t for o in prepositional(parsed, verb, *_INSIDE) for t in targets(reading, o) if t.place is not None]
    sides = [
        p
        for at in (noun, verb)
        for w in prepositional(parsed, at, "between", "among")
        for c in conjuncts(parsed, w)[:1]
        if (p := party(reading, c)) is not None
    ]
    return _between(reading, noun, unique(sides), found, "fighting inside", noun) if found else []
