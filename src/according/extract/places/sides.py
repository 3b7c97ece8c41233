"""One side of a country that is not named beside it: "the country's east", "the north of the country"."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from according.extract.parsing.words import Forms, Parsed, Word
from according.extract.places.inherit import Setting, antecedent
from according.extract.places.vague import SIDES, compass_of, side_of
from according.extract.reading import Reading
from according.model.place import PlaceRef

_COUNTRY = Forms(frozenset(("country", "nation", "island")).__contains__)
# How much of what a report places must lie in one country for "the country" to be that one.
_MOSTLY = 0.8
# A country is told by its UCDP precision, and its side by that of a fuzzy area.
_AREA = 5


def side_of_country(reading: Reading, trigger: Word, is_setting: Setting) -> PlaceRef | None:
    """The side of the country that the clause of `trigger` names as where it is, None where it names none.

    The country is the last one named, else the one that nearly all places of the report lie in; without either the
    side stands unresolved in the text's words.
    """
    parsed = reading.parsed
    for country in parsed.worded_within(_COUNTRY, trigger.left, trigger.right):
        side = _side(parsed, country)
        if side is None or not _is_where(parsed, side[0]):
            continue
        noun, compass = side
        first, last = min(noun.left, country.left), max(noun.i, country.i)
        text, start, end = parsed.slice(first, last), parsed.words[first].start, parsed.words[last].end
        named = antecedent(reading, country, is_setting)
        if named is not None and named.ref.kind not in ("country", "area", "region"):
            named = None  # "the north of the island": no town
        ref = named.ref if named is not None else _spoken_of(reading)
        if ref is None:
            return PlaceRef(text, start, end, name=text, relation="part-of", precision=_AREA, why="no country named")
        return replace(side_of(ref, compass), text=text, start=start, end=end)
    return None


def _side(parsed: Parsed, country: Word) -> tuple[Word, str] | None:
    """The noun of the side and its point of the compass: "the country's north", "the southern part of the country"."""
    at = parsed.words[country.head]
    if country.dep == "pobj" and at.lower == "of":
        at = parsed.words[at.head]
    elif country.dep != "poss":
        return None
    if (compass := compass_of(at)) is not None:
        return at, _whole(parsed, at, compass)
    if at.lemma not in SIDES:
        return None
    told = next((c for kid in parsed.kids(at, "amod", "compound") if (c := compass_of(kid)) is not None), None)
    return (at, told) if told is not None else None


def _whole(parsed: Parsed, noun: Word, compass: str) -> str:
    """The point of the compass with what a hyphen parts from it ("north-west")."""
    hyphen = noun.i > 1 and parsed.words[noun.i - 1].text == "-"
    before = compass_of(parsed.words[noun.i - 2]) if hyphen else None
    return f"{before}{compass}" if before in ("north", "south") and compass in ("east", "west") else compass


def _is_where(parsed: Parsed, noun: Word) -> bool:
    """Whether the side is where something is: behind a preposition of place, or what is struck or taken itself."""
    above = parsed.words[noun.head]
    if noun.dep in ("dobj", "nsubjpass"):
        return True
    return noun.dep == "pobj" and above.lower in ("in", "across", "throughout", "over", "around", "into", "on")


def _spoken_of(reading: Reading) -> PlaceRef | None:
    """The country that nearly all places of the report lie in."""
    lands = Counter(m.ref.country for m in reading.places if m.ref.country and not m.metonym)
    land, times = lands.most_common(1)[0] if lands else (None, 0)
    found = reading.gazetteer.country(land) if land is not None and times >= _MOSTLY * lands.total() else None
    if found is None:
        return None
    place = found.place
    return PlaceRef(None, None, None, place.id, place.name, place.kind, place.country, None, place.lat, place.lon,
                    place.radius_km or None, why="the country that the report speaks of")
