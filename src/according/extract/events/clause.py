"""The stretch of text that carries a claim: the clause of its event word without other clauses."""

from __future__ import annotations

from according.extract.parsing.syntax import clause_words
from according.extract.parsing.words import Parsed, Word

EDGE = {"PUNCT", "CCONJ", "SPACE"}


def trimmed(parsed: Parsed, first: int, last: int) -> tuple[int, int]:
    """`first` to `last` without punctuation and conjunctions at the edges."""
    while first < last and parsed.words[first].pos in EDGE:
        first += 1
    while last > first and parsed.words[last].pos == "PUNCT":
        last -= 1
    return first, last


def carrying(parsed: Parsed, word: Word, over: Word | None = None) -> tuple[int, int]:
    """First and last word of the clause of `word`, or of the verb `over` it when that carries the sense."""
    head = over or word
    words = clause_words(parsed, head)
    first, last = words[0].i, words[-1].i
    if over is not None:
        own = clause_words(parsed, word)
        first, last = min(first, own[0].i), max(last, own[-1].i)
    if head.dep in ("acl", "relcl") and parsed.words[head.head].pos in ("NOUN", "PROPN", "PRON", "NUM"):
        first = min(first, _noun_start(parsed, parsed.words[head.head]))
    return trimmed(parsed, first, last)


def _noun_start(parsed: Parsed, noun: Word) -> int:
    """Where the noun phrase begins that a participle or relative clause hangs on."""
    before = [kid.left for kid in parsed.kids(noun) if kid.i < noun.i and kid.dep != "punct"]
    return min([noun.i, *before])
