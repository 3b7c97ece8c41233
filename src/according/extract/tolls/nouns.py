"""Harm told by nouns and adjectives: deaths, the dead, bodies, tolls."""

from __future__ import annotations

from dataclasses import replace

from according.extract.parsing.syntax import conjuncts, subject_of
from according.extract.parsing.words import Parsed, Word
from according.extract.reading import Reading
from according.extract.tolls.figures import Counts, added, figure_of, is_people
from according.extract.tolls.harm import Harm
from according.extract.tolls.lexicon import (
    ACT_NOUNS,
    BODIES,
    CARDINALS,
    NOUNS,
    PEOPLE,
    SCALES,
    STATES,
)
from according.extract.tolls.numbers import Quantity
from according.extract.tolls.verbs import counted
from according.model.claim import Figure

# The least that a word of many stands for where it is near to a count: dozens.
_FEWEST_COUNTED = 24


def by_noun(reading: Reading, counts: Counts, word: Word) -> Harm | None:
    """Deaths and other harms told by a noun or adjective."""
    parsed = reading.parsed
    lemma = word.lemma.lower()
    verb = _verb_above(parsed, word)
    if lemma == "toll" or (lemma in ("number", "count") and word.pos == "NOUN" and _of_the_dead(parsed, word)):
        return _by_toll(parsed, counts, word, verb)
    state = STATES.get(word.lower)
    if state and word.dep in STATED and (found := _by_state(reading, counts, word, state, verb)):
        return found
    rising = lemma in ("casualty", "death", "fatality") and verb.lemma in RISING
    if rising and word.i not in counts.by_noun:
        return _by_toll(parsed, counts, word, verb)
    harm = NOUNS.get(lemma)
    if harm is None or word.pos not in ("NOUN", "PROPN") or (word.text[:1].isupper() and word.ent):
        return None
    if lemma == "body":
        return _by_bodies(reading, counts, word, verb)
    if lemma in ACT_NOUNS and word.i not in counts.by_noun and (told := _by_act(reading, counts, word, harm, verb)):
        return told
    return _by_count(reading, counts, word, harm, verb)


# Where a word for a state ("dead", "wounded") says that somebody is in it.
STATED = frozenset(
    (
        *("acomp", "oprd", "amod", "attr", "ccomp", "acl", "advmod", "dobj", "conj", "pobj", "ROOT", "nsubj"),
        *("appos", "nsubjpass", "xcomp", "npadvmod", "dep"),
    )
)
RISING = frozenset(("rise", "climb", "grow", "increase", "mount"))


def _of_the_dead(parsed: Parsed, noun: Word) -> bool:
    """ "The number of deaths", "the count of victims"."""
    counted_of = (obj for prep in parsed.kids(noun, "prep") for obj in prep.kin)
    return any(obj.lemma in ("death", "fatality", "casualty", "dead", "victim") for obj in counted_of)


def _by_act(reading: Reading, counts: Counts, word: Word, harm: str, verb: Word) -> Harm | None:
    """The harm of "the killing of three men" and of "the mayor's murder"."""
    parsed, lemma = reading.parsed, word.lemma.lower()
    for prep in parsed.kids(word, "prep"):
        if prep.lower == "of":
            heads = [h for o in parsed.kids(prep, "pobj") for h in conjuncts(parsed, o)]
            found = counted(reading, counts, word, harm, heads, lemma, "of", [])
            if found and (found.figure.low is not None or found.figure.high is not None):
                found.verb = verb
                return found
    owner = parsed.kid(word, "poss")
    if owner is not None and lemma in ("death", "killing", "murder", "assassination") and is_people(reading, owner):
        figure = figure_of(reading, counts, owner)
        if figure and figure.high == 1:
            return Harm(word, harm, [owner], figure, verb, f"possessor of {lemma}")
    return None


def _by_count(reading: Reading, counts: Counts, word: Word, harm: str, verb: Word) -> Harm | None:
    """The harm that a counted noun tells: "three deaths", "no casualties"."""
    lemma = word.lemma.lower()
    figure = figure_of(reading, counts, word, need_number=True)
    if figure is None or (figure.high == 0 and lemma not in ("casualty", "death", "injury", "fatality")):
        return None
    if harm == "casualties":
        # Casualties are dead and wounded together: a count of them is taken for the dead, as reports of harm are read,
        # but "a number of casualties" does not tell that anybody died.
        if _is_vague(figure):
            return None
        harm = "killed"
    if lemma in ("refugee", "prisoner", "detainee") or (
        lemma in ("corpse", "martyr", "abduction") and figure.high == 0
    ):
        return None
    return Harm(word, harm, [], replace(figure, who=_by_whom(reading.parsed, word)), verb, f"number of {lemma}")


def _is_vague(figure: Figure) -> bool:
    """Some, several, a number: no count and no dozens either."""
    told = (figure.text or "").lower().replace("-", " ").split()
    counted_out = any(word in CARDINALS or word in SCALES or any(c.isdigit() for c in word) for word in told)
    return not counted_out and figure.high is None and (figure.low or 0) < _FEWEST_COUNTED


def _by_bodies(reading: Reading, counts: Counts, body: Word, verb: Word) -> Harm | None:
    """ "the bodies of 14 men were found", "pulled six bodies from the rubble"."""
    parsed = reading.parsed
    if verb.lemma not in BODIES and not any(kid.lemma in BODIES for kid in parsed.kids(body, "acl", "relcl")):
        return None
    for prep in parsed.kids(body, "prep"):
        if prep.lower == "of":
            heads = [h for o in parsed.kids(prep, "pobj") for h in conjuncts(parsed, o)]
            found = counted(reading, counts, body, "killed", heads, "body", "of", [])
            own = figure_of(reading, counts, body, need_number=True) if body.i in counts.by_noun else None
            if found is not None and own is not None and not any(h.i in counts.by_noun for h in heads):
                found.figure = replace(own, who=found.figure.who)  # "six bodies of soldiers" are six
            return found
    figure = figure_of(reading, counts, body, need_number=True)
    return (
        Harm(body, "killed", [], replace(figure, who=None), verb, "bodies counted")
        if figure and figure.high != 0
        else None
    )


