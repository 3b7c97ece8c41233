"""Slips that the parser makes in the same way again and again, put right before anything reads the tree.

Two of them cost parties: in "A, B and C" the second name is taken for an apposition of the first, and a
preposition that opens a sentence with its capital letter is taken for part of the name behind it.
"""

from __future__ import annotations

from according.extract.parsing.words import Parsed, Word

OPENERS = frozenset({"near", "in", "at", "around", "outside", "inside", "within", "across", "throughout"})
# "Near East" is a name.
NAMED_SO = frozenset({"east"})
BODIES = frozenset({"ORG", "GPE", "NORP", "LOC"})
LOOK_AHEAD = 12
# How the parser hangs a name whose preposition it missed.
LOOSE = frozenset({"nsubj", "nsubjpass", "npadvmod", "dep", "appos"})


def mend(parsed: Parsed) -> Parsed:
    """Correct `parsed` in place, idempotent. Returns it, linked anew where anything was changed."""
    changed = False
    for sentence in parsed.sentences:
        changed |= _opener(parsed, sentence.first)
    for word in parsed.words:
        if word.dep == "appos" and word.pos == "PROPN":
            changed |= _listed(parsed, word)
    return parsed.link() if changed else parsed


def _listed(parsed: Parsed, second: Word) -> bool:
    """Hang the second of three names in a list on the first as coordinated."""
    first = parsed.words[second.head]
    if first.pos != "PROPN" or first.i > second.i or first.ent == "PERSON" or second.ent == "PERSON":
        return False
    third = next((w for w in parsed.kids(second, "conj") if w.pos == "PROPN" and w.ent != "PERSON"), None)
    between = [w for w in parsed.words[first.i + 1 : second.left] if w.text == ","]
    if third is None or not between or second.i - first.i > LOOK_AHEAD:
        return False
    if (first.ent and second.ent and (first.ent == second.ent or {first.ent, second.ent} <= BODIES)) or (
        first.text == second.text or second.text == third.text
    ):
        second.dep = "conj"
        return True
    return False


def _opener(parsed: Parsed, at: int) -> bool:
    """Make a preposition of "Near" in "Near TOWN, one strike hit", which the parser takes for part of the name."""
    opener = parsed.words[at]
    name = parsed.words[opener.head]
    if opener.pos != "PROPN" or opener.lower not in OPENERS or opener.dep != "compound" or name.i <= opener.i:
        return False
    if name.pos != "PROPN" or name.lower in NAMED_SO or name.dep not in LOOSE:
        return False
    verb = parsed.words[name.head]
    for other in parsed.kids(name):
        if other.i > name.i and other.text == ",":
            other.head = verb.i
    opener.pos, opener.tag, opener.dep, opener.lemma = "ADP", "IN", "prep", opener.lower
    opener.ent = ""
    opener.head = verb.i
    name.head, name.dep = opener.i, "pobj"
    return True
