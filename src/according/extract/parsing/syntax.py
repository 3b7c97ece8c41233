"""Questions about a parsed sentence that every extractor asks: subject, object, voice, clause, scope."""

from __future__ import annotations

from operator import attrgetter

from according.extract.parsing.words import Parsed, Word

# Tags of finite verbs, modals aside.
FINITE = frozenset(("VBD", "VBZ", "VBP"))
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
CLAUSES = ("ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "csubj", "csubjpass", "pcomp", "parataxis")
MODALS_POSSIBLE = {"may", "might", "could"}
NEGATIVE_DETERMINERS = {"no", "neither"}
_IN_TEXT = attrgetter("i")


def is_passive(parsed: Parsed, verb: Word) -> bool:
    """Whether `verb` is a passive participle, auxiliary or not ("was killed", "killed by")."""
    for kid in verb.kin:
        if kid.dep in ("auxpass", "nsubjpass", "agent"):
            return True
    return verb.tag == "VBN" and verb.dep in ("acl", "amod") and not parsed.kids(verb, "dobj", "aux")


def conjuncts(parsed: Parsed, word: Word) -> list[Word]:
    """`word` and everything coordinated with it to its right ("A, B and C": A gives all three)."""
    out = [word]
    for at in out:
        for kid in at.kin:
            if kid.dep == "conj":
                out.append(kid)
    return out


def with_conjuncts(parsed: Parsed, word: Word, *deps: str) -> list[Word]:
    """The dependents of `word` with one of `deps`, each with its conjuncts."""
    out: list[Word] = []
    for kid in word.kin:
        if kid.dep in deps:
            out += conjuncts(parsed, kid)
    return out


def first_conjunct(parsed: Parsed, word: Word) -> Word:
    """The leftmost member of the coordination `word` stands in."""
    while word.dep == "conj":
        word = parsed.words[word.head]
    return word


def subject_of(parsed: Parsed, verb: Word) -> Word | None:
    """The surface subject of `verb`: its own, or one shared by coordination, control or a participle.

    For a relative clause it is the relativised noun; for "killed" in "six men killed by" the noun.
    """
    for _ in range(6):
        for own in verb.kin:
            if own.dep in ("nsubj", "nsubjpass", "csubj"):
                relative = verb.dep == "relcl" and (own.tag in ("WDT", "WP") or own.lower == "that")
                return parsed.words[verb.head] if relative else own
        if verb.dep in ("acl", "relcl"):
            return parsed.words[verb.head]
        if verb.dep == "xcomp" or (verb.dep == "oprd" and verb.tag == "VBN"):
            governor = parsed.words[verb.head]
            target = parsed.kid(governor, "dobj")
            if target is not None and governor.pos == "VERB":
                return target
            verb = governor
        elif verb.dep in ("conj", "advcl") or (verb.dep == "pcomp" and parsed.words[verb.head].pos == "ADP"):
            verb = parsed.words[verb.head]
            if verb.pos == "ADP":
                verb = parsed.words[verb.head]
        else:
            return None
        if verb.pos not in ("VERB", "AUX"):
            return None
    return None


def objects_of(parsed: Parsed, verb: Word) -> list[Word]:
    """Direct objects of `verb` with their conjuncts; those of a coordinated later verb are not shared."""
    return with_conjuncts(parsed, verb, "dobj", "dative")


def prepositional(parsed: Parsed, word: Word, *prepositions: str) -> list[Word]:
    """Objects of the prepositions that hang on `word`, with their conjuncts."""
    out: list[Word] = []
    for prep in word.kin:
        if prep.dep in ("prep", "agent", "dative") and prep.pos in ("ADP", "SCONJ") and (
                not prepositions or prep.lower in prepositions):
            out += with_conjuncts(parsed, prep, "pobj")
    return out


def passive_agents(parsed: Parsed, verb: Word) -> list[Word]:
    """The "by" phrase of a passive, with conjuncts."""
    out: list[Word] = []
    for by in verb.kin:
        if by.lower == "by" and by.dep in ("agent", "prep"):
            for obj in parsed.kids(by, "pobj"):
                out.extend(w for w in conjuncts(parsed, obj) if w is obj or not _begins_clause(parsed, w))
    return out


def _begins_clause(parsed: Parsed, word: Word) -> bool:
    """Whether a finite verb follows what looks like a coordinated noun ("taken by A, and B was freed")."""
    after = parsed.words[word.right + 1] if word.right + 1 < len(parsed.words) else None
    return after is not None and after.sent == word.sent and after.tag in ("VBD", "VBZ", "VBP", "MD")


def clause_head(parsed: Parsed, word: Word) -> Word:
    """The verb (or root) of the clause that `word` stands in."""
    at = word
    while True:
        if (at.pos in ("VERB", "AUX") and at.dep in (*CLAUSES, "conj")) or at.head == at.i:
            return at
        at = parsed.words[at.head]


def clause_words(parsed: Parsed, verb: Word) -> list[Word]:
    """Words of the clause of `verb`: its subtree without subordinate and coordinated clauses, in text order."""
    out: list[Word] = []
    stack = [verb]
    while stack:
        at = stack.pop()
        out.append(at)
        for kid in at.kin:
            if kid.pos in ("VERB", "AUX"):
                if kid.dep in ("ccomp", "advcl", "relcl", "parataxis", "csubj"):
                    continue
                if kid.dep == "conj" and at.pos in ("VERB", "AUX"):
                    continue
            (stack if kid.kin else out).append(kid)
    out.sort(key=_IN_TEXT)
    return out


def is_negated(parsed: Parsed, word: Word) -> bool:
    """Whether a negation stands directly on `word`, its auxiliaries, or its determiner."""
    for kid in word.kin:
        if kid.dep == "neg" or kid.lower in ("never", "not", "n't"):
            return True
        if kid.dep == "det" and kid.lower in NEGATIVE_DETERMINERS:
            return True
    return False


def auxiliaries(parsed: Parsed, verb: Word) -> list[str]:
    """Lower-cased auxiliaries of `verb` ("would", "have", "been")."""
    return [kid.lower for kid in verb.kin if kid.dep in ("aux", "auxpass")]
