"""A noun phrase of people as a Figure: how many, and who they are."""

from __future__ import annotations

from dataclasses import dataclass, field

from according.extract.parsing.syntax import conjuncts
from according.extract.parsing.words import Parsed, Word
from according.extract.reading import Reading
from according.extract.times.lexicon import MONTHS, WEEKDAYS
from according.extract.tolls.lexicon import NOT_PEOPLE, PEOPLE, STATES
from according.extract.tolls.numbers import Quantity, quantities
from according.model.claim import Figure

_NOBODY = {"nobody", "none"}
_SINGULAR_PRONOUNS = {"he", "she", "him", "her", "himself", "herself", "i", "me"}
_PLURAL_PRONOUNS = {"they", "them", "themselves", "we", "us"}
_COLLECTIVES = {
    "family",
    "crew",
    "group",
    "team",
    "couple",
    "pair",
    "convoy",
    "unit",
    "battalion",
    "brigade",
    "household",
}
_DEFINITE = {"the", "his", "her", "its", "their", "this", "that", "a", "an", "one", "another", "my", "our"}
_PARTS = ("NN", "NNP", "NNPS", "NNS", "JJ", "VBN", "CD", "PRP", "DT")


@dataclass(slots=True)
class Counts:
    """Quantities of one reading, by the number word and by the noun they count; those inside dates are left out."""

    by_noun: dict[int, Quantity] = field(default_factory=dict)
    by_word: dict[int, Quantity] = field(default_factory=dict)

    @classmethod
    def of(cls, reading: Reading) -> Counts:
        dated = {i for m in reading.times for i in range(m.first, m.last + 1)}
        counts = cls()
        words = reading.parsed.words
        for found in quantities(reading.parsed):
            if found.head in dated or _is_measure(words, found):
                continue
            if found.noun is not None:
                known = counts.by_noun.get(found.noun)
                if known is None or known.last < found.first < found.noun:
                    counts.by_noun[found.noun] = found
            for i in range(found.first, found.last + 1):
                counts.by_word[i] = found
        return counts


MEASURES = {
    "year",
    "month",
    "week",
    "day",
    "hour",
    "minute",
    "kilometer",
    "kilometre",
    "mile",
    "km",
    "dollar",
    "percent",
    "meter",
    "metre",
    "euro",
    "pound",
    "ton",
    "tonne",
    "time",
    "degree",
    "inch",
    "foot",
    "kg",
    "mm",
    "acre",
    "hectare",
    "magnitude",
    "decade",
}


def _is_measure(words: list[Word], found: Quantity) -> bool:
    return found.noun is not None and words[found.noun].lemma in MEASURES


def is_people(reading: Reading, noun: Word) -> bool:
    """Whether a noun phrase is about people: by lexicon, recogniser or actor mention."""
    if noun.lemma in NOT_PEOPLE or noun.lower in NOT_PEOPLE:
        return False
    if noun.lower in PEOPLE or noun.lemma in PEOPLE or noun.lower.split("-")[-1] in PEOPLE:
        return True
    if noun.ent in ("PERSON", "NORP"):
        return True
    if noun.tag in ("PRP", "WP"):
        return noun.lower not in ("it", "itself")
    actor = reading.actor_at(noun)
    return actor is not None and (
        actor.person
        or actor.kind
        in (
            "person",
            "civilians",
            "journalists",
            "aid_workers",
            "activists",
            "armed_group",
            "militia",
            "armed_forces",
            "police",
            "group",
        )
    )


def added(parsed: Parsed, left: Figure, right: Figure) -> Figure:
    """ "six soldiers and two civilians": the sum; an open end stays open."""

    def plus(a: int | None, b: int | None) -> int | None:
        return a + b if a is not None and b is not None else None

    low = (left.low or 0) + (right.low or 0) if left.low is not None or right.low is not None else None
    start = min(left.start or 0, right.start or 0)
    end = max(left.end or 0, right.end or 0)
    text = parsed.text[start:end]
    who = " and ".join(w for w in (left.who, right.who) if w) or None
    return Figure(low, plus(left.best, right.best), plus(left.high, right.high), who, text, start, end)


def figure_of(
    reading: Reading, counts: Counts, noun: Word, need_number: bool = False, apart: bool = False
) -> Figure | None:
    """The figure that a noun phrase states, or None where it counts nobody.

    `apart` leaves those coordinated with a single person ("A and B") to the caller.

    No number: one named or definite person is 1; an unnumbered plural is low 2 with an open end (convention of the
    hand-labelled claims); "no one" is 0. `need_number` leaves out the unnumbered.
    """
    parsed = reading.parsed
    if (
        noun.lower in _NOBODY
        or (noun.lower == "one" and any(parsed.words[i].lower == "no" for i in noun.children))
        or _none(parsed, noun)
    ):
        return _figure(parsed, 0, 0, 0, noun.left, noun.i, None)
    quantity = counts.by_noun.get(noun.i) or counts.by_word.get(noun.i)
    if quantity is None and noun.lower in _COLLECTIVES:
        quantity = _of_size(parsed, counts, noun)
    if quantity is not None:
        return _figure(
            parsed,
            quantity.low,
            quantity.best,
            quantity.high,
            min(quantity.first, noun.i),
            max(noun.i, quantity.last),
            who_of(parsed, noun, quantity),
        )
    if need_number:
        return None
    return _uncounted(reading, noun, apart)


