"""Control told by verbs: "captured", "fell to", "took control of", "withdrew from", "was driven out of"."""

from __future__ import annotations

from dataclasses import replace

from according.extract.control.entry import clear, enter, go_into, reach
from according.extract.control.make import besieged_by, make
from according.extract.control.parties import ARMED, agent_party, from_party, modifier_party, party, subject_party
from according.extract.control.place import Target, is_place_word, targets
from according.extract.control.words import ControlWords, control_words
from according.extract.parsing.syntax import clause_words, is_negated, is_passive, prepositional, subject_of
from according.extract.parsing.words import Word
from according.extract.reading import ActorMention, ControlFinding, Reading

_VERB_KINDS = (
    "gain",
    "gain_place",
    "clear",
    "hold",
    "lose",
    "give",
    "withdraw",
    "expel",
    "fall",
    "besiege",
    "lift",
    "contest",
    "divide",
    "raid",
    "enter",
    "into",
    "reach",
)
_LEAVING_PARTICLES = {"out", "back", "away"}
_IN_TIME = ("after", "since", "upon")


def from_verb(reading: Reading, verb: Word) -> list[ControlFinding]:
    """The findings that `verb` tells; none when it is an aim, a plan or about something else."""
    lists = control_words()
    lemma = lists.lemma(verb)
    kind = lists.kind_of("verbs", lemma, _VERB_KINDS)
    if kind is None or verb.dep in ("amod", "compound", "aux", "auxpass"):
        return []
    if not is_actual(reading, verb, lists):
        return _agreed(reading, verb, lemma, lists)
    if lists.has("light", "gain", lemma) and _light_object(reading, verb, lists):
        return []
    handler = _HANDLERS[kind]
    return handler(reading, verb, lemma)


def is_actual(reading: Reading, verb: Word, lists: ControlWords) -> bool:
    """Whether an infinitive or gerund tells a fact: "managed to take" does, "tried to take" does not."""
    parsed = reading.parsed
    at = verb
    for _ in range(5):
        governor = parsed.head_of(at)
        infinitive = any(k.lower == "to" and k.dep == "aux" for k in parsed.kids(at))
        if at.dep in ("xcomp", "ccomp") and governor.i != at.i and _no_fact(reading, governor, lists):
            return False
        if at.dep == "xcomp" or (infinitive and at.dep in ("advcl", "acl", "relcl", "ccomp", "ROOT", "conj")):
            lemma = lists.lemma(governor)
            if lists.has("actual", "not", lemma):
                return False
            ranked = any(lists.has("actual", "of_rank", k.lower) for k in parsed.kids(governor, "amod"))
            if (
                infinitive
                and not (ranked and at.dep in ("relcl", "acl"))
                and at.dep != "conj"
                and not (lists.has("actual", "verbs", lemma) or lists.has("actual", "adjectives", governor.lower))
            ):
                return False
        elif at.dep == "pcomp" and governor.pos == "ADP":
            first = governor
            while first.dep == "conj" and parsed.head_of(first).pos == "ADP":
                first = parsed.head_of(first)  # "on taking X and on holding Y"
            outer = parsed.head_of(first)
            if governor.lower in _IN_TIME:
                return True  # "after seizing the town": done, whatever was fought for next
            if lists.has("actual", "nouns_not", outer.lemma.lower()) or lists.has("actual", "not", lists.lemma(outer)):
                return False
            if governor.lower in ("for", "without", "of", "from", "toward", "towards") and outer.pos in (
                "NOUN",
                "VERB",
            ):
                return governor.lower == "of" and outer.lemma.lower() in ("result", "credit", "course")
            at = outer
            continue
        if at.dep in ("xcomp", "conj") and governor is not at:
            at = governor
            continue
        return True
    return True


def _no_fact(reading: Reading, governor: Word, lists: ControlWords) -> bool:
    """Whether what hangs on the verb is tried, prevented, or let happen in no fact."""
    lemma = lists.lemma(governor)
    return lists.has("actual", "not", lemma) or (lists.has("actual", "let", lemma) and _unreal(reading, governor))


def _unreal(reading: Reading, verb: Word) -> bool:
    """Whether a verb of letting is itself no fact: negated, under a modal, or the price of a deal ("for letting X")."""
    parsed = reading.parsed
    modal = any(k.tag == "MD" for k in parsed.kids(verb, "aux"))
    governed = verb.dep == "pcomp" and parsed.head_of(verb).lower in ("for", "of", "from", "without", "to")
    return modal or governed or is_negated(parsed, verb)


