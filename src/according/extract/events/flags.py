"""What the form of a word, or the clause below it, says: future, negated, another's duty, what the speaker will do."""

from __future__ import annotations

from according.extract.parsing.syntax import auxiliaries, is_negated
from according.extract.parsing.words import Parsed, Word
from according.extract.reading import Reading

FUTURE = frozenset({"will", "'ll", "’ll", "would", "shall", "wo", "ll"})
ABLE = frozenset({"can", "could", "ca"})
ONESELF = frozenset({"it", "he", "she", "they", "we", "i", "there", "this", "that", "one", "you"})


def is_future(parsed: Parsed, verb: Word) -> bool:
    """Whether a verb, or the one it is coordinated with, stands in the future."""
    for _ in range(3):
        if FUTURE & set(auxiliaries(parsed, verb)):
            return True
        if verb.dep != "conj" or parsed.kid(verb, "aux", "auxpass", "nsubj", "nsubjpass") is not None:
            return False
        verb = parsed.words[verb.head]
    return False


def is_possible(parsed: Parsed, verb: Word) -> bool:
    return bool(ABLE & set(auxiliaries(parsed, verb)))


def is_denied(parsed: Parsed, verb: Word) -> bool:
    """Whether a negation stands on a verb or on the whole of its subject ("neither side will", "no talks")."""
    if is_negated(parsed, verb):
        return True
    subject = None
    for kid in verb.kin:
        if kid.dep == "advmod" and kid.lower == "longer" and parsed.words[kid.i - 1].lower == "no":
            return True
        if subject is None and kid.dep in ("nsubj", "nsubjpass"):
            subject = kid
    return subject is not None and (subject.lower in ("neither", "none", "nobody") or is_negated(parsed, subject))


NAMES = frozenset(("name", "surname", "identity", "anonymity"))


def is_about_name(parsed: Parsed, clause: Word) -> bool:
    """Whether a clause says how a speaker is to be named ("that only her first name be used")."""
    return any(kid.lemma in NAMES for kid in parsed.kids(clause, "nsubjpass", "nsubj", "dobj"))


def unless(parsed: Parsed, verb: Word) -> bool:
    """Whether an act hangs on another's: "will strike unless wages rise"."""
    return any(kid.lower == "unless" for clause in parsed.kids(verb, "advcl") for kid in parsed.kids(clause, "mark"))


def own_future(parsed: Parsed, verb: Word) -> bool:
    """Whether a clause tells what its speaker will do: "it will not stand by", "we would strike"."""
    subject = parsed.kid(verb, "nsubj")
    return bool(FUTURE & set(auxiliaries(parsed, verb))) and subject is not None and subject.pos == "PRON"


def is_duty(reading: Reading, verb: Word) -> bool:
    """Whether a clause says what another must do: "the generals must go", "troops should be withdrawn"."""
    parsed = reading.parsed
    subject = parsed.kid(verb, "nsubj", "nsubjpass")
    if subject is None or subject.lower in ONESELF or subject.tag in ("WDT", "WP"):
        return False
    aux = auxiliaries(parsed, verb)
    strict = "must" in aux or (verb.lemma in ("have", "need") and _infinitive_below(parsed, verb))
    if strict or "ought" in aux:
        return True
    if "should" not in aux or "have" in aux:
        return False
    return subject.dep == "nsubjpass" or reading.actor_at(subject) is not None


def _infinitive_below(parsed: Parsed, verb: Word) -> bool:
    return any(kid.tag == "VB" and kid.lemma != "be" for kid in parsed.kids(verb, "xcomp"))
