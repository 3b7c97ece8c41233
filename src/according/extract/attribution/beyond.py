"""Where a content ends: what the parse hangs on it though the publisher, or another speaker, tells it."""

from __future__ import annotations

from according.codebook.cues import load_cues
from according.extract.attribution.speakers import speaker_of
from according.extract.parsing.syntax import FINITE, subject_of
from according.extract.parsing.words import Parsed, Word

# "X said A, although B", "X said A, though Y noted B": after these the publisher goes on.
CONTRASTS = frozenset(("though", "although", "while", "whereas"))
# "X said A; however, B": the same between main clauses.
TURNS = frozenset(("however", "nevertheless", "nonetheless"))
RELATIVES = frozenset(("which", "who", "whose", "where"))


def told_on(parsed: Parsed, word: Word, clause: Word) -> set[int]:
    """The words under `clause`, the content of the cue verb `word`, that are no part of what is said there."""
    out: set[int] = set()
    stack = [clause]
    while stack:
        at = stack.pop()
        for kid in parsed.kids(at, "conj", "advcl"):
            if kid.pos not in ("VERB", "AUX"):
                continue
            if kid.dep == "conj":
                stack.append(kid)
            if _contrasts(parsed, word, kid) or _says_more(parsed, word, at, kid):
                out.update(range(kid.left, kid.right + 1))
                out.update(k.i for k in parsed.kids(at, "cc") if k.i < kid.i)
    return out


def asides(parsed: Parsed, content: set[int]) -> set[int]:
    """The words of asides in a content ("wants to retake X, which fell in May"): they tell how things are, whatever
    is wanted, feared or denied around them."""
    out: set[int] = set()
    for i in content:
        verb = parsed.words[i]
        if verb.dep != "relcl" or not verb.left or parsed.words[verb.left - 1].text != ",":
            continue
        if parsed.words[verb.left].lower in RELATIVES and _finite(parsed, verb):
            out.update(range(verb.left, verb.right + 1))
    return out


def _finite(parsed: Parsed, verb: Word) -> bool:
    first = parsed.kid(verb, "aux", "auxpass")
    return (first or verb).tag in FINITE


def _contrasts(parsed: Parsed, word: Word, kid: Word) -> bool:
    """Whether a clause with a subject of its own sets the publisher's account against the content."""
    subject = parsed.kid(kid, "nsubj", "nsubjpass")
    if subject is None or not _finite(parsed, kid):
        return False
    opens = parsed.words[kid.left]
    set_off = opens.i > 0 and parsed.words[opens.i - 1].text in (",", ";", "—", "–")
    if kid.dep == "advcl":
        return set_off and opens.lower in CONTRASTS and opens.dep == "mark" and kid.i > word.i
    return set_off and opens.lower in TURNS


def _says_more(parsed: Parsed, word: Word, at: Word, kid: Word) -> bool:
    """Whether the clause is itself a report: by somebody else, or the same speaker's next."""
    cues = load_cues()
    kind = cues.verbs.get(kid.lemma)
    if kid.pos != "VERB" or kind is None or not cues.classes[kind].reporting or kid.tag not in FINITE:
        return False
    subject = parsed.kid(kid, "nsubj")
    if kid.dep == "advcl":
        mark = parsed.kid(kid, "mark")
        return mark is not None and mark.lower in CONTRASTS
    if subject is not None:
        before = parsed.words[subject.left - 1], parsed.words[subject.left - 2]
        other = kid.tag == word.tag and any(w.text in (",", ";", "—", "–") for w in before)
        return other and parsed.kid(kid, "ccomp") is not None
    return kid.tag == word.tag and speaker_of(parsed, kid) is not subject_of(parsed, kid)