def _agreed(reading: Reading, verb: Word, lemma: str, lists: ControlWords) -> list[ControlFinding]:
    """A handover or evacuation agreed on, not done: "agreed to hand over X", "a deal to evacuate X"."""
    if not (lists.has("verbs", "give", lemma) or lists.has("verbs", "withdraw", lemma)):
        return []
    governor = reading.parsed.head_of(verb)
    agreed = lists.has("agree", "verbs", lists.lemma(governor)) or lists.has("agree", "nouns", governor.lemma.lower())
    if not agreed:
        return []
    leaving = subject_party(reading, verb) if governor.pos == "VERB" else None
    people = targets_of_leaving(reading, verb)
    return make(
        reading, verb, "transfer_agreed", from_party(reading, verb, "to"), leaving, people, f"agreed to {lemma}"
    )


def _light_object(reading: Reading, verb: Word, lists: ControlWords) -> bool:
    """Whether the verb's object is "control" or the like, which `control_nouns` reads."""
    return any(lists.has("light", "nouns", o.lemma.lower()) for o in reading.parsed.kids(verb, "dobj"))


def _objects(reading: Reading, verb: Word, pronouns: bool) -> list[Target]:
    """What the verb is done to: the object of an active, the subject of a passive, the noun of a participle."""
    parsed = reading.parsed
    if is_passive(parsed, verb):
        subject = subject_of(parsed, verb)
        return targets(reading, subject, pronouns) if subject is not None and subject is not verb else []
    out: list[Target] = []
    for obj in parsed.kids(verb, "dobj"):
        out.extend(targets(reading, obj, pronouns))
    if not out and verb.dep == "relcl":
        relative = [k for k in parsed.kids(verb, "dobj") if k.tag in ("WDT", "WP")]
        bare = not parsed.kids(verb, "dobj") and parsed.kid(verb, "nsubj") is not None
        if relative or bare:
            out = targets(reading, parsed.head_of(verb), False)
    return out


def _fragment(reading: Reading, verb: Word) -> bool:
    """A note without a subject: "Captured by X on 2 March." The place is the report's own."""
    parsed = reading.parsed
    if verb.tag not in ("VBN", "VBD") or parsed.kid(verb, "nsubj", "nsubjpass", "dobj", "auxpass") is not None:
        return False
    words = parsed.words
    by = verb.i + 1 < len(words) and words[verb.i + 1].lower == "by" and words[verb.i + 1].sent == verb.sent
    return by and (subject_of(parsed, verb) is None or not _opens_phrase(reading, verb))


def _title_place(reading: Reading) -> int | None:
    """The place a note without a subject is about: the first one its title names."""
    first = reading.parsed.words[0] if reading.report.title_end else None
    if first is not None and first.pos == "PROPN" and reading.place_at(first) is None:
        named = reading.actor_at(first)
        if named is None or (named.actor is None and not named.person):
            return first.i
    for place in reading.places:
        if reading.parsed.words[place.head].start < reading.report.title_end:
            return place.head
    return None


def _opens_phrase(reading: Reading, verb: Word) -> bool:
    """Whether a noun the participle belongs to stands right in front of it."""
    subject = subject_of(reading.parsed, verb)
    return subject is not None and subject.i < verb.i and verb.text[:1].islower() and subject.sent == verb.sent


