"""Weapons and means named with an event, and the ASSAULT mode they show."""

from __future__ import annotations

from according.codebook.frames import Frame, load_instruments
from according.extract.events.deep import Frames
from according.extract.parsing.words import Word
from according.extract.reading import Reading

MEANS_PREPOSITIONS = ("with", "by", "in", "from", "using", "during", "of", "via", "through", "after")

# "Under a hail of mortar bombs": the means stands behind.
OUTPOURINGS = frozenset({"blaze", "hail", "barrage", "wave", "volley", "flurry", "storm", "series", "rain", "salvo"})


def instrument(reading: Reading, word: Word) -> tuple[str, str, str] | None:
    """Text, normal form and mode of the weapon named by the phrase that ends in `word`."""
    entries = load_instruments().get(word.lemma.lower()) or load_instruments().get(word.lower)
    for words, norm, mode in entries or ():
        at = word.i - 1
        first = word.i
        for wanted in reversed(words[:-1]):
            while at > 0 and reading.parsed.words[at].text == "-":
                at -= 1
            if at < 0 or wanted not in (reading.parsed.words[at].lower, reading.parsed.words[at].lemma.lower()):
                break
            first = at
            at -= 1
        else:
            return reading.parsed.slice(first, word.i), norm, mode
    return None


def means_of(
    reading: Reading, view: Frames, frame: Frame, mode: str | None
) -> tuple[str | None, str | None, str | None]:
    """(weapon as named, its normal form, mode): the frame's own mode stands, else the weapon's where `means` allows."""
    if frame.name == "coerce.disarm":
        taken = [w for w in view.objects if w.pos in ("NOUN", "PROPN")]
        counted = [w for at in taken for prep in view.parsed.kids(at, "prep") for w in view.parsed.kids(prep, "pobj")]
        for seized in counted + taken:
            if weapon := instrument(reading, seized):
                return weapon[0], weapon[1], mode
        return (taken[0].text, "weapons", mode) if taken else (None, None, mode)
    if frame.type != "ASSAULT":
        return None, None, mode
    for word in _candidates(view):
        found = instrument(reading, word)
        if found:
            text, norm, shown = found
            told = frame.means or (frame.name == "assault.destroy" and shown != "primitive")
            return text, norm, shown if told and mode in (None, "destroy") else mode
    return None, None, mode


def _candidates(view: Frames) -> list[Word]:
    """Words that may name the means: the event noun itself, subject, objects, means phrases, "using X"."""
    parsed = view.parsed
    out = [] if view.word.pos == "VERB" else [*parsed.kids(view.word, "compound", "amod", "nmod"), view.word]
    for subject in view.subjects:
        out += [*parsed.kids(subject, "compound", "amod"), subject]
        for of in parsed.kids(subject, "prep"):
            out += parsed.kids(of, "pobj") if of.lower == "of" else []
    for prep in MEANS_PREPOSITIONS:
        for obj in view.prepositions.get(prep, []):
            out += [*parsed.kids(obj, "compound", "amod"), obj]
            if obj.lemma.lower() in OUTPOURINGS:
                out += [w for of in parsed.kids(obj, "prep") for w in parsed.kids(of, "pobj") if of.lower == "of"]
    for clause in view.infinitives:
        if clause.lemma.lower() in ("use", "fire", "throw", "hurl", "detonate", "drop", "explode"):
            out += parsed.kids(clause, "dobj")
    out += [w for w in view.objects if view.word.lemma not in ("destroy", "damage", "seize")]
    governor = parsed.words[view.word.head]
    if view.word.pos == "VERB" and view.word.dep == "advcl" and governor.pos == "VERB":
        out += parsed.kids(governor, "dobj", "nsubj")
    return out
