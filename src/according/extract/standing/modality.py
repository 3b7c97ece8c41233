"""Modality, tense, negation and condition on the clause of a word: what they make of what it tells."""

from __future__ import annotations

from according.codebook.cues import load_cues
from according.extract.parsing.syntax import auxiliaries, clause_head, is_negated
from according.extract.parsing.words import Parsed, Word

CONDITION_MARKS = frozenset(("if", "unless", "provided", "lest"))
FUTURES = frozenset(("will", "would", "'ll", "’ll", "could", "may", "might", "shall"))
DUTIES = frozenset(("should", "must", "ought"))
# "Had they come", "should it fail", "were she to go": what a condition without "if" begins with.
INVERTED = frozenset(("had", "should", "were"))
PAST = frozenset(("was", "were", "been", "had"))
NOBODY = frozenset(("nobody", "none", "neither", "nothing"))
ABSTRACT = frozenset(
    ("risk", "possibility", "chance", "prospect", "danger", "threat", "likelihood", "fear", "speculation")
)


def modality(parsed: Parsed, trigger: Word, reported_past: bool) -> str | None:
    """`negated`, `conditional`, `possible`, `planned` or `opinion`; None where the clause is plain.

    `reported_past` says that the clause is what somebody said: there "would" is the future of the saying.
    """
    if _looms(parsed, trigger) and _own(parsed, trigger, reported_past) is None:
        return "possible"
    at = trigger
    for _ in range(6):
        found = _own(parsed, at, reported_past)
        if found is not None:
            return found
        if at.head == at.i:
            return None
        governor = parsed.words[at.head]
        if at.pos in ("VERB", "AUX"):
            found, climb = _governed(parsed, at, governor)
            if found == "planned" and at.dep == "advcl" and reported_past:
                return None  # what somebody says to be the aim is his claim, not a plan of ours
        else:
            found, climb = _nominal(at, governor)
        if found is not None or not climb:
            return found
        at = governor
    return None


def _looms(parsed: Parsed, word: Word) -> bool:
    """What a course of events is "threatening to" do, spoken of as going on, may happen; nobody has said he will."""
    return word.lemma in ("threaten", "risk") and word.tag == "VBG" and not set(auxiliaries(parsed, word)) & PAST


def _own(parsed: Parsed, at: Word, reported_past: bool) -> str | None:
    """What stands on the word itself: negation, condition, modal verbs, adverbs."""
    words = load_cues().standing
    if is_negated(parsed, at) or _nobody(parsed, at):
        return "negated"
    if at.pos not in ("VERB", "AUX", "ADJ", "NOUN"):
        return None
    mark = parsed.kid(at, "mark")
    if mark is not None and (mark.lower in CONDITION_MARKS or (mark.lower == "whether")):
        return "conditional"
    if aux := set(auxiliaries(parsed, at)):
        if aux & INVERTED and _inverted(parsed, at):
            return "conditional"
        if aux & FUTURES and _under_condition(parsed, at):
            return "conditional"
        if aux & DUTIES:
            return "opinion"
        if aux & words["possible_modals"]:
            return "possible"
        if aux & words["conditional_modals"]:
            return "planned" if reported_past else "conditional"
        if aux & words["planned_modals"]:
            return "planned"
    if at.lemma == "be" and any(
        kid.lemma in words["possible_raising"] and parsed.kid(kid, "xcomp") for kid in parsed.kids(at, "acomp")
    ):
        return "possible"
    adverbs = words["possible_adverbs"]
    return "possible" if any(kid.dep == "advmod" and kid.lower in adverbs for kid in at.kin) else None


def _inverted(parsed: Parsed, at: Word) -> bool:
    """Whether a clause puts a condition by its word order ("had the guards been paid, they would have stayed")."""
    subject = parsed.kid(at, "nsubj", "nsubjpass")
    for kid in parsed.kids(at, "aux", "auxpass"):
        if kid.lower in INVERTED and subject is not None and kid.i < parsed.kids(at, "nsubj", "nsubjpass")[-1].i:
            before = parsed.words[kid.i - 1] if kid.i else kid
            first = before.sent != kid.sent or before.i == kid.i or before.pos in ("PUNCT", "CCONJ")
            return (first or before.lower == "that") and not is_question(parsed, at)
    return False


def _under_condition(parsed: Parsed, at: Word) -> bool:
    """Whether an "if" clause stands on the verb, or on the verb of saying that it is the content of."""
    governors = [at, parsed.words[at.head]] if at.dep == "ccomp" else [at]
    for governor in governors:
        for kid in parsed.kids(governor, "advcl"):
            mark = parsed.kid(kid, "mark")
            if mark is not None and mark.lower in CONDITION_MARKS:
                return True
    return False