def _gain(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
    again = lemma.startswith("re")
    if _fragment(reading, verb):
        holder = agent_party(reading, verb)
        about = Target(verb, _title_place(reading))
        return make(reading, verb, "gain", holder, None, [about], f"{lemma} by") if holder else []
    found = _objects(reading, verb, pronouns=again)
    if not found:
        return []
    holder = agent_party(reading, verb) if is_passive(reading.parsed, verb) else subject_party(reading, verb)
    loser = from_party(reading, verb, "from")
    for obj in reading.parsed.kids(verb, "dobj"):
        loser = loser or from_party(reading, obj, "from") or named_owner(reading, obj)
    if loser is not None and holder is not None and (loser is holder or loser.head == holder.head):
        loser = None
    return make(reading, verb, "gain", holder, loser, found, lemma)


def named_owner(reading: Reading, obj: Word) -> ActorMention | None:
    """Whose the thing taken was: "the army's base", "two rebel checkpoints"."""
    if not is_place_word(obj):
        return None
    for kid in reading.parsed.kids(obj, "poss", "compound", "amod"):
        found = reading.actor_at(kid)
        if found is not None and not found.person and reading.place_at(kid) is None:
            return found
    return None


def _gain_place(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
    """Weak verbs need a place as object and, for all but "take", an armed subject; "take over" needs neither."""
    parsed = reading.parsed
    particles = {k.lower for k in parsed.kids(verb, "prt", "advmod")}
    if lemma in ("win", "storm"):
        return _raid(reading, verb, lemma) if lemma == "storm" else []
    if lemma == "take" and particles & {"part", "place", "off", "on", "up"}:
        return []
    if "over" in particles or any(k.lower == "over" for k in parsed.kids(verb, "prep")):
        found = _objects(reading, verb, pronouns=False)
        for obj in prepositional(parsed, verb, "over"):
            found.extend(targets(reading, obj))
        holder = agent_party(reading, verb) if is_passive(parsed, verb) else subject_party(reading, verb)
        return (
            make(reading, verb, "gain", holder, from_party(reading, verb, "from"), found, "take over") if holder else []
        )
    found = _objects(reading, verb, pronouns=False)
    if "back" in particles and not found:
        found = _objects(reading, verb, pronouns=True)
    holder = agent_party(reading, verb) if is_passive(parsed, verb) else subject_party(reading, verb)
    if not found or holder is None:
        return []
    if holder.kind in ("civilians", "journalists", "aid_workers", "media", "company"):
        return []
    return make(reading, verb, "gain", holder, from_party(reading, verb, "from"), found, lemma)


def _raid(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
    found = _objects(reading, verb, pronouns=False)
    holder = agent_party(reading, verb) if is_passive(reading.parsed, verb) else subject_party(reading, verb)
    return make(reading, verb, "raid", holder, None, found, lemma) if holder and found else []


def _hold(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
    found = _objects(reading, verb, pronouns=False)
    if not found:
        return []
    parsed = reading.parsed
    holder = agent_party(reading, verb) if is_passive(parsed, verb) else subject_party(reading, verb)
    if holder is None or (lemma not in ("hold", "control") and holder.person):
        return []
    if (
        lemma == "hold"
        and not is_passive(parsed, verb)
        and all(t.place is None and not t.count for t in found)
        and (parsed.kid(verb, "dobj") is not None and not is_place_word(parsed.kid(verb, "dobj") or verb))
    ):
        return []
    return make(reading, verb, "hold", holder, None, found, lemma)


def _lose(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
    found = _objects(reading, verb, pronouns=True)
    loser = agent_party(reading, verb) if is_passive(reading.parsed, verb) else subject_party(reading, verb)
    if not found or loser is None or loser.kind in ("civilians",):
        return []
    holder = from_party(reading, verb, "to")
    for obj in reading.parsed.kids(verb, "dobj"):
        holder = holder or from_party(reading, obj, "to")
    return make(reading, verb, "loss", holder, loser, found, lemma)


def _give(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
    """Handing over; "return" and "hand" need "to X" or "over"."""
    parsed = reading.parsed
    particles = {k.lower for k in parsed.kids(verb, "prt", "advmod")}
    found = _objects(reading, verb, pronouns=False)
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


def _withdraw(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
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
        found = [replace(t, scope="part" if t.scope == "whole" else t.scope) for t in found]
    return make(reading, verb, "withdraw", taker, loser, found, lemma)


def _expel(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
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


def _fall(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
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
    found = _objects(reading, verb, pronouns=False)
    noun = next((o for o in objects if o is not None), None)
    return found, named_owner(reading, noun) if noun is not None and noun.pos == "NOUN" else None


def _besiege(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
    parsed = reading.parsed
    found, held = _besieged(reading, verb)
    besieger = agent_party(reading, verb) if is_passive(parsed, verb) else subject_party(reading, verb)
    if not found or (besieger is None and lemma != "besiege"):
        return []
    if lemma == "surround" and (besieger is None or besieger.kind in ("civilians", "journalists", "media")):
        return []
    return [besieged_by(f, besieger) for f in make(reading, verb, "siege", held, None, found, lemma)]


def _lift(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
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


def _contest(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
    found = _objects(reading, verb, pronouns=False)
    if not found:
        return []
    return make(reading, verb, "contested", subject_party(reading, verb), None, found, lemma)


def _divide(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
    """ "P is divided between X and Y"."""
    sides = prepositional(reading.parsed, verb, "between", "among")
    parties = [p for w in sides if (p := party(reading, w)) is not None]
    found = _objects(reading, verb, pronouns=False)
    if len(parties) < 2 or not found:
        return []
    return make(reading, verb, "contested", parties[0], parties[1], found, lemma)


_HANDLERS = {
    "gain": _gain,
    "gain_place": _gain_place,
    "hold": _hold,
    "lose": _lose,
    "give": _give,
    "withdraw": _withdraw,
    "expel": _expel,
    "fall": _fall,
    "besiege": _besiege,
    "lift": _lift,
    "contest": _contest,
    "divide": _divide,
    "raid": _raid,
    "clear": clear,
    "enter": enter,
    "into": go_into,
    "reach": reach,
}
