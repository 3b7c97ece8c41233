"""The finest of the places that are told together: "X in Y", "the X quarter of Y", "X, a town north of Y"."""

from __future__ import annotations

from according.extract.parsing.syntax import prepositional
from according.extract.parsing.words import Parsed, Word
from according.extract.places.inherit import is_large
from according.extract.places.spans import ARTICLES
from according.extract.places.vague import MEASURES, POINTLIKE
from according.extract.places.words import place_words
from according.extract.reading import PlaceMention, Reading
from according.model.place import PlaceRef

# How many words stand at most between a place and the one that helps to find it, and which these may be.
PINNED_MOST = 9
PINNING = frozenset(("in", "near", "of", "outside", "inside", "within", "on", "at"))
BETWEEN = frozenset((",", "(", "the", "a", "edge", "outskirts", "part", "side", "close", "to", "just", "also", "state"))
# Nouns for a place as such: "the Hama suburb of X" is X.
TOWN_NOUNS = place_words().classes["town_noun"]
PLACE_NOUNS = place_words().classes["place_noun"]


def finest(reading: Reading, mention: PlaceMention) -> PlaceMention:
    """The first of a chain of containers ("Nablus, West Bank"; "a suburb of Algiers" stays as it is)."""
    if (named := _told_from(reading, mention) or _named_by(reading, mention)) is not None:
        mention = named
    for _ in range(3):
        if (pinned := _pinned(reading, mention)) is None:
            break
        mention = pinned
    return mention


def _pinned(reading: Reading, mention: PlaceMention) -> PlaceMention | None:
    """The place right before MENTION that it only helps to find: "X in MENTION", "the X camp near MENTION", "X, a town
    north of MENTION"."""
    words = reading.parsed.words
    lists = place_words()
    for other in reversed(reading.places_in(words[mention.first].sent)):
        between = words[other.last + 1 : mention.first]
        if not between or len(between) > PINNED_MOST:
            continue
        if other.metonym or is_large(other.ref) or first_preposition(words, other) in ("to", "from", "for"):
            return None
        if other.ref.kind == "river" and mention.ref.kind in POINTLIKE:
            return None  # "beyond the X River, in the town of MENTION"
        if not any(w.lower in PINNING for w in between) or not all(
            w.lower in PINNING
            or w.lower in BETWEEN
            or w.lower in lists.direction
            or w.lower in lists.facility_adjective
            or w.lower in lists.unit
            or w.pos in ("DET", "ADJ")
            for w in between
        ):
            return None
        if len(between) > 2 and between[-1].lower == "of" and between[-2].lemma in TOWN_NOUNS:
            return None  # "the X province town of MENTION"
        of = between[-1].lower == "of" and between[-2:-1] and between[-2].lower in lists.unit
        if of and other.last + 2 == between[-1].i and _holds(reading, other.ref, mention.ref):
            return None  # "the X neighborhood of MENTION" is X, but "the Aleppo district of MENTION" is MENTION
        return other
    return None


def _holds(reading: Reading, outer: PlaceRef, inner: PlaceRef) -> bool:
    """Whether of two places named together the first is the larger, by kind or by how well known it is."""
    if outer.id is None or outer.kind in ("district", "facility", "camp"):
        return False
    if outer.kind in ("country", "province", "region", "area"):
        return inner.kind not in ("country", "province", "region")
    return inner.id is None or _rank(reading, outer) < _rank(reading, inner)


def _rank(reading: Reading, ref: PlaceRef) -> int:
    """How well known a resolved place is, 0 best; 200 where its name no longer leads to it."""
    matches = reading.gazetteer.candidates(ref.text or "")
    return next((m.rank for m in matches if m.place.id == ref.id), 200)