def _nobody(parsed: Parsed, at: Word) -> bool:
    """Whether the subject or object says that there was none ("no soldiers were killed")."""
    if at.pos not in ("VERB", "AUX"):
        return False
    for kid in at.kin:
        if kid.dep not in ("nsubj", "nsubjpass", "dobj"):
            continue
        if kid.lower in NOBODY or (kid.lower == "one" and parsed.words[kid.left].lower == "no"):
            return True
        for det in kid.kin:
            if det.dep == "det" and det.lower == "no":
                return True
    return False


def _governed(parsed: Parsed, at: Word, governor: Word) -> tuple[str | None, bool]:
    """What the governor of a verb makes of it, and whether to look further up."""
    words = load_cues().standing
    if at.dep == "ccomp" and governor.dep == "advcl" and governor.lower in INVERTED and governor.i < at.left:
        return "conditional", False  # "had | the guards been paid", parsed as two clauses
    infinitive = at.dep in ("xcomp", "ccomp", "acl", "pcomp", "advcl", "relcl") and (
        at.tag == "VB" or (at.dep in ("xcomp", "pcomp") and at.tag == "VBG")
    )
    if infinitive:
        if governor.lemma in words["negative_governors"]:
            return "negated", False
        if governor.lemma in words["possible_raising"]:
            return "possible", False
        if governor.lemma in words["planned_governors"] and at.tag == "VB":
            return "planned", False
        if at.dep == "advcl" and at.tag == "VB":
            return "planned", False
        if _instead(parsed, governor):
            return "negated", False
        if governor.pos == "ADP":
            above = parsed.words[governor.head]
            if above.lemma in words["negative_governors"]:
                return "negated", False
            if above.lemma in words["planned_governors"] and governor.lower in ("for", "to", "on", "about"):
                return "planned", False
        return None, at.dep in ("xcomp", "acl") and governor.pos in ("VERB", "ADJ", "NOUN")
    if at.dep in ("pcomp", "pobj") and _instead(parsed, governor):
        return "negated", False
    if at.dep == "conj" and governor.pos in ("VERB", "AUX") and parsed.kid(at, "nsubj", "nsubjpass") is None:
        # "may attack and take": the modal verb of the first holds for the second, its negation does not.
        return None, not is_negated(parsed, governor) and not auxiliaries(parsed, at)
    return None, False


def _instead(parsed: Parsed, preposition: Word) -> bool:
    """Whether a preposition says that its object was not: "without", "instead of", "rather than"."""
    words = load_cues().standing["negative_prepositions"]
    if preposition.lower in words:
        return True
    return preposition.lower in ("of", "than") and preposition.i > 0 and (
        parsed.words[preposition.i - 1].lower in words)


def _nominal(at: Word, governor: Word) -> tuple[str | None, bool]:
    """What the governor of a noun makes of it, and whether to look further up."""
    words = load_cues().standing
    if at.dep == "dobj" and governor.lemma in words["negative_governors"]:
        return "negated", False
    if at.dep == "pobj" and governor.lower in words["negative_prepositions"]:
        return "negated", False
    if governor.lemma in ABSTRACT and at.dep in ("pobj", "prep", "compound"):
        return "possible", False
    if at.dep == "dobj" and governor.lemma in words["planned_governors"]:
        return "planned", False
    if at.dep == "prep" and at.lower == "for" and governor.pos == "VERB" and (
        governor.lemma in words["planned_governors"]
    ):
        return "planned", False  # "called for the release of"
    return None, at.dep in ("dobj", "conj", "nsubj", "pobj", "prep", "nsubjpass", "attr", "acomp")


def is_question(parsed: Parsed, trigger: Word) -> bool:
    """Whether the sentence of `trigger` asks rather than tells."""
    sentence = parsed.sentence_of(trigger)
    ends = parsed.words[max(sentence.first, sentence.last - 1) : sentence.last + 1]
    return "?" in [w.text for w in ends]


def judges(parsed: Parsed, trigger: Word) -> bool:
    """Whether the word, or the predicate it stands in, is one of judging ("was a mistake")."""
    wanted = load_cues().standing["opinion_words"]
    if trigger.lower in wanted or trigger.lemma in wanted:
        return True
    head = clause_head(parsed, trigger)
    return head.lemma == "be" and any(k.lower in wanted for k in parsed.kids(head, "acomp", "attr"))
