"""Cues in a few fixed words: "according to", "citing", "reportedly", "alleged"."""

from __future__ import annotations

from according.codebook.cues import Cues
from according.extract.attribution.content import ranges
from according.extract.attribution.sources import mentions_of
from according.extract.parsing.syntax import clause_head, clause_words
from according.extract.parsing.words import Parsed, Word
from according.extract.reading import AttributionLink, Reading


def prepositional_link(reading: Reading, word: Word, cues: Cues) -> AttributionLink | None:
    """ "According to X", "citing X", "in the words of X" beginning at `word`."""
    parsed = reading.parsed
    for phrase, cue_class in cues.openers.get(word.lower, ()):
        end = word.i + len(phrase) - 1
        if end + 1 >= len(parsed.words) or tuple(w.lower for w in parsed.words[word.i : end + 1]) != phrase:
            continue
        if len(phrase) == 1 and phrase[0] in ("per", "quoting", "citing") and word.tag not in ("VBG", "IN"):
            continue
        obj = parsed.kid(parsed.words[end], "pobj", "dobj") or parsed.kid(word, "pobj", "dobj")
        if obj is None:
            obj = next(
                (
                    w
                    for w in parsed.words[end + 1 : end + 6]
                    if w.pos in ("NOUN", "PROPN", "PRON") and w.sent == word.sent and w.dep not in ("compound", "poss")
                ),
                None,
            )
        if obj is None or obj.lemma in cues.rules or (obj.tag == "WDT" and not _of_document(parsed, word, cues)):
            return None  # "according to the provisions of the law": it is done by them, not said by them
        known = reading.actor_at(obj)
        bare = known is None or (known.actor is None and obj.tag == "NN" and obj.left == obj.i)
        plain = obj.pos == "NOUN" and obj.lemma not in cues.documents and bare
        if phrase == ("per",) and plain:
            return None  # "300 shells per day"
        sources = mentions_of(reading, obj)
        content = _around(parsed, word, obj)
        if not content:
            return None
        return AttributionLink(sources, word.i, end, cue_class, content, why=f"phrase {' '.join(phrase)}")
    return None


def _of_document(parsed: Parsed, word: Word, cues: Cues) -> bool:
    """Whether "according to which" takes up something written ("a letter according to which"), and no plan."""
    return any(w.lemma in cues.documents for w in parsed.words[max(0, word.i - 3) : word.i])


def _around(parsed: Parsed, word: Word, obj: Word) -> list[tuple[int, int]]:
    """What a "according to" phrase speaks of: its clause, or the whole sentence when it stands at an edge of it."""
    sentence = parsed.sentence_of(word)
    first, last = word.i, max(obj.right, obj.i)
    last = min(last, sentence.last)
    own = set(range(first, last + 1))
    at_edge = first == sentence.first or all(parsed.words[i].pos == "PUNCT" for i in range(last + 1, sentence.last + 1))
    if at_edge:
        return ranges(parsed, set(range(sentence.first, sentence.last + 1)) - own)
    head = clause_head(parsed, word)
    if head.i in own:
        head = parsed.words[head.head]
    return ranges(parsed, set(range(head.left, head.right + 1)) - own)


def adverb_link(reading: Reading, word: Word, cues: Cues) -> AttributionLink | None:
    """ "Reportedly", "allegedly", "the alleged attack": a cue that names nobody."""
    parsed = reading.parsed
    if word.pos == "ADV" and word.lower in cues.adverbs:
        head = clause_head(parsed, word)
        content = {w.i for w in clause_words(parsed, head)} - {word.i}
        governor = parsed.words[word.head]
        if governor.pos in ("NOUN", "PROPN", "ADJ"):
            content = set(range(governor.left, governor.right + 1)) - {word.i}
        return AttributionLink(
            [], word.i, word.i, cues.adverbs[word.lower], ranges(parsed, content), why=f"adverb {word.lower}"
        )
    if word.dep == "amod" and word.lower in cues.adjectives:
        noun = parsed.words[word.head]
        content = set(range(noun.left, noun.right + 1)) - {word.i}
        return AttributionLink(
            [], word.i, word.i, cues.adjectives[word.lower], ranges(parsed, content), why=f"adjective {word.lower}"
        )
    return None