def _named_by(reading: Reading, mention: PlaceMention) -> PlaceMention | None:
    """The finer place that a noun of place around `mention` speaks of: "X, the last stronghold in MENTION", "the town
    of X on MENTION", "X is the capital of MENTION"."""
    parsed = reading.parsed
    at = parsed.words[mention.head]
    large = mention.ref.kind not in ("city", "district", "facility", None)
    for step in range(6):
        if at.head == at.i or at.dep == "conj":
            return None
        owner = at.dep in ("compound", "poss", "nmod")
        at = parsed.words[at.head]
        if owner and (step or at.lemma not in PLACE_NOUNS) and at.lemma not in TOWN_NOUNS:
            return None
        if at.pos not in ("NOUN", "PROPN", "ADP"):
            return None
        near = [at] if at.pos == "PROPN" else []
        if at.pos == "NOUN" and (at.lemma in PLACE_NOUNS or at.lemma in place_words().unit):
            if at.lemma in TOWN_NOUNS and _is_of(parsed, mention, at):
                return _unlisted_town(reading, mention, at)
            if owner and at.lemma in TOWN_NOUNS:  # "the MENTION suburb of X" is X
                named = [reading.place_at(word) for word in prepositional(parsed, at, "of")]
                town = next((p for p in named if p is not None and not p.metonym), None)
                if town is not None:
                    return town
            near += parsed.kids(at, "compound", "appos", "nmod") + prepositional(parsed, at, "of")
            if large and at.dep == "appos":
                near.append(parsed.words[at.head])
            if large and at.dep == "attr" and (subject := parsed.kid(parsed.words[at.head], "nsubj")) is not None:
                near.append(subject)
        if not owner and not is_large(mention.ref) and any(reading.place_at(word) is mention for word in near):
            return None  # itself one of those spoken of: "the villages of MENTION, X and Y"
        for word in near:
            found = reading.place_at(word)
            if found is not None and found is not mention and not found.metonym and not is_large(found.ref):
                return found
    return None


def _unlisted_town(reading: Reading, mention: PlaceMention, noun: Word) -> PlaceMention | None:
    """The town no gazetteer has that a unit is said to hold: "X village of MENTION district"."""
    if mention.ref.kind == "city":
        return None
    for word in reading.parsed.kids(noun, "compound", "nmod"):
        found = reading.place_at(word)
        if found is not None and found.ref.id is None and found is not mention and not found.metonym:
            return found
    return None


def _is_of(parsed: Parsed, mention: PlaceMention, noun: Word) -> bool:
    """Whether the noun is "of" the mention: in "the West Bank town of MENTION" the mention is the town."""
    at = parsed.words[mention.head]
    while at.dep in ("conj", "appos") and at.head != at.i:
        at = parsed.words[at.head]
    of = parsed.words[at.head]
    return at.dep == "pobj" and of.lower == "of" and of.head == noun.i


def _told_from(reading: Reading, mention: PlaceMention) -> PlaceMention | None:
    """The place that MENTION only helps to find: "X, 60 km north of MENTION"."""
    words = reading.parsed.words
    for other in reading.places_in(words[mention.first].sent):
        between = words[other.last + 1 : mention.first]
        if not between or len(between) > 14 or between[0].text not in (",", "(") or is_large(other.ref):
            continue
        if between[0].sent == words[mention.first].sent and any(w.lower in MEASURES for w in between):
            return other
    return None


def lies_in(reading: Reading, mention: PlaceMention, unit: PlaceMention) -> bool:
    """Whether `mention` is a town or the like of the country or first-order unit that `unit` is, or a quarter or the
    like that no gazetteer has, in the town that `unit` is."""
    inner, outer = mention.ref, unit.ref
    if inner.id is None and outer.kind in ("city", "province", "country"):
        alike = inner.country == outer.country or (inner.country is None and outer.kind != "country")
        return alike and _called_a_place(reading, mention) and reading.parsed.words[mention.head].dep != "conj"
    if inner.kind in ("district", "facility", "camp") and outer.kind == "city":
        return inner.country == outer.country
    if inner.kind in ("country", "province", "region", "sea", "river", None) or inner.country != outer.country:
        return False
    return outer.kind == "country" or (outer.kind == "province" and inner.admin1 == outer.name)


def _called_a_place(reading: Reading, mention: PlaceMention) -> bool:
    """Whether the text calls the name a quarter, village or the like."""
    words, unit = reading.parsed.words, place_words().unit
    after = words[mention.last + 1] if mention.last + 1 < len(words) else None
    if (after is not None and after.lower in unit) or words[mention.last].lower in unit:
        return True
    of = mention.first - 1
    while of > 1 and (words[of].tag == "HYPH" or words[of].lower in ARTICLES):
        of -= 1
    return of > 0 and words[of].lower == "of" and words[of - 1].lower in unit


def first_preposition(words: list[Word], mention: PlaceMention) -> str:
    """The preposition above the mention's noun phrase, "" for none."""
    at = words[mention.head]
    while at.dep in ("compound", "appos", "conj", "nmod", "poss") and at.head != at.i:
        at = words[at.head]
    return words[at.head].lower if at.dep == "pobj" else ""
