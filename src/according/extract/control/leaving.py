"""Control lost or given up, told by verbs: "withdrew from", "was driven out of", "fell to", "handed over"."""

from __future__ import annotations

from according.extract.control.make import make
from according.extract.control.objects import objects_told
from according.extract.control.parties import ARMED, agent_party, from_party, modifier_party, party, subject_party
from according.extract.control.place import Target, in_part, is_place_word, targets
from according.extract.control.words import control_words
from according.extract.parsing.syntax import clause_words, is_passive, subject_of
from according.extract.parsing.words import Word
from according.extract.reading import ActorMention, ControlFinding, Reading

_LEAVING_PARTICLES = {"out", "back", "away"}


def lose(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
    found = objects_told(reading, verb, pronouns=True)
    loser = agent_party(reading, verb) if is_passive(reading.parsed, verb) else subject_party(reading, verb)
    if not found or loser is None or loser.kind in ("civilians",):
        return []
    holder = from_party(reading, verb, "to")
    for obj in reading.parsed.kids(verb, "dobj"):
        holder = holder or from_party(reading, obj, "to")
    return make(reading, verb, "loss", holder, loser, found, lemma)


def give(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
    """Handing over; "return" and "hand" need "to X" or "over"."""
    parsed = reading.parsed
    particles = {k.lower for k in parsed.kids(verb, "prt", "advmod")}
    found = objects_told(reading, verb, pronouns=False)
    receiver = from_party(reading, verb, "to")
    for obj in parsed.kids(verb, "dobj"):
        receiver = receiver or from_party(reading, obj, "to") or _receiver_inside(reading, obj)
    if not found or (lemma == "hand" and not (receiver or "over" in particles)):
        return []
    if lemma in ("return", "yield", "surrender") and receiver is None:
        return []
    giver = agent_party(reading, verb) if is_passive(parsed, verb) else subject_party(reading, verb)
    if giver is None and receiver is None:
        return []
    return make(reading, verb, "transfer_done", receiver, giver, found, lemma)


def _receiver_inside(reading: Reading, obj: Word) -> ActorMention | None:
    """Who gets it where the parse hung "to X" inside the object ("handed areas it had taken from Y to X")."""
    for word in reading.parsed.subtree(obj):
        if word.lower == "to" and word.dep in ("prep", "dative"):
            for kid in reading.parsed.kids(word, "pobj"):
                found = reading.actor_at(kid)
                if found is not None and not found.person and reading.place_at(kid) is None:
                    return found
    return None


def targets_of_leaving(reading: Reading, verb: Word) -> list[Target]:
    """The places after "from" or "out of", or the object of "abandon", "evacuate", "vacate"."""
    parsed = reading.parsed
    out: list[Target] = []
    for preposition in parsed.kids(verb, "prep"):
        if preposition.lower in ("from", "of"):
            for obj in parsed.kids(preposition, "pobj"):
                out.extend(targets(reading, obj))
        for inner in parsed.kids(preposition, "prep", "pcomp"):
            for obj in parsed.kids(inner, "pobj"):
                out.extend(targets(reading, obj))
    for particle in parsed.kids(verb, "advmod", "prt"):
        for inner in parsed.kids(particle, "prep"):
            for obj in parsed.kids(inner, "pobj"):
                out.extend(targets(reading, obj))
    for obj in parsed.kids(verb, "dobj"):
        out.extend(targets(reading, obj))
        for preposition in parsed.kids(obj, "prep"):
            if preposition.lower == "from":
                for inner_obj in parsed.kids(preposition, "pobj"):
                    out.extend(targets(reading, inner_obj))
    return out


def _takes_out(reading: Reading, verb: Word, lemma: str) -> bool:
    """Whether people or things that are no force are brought away ("evacuated the wounded"): no force leaves by it."""
    parsed = reading.parsed
    if lemma in ("abandon", "vacate"):
        return False
    for obj in parsed.kids(verb, "dobj"):
        if reading.place_at(obj) is not None or is_place_word(obj):
            continue
        moved = reading.actor_at(obj)
        force = moved is not None and moved.kind in ARMED and not moved.person
        if not force and obj.lemma.lower() not in control_words().sets["withdrawn", "nouns"]:
            return True
    return False


def withdraw(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
    parsed = reading.parsed
    particles = {k.lower for k in parsed.kids(verb, "prt", "advmod", "prep")}
    if lemma == "pull" and not particles & _LEAVING_PARTICLES:
        return []
    if _takes_out(reading, verb, lemma):
        return []
    loser = subject_party(reading, verb)
    if loser is None and parsed.kid(verb, "dobj") is not None:
        loser = party(reading, parsed.kid(verb, "dobj"))
    if loser is None or loser.kind in ("civilians", "journalists", "aid_workers", "media", "organisation", "company"):
        return []
    found = targets_of_leaving(reading, verb)
    if lemma in ("evacuate", "abandon", "depart") and (not found or is_passive(parsed, verb)):
        return []
    taker = from_party(reading, verb, "to", "before", "for")
    found = found or [Target(verb)]
    governor = parsed.head_of(verb)
    begun = verb.dep == "xcomp" and control_words().has("under_way", "verbs", control_words().lemma(governor))
    going_on = verb.tag == "VBG" and any(k.lemma.lower() == "be" for k in parsed.kids(verb, "aux"))
    if begun or going_on:
        found = in_part(found)
    return make(reading, verb, "withdraw", taker, loser, found, lemma)


def expel(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
    """ "drove X out of P": whoever drives has it afterwards; told of the one driven out it is a loss."""
    parsed = reading.parsed
    particles = {k.lower for k in parsed.kids(verb, "prt", "advmod", "prep")}
    if lemma in ("drive", "push", "chase", "force", "flush") and not particles & {"out", "from", "back", "off"}:
        return []
    if lemma == "force" and "out" not in particles:
        return []
    passive = is_passive(parsed, verb)
    if passive:
        loser, holder = party(reading, subject_of(parsed, verb)), agent_party(reading, verb)
    else:
        loser, holder = party(reading, parsed.kid(verb, "dobj")), subject_party(reading, verb)
    if loser is None or loser.kind in ("civilians", "journalists", "aid_workers"):
        return []
    found = [t for t in targets_of_leaving(reading, verb) if t.word.i not in range(loser.first, loser.last + 1)]
    if not found:
        return []
    return make(reading, verb, "loss" if passive else "gain", holder, loser, found, lemma)


def fall(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
    """ "P fell to X", "P has fallen", "fell into X's hands"; "under X's control" is read at its noun."""
    parsed = reading.parsed
    subject = subject_of(parsed, verb)
    found = targets(reading, subject) if subject is not None else []
    taker: ActorMention | None = None
    for prep in parsed.kids(verb, "prep"):
        objs = parsed.kids(prep, "pobj")
        if any(control_words().has("state", "nouns", o.lemma.lower()) for o in objs):
            if subject is not None:
                return []
            holder = next((h for o in objs if (h := modifier_party(reading, o))), None)
            return make(reading, verb, "gain", holder, None, [Target(verb)], "fell in hands") if holder else []
        if prep.lower == "to":
            taker = taker or next((p for o in objs if (p := party(reading, o))), None)
    if not found or not (taker or all(t.place is not None or is_place_word(t.word) for t in found)):
        return []
    taker = taker or _faller_to(reading, verb)
    if (
        taker is None
        and parsed.kids(verb, "prep", "advmod", "dobj", "npadvmod")
        and any(
            k.lower in ("by", "from", "on", "over", "short", "apart", "below", "behind", "silent")
            and not _temporal(reading, k)
            for k in parsed.kids(verb, "prep", "advmod", "acomp")
        )
    ):
        return []
    return make(reading, verb, "gain", taker, None, found, "fell to" if taker else "fell")


def _faller_to(reading: Reading, verb: Word) -> ActorMention | None:
    """To whom a town fell where the parse hung "to X" on another noun ("fell with little resistance to X")."""
    for word in clause_words(reading.parsed, verb):
        if word.lower == "to" and word.dep == "prep" and word.i > verb.i:
            for obj in reading.parsed.kids(word, "pobj"):
                found = reading.actor_at(obj)
                if found is not None and found.kind in ARMED and not found.person:
                    return found
    return None


def _temporal(reading: Reading, prep: Word) -> bool:
    """Whether a prepositional phrase gives a date ("fell on Monday")."""
    obj = reading.parsed.kid(prep, "pobj")
    return obj is not None and (obj.ent in ("DATE", "TIME") or any(t.first <= obj.i <= t.last for t in reading.times))
