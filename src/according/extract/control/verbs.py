"""Control told by verbs: "captured", "fell to", "took control of", "withdrew from", "was driven out of"."""

from __future__ import annotations

from according.extract.control.actual import is_actual
from according.extract.control.entry import clear, enter, go_into, reach
from according.extract.control.leaving import expel, fall, give, lose, targets_of_leaving, withdraw
from according.extract.control.make import make
from according.extract.control.objects import fragment, named_owner, objects_told, title_place
from according.extract.control.parties import agent_party, from_party, party, subject_party
from according.extract.control.place import Target, is_place_word, targets
from according.extract.control.sieges import besiege, lift
from according.extract.control.words import ControlWords, control_words
from according.extract.parsing.syntax import is_passive, prepositional
from according.extract.parsing.words import Word
from according.extract.reading import ControlFinding, Reading

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


def _gain(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
    again = lemma.startswith("re")
    if fragment(reading, verb):
        holder = agent_party(reading, verb)
        about = Target(verb, title_place(reading))
        return make(reading, verb, "gain", holder, None, [about], f"{lemma} by") if holder else []
    found = objects_told(reading, verb, pronouns=again)
    if not found:
        return []
    holder = agent_party(reading, verb) if is_passive(reading.parsed, verb) else subject_party(reading, verb)
    loser = from_party(reading, verb, "from")
    for obj in reading.parsed.kids(verb, "dobj"):
        loser = loser or from_party(reading, obj, "from") or named_owner(reading, obj)
    if loser is not None and holder is not None and (loser is holder or loser.head == holder.head):
        loser = None
    if lemma == "occupy" and verb.dep == "acl" and not any(verb.left <= t.head <= verb.right for t in reading.times):
        # "The base occupied by X" stands under X.
        return make(reading, verb, "hold", holder, None, found, "occupied by") if holder else []
    return make(reading, verb, "gain", holder, loser, found, lemma)


def _gain_place(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
    """Weak verbs need a place as object and, for all but "take", an armed subject; "take over" needs neither."""
    parsed = reading.parsed
    particles = {k.lower for k in parsed.kids(verb, "prt", "advmod")}
    if lemma in ("win", "storm"):
        return _raid(reading, verb, lemma) if lemma == "storm" else []
    if lemma == "take" and particles & {"part", "place", "off", "on", "up"}:
        return []
    if "over" in particles or any(k.lower == "over" for k in parsed.kids(verb, "prep")):
        found = objects_told(reading, verb, pronouns=False)
        for obj in prepositional(parsed, verb, "over"):
            found.extend(targets(reading, obj))
        holder = agent_party(reading, verb) if is_passive(parsed, verb) else subject_party(reading, verb)
        return (
            make(reading, verb, "gain", holder, from_party(reading, verb, "from"), found, "take over") if holder else []
        )
    found = objects_told(reading, verb, pronouns=False)
    if "back" in particles and not found:
        found = objects_told(reading, verb, pronouns=True)
    holder = agent_party(reading, verb) if is_passive(parsed, verb) else subject_party(reading, verb)
    if not found or holder is None:
        return []
    if holder.kind in ("civilians", "journalists", "aid_workers", "media", "company"):
        return []
    return make(reading, verb, "gain", holder, from_party(reading, verb, "from"), found, lemma)


def _raid(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
    found = objects_told(reading, verb, pronouns=False)
    holder = agent_party(reading, verb) if is_passive(reading.parsed, verb) else subject_party(reading, verb)
    return make(reading, verb, "raid", holder, None, found, lemma) if holder and found else []


def _hold(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
    found = objects_told(reading, verb, pronouns=False)
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


def _contest(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
    found = objects_told(reading, verb, pronouns=False)
    if not found:
        return []
    return make(reading, verb, "contested", subject_party(reading, verb), None, found, lemma)


def _divide(reading: Reading, verb: Word, lemma: str) -> list[ControlFinding]:
    """ "P is divided between X and Y"."""
    sides = prepositional(reading.parsed, verb, "between", "among")
    parties = [p for w in sides if (p := party(reading, w)) is not None]
    found = objects_told(reading, verb, pronouns=False)
    if len(parties) < 2 or not found:
        return []
    return make(reading, verb, "contested", parties[0], parties[1], found, lemma)


_HANDLERS = {
    "gain": _gain,
    "gain_place": _gain_place,
    "hold": _hold,
    "lose": lose,
    "give": give,
    "withdraw": withdraw,
    "expel": expel,
    "fall": fall,
    "besiege": besiege,
    "lift": lift,
    "contest": _contest,
    "divide": _divide,
    "raid": _raid,
    "clear": clear,
    "enter": enter,
    "into": go_into,
    "reach": reach,
}
