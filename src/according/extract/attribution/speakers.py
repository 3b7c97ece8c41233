"""Who speaks at a cue verb, also where the parse gives the verb another subject or none."""

from __future__ import annotations

from according.codebook.cues import load_cues
from according.extract.parsing.syntax import subject_of
from according.extract.parsing.words import Parsed, Word
from according.extract.reading import Reading


def speaker_of(parsed: Parsed, word: Word) -> Word | None:
    """The subject of a cue verb; in "X denied that A was taken and said that B", X also where the parse says A."""
    if word.dep == "conj" and parsed.kid(word, "nsubj", "nsubjpass") is None and word.tag in ("VBD", "VBZ", "VBP"):
        verbs = load_cues().verbs
        inner = parsed.words[word.head]
        while inner.dep == "conj":
            inner = parsed.words[inner.head]
        if inner.dep == "ccomp" and inner.lemma not in verbs and word.lemma in verbs:
            outer = parsed.words[inner.head]
            if outer.lemma in verbs and outer.i < inner.i and parsed.kid(word, "ccomp") is not None:
                return subject_of(parsed, outer)
    if (telling := _told_on(parsed, word)) is not None:
        return telling
    return _quoted(parsed, word) or _who_answered(parsed, word) or _nearest(parsed, word) or subject_of(parsed, word)


def _told_on(parsed: Parsed, word: Word) -> Word | None:
    """ "X said the town was quiet, adding that ...": who said the one adds the other, not the town."""
    verbs = load_cues().verbs
    inner = parsed.words[word.head]
    outer = parsed.words[inner.head]
    if word.dep != "advcl" or word.tag != "VBG" or inner.dep != "ccomp" or inner.lemma in verbs or outer.i > inner.i:
        return None
    if outer.lemma not in verbs or parsed.words[word.i - 1].text != "," or parsed.kid(word, "nsubj") is not None:
        return None
    return subject_of(parsed, outer) if verbs.get(word.lemma) in ("say", "report") else None


def _nearest(parsed: Parsed, word: Word) -> Word | None:
    """ "A raid killed two, the mayor said": of two subjects that the parse gives the verb, the one beside it."""
    own = [kid for kid in parsed.kids(word, "nsubj") if kid.i < word.i]
    beside = len(own) > 1 and own[-1].i == word.i - 1
    return own[-1] if beside and load_cues().verbs.get(word.lemma) in ("say", "report") else None


def _quoted(parsed: Parsed, word: Word) -> Word | None:
    """ "The agency quoted X as saying": X says it."""
    prep = parsed.words[word.head]
    quoting = parsed.words[prep.head]
    if word.dep != "pcomp" or prep.lower != "as" or quoting.lemma not in ("quote", "cite"):
        return None
    return parsed.kid(quoting, "dobj")


def _who_answered(parsed: Parsed, word: Word) -> Word | None:
    """ "X demanded that Y leave, which Y rejected, saying ...": who rejected it says it, not who demanded it."""
    before = parsed.words[word.i - 1] if word.i else word
    if word.dep != "advcl" or word.tag != "VBG" or before.text != "," or parsed.kid(word, "nsubj") is not None:
        return None
    verbs = load_cues().verbs
    for verb in parsed.words[max(0, word.i - 6) : word.i - 1][::-1]:
        if verb.tag not in ("VBD", "VBZ", "VBP") or verb.sent != word.sent or verb.i == word.head:
            continue
        taken_up = any(kid.lower == "which" for kid in parsed.kids(verb, "dobj", "nsubj"))
        subject = parsed.kid(verb, "nsubj")
        if verb.lemma in verbs and taken_up and subject is not None and subject.lower != "which":
            return subject
    return None


def speaker_beside(reading: Reading, word: Word) -> Word | None:
    """ "A, X, the secretary, said": the speaker that stands before the verb where the parse gives it no subject."""
    words = reading.parsed.words
    if word.dep != "ROOT" or word.tag not in ("VBD", "VBZ") or load_cues().verbs.get(word.lemma) != "say":
        return None
    first = reading.parsed.sentence_of(word).first
    best: Word | None = None
    behind = reading.actor_at(word.i + 1) if word.i + 1 < len(words) else None
    if behind is not None and behind.person and behind.first == word.i + 1 and words[behind.last + 1].text == ",":
        return words[behind.head]
    for i in range(first + 2, word.i):
        mention = reading.actor_at(i)
        if mention is None or mention.first != i or words[i - 1].text not in (",", "”", '"'):
            continue
        apposed = words[mention.last + 1].text == "," and words[word.i - 1].text == "," and not mention.generic
        if mention.last + 1 == word.i or (apposed and mention.person):
            best = words[mention.head]
    return best
