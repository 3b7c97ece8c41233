"""Slips that the parser makes in the same way again and again, put right before anything reads the tree.

Two of them cost parties: in "A, B and C" the second name is taken for an apposition of the first, and a
preposition that opens a sentence with its capital letter is taken for part of the name behind it. A third
costs the speaker: in "A was shelled, X said on Friday" the saying is hung on what is said.
"""

from __future__ import annotations

from according.codebook.cues import load_cues
from according.extract.parsing.words import Parsed, Sentence, Word

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
        changed |= _said_behind(parsed, sentence)
    for word in parsed.words:
        if word.dep == "appos" and word.pos == "PROPN":
            changed |= _listed(parsed, word)
        elif word.dep == "amod" and word.tag == "VBG":
            changed |= _gerund(parsed, word)
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


def _gerund(parsed: Parsed, word: Word) -> bool:
    """Make an act of "mounting" in "helped X by mounting raids against Y", which the parser takes for an adjective."""
    noun = parsed.words[word.head]
    by = parsed.words[noun.head]
    if noun.dep != "pobj" or by.lower != "by" or by.dep != "prep" or by.i != word.i - 1 or noun.tag not in ("NNS", "NN"):
        return False
    over = parsed.words[by.head]
    if over.pos != "VERB":
        return False
    for kid in parsed.kids(over, "prep"):
        if kid.i > noun.i:
            kid.head = word.i
    word.pos, word.dep, word.head = "VERB", "pcomp", by.i
    noun.head, noun.dep = word.i, "dobj"
    return True


def _said_behind(parsed: Parsed, sentence: Sentence) -> bool:
    """Make the saying that closes a sentence ("..., residents said on Friday.") its root, what it tells its clause."""
    words = parsed.words
    verb = words[sentence.last]
    while verb.i > sentence.first + 2 and (verb.pos in ("PUNCT", "ADP") or verb.ent in ("DATE", "TIME")):
        verb = words[verb.i - 1]
    if verb.tag not in ("VBD", "VBZ", "VBP") or verb.dep not in ("relcl", "conj", "ccomp") or not _says(verb):
        return False
    if verb.dep == "ccomp" and not _says(words[verb.head]):
        return False  # "B said on Monday, C reported": B does not say that C reported
    subject = next((words[i] for i in verb.children if words[i].dep == "nsubj"), None)
    if subject is None or subject.i > verb.i or subject.tag in ("WDT", "WP") or subject.left - 1 <= sentence.first:
        return False
    content = any(words[i].dep in ("dobj", "ccomp") for i in verb.children)
    if words[subject.left - 1].text not in (",", "—", "–") or content:
        return False
    root = verb
    while root.head != root.i:
        root = words[root.head]
    if root.i >= verb.i or root.pos not in ("VERB", "AUX"):
        return False
    root.head, root.dep = verb.i, "ccomp"
    verb.head, verb.dep = verb.i, "ROOT"
    return True


def _says(verb: Word) -> bool:
    return load_cues().verbs.get(verb.lemma) in ("say", "report", "announce", "claim", "confirm")


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
