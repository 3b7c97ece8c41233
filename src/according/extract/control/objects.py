"""What a verb of control is done to: its places, in whole sentences and in headlines."""

from __future__ import annotations

from according.extract.control.place import Target, is_place_word, targets
from according.extract.parsing.syntax import is_passive, subject_of
from according.extract.parsing.words import Word
from according.extract.reading import ActorMention, Reading


def objects_told(reading: Reading, verb: Word, pronouns: bool) -> list[Target]:
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


def fragment(reading: Reading, verb: Word) -> bool:
    """A note without a subject: "Captured by X on 2 March." The place is the report's own."""
    parsed = reading.parsed
    if verb.tag not in ("VBN", "VBD") or parsed.kid(verb, "nsubj", "nsubjpass", "dobj", "auxpass") is not None:
        return False
    words = parsed.words
    by = verb.i + 1 < len(words) and words[verb.i + 1].lower == "by" and words[verb.i + 1].sent == verb.sent
    return by and (subject_of(parsed, verb) is None or not _opens_phrase(reading, verb))


def title_place(reading: Reading) -> int | None:
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


def named_owner(reading: Reading, obj: Word) -> ActorMention | None:
    """Whose the thing taken was: "the army's base", "two rebel checkpoints"."""
    if not is_place_word(obj):
        return None
    for kid in reading.parsed.kids(obj, "poss", "compound", "amod"):
        found = reading.actor_at(kid)
        if found is not None and not found.person and reading.place_at(kid) is None:
            return found
    return None
