"""Tense and plan cues of the clause a time phrase stands in: whether it looks ahead, and whether it is a perfect."""

from __future__ import annotations

from functools import cached_property

from according.extract.parsing.words import Parsed, Word
from according.extract.times.lexicon import lexicon

_PLAN = lexicon()["plan"]
_PLAN_VERBS = frozenset(_PLAN["verbs"])
_PLAN_ADJECTIVES = frozenset(_PLAN["adjectives"])
_CALENDAR_VERBS = frozenset(_PLAN["calendar_verbs"])
_SHARES = {
    "much",
    "most",
    "part",
    "all",
    "rest",
    "course",
    "whole",
    "remainder",
    "hours",
    "start",
    "end",
    "beginning",
    "night",
    "evening",
    "morning",
    "afternoon",
    "eve",
    "outset",
    "days",
    "weeks",
    "middle",
}
_WILL = {"will", "'ll", "’ll", "shall", "wo", "ca"}
_COULD = {"would", "could", "might", "may", "should", "can", "must"}
_HAVE = {"has", "have", "had", "having", "'ve", "’ve", "'d"}


class Clause:
    """The clause that the word `i` hangs on, its cues read when they are asked for: most words that may begin a time
    phrase begin none. `title` says that it stands in one."""

    def __init__(self, parsed: Parsed, i: int, title: bool) -> None:
        self._parsed = parsed
        self._i = i
        self._title = title

    @cached_property
    def _at(self) -> Word:
        return governor(self._parsed, self._i, self._i)

    @cached_property
    def forward(self) -> bool:
        """Whether it tells what is to come."""
        return looks_ahead(self._parsed, self._at, self._title)

    @property
    def perfect(self) -> bool:
        """Whether its verb is a present perfect."""
        verb = clause_verb(self._parsed, self._at)
        return verb is not None and is_perfect(self._parsed, verb)

    @property
    def pluperfect(self) -> bool:
        """Whether its verb is a past perfect."""
        verb = clause_verb(self._parsed, self._at)
        return verb is not None and "had" in auxiliaries(self._parsed, verb)


def governor(parsed: Parsed, first: int, last: int) -> Word:
    """The word outside the phrase that the phrase hangs on, prepositions passed over."""
    words = parsed.words
    at = next(
        (words[i] for i in range(first, last + 1) if not first <= words[i].head <= last or words[i].head == i),
        words[last],
    )
    while at.head != at.i and (
        first <= at.i <= last or at.lower in _SHARES or at.pos in ("ADP", "SCONJ", "PART", "ADV", "PUNCT", "DET", "NUM")
    ):
        at = words[at.head]
        if at.pos in ("VERB", "AUX", "NOUN", "PROPN", "ADJ") and not first <= at.i <= last and at.lower not in _SHARES:
            break
    return at


def clause_verb(parsed: Parsed, word: Word) -> Word | None:
    """The nearest verb at or above `word`."""
    at = word
    for _ in range(30):
        if at.pos in ("VERB", "AUX"):
            return at
        if at.head == at.i:
            return None
        at = parsed.words[at.head]
    return None


def auxiliaries(parsed: Parsed, verb: Word) -> set[str]:
    """Lower-cased auxiliaries, those of the verb it is coordinated with where it has none of its own."""
    own = {kid.lower for kid in verb.kin if kid.dep in ("aux", "auxpass")}
    at = verb
    while not own and at.dep == "conj" and parsed.words[at.head].pos in ("VERB", "AUX"):
        if parsed.kid(at, "nsubj", "nsubjpass") is not None or at.tag in ("VBD", "VBZ", "VBP"):
            break
        at = parsed.words[at.head]
        own = {kid.lower for kid in at.kin if kid.dep in ("aux", "auxpass")}
    return own


def is_perfect(parsed: Parsed, verb: Word) -> bool:
    """A present perfect ("has shelled", "have been under siege")."""
    aux = auxiliaries(parsed, verb)
    if aux & {"has", "have", "'ve", "’ve"}:
        return True
    return verb.lower in ("been",) and bool(aux & _HAVE)


def looks_ahead(parsed: Parsed, at: Word, title: bool) -> bool:
    """Whether the clause of `at` tells what is to come: a future, a plan's infinitive, a calendar verb in the present,
    or a noun called planned, due, upcoming."""
    if at.pos in ("NOUN", "PROPN") and _planned_noun(parsed, at):
        return True
    verb = clause_verb(parsed, at)
    return verb is not None and verb_ahead(parsed, verb, title)


def verb_ahead(parsed: Parsed, verb: Word, title: bool = False) -> bool:
    """The same for a verb."""
    words = parsed.words
    aux = auxiliaries(parsed, verb)
    if aux & _HAVE:
        return bool(aux & _WILL)
    if aux & (_WILL | _COULD):
        return True
    if "to" in aux and any(kid.lower == "to" and kid.dep == "aux" for kid in verb.kin):
        if title and verb.dep == "ROOT":
            return True
        return _planned_infinitive(parsed, verb)
    if (
        verb.tag in ("VBZ", "VBP")
        and not title
        and verb.lemma in _CALENDAR_VERBS
        and verb.dep in ("ROOT", "ccomp", "conj", "relcl", "advcl")
    ):
        return True
    if verb.tag in ("VBZ", "VBP") and verb.dep == "advcl" and not title:
        marks = {kid.lower for kid in verb.kin if kid.dep in ("mark", "advmod")}
        if marks & {"if", "unless"} or (
            marks & {"once", "when", "until", "before", "after"}
            and verb.head != verb.i
            and verb_ahead(parsed, words[verb.head])
        ):
            return True
    if verb.lemma == "be" and verb.tag in ("VBZ", "VBP", "VBD"):
        return any(
            kid.dep in ("acomp", "attr", "prep", "oprd")
            and kid.lower in ("due", "set", "scheduled", "slated", "likely")
            for kid in verb.kin
        )
    if (
        verb.tag == "VBN"
        and verb.lemma in ("schedule", "plan", "slate", "expect", "set")
        and not parsed.kids(verb, "dobj")
    ):
        return True
    if verb.tag == "VBG" and verb.dep in ("acl", "pcomp", "advcl", "xcomp"):
        head = clause_verb(parsed, words[verb.head]) if verb.head != verb.i else None
        return verb.dep == "xcomp" and head is not None and head.lemma in _PLAN_VERBS
    return False


def _planned_infinitive(parsed: Parsed, verb: Word) -> bool:
    """Whether "to" + verb depends on a word of planning, or on "is" ("is to meet")."""
    head = parsed.words[verb.head]
    for _ in range(4):
        if (
            head.lemma in _PLAN_VERBS
            or head.lower in _PLAN_ADJECTIVES
            or head.lemma
            in (
                "be",
                "go",
                "deal",
                "plan",
                "decision",
                "agreement",
                "proposal",
                "pledge",
                "offer",
                "promise",
                "deadline",
            )
        ):
            return True
        if verb.dep in ("acl", "relcl") and head.pos == "NOUN":
            above = clause_verb(parsed, head)
            return above is not None and above.lemma in _PLAN_VERBS
        if head.dep not in ("xcomp", "conj") or head.head == head.i:
            return False
        head = parsed.words[head.head]
    return False


def _planned_noun(parsed: Parsed, noun: Word) -> bool:
    for kid in noun.kin:
        if kid.lower in ("upcoming", "forthcoming", "planned", "scheduled", "proposed", "due", "expected"):
            return True
    head = parsed.words[noun.head]
    return noun.dep == "pobj" and head.lower == "of" and parsed.words[head.head].lower == "ahead"