def _by_whom(parsed: Parsed, noun: Word) -> str | None:
    """ "civilian deaths": civilian; "deaths among children": children."""
    for i in noun.children:
        kid = parsed.words[i]
        if (
            i < noun.i
            and kid.dep in ("amod", "compound")
            and (kid.lemma in PEOPLE or kid.lower in PEOPLE or kid.ent == "NORP")
        ):
            return kid.text
    return None


def _by_toll(parsed: Parsed, counts: Counts, toll: Word, verb: Word) -> Harm | None:
    """ "the death toll rose to 14", "raising the toll to 14", "a death toll of 14", "put the toll at 14"."""
    near: list[Word] = [toll, verb]
    for at in near:
        for prep in parsed.kids(at, "prep"):
            if prep.lower in ("to", "at", "of", "above", "past", "beyond", "around", "about", "over", "near"):
                for obj in parsed.kids(prep, "pobj"):
                    quantity = counts.by_word.get(obj.i) or counts.by_noun.get(obj.i)
                    if quantity and not quantity.first <= toll.i <= quantity.last:
                        return _toll_harm(parsed, toll, verb, quantity, prep.lower)
    if verb.lemma in ("be", "stand", "reach", "hit", "pass", "top", "exceed", "surpass", "climb"):
        for obj in parsed.kids(verb, "attr", "dobj", "npadvmod"):
            quantity = counts.by_word.get(obj.i) or counts.by_noun.get(obj.i)
            if quantity:
                return _toll_harm(parsed, toll, verb, quantity, verb.lemma)
    return None


def _toll_harm(parsed: Parsed, toll: Word, verb: Word, quantity: Quantity, how: str) -> Harm:
    low, best, high = quantity.low, quantity.best, quantity.high
    if how in ("above", "past", "beyond", "over", "pass", "top", "exceed", "surpass") and low is not None:
        best = high = None
    start, end = parsed.words[quantity.first].start, parsed.words[quantity.last].end
    figure = Figure(low, best, high, None, parsed.text[start:end], start, end)
    injured = any(parsed.words[i].lower in ("injury", "injured", "wounded") for i in toll.children)
    return Harm(toll, "injured" if injured else "killed", [], figure, verb, "running toll of an incident")


def _by_state(reading: Reading, counts: Counts, word: Word, harm: str, verb: Word) -> Harm | None:
    """ "14 dead", "left six dead and 20 wounded", "six were missing", "the dead included…" only with a number."""
    parsed = reading.parsed
    own = counts.by_noun.get(word.i)
    if (
        own is not None
        and own.last < word.i
        and any(parsed.words[i].lower in ("the", "those") for i in range(own.last + 1, word.i))
    ):
        return None
    if own is not None and own.last < word.i:
        figure = figure_of(reading, counts, word, need_number=True)
        return Harm(word, harm, [], replace(figure, who=None), verb, "number of dead or hurt") if figure else None
    target: Word | None = None
    head = parsed.words[word.head]
    if word.dep in ("acomp", "oprd", "xcomp") and head.pos in ("VERB", "AUX"):
        target = (
            parsed.kid(head, "dobj") if head.lemma in ("leave", "find", "make", "render") else subject_of(parsed, head)
        )
        if head.lemma == "find" and target is None:
            target = subject_of(parsed, head)
    elif word.dep in ("amod", "acl") and head.pos in ("NOUN", "PROPN", "NUM", "PRON"):
        target = head
        while word.i > head.i and target.dep == "conj" and parsed.words[target.head].pos == "NOUN":
            target = parsed.words[target.head]  # "left two guards and a cook dead"
    elif word.dep == "ccomp" and head.lemma == "leave":
        target = parsed.kid(word, "nsubj")
    elif word.dep == "conj" and parsed.words[word.head].lower in STATES:
        number = counts.by_word.get(word.i - 1)
        if number:
            start, end = parsed.words[number.first].start, word.end
            return Harm(
                word,
                harm,
                [],
                Figure(number.low, number.best, number.high, None, parsed.text[start:end], start, end),
                verb,
                "number of dead or hurt",
            )
        return None
    if target is None:
        number = counts.by_word.get(word.i - 1)
        if (
            number
            and number.noun in (None, word.i)
            and word.dep in ("dobj", "pobj", "conj", "ROOT", "nsubj", "attr", "appos", "npadvmod", "dep")
        ):
            start, end = parsed.words[number.first].start, word.end
            return Harm(
                word,
                harm,
                [],
                Figure(number.low, number.best, number.high, None, parsed.text[start:end], start, end),
                verb,
                "number of dead or hurt",
            )
        return None
    figure = figure_of(reading, counts, target, need_number=True)
    if figure is None or not (is_people(reading, target) or target.i in counts.by_word):
        return None
    heads = [target]
    for other in conjuncts(parsed, target)[1:] if word.i > target.i else []:
        more = figure_of(reading, counts, other, apart=True) if is_people(reading, other) else None
        if more is not None and other.i < word.i:  # "left two guards and three cooks dead"
            figure, heads = added(parsed, figure, more), [*heads, other]
    return Harm(word, harm, heads, figure, verb, "people dead or hurt")


def _verb_above(parsed: Parsed, word: Word) -> Word:
    at = word
    while at.head != at.i and at.pos not in ("VERB", "AUX"):
        at = parsed.words[at.head]
    return at
