"""Which words a cue speaks of where the parse does not say so: inversions, parted quotations, trimmed ranges."""

from __future__ import annotations

from according.extract.attribution.quotes import Quotation
from according.extract.parsing.words import Parsed, Word

TRIM = frozenset((",", ".", ";", ":", "—", "–", "“", "”", '"', "''", "``", "-"))


def ranges(parsed: Parsed, wanted: set[int]) -> list[tuple[int, int]]:
    """Sorted word indices as ranges, punctuation at their ends cut off, gaps of punctuation closed."""
    out: list[tuple[int, int]] = []
    for i in sorted(wanted):
        gap = range(out[-1][1] + 1, i) if out else None
        if gap is not None and (not gap or (len(gap) < 3 and all(parsed.words[j].text in TRIM for j in gap))):
            out[-1] = (out[-1][0], i)
        else:
            out.append((i, i))
    trimmed = []
    for first, last in out:
        while first <= last and parsed.words[first].text in TRIM:
            first += 1
        while last >= first and (parsed.words[last].text in TRIM or parsed.words[last].tag == "CC"):
            last -= 1
        if first <= last:
            trimmed.append((first, last))
    return trimmed


def phrase_words(parsed: Parsed, head: Word) -> set[int]:
    """The words of a noun phrase without a clause that the parse coordinates with it."""
    out = set(range(head.left, head.right + 1))
    for kid in parsed.kids(head, "conj"):
        if kid.pos in ("VERB", "AUX") and parsed.kid(kid, "nsubj", "nsubjpass") is not None:
            out.difference_update(range(kid.left, kid.right + 1))
    return out


def opens_statement(parsed: Parsed, word: Word) -> bool:
    """Whether a colon right after the verb ends the sentence: what follows is the content."""
    sentence = parsed.sentence_of(word)
    return parsed.words[sentence.last].text == ":" and sentence.last - word.i <= 4


def quoted_beside(parsed: Parsed, word: Word, quotes: dict[int, Quotation]) -> list[tuple[int, int]]:
    """The quotation just before a short "X said." or just after "X said:", where the parser parted the sentences."""
    sentence = parsed.sentence_of(word)
    if sentence.last - sentence.first > 14:
        return []
    for at in (sentence.first - 1, sentence.first - 2, sentence.first, sentence.last + 1, sentence.last + 2):
        quote = quotes.get(at)
        if quote is not None and word.i not in range(quote.first, quote.last + 1):
            return [(quote.first, quote.last)]
    return []


def inverted(parsed: Parsed, word: Word, core: set[int]) -> set[int]:
    """The clause that a cue verb set off by commas speaks of where the parse has no complement: "A, B said, C"."""
    sentence = parsed.sentence_of(word)
    if word.dep == "parataxis" or (
        word.dep in ("ccomp", "advcl", "conj", "dep") and parsed.words[word.head].i > word.i
    ):
        governor = parsed.words[word.head]
        inner = set(range(word.left, word.right + 1))
        if word.dep == "parataxis" or _comma_before(parsed, min(core)):
            return {w for w in range(governor.left, governor.right + 1) if w not in inner}
    if word.dep == "advcl" and not wants_clause(parsed, word):
        mark = parsed.kid(word, "mark")
        if mark is not None and mark.lower == "as":
            governor = parsed.words[word.head]
            return set(range(governor.left, governor.right + 1)) - set(range(word.left, word.right + 1))
    if word.head == word.i or word.dep in ("ROOT",):
        start = min(i for i in core)
        if start - 1 > sentence.first and parsed.words[start - 1].text in (",", "”", '"', "''", "?", "!", "–", "—"):
            ends = max(core) >= sentence.last - 4 or parsed.words[max(core) + 1].text in (",", ".", ":", "“")
            return set(range(sentence.first, start - 1)) if ends else set()
    return set()


def _comma_before(parsed: Parsed, i: int) -> bool:
    return i > 0 and parsed.words[i - 1].text in (",", "—", "–", "”", "(", "-")


def wants_clause(parsed: Parsed, word: Word) -> bool:
    """Whether a content clause of its own hangs on the verb."""
    return parsed.kid(word, "ccomp", "xcomp", "dobj") is not None
