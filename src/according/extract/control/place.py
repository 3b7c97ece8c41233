"""What a control word is about: which places, how much of them, and how many unnamed ones."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from according.codebook.cues import load_people
from according.extract.control.named import listed, told_as_place
from according.extract.control.words import control_words
from according.extract.parsing.syntax import subject_of
from according.extract.parsing.words import Word
from according.extract.reading import Reading

_PERCENT = re.compile(r"^\d+(?:\.\d+)?$|^[⅓⅔¼½¾]$")
_BY_EXAMPLE = ("including", "among")
_WITHIN = ("in", "near", "around", "outside", "on", "at", "along", "across", "between")
_BESIDE = ("to", "from", "near", "around", "outside", "between", "towards", "toward", "leading", "along")


@dataclass(slots=True)
class Target:
    """One thing held or taken: the word for it, the word that names its place (if any), scope, count of unnamed."""

    word: Word
    place: int | None = None
    scope: str = "whole"
    count: int | None = None
    anaphoric: bool = False


def in_part(found: list[Target]) -> list[Target]:
    """The same targets, of each that would be meant whole only a part."""
    return [replace(t, scope="part" if t.scope == "whole" else t.scope) for t in found]


def targets(reading: Reading, noun: Word, pronouns: bool = False) -> list[Target]:
    """The targets told by the noun phrase of `noun`, its conjuncts, appositions and examples ("including A and B").

    Empty when the phrase is neither a place nor a word for one; `pronouns` accepts "it" and "them".
    """
    out: list[Target] = []
    for word in listed(reading, noun):
        found = _of_phrase(reading, word, pronouns)
        beside = word is not noun and bool(out) and out[-1].place is not None
        if not found and beside and _place_index(reading, word) is not None:
            found = [Target(word, word.i)]  # beside a town, a name taken for a person's is a town's too
        out.extend(found)
    return _distinct(out)


def _of_phrase(reading: Reading, word: Word, pronouns: bool) -> list[Target]:
    lists = control_words()
    if word.pos == "PRON" and not control_words().has("scope", "all", word.lower):
        return [Target(word, anaphoric=True)] if pronouns and word.lower in ("it", "them", "this", "that") else []
    lemma = word.lower if word.pos == "PRON" else word.lemma.lower()
    number = lists.numbers.get(word.lower) or (int(word.text) if word.text.isdigit() and len(word.text) < 4 else None)
    inner = _of_noun(reading, word) if number and word.pos in ("NUM", "NOUN", "PRON") else None
    if inner is not None and lists.has("scope", "counted", inner.lemma.lower()):
        scope = _unit_scope(reading, inner, inner.lemma.lower()) or "whole"
        return [Target(word, _near(reading, inner), scope, number)]
    here = reading.place_at(word)
    known = here is not None and not here.metonym
    unit = _unit_scope(reading, word, lemma)
    if not known and unit is None:
        return [Target(word, word.i)] if _name_of_nobody(reading, word) else []
    scope = unit if unit else "whole"
    count = _count(reading, word) if unit is not None and lists.has("scope", "counted", lemma) else None
    if known and here is not None and unit is None:
        scope = _modified(reading, word, scope)
    examples = _examples(reading, word)
    named = [here.head] if known and here is not None else _inner_places(reading, word)
    if examples:
        first = [Target(word, None, scope, count)] if count is not None and not _appositive(reading, word) else []
        return [*first, *(Target(reading.parsed.words[i], i, "whole" if count else scope) for i in examples)]
    if count is not None and not known and len(named) < 2:
        return [Target(word, _near(reading, word), scope, count)]
    if scope == "whole" and not known and word.dep == "appos" and named:
        scope = _modified(reading, reading.parsed.words[named[0]], scope)  # "northern P, an area that …"
    if scope == "whole" and not known and _is_another(reading, word):
        if not named and word.tag == "NN" and lists.has("scope", "counted", lemma):
            return [Target(word, None, scope, 1)]
        if len(named) < 2:
            scope = "part" if named or word.tag != "NNS" else "countryside"
    return [Target(word, place, scope) for place in named] or [Target(word, None, scope)]


def _is_another(reading: Reading, word: Word) -> bool:
    """Whether a common noun means other places than the one told of: "a village", "villages in P", "the road to P"."""
    if word.pos != "NOUN" or word.dep in ("appos", "attr"):
        return False
    parsed = reading.parsed
    if word.tag == "NNS" and control_words().has("scope", "settlement", word.lemma.lower()) and not parsed.kids(
        word, "det", "poss", "prep", "amod", "relcl"
    ):
        return True
    if word.tag == "NNS":
        inside = [o for prep in parsed.kids(word, "prep") if prep.lower in _WITHIN for o in parsed.kids(prep, "pobj")]
        return any(reading.place_at(o) is not None for o in inside)
    lists, lemma = control_words(), word.lemma.lower()
    indefinite = any(kid.lower in ("a", "an", "another") for kid in parsed.kids(word, "det"))
    if not lists.has("scope", "settlement", lemma):
        some = indefinite and lists.has("scope", "part_units", lemma)
        return some or any(prep.lower in _BESIDE for prep in parsed.kids(word, "prep"))
    return indefinite and not any(prep.lower == "of" for prep in parsed.kids(word, "prep"))


def _name_of_nobody(reading: Reading, word: Word) -> bool:
    """Whether a proper name that no reader took for an actor may be a place no gazetteer knows."""
    found = reading.actor_at(word)
    if found is not None and (found.actor is not None or found.person or found.antecedent is not None):
        return found.actor is None and word.pos == "PROPN" and told_as_place(reading, word)
    bare = word.tag == "NNP" and reading.parsed.kid(word, "det") is None
    named = ("", "GPE", "LOC", "FAC", "ORG", "NORP", "PERSON", *(("PRODUCT",) if bare else ()))
    return word.pos == "PROPN" and word.ent in named and not _names_media(reading, word)


def _names_media(reading: Reading, word: Word) -> bool:
    """Whether the name ends as those of broadcasters do ("NAME National Radio"): no place that no gazetteer knows."""
    return load_people().bodies.get(word.text) == "media" and _unit_scope(reading, word, word.lower) is None


def _unit_scope(reading: Reading, word: Word, lemma: str) -> str | None:
    """What kind of unit the noun itself names; None when it is no word for a place."""
    lists = control_words()
    if lists.has("scope", "facility", lemma):
        return "facility"
    if lists.has("scope", "outskirts", lemma) or lists.has("scope", "outskirts", word.lower):
        return "outskirts"
    if lists.has("scope", "countryside", lemma):
        return "countryside"
    if lists.has("scope", "all", lemma):
        inner = _of_noun(reading, word)
        if inner is None or inner is word:
            return None
        nearly = any(lists.has("scope", "nearly", kid.lower) for kid in reading.parsed.kids(word, "advmod", "amod"))
        inside = _unit_scope(reading, inner, inner.lemma.lower()) or ("whole" if reading.place_at(inner) else None)
        return "part" if inside == "whole" and nearly else inside
    if lists.has("scope", "part", lemma) or _PERCENT.match(word.text):
        every = any(kid.lower in ("all", "both") for kid in reading.parsed.kids(word, "det", "predet"))
        inner = _of_noun(reading, word)
        if inner is not None and lists.has("scope", "countryside", inner.lemma.lower()):
            return "countryside"
        if inner is not None and lists.has("scope", "facility", inner.lemma.lower()):
            return "facility"
        whole = inner is not None and (
            reading.place_at(inner) is not None or _is_unit(inner.lemma.lower()) or _name_of_nobody(reading, inner)
        )
        return ("whole" if every else "part") if whole else None
    if lists.has("scope", "part_units", lemma):
        dets = {k.lower for k in reading.parsed.kids(word, "det", "amod")}
        some = lemma in ("territory", "ground", "land") and not dets & {"the", "this", "that", "all", "its", "entire"}
        partial = some or word.tag == "NNS" or _number(reading, word) is not None or _compass(reading, word)
        return "part" if partial else "whole"
    if lists.has("scope", "compass", lemma) and _of_noun(reading, word) is not None:
        return "part"
    if lists.has("scope", "whole", lemma) or lists.has("scope", "counted", lemma):
        inner = _of_noun(reading, word)
        if inner is not None and inner.pos == "NOUN" and _is_unit(inner.lemma.lower()) and inner.tag == "NN":
            return "part"
        return "part" if _compass(reading, word) and lemma in ("city", "town", "village", "half", "side") else "whole"
    return None


def _is_unit(lemma: str) -> bool:
    lists = control_words()
    return any(lists.has("scope", name, lemma) for name in ("whole", "part_units", "counted", "facility"))


def is_place_word(word: Word) -> bool:
    """Whether the noun is a word for a place or a part of one ("town", "checkpoint", "outskirts")."""
    lemma = word.lemma.lower()
    return _is_unit(lemma) or any(control_words().has("scope", n, lemma) for n in ("outskirts", "countryside"))


def _compass(reading: Reading, word: Word) -> bool:
    lists = control_words()
    return any(
        lists.has("scope", "compass", kid.lower) for kid in reading.parsed.kids(word, "amod", "compound", "nmod")
    )


def _modified(reading: Reading, word: Word, scope: str) -> str:
    """ "eastern Ghouta" is a name or a part by what the place reader made of it; "eastern Aleppo" is a part."""
    here = reading.place_at(word)
    if here is not None and here.ref.relation in ("part-of", "part_of"):
        return "part"
    if here is not None and here.ref.relation in ("outskirts",):
        return "outskirts"
    if here is not None and here.ref.kind in ("facility", "airport", "crossing"):
        return "facility"
    for kid in reading.parsed.kids(word, "amod", "compound", "advmod", "nmod"):
        if control_words().has("scope", "countryside", kid.lower):
            return "countryside"
        if kid.i < (here.first if here else word.i) and control_words().has("scope", "compass", kid.lower):
            return "part"
    return scope


def _of_noun(reading: Reading, word: Word) -> Word | None:
    """The noun after "of" (or "in", "on") of a word for a part."""
    for prep in word.kin:
        if prep.dep == "prep" and prep.lower in ("of", "in", "on", "at"):
            inner = reading.parsed.kid(prep, "pobj")
            if inner is not None:
                return inner
    return None


def _inner_places(reading: Reading, word: Word) -> list[int]:
    """The places that a phrase names inside itself: "city of Azaz", "Anadan checkpoint", "the villages of A and B"."""
    parsed = reading.parsed
    for kid in parsed.kids(word, "compound", "nmod", "amod", "poss"):
        at = reading.place_at(kid)
        if at is not None and not at.metonym and reading.actor_at(kid) is None:
            return [at.head]
    inside: list[Word] = []
    for prep in parsed.kids(word, "prep"):
        if prep.lower in ("of", "in", "at", "near", "on", "around", "outside"):
            inside.extend(parsed.kids(prep, "pobj"))
    for found in inside:
        names = [i for w in listed(reading, found) if (i := _place_index(reading, w)) is not None]
        if names:
            return names
        if found.pos in ("NOUN", "PROPN") and is_place_word(found):
            deeper = _inner_places(reading, found)
            if deeper:
                return deeper
    if word.dep == "appos":
        outer = _place_index(reading, parsed.head_of(word))
        return [outer] if outer is not None else []
    if word.dep == "attr":
        subject = subject_of(parsed, parsed.head_of(word))
        outer = _place_index(reading, subject) if subject is not None else None
        return [outer] if outer is not None and reading.place_at(outer) is not None else []
    return []


def _place_index(reading: Reading, word: Word) -> int | None:
    """The head of the place named by `word`, also of a name no reader could place; None for anything else."""
    at = reading.place_at(word)
    if at is not None:
        return None if at.metonym else at.head
    found = reading.actor_at(word)
    unknown = word.pos == "PROPN" and (found is None or found.actor is None)
    return word.i if unknown and not _names_media(reading, word) else None


def _near(reading: Reading, word: Word) -> int | None:
    """The place that unnamed ones lie in or near ("six villages near Azaz")."""
    for prep in reading.parsed.kids(word, "prep"):
        for obj in reading.parsed.kids(prep, "pobj"):
            at = reading.place_at(obj)
            if at is not None and not at.metonym:
                return at.head
    return None


def _examples(reading: Reading, word: Word) -> list[int]:
    """Places given as examples or in apposition: "including A and B", "two villages (A and B)", "three towns: A, B"."""
    parsed = reading.parsed
    out: list[Word] = []
    for kid in parsed.kids(word, "prep", "appos", "pcomp"):
        if kid.dep == "prep" and kid.lower in _BY_EXAMPLE:
            for obj in parsed.kids(kid, "pobj", "dobj"):
                out.extend(listed(reading, obj))
        elif kid.dep == "appos" and kid.pos == "PROPN":
            out.extend(listed(reading, kid))
    out.extend(_predicated(reading, word) if not out and word.tag == "NNS" else [])
    if not out and word.tag == "NNS":
        # "areas retaken by X including A and B": the parse hangs the examples on X.
        for later in parsed.words[word.i + 1 : min(word.i + 12, parsed.sentence_of(word).last + 1)]:
            if later.lower == "including":
                for obj in parsed.kids(later, "pobj", "dobj"):
                    out.extend(listed(reading, obj))
    return [i for w in out if (i := _place_index(reading, w)) is not None]


def _predicated(reading: Reading, word: Word) -> list[Word]:
    """The names that a sentence about places gives them: "among the villages seized were A, B and C"."""
    parsed = reading.parsed
    top = word
    above = ("ADP", "PRON", "DET", "NUM", "NOUN", "ADJ", "AUX")
    while top.dep in ("pobj", "prep") and parsed.head_of(top).pos in above:
        top = parsed.head_of(top)
    verb = top if top.pos == "AUX" else parsed.head_of(top)
    if verb.lemma.lower() != "be" or verb.i == word.i:
        return []
    said = [k for k in parsed.kids(verb, "attr", "nsubj") if k.pos == "PROPN" and k.i > verb.i]
    return [w for k in said for w in listed(reading, k)]


def _appositive(reading: Reading, word: Word) -> bool:
    """Whether the examples are all there are ("two villages (A and B)")."""
    return any(k.dep == "appos" and k.pos == "PROPN" for k in reading.parsed.kids(word, "appos"))


def _number(reading: Reading, word: Word) -> int | None:
    lists = control_words()
    for kid in reading.parsed.kids(word, "nummod", "det", "predet"):
        if kid.lower in lists.numbers and kid.lower not in ("a",):
            return lists.numbers[kid.lower]
        if kid.text.replace(",", "").isdigit():
            return int(kid.text.replace(",", ""))
    return None


def _count(reading: Reading, word: Word) -> int | None:
    """How many unnamed places: "six villages", "one of the villages"; None for a single definite one."""
    number = _number(reading, word)
    if number is not None:
        return number if number > 0 else None
    if word.dep == "pobj":
        prep = reading.parsed.head_of(word)
        governor = reading.parsed.head_of(prep)
        if prep.lower == "of" and governor.lower in control_words().numbers:
            return control_words().numbers[governor.lower]
    return None


def _distinct(found: list[Target]) -> list[Target]:
    seen: set[tuple[int | None, int | None]] = set()
    out: list[Target] = []
    for target in found:
        key = (target.place, target.count if target.place is None else None)
        if target.place is not None and key in seen:
            continue
        seen.add(key)
        out.append(target)
    return out
