"""Control told by where a place stands: "under X's control", "in the hands of"."""

from __future__ import annotations

from according.extract.control.actual import is_actual
from according.extract.control.make import make
from according.extract.control.parties import modifier_party, party
from according.extract.control.place import Target, targets
from according.extract.control.words import ControlWords
from according.extract.parsing.syntax import is_passive, prepositional, subject_of
from according.extract.parsing.words import Word
from according.extract.reading import ActorMention, ControlFinding, Reading


def under(reading: Reading, noun: Word, lists: ControlWords) -> list[ControlFinding]:
    """ "P was under X's control", "came under control of X", "in the hands of X", "X was in control of P"."""
    parsed = reading.parsed
    prep = parsed.head_of(noun)
    if noun.dep != "pobj" or prep.lower not in ("under", "in", "into", "to", "outside", "within"):
        return []
    governor = parsed.head_of(prep)
    owners = list(prepositional(parsed, noun, "of"))
    lemma = noun.lemma.lower()
    own = modifier_party(reading, noun)
    if prep.lower in ("in", "into") and lemma in ("control", "possession", "command") and own is None:
        return _in_control(reading, noun, prep, governor, owners, lists)
    holder = (
        own or next((p for o in owners if (p := party(reading, o)) is not None), None) or _next_actor(reading, noun)
    )
    if holder is None or (lemma == "command" and holder.person):
        return []  # forces under somebody's command are no place that he holds
    theme, verb = theme_under(reading, prep, governor)
    if theme is not None and verb is not None and any(w.lower == "which" for w in prepositional(parsed, theme, "of")):
        theme = parsed.head_of(verb)  # "both of which": what the relative clause hangs on
    found = targets(reading, theme, pronouns=True) if theme is not None else []
    if theme is None and verb is not None:
        found = [Target(noun, anaphoric=True)]
    if not found:
        return []
    before = parsed.words[prep.i - 1] if prep.i else None
    unheld = before is not None and before.sent == prep.sent and before.lower in ("not", "n't", "never", "longer")
    if prep.lower == "outside" or unheld:
        return make(reading, noun, "hold", None, holder, found, "outside control", verb)
    lemma_of = lists.lemma(verb) if verb is not None else ""
    standing = verb is not None and verb.dep == "relcl" and verb.tag in ("VBZ", "VBP")  # "P, which falls under X"
    gained = prep.lower in ("into", "to") or (not standing and (
        lists.has("state", "gain_verbs", lemma_of) or lists.has("verbs", "fall", lemma_of)))
    if verb is not None and not is_actual(reading, verb, lists):
        return []
    trigger = verb if verb is not None and verb.pos in ("VERB", "AUX") else noun
    return make(reading, trigger, "gain" if gained else "hold", holder, None, found, f"{prep.lower} {lemma}", verb)


def _next_actor(reading: Reading, noun: Word) -> ActorMention | None:
    """The actor right after a clipped "under control X"."""
    following = noun.i + 1
    words = reading.parsed.words
    if following >= len(words) or words[following].sent != noun.sent:
        return None
    found = reading.actor_at(words[following])
    return None if found is not None and found.first <= noun.i else found


def _in_control(
    reading: Reading, noun: Word, prep: Word, governor: Word, owners: list[Word], lists: ControlWords
) -> list[ControlFinding]:
    """ "X is in control of P" (X an actor) or "P is in control of X" (P a place); "leaving X in control of P"."""
    subject, verb = theme_under(reading, prep, governor)
    subject_actor = party(reading, subject) if subject is not None else None
    subject_place = reading.place_at(subject) if subject is not None else None
    owner_actor = next(
        (p for o in owners if (p := reading.actor_at(o)) is not None and reading.place_at(o) is None), None
    )
    lemma = lists.lemma(verb) if verb is not None else ""
    change = "gain" if prep.lower == "into" or lists.has("state", "gain_verbs", lemma) else "hold"
    trigger = verb if verb is not None and verb.pos in ("VERB", "AUX") else noun
    if owner_actor is not None and subject is not None and (subject_place is not None or subject_actor is None):
        return make(reading, trigger, change, owner_actor, None, targets(reading, subject, True), "in control of", verb)
    if subject_actor is None:
        return []
    found = [t for o in owners for t in targets(reading, o, pronouns=True)]
    return make(
        reading, trigger, change, subject_actor, None, found or [Target(noun, anaphoric=True)], "in control of", verb
    )


def theme_under(reading: Reading, prep: Word, governor: Word) -> tuple[Word | None, Word | None]:
    """What is under control, and the verb that says so: the subject of "be", the object of "bring", the noun itself."""
    parsed = reading.parsed
    if governor.pos in ("NOUN", "PROPN", "PRON", "NUM"):
        if governor.dep == "attr" or governor.dep == "oprd":
            return subject_of(parsed, parsed.head_of(governor)), parsed.head_of(governor)
        return governor, None
    if governor.pos in ("ADV", "ADJ", "ADP"):
        governor = parsed.head_of(governor)
    if governor.pos not in ("VERB", "AUX"):
        return None, None
    if not is_passive(parsed, governor):
        direct = parsed.kid(governor, "dobj")
        if direct is not None and direct.i < prep.i:
            return direct, governor
    return subject_of(parsed, governor), governor
