"""Slips of the parser over whole clauses: what hangs on the saying that is part of what is said, a clause without its
subject, a preposition taken for the mark of a clause. Each function changes words in place and tells whether it did.
"""

from __future__ import annotations

from according.codebook.cues import load_cues
from according.extract.parsing.words import Parsed, Word

# Participles that tell what came of an act ("…, police said, leaving four dead").
OUTCOMES = frozenset((
    "abduct", "arrest", "bring", "burn", "capture", "cause", "damage", "destroy", "detain", "displace", "force",
    "injure", "kidnap", "kill", "leave", "maim", "prompt", "raise", "set", "spark", "take", "trap", "trigger", "wound",
))
SPEAKING = frozenset(("say", "report", "announce", "claim", "confirm", "admit"))
# Before a noun and a comma these open a phrase, not a clause.
PHRASES = frozenset(("after", "before", "since", "despite"))
LOYAL = frozenset(("loyal", "allied", "opposed", "close", "linked", "affiliated", "aligned", "hostile"))


def outcome_after_saying(parsed: Parsed, deed: Word) -> bool:
    """Hang "leaving" on "ambushed" in "X ambushed the troops, a source said, leaving four dead": no speaker's act."""
    said = parsed.words[deed.head]
    if deed.lemma not in OUTCOMES or said.i > deed.i or load_cues().verbs.get(said.lemma) not in SPEAKING:
        return False
    told = [k for k in parsed.kids(said, "ccomp") if k.i < said.i and k.pos == "VERB"]
    if not told or parsed.words[deed.i - 1].text != "," or parsed.kid(deed, "nsubj", "mark") is not None:
        return False
    if any(k.i > said.i for k in parsed.kids(said, "ccomp")):
        return False
    deed.head = told[-1].i
    return True


def noun_under_mark(parsed: Parsed, mark: Word) -> bool:
    """Make a phrase of "After skirmishes outside the town, rebels attacked": the parser gives the verb two subjects."""
    verb = parsed.words[mark.head]
    subjects = parsed.kids(verb, "nsubj", "nsubjpass")
    if mark.lower not in PHRASES or len(subjects) < 2 or subjects[0].left != mark.i + 1 or verb.i < subjects[1].i:
        return False
    if all(w.text != "," for w in parsed.words[subjects[0].right + 1 : subjects[1].left]):
        return False
    mark.dep = "prep"
    subjects[0].head, subjects[0].dep = mark.i, "pobj"
    return True


def loyal_subject(parsed: Parsed, loyal: Word) -> bool:
    """Give "stormed" its subject in "When rebels loyal to X stormed the town", which the parser gives to "loyal"."""
    verb = parsed.words[loyal.head]
    subject = parsed.kid(loyal, "nsubj")
    if subject is None or verb.i < loyal.i or verb.pos != "VERB" or subject.right + 1 != loyal.i:
        return False
    if parsed.kid(verb, "nsubj", "nsubjpass") is not None:
        return False
    for kid in loyal.kin:
        if kid.i < subject.i and kid.dep in ("mark", "advmod"):
            kid.head = verb.i
    subject.head, subject.dep = verb.i, "nsubjpass" if parsed.kid(verb, "auxpass") else "nsubj"
    loyal.head, loyal.dep = subject.i, "amod"
    return True


def second_content(parsed: Parsed, verb: Word) -> bool:
    """Coordinate "forced" with "stormed" in "X said men stormed the village, forced residents out and …": the parser
    makes two contents of it, the second without a subject."""
    said = parsed.words[verb.head]
    if said.i > verb.i or parsed.kid(verb, "nsubj", "nsubjpass", "mark", "aux") is not None:
        return False
    first = next((k for k in parsed.kids(said, "ccomp") if said.i < k.i < verb.i and k.tag == verb.tag), None)
    if first is None or parsed.kid(first, "nsubj", "nsubjpass") is None or verb.i - first.right > 2:
        return False
    verb.head, verb.dep = first.i, "conj"
    return True


def past_after_relative(parsed: Parsed, verb: Word) -> bool:
    """Coordinate "killed" with "launched" in "launched strikes on X, which is near Y, and killed 57": what is so now
    is not told on by what was done then."""
    relative = parsed.words[verb.head]
    if verb.tag != "VBD" or relative.dep != "relcl" or relative.tag not in ("VBZ", "VBP"):
        return False
    if parsed.kid(verb, "nsubj", "nsubjpass") is not None or relative.lemma not in ("be", "lie", "border", "have"):
        return False
    main = parsed.words[relative.head]
    while main.head != main.i and main.pos != "VERB":
        main = parsed.words[main.head]
    if main.tag != "VBD" or main.i > relative.i:
        return False
    verb.head = main.i
    return True


def suspected(parsed: Parsed, verb: Word) -> bool:
    """Make a description of "suspected" in "some 20 suspected rebels attacked": the parser takes it for what 20 did."""
    number, told = parsed.kid(verb, "nsubj"), parsed.kid(verb, "ccomp")
    subject = parsed.kid(told, "nsubj", "nsubjpass") if told is not None else None
    if number is None or number.tag != "CD" or told is None or subject is None or subject.left != verb.i + 1:
        return False
    told.dep, told.head = verb.dep, verb.head if verb.head != verb.i else told.i
    for kid in verb.kin:
        if kid.i not in (number.i, told.i):
            kid.head = told.i
    number.dep, number.head = "nummod", subject.i
    verb.pos, verb.tag, verb.dep, verb.head = "ADJ", "JJ", "amod", subject.i
    return True
