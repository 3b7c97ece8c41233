"""How likely a word is a cue where it stands: a sum of named weights, learned from annotated news, kept as data.

The features are what a reader would name: the lemma, the construction it stands in, who its subject is, whether it is
negated or under a modal verb. The weights are those of a logistic regression; see `codebook/cues/weights.toml`.
"""

from __future__ import annotations

from according.codebook.cues import Cues
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
    for kid in parsed.kids(word):
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


def verb_features(reading: Reading, word: Word, cues: Cues, quoted: bool, passive: bool) -> list[str]:
    """The names of the weights that count for a verb."""
    parsed = reading.parsed
    found = constructions(parsed, word, quoted)
    best = next((c for c in ORDER if c in found), "none")
    if passive:
        best = "p_" + best
    lemma = word.lemma.lower()
    kind = cues.verbs.get(lemma, "-")
    out = ["v", f"v={lemma}", f"v={lemma}|{best}", f"in {best}", f"class {kind}", f"class {kind}|{best}"]
    out.extend(f"has {c}" for c in found)
    subject = subject_of(parsed, word)
    out.append("subject " + _subject(reading, subject))
    for kid in parsed.kids(word):
        if kid.dep == "aux" and kid.lower in MODALS:
            out.append("modal")
        elif kid.dep == "neg":
            out.append("negated")
    out.append(f"tag {word.tag}")
    out.append(f"as {word.dep}")
    return out


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


def noun_features(parsed: Parsed, word: Word, cues: Cues) -> list[str]:
    """The names of the weights that count for a noun with something that may be a content."""
    found = []
    for kid in parsed.kids(word):
        mark = parsed.kid(kid, "mark")
        if kid.dep in ("acl", "ccomp", "relcl") and mark is not None and mark.lower == "that":
            found.append("that")
        elif kid.dep == "acl" and kid.tag == "VB":
            found.append("inf")
        elif kid.dep == "prep" and kid.lower in PREPOSITIONS:
            found.append(kid.lower)
        elif kid.dep == "poss":
            found.append("poss")
    best = next(
        (c for c in ("that", "inf", "about", "of", "over", "on", "for", "against", "to", "by", "from") if c in found),
        "none",
    )
    lemma = word.lemma.lower()
    out = [
        "n",
        f"n={lemma}",
        f"n={lemma}|{best}",
        f"n in {best}",
        f"n class {cues.nouns.get(lemma, '-')}",
        f"n class {cues.nouns.get(lemma, '-')}|{best}",
        f"n as {word.dep}",
    ]
    out.extend(f"n has {c}" for c in found)
    return out


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
