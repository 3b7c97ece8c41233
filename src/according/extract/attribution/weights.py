"""How likely a word is a cue where it stands: a sum of named weights, learned from annotated news, kept as data.

The features are what a reader would name: the lemma, the construction it stands in, who its subject is, whether it is
negated or under a modal verb. The weights are those of a logistic regression; see `codebook/cues/weights.toml`.
"""

from __future__ import annotations

import math
from functools import lru_cache

from according.codebook.cues import load_cues
from according.extract.parsing.syntax import subject_of
from according.extract.parsing.words import Parsed, Word
from according.extract.reading import Reading

MODALS = frozenset(("will", "would", "should", "could", "can", "may", "might", "must", "'ll", "’ll", "shall"))
PREPOSITIONS = frozenset(("about", "of", "for", "on", "as", "against", "to", "with", "over", "at", "by", "from", "in"))
ORDER = (
    "that",
    "before",
    "ccomp",
    "whether",
    "quote",
    "parataxis",
    "xcomp",
    "dobj",
    "prep_about",
    "prep_of",
    "prep_for",
    "prep_on",
    "prep_as",
    "prep_against",
    "prep_to",
    "prep_with",
    "prep_over",
    "prep_at",
)


def constructions(parsed: Parsed, word: Word, quoted: bool) -> list[str]:
    """What the verb `word` governs, as short names; `quoted` says that its sentence holds a quotation."""
    out = []
    for kid in word.kin:
        if kid.dep == "ccomp":
            mark = parsed.kid(kid, "mark")
            if mark is not None:
                out.append("that" if mark.lower == "that" else "whether")
            else:
                out.append("before" if kid.i < word.i else "ccomp")
        elif kid.dep in ("xcomp", "dobj", "parataxis"):
            out.append(kid.dep)
        elif kid.dep == "prep" and kid.lower in PREPOSITIONS:
            out.append(f"prep_{kid.lower}")
    if quoted:
        out.append("quote")
    return out


SUBJECTS = ("none", "i", "we", "you", "it", "pronoun", "person", "actor", "name", "other")


def verb_score(reading: Reading, word: Word, quoted: bool, passive: bool, least: float = -math.inf) -> float:
    """How likely a verb is a cue: above the threshold of the cues likelier than not. Of a verb that does not come above
    `least` whatever its subject the highest that it might have is told: most verbs are not asked for a subject."""
    parsed = reading.parsed
    modals = negations = 0
    for kid in word.kin:
        if kid.dep == "aux" and kid.lower in MODALS:
            modals += 1
        elif kid.dep == "neg":
            negations += 1
    found = tuple(constructions(parsed, word, quoted))
    lemma = word.lemma.lower()
    score = _verb_score(lemma, found, passive, modals, negations, word.tag, word.dep)
    by_subject, best = _by_subject()
    if score + best <= least:
        return score + best
    return score + by_subject[_subject(reading, subject_of(parsed, word))]


@lru_cache(maxsize=1)
def _by_subject() -> tuple[dict[str, float], float]:
    """What each kind of subject counts for, and the one that speaks most for a cue."""
    weights = load_cues().weights
    by_subject = {kind: weights.get(f"subject {kind}", 0.0) for kind in SUBJECTS}
    return by_subject, max(by_subject.values())


@lru_cache(maxsize=65536)
def _verb_score(
    lemma: str, found: tuple[str, ...], passive: bool, modals: int, negations: int, tag: str, dep: str
) -> float:
    """The sum of the weights that count for a verb of this description, its subject aside; the same few come again and
    again."""
    cues = load_cues()
    best = next((c for c in ORDER if c in found), "none")
    if passive:
        best = "p_" + best
    kind = cues.verbs.get(lemma, "-")
    features = ["v", f"v={lemma}", f"v={lemma}|{best}", f"in {best}", f"class {kind}", f"class {kind}|{best}"]
    features += [f"has {c}" for c in found]
    features += [*["modal"] * modals, *["negated"] * negations, f"tag {tag}", f"as {dep}"]
    return weigh(features, cues.weights)


def _subject(reading: Reading, subject: Word | None) -> str:
    if subject is None:
        return "none"
    if subject.lower in ("i", "we", "you"):
        return subject.lower
    if subject.lower in ("it", "this", "that", "which", "what", "there"):
        return "it"
    if subject.pos == "PRON":
        return "pronoun"
    known = reading.actor_at(subject)
    if known is not None and known.head == subject.i:
        return "person" if known.person else "actor"
    return "name" if subject.pos == "PROPN" else "other"


def noun_score(parsed: Parsed, word: Word) -> float:
    """How likely a noun with something that may be a content is a cue: above the threshold of the cues likelier than
    not."""
    found = []
    for kid in word.kin:
        if kid.dep in ("acl", "ccomp", "relcl"):
            mark = parsed.kid(kid, "mark")
            if mark is not None and mark.lower == "that":
                found.append("that")
            elif kid.dep == "acl" and kid.tag == "VB":
                found.append("inf")
        elif kid.dep == "prep" and kid.lower in PREPOSITIONS:
            found.append(kid.lower)
        elif kid.dep == "poss":
            found.append("poss")
    return _noun_score(word.lemma.lower(), tuple(found), word.dep)


@lru_cache(maxsize=65536)
def _noun_score(lemma: str, found: tuple[str, ...], dep: str) -> float:
    """The sum of the weights that count for a noun of this description."""
    cues = load_cues()
    best = next(
        (c for c in ("that", "inf", "about", "of", "over", "on", "for", "against", "to", "by", "from") if c in found),
        "none",
    )
    kind = cues.nouns.get(lemma, "-")
    features = ["n", f"n={lemma}", f"n={lemma}|{best}", f"n in {best}", f"n class {kind}", f"n class {kind}|{best}"]
    features += [f"n as {dep}", *(f"n has {c}" for c in found)]
    return weigh(features, cues.weights)


def adjective_features(parsed: Parsed, word: Word) -> list[str]:
    """The names of the weights that count for a predicative adjective ("sure that", "opposed to")."""
    found = []
    for kid in parsed.kids(word):
        if kid.dep in ("ccomp", "xcomp"):
            found.append(kid.dep)
        elif kid.dep == "prep" and kid.lower in PREPOSITIONS:
            found.append(kid.lower)
    best = found[0] if found else "none"
    lower = word.lower
    return ["j", f"j={lower}", f"j={lower}|{best}", f"j in {best}"]


def weigh(features: list[str], weights: dict[str, float]) -> float:
    """The sum of the weights of `features`: above 0 a cue is likelier than not."""
    total = 0.0
    for feature in features:
        if feature in weights:
            total += weights[feature]
    return total