def _none(parsed: Parsed, noun: Word) -> bool:
    """Whether there are none: "no deaths", and the second of "no injuries or deaths"."""
    if any(parsed.words[i].lower == "no" and parsed.words[i].dep == "det" for i in noun.children):
        return True
    before = parsed.words[noun.i - 1] if noun.i else noun
    return noun.dep == "conj" and before.lower == "or" and _none(parsed, parsed.words[noun.head])


def _of_size(parsed: Parsed, counts: Counts, noun: Word) -> Quantity | None:
    """ "a family of seven"."""
    for prep in parsed.kids(noun, "prep"):
        if prep.lower == "of":
            obj = parsed.kid(prep, "pobj")
            if obj is not None:
                return counts.by_word.get(obj.i) or counts.by_noun.get(obj.i)
    return None


def _uncounted(reading: Reading, noun: Word, apart: bool) -> Figure | None:
    parsed = reading.parsed
    if not is_people(reading, noun):
        return None
    first, last = _core(parsed, noun)
    if noun.lower in _SINGULAR_PRONOUNS:
        return _figure(parsed, 1, 1, 1, noun.i, noun.i, None)
    if noun.lower in _PLURAL_PRONOUNS or noun.lower in ("others", "those", "many", "who"):
        return _figure(parsed, 2, None, None, noun.i, noun.i, None)
    names = [noun] if apart else conjuncts(parsed, noun)
    if noun.tag in ("NNS", "NNPS") or noun.lower in ("people", "police", "troops"):
        return _figure(parsed, 2, None, None, first, last, parsed.slice(first, last))
    actor = reading.actor_at(noun)
    if noun.tag == "NNP" and noun.ent in ("ORG", "GPE", "LOC", "FAC", "NORP"):
        return None
    if actor is not None and actor.plural:
        return _figure(parsed, 2, None, None, first, last, parsed.slice(first, last))
    if noun.lower in _COLLECTIVES:
        return _figure(parsed, 2, None, None, first, last, parsed.slice(first, last))
    singular = noun.tag == "NNP" or any(
        parsed.words[i].lower in _DEFINITE or parsed.words[i].dep == "poss" for i in noun.children
    )
    if singular or noun.lower in ("someone", "one"):
        people = [n for n in names if n.tag in ("NN", "NNP") and is_people(reading, n)]
        count = max(1, len(people)) if len(people) == len(names) else 1
        return _figure(parsed, count, count, count, first, last, parsed.slice(first, last))
    return None


def _core(parsed: Parsed, noun: Word) -> tuple[int, int]:
    """The noun with what stands before it, without clauses."""
    first = noun.i
    for i in noun.children:
        kid = parsed.words[i]
        if kid.lower in WEEKDAYS or kid.lower in MONTHS:
            continue
        if (
            i < noun.i
            and kid.dep in ("compound", "amod", "det", "poss", "nummod", "nmod", "quantmod")
            and kid.left >= parsed.sentences[noun.sent].first
        ):
            first = min(first, kid.left)
    return first, noun.i


def who_of(parsed: Parsed, noun: Word, quantity: Quantity) -> str | None:
    """What a quantity counts, in the text's words: "local journalists", "members of one family"."""
    if quantity.first <= noun.i <= quantity.last and quantity.noun is not None:
        noun = parsed.words[quantity.noun]  # "dozens of reporters": the reporters
        if noun.tag in ("WP", "WDT", "PRP"):  # "three of whom", "two of them": their noun stands elsewhere
            return None
    if quantity.first <= noun.i <= quantity.last:
        return None
    first = max(
        quantity.last + 1,
        min(
            [
                noun.i,
                *(
                    parsed.words[i].left
                    for i in noun.children
                    if i < noun.i and parsed.words[i].dep in ("compound", "amod", "nmod", "poss")
                ),
            ]
        ),
    )
    if parsed.words[first].lower in ("of", "the"):
        first += 1
    if first <= noun.i and parsed.words[first].lower in ("the", "its", "his"):
        first += 1
    last = noun.i
    for prep in parsed.kids(noun, "prep"):
        if prep.lower == "of" and prep.i == noun.i + 1:
            obj = parsed.kid(prep, "pobj")
            if obj is not None and obj.i - noun.i < 8:
                last = obj.i
    return parsed.slice(min(first, noun.i), last)


def _figure(
    parsed: Parsed, low: int | None, best: int | None, high: int | None, first: int, last: int, who: str | None
) -> Figure:
    start, end = parsed.words[first].start, parsed.words[last].end
    return Figure(low, best, high, who, parsed.text[start:end], start, end)


def joint(figure: Figure) -> Figure:
    """The figure of one harm where the text gives one number for two ("60 killed and injured"): some of them."""
    if figure.high == 0 or (figure.low == 1 and figure.high == 1):
        return figure
    low = figure.low if figure.low is not None else figure.high or 0
    return Figure(
        2 if low > 2 else 1 if low == 2 and figure.high == 2 else min(low, 2),
        None,
        None,
        figure.who,
        figure.text,
        figure.start,
        figure.end,
    )


def state_words(noun: Word) -> str | None:
    """The harm a noun-like adjective tells ("14 dead", "20 wounded")."""
    return STATES.get(noun.lower) if noun.tag in _PARTS else None
