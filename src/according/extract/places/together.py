"""Places told together: "shells hit A, B and C" tells of each of them."""

from __future__ import annotations

from dataclasses import replace

from according.extract.parsing.syntax import conjuncts, first_conjunct, prepositional
from according.extract.parsing.words import Parsed, Word
from according.extract.places.finest import PLACE_NOUNS, first_preposition, lies_in
from according.extract.places.vague import POINTLIKE, distance_km
from according.extract.places.words import place_words
from according.extract.reading import PlaceMention, Reading
from according.model.place import Candidate, PlaceRef

# Relations by which a place itself is meant; "between A and B" is one stretch, "from A and B" tells whence.
_HERE = frozenset(("in", "at", "near", "outskirts", "part-of"))
_EITHER = frozenset(("or", "nor", "than"))
_STRETCH = frozenset(("between", "from", "via"))
_WITHIN = frozenset(("in", "inside", "across", "throughout"))
# Two towns this far apart are within the reach of UCDP's second precision.
_CLOSE_KM = 50.0
_WITHIN_25_KM, _UNIT, _COUNTRY = 2, 4, 6
_DEEPEST = 4
_VERBS = ("VERB", "AUX")


def told_beside(reading: Reading, place: PlaceRef, trigger: Word) -> list[PlaceRef]:
    """The further places that the clause of `trigger` coordinates with its `place`, in text order; none for what is no
    place itself.

    A place that only says where another of them lies ("A, B Province, and C") is none of them.
    """
    sentence = trigger.sent
    if place.relation not in _HERE or place.inherited is not None:
        return []
    named = [m for m in reading.places_in(sentence) if not m.metonym]
    mention = next((m for m in named if m.ref.start == place.start and m.ref.end == place.end), None)
    if mention is None or len(named) < 2 or not _in_clause(reading.parsed, reading.parsed.words[mention.head], trigger):
        return []
    if place.kind == "country" and first_preposition(reading.parsed.words, mention) not in _WITHIN:
        return []  # "arms for A and B", "A and B were damaged": what two states have in common is not each one's event
    kept = [mention]
    for other in _coordinated(reading, mention):
        alike = other.ref.kind is None or place.kind is None or (other.ref.kind == "country") == (
            place.kind == "country")
        apart = not any(lies_in(reading, other, m) or lies_in(reading, m, other) or _is_same(other, m) for m in kept)
        if alike and apart and other.ref.relation in _HERE:
            kept.append(other)
    kept.sort(key=lambda m: m.first)
    whole = reading.parsed.slice(kept[0].first, kept[-1].last)
    if len(kept) == 2 and any(m.alike == 1.0 for m in reading.gazetteer.candidates(whole)):
        return []  # one place whose name is of two
    return [_beside(m.ref, place) if m.first > mention.first else m.ref for m in kept if m is not mention]


def _in_clause(parsed: Parsed, place: Word, trigger: Word) -> bool:
    """Whether the place stands in the very clause of the event's word."""
    return _verb_over(parsed, place).i == (trigger if trigger.pos in _VERBS else _verb_over(parsed, trigger)).i


def _verb_over(parsed: Parsed, word: Word) -> Word:
    """The first verb above a word, the root where there is none."""
    while word.head != word.i:
        word = parsed.words[word.head]
        if word.pos in _VERBS:
            break
    return word


def joined(places: list[PlaceRef]) -> PlaceRef:
    """Several places as the one where a single figure for all of them holds: no town of its own, the middle of their
    points, and the unit or country that they share."""
    first, last = min(places, key=lambda p: p.start or 0), max(places, key=lambda p: p.end or 0)
    names = [p.name or p.text or "" for p in places]
    points = [(p.lat, p.lon) for p in places if p.lat is not None and p.lon is not None]
    lat = lon = radius = None
    if len(points) == len(places):
        lat, lon = (round(sum(axis) / len(points), 4) for axis in zip(*points, strict=True))
        radius = round(max(distance_km(lat, lon, *point) for point in points), 1)
    lands, units = {p.country for p in places}, {(p.country, p.admin1) for p in places}
    country = lands.pop() if len(lands) == 1 else None
    unit = units.pop()[1] if len(units) == 1 else None
    near = radius is not None and 2 * radius <= _CLOSE_KM
    precision = _WITHIN_25_KM if near else _UNIT if unit else _COUNTRY if country else None
    return PlaceRef(
        None, first.start, last.end, name=f"{', '.join(names[:-1])} and {names[-1]}", country=country, admin1=unit,
        lat=lat, lon=lon, radius_km=radius, relation=first.relation, precision=precision,
        candidates=tuple(Candidate(p.id, p.name or "", 1.0, "one of those told together") for p in places if p.id),
        why="one figure for places told together")


def _coordinated(reading: Reading, mention: PlaceMention) -> list[PlaceMention]:
    """The places that stand in a row with the mention: as names, as "the town of A", or as "in A and in B"."""
    parsed = reading.parsed
    out: list[PlaceMention] = []
    at = parsed.words[mention.head]
    for _ in range(_DEEPEST):
        row = conjuncts(parsed, first_conjunct(parsed, at))
        if any(kid.dep == "cc" and kid.lower in _EITHER for word in row for kid in word.kin):
            return []
        for other in row:
            if other.i != at.i and (found := _place_at(reading, other)) is not None and found not in out:
                out.append(found)
        governor = parsed.words[at.head]
        if at.dep == "pobj" and governor.lower in _STRETCH:
            return []
        if governor.i == at.i:
            break
        owner = at.dep in ("compound", "nmod") and governor.lemma in PLACE_NOUNS
        of = at.dep == "prep" and at.lower == "of" and governor.lemma in PLACE_NOUNS
        if not (owner or of or at.dep in ("pobj", "conj", "appos")):
            break
        at = governor
    return [m for m in out if m is not mention]


def _place_at(reading: Reading, word: Word) -> PlaceMention | None:
    """The place that a conjunct is, names or leads to: "B", "the village of B", "in B", "B district"."""
    parsed = reading.parsed
    if word.pos == "ADP":
        inner = parsed.kid(word, "pobj")
        return _place_at(reading, inner) if inner is not None and inner.pos != "ADP" else None
    found = reading.place_at(word)
    if found is None and (word.lemma in PLACE_NOUNS or word.lower in place_words().unit):
        near = [*prepositional(parsed, word, "of"), *parsed.kids(word, "compound", "nmod", "appos")]
        found = next((m for w in near if (m := reading.place_at(w)) is not None), None)
    return found if found is not None and not found.metonym else None


def _is_same(left: PlaceMention, right: PlaceMention) -> bool:
    return left.ref.id is not None and left.ref.id == right.ref.id


def _beside(ref: PlaceRef, first: PlaceRef) -> PlaceRef:
    """A further place under the relation that stands before the first ("near A and B")."""
    if first.relation == "near" and ref.relation == "in" and ref.kind in (*POINTLIKE, "district", None):
        return replace(ref, relation="near", precision=2, radius_km=max(ref.radius_km or 0.0, 10.0))
    return ref
