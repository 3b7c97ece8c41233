"""Whether a verb of control tells a fact, or only an aim, a plan, a doubt."""

from __future__ import annotations

from according.extract.control.words import ControlWords
from according.extract.parsing.syntax import is_negated
from according.extract.parsing.words import Word
from according.extract.reading import Reading

_IN_TIME = ("after", "since", "upon")


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
