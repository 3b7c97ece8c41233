"""Places that a text gives only roughly: a representative point, a radius and a UCDP precision instead of a bare point.

Distances that the text does not give are the project's own conventions, stated here: "near" is within 10 km, "north
of" is
about 10 km off and within 15, "outskirts" within 8, "countryside" within 30, half a unit for "northern" of it.
Precision
follows UCDP GED `where_prec` (1 exact, 2 within about 25 km, 3 and 4 units, 5 fuzzy areas and lines, 6 country, 7 sea).
"""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import replace

from according.extract.parsing.words import Word
from according.extract.reading import PlaceMention, Reading
from according.model.place import PlaceRef

BEARINGS = {
    "north": 0.0,
    "northeast": 45.0,
    "east": 90.0,
    "southeast": 135.0,
    "south": 180.0,
    "southwest": 225.0,
    "west": 270.0,
    "northwest": 315.0,
}
NEAR = {"near", "outside", "around", "beside", "nearby", "by", "off"}
EDGES = {
    "outskirts": 8.0,
    "edge": 8.0,
    "suburbs": 8.0,
    "suburb": 8.0,
    "periphery": 8.0,
    "vicinity": 10.0,
    "countryside": 30.0,
    "hinterland": 30.0,
}
MEASURES = {
    "km": 1.0,
    "kilometer": 1.0,
    "kilometers": 1.0,
    "kilometre": 1.0,
    "kilometres": 1.0,
    "kms": 1.0,
    "mile": 1.609,
    "miles": 1.609,
    "mi": 1.609,
}
ROADS = {"road", "highway", "route", "motorway", "corridor", "railway", "line"}
# Nouns for a kind of place that stand before its name, and what may stand before them.
PHRASE = frozenset(("DET", "ADJ", "ADV", "NUM", "NOUN", "PROPN", "PART", "VERB"))
# How many words at most tell of a place before its name where no "of" stands between ("the regional capital X").
CALLED = 3
KINDS = frozenset(("city", "town", "village", "port", "capital", "settlement", "suburb", "camp", "hub", "stronghold"))
# What may stand before the side of a place ("the far north of X").
FAR = frozenset(("far", "extreme", "very", "deep", "restive", "volatile", "remote", "rural"))
# Nouns for one side of a country ("its eastern part").
SIDES = frozenset(("part", "half", "region", "area", "side", "flank", "tip"))
POINTLIKE = ("city", "airport", "facility", "crossing", "camp")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
NUMBER_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "hundred": 100,
}


def situate(reading: Reading, mentions: list[PlaceMention]) -> None:
    """Give each mention the relation, point, radius and precision that its words ask for."""
    for at, mention in enumerate(mentions):
        following = mentions[at + 1] if at + 1 < len(mentions) else None
        mention.ref = _related(reading, mention, following)
    for mention, following in itertools.pairwise(mentions):
        if (
            mention.ref.id is None
            and following.ref.relation.endswith("-of")
            and following.first - mention.last < 8
            and (reading.parsed.words[mention.last].sent == reading.parsed.words[following.last].sent)
        ):
            other = following.ref
            mention.ref = replace(
                mention.ref,
                lat=other.lat,
                lon=other.lon,
                radius_km=other.radius_km,
                precision=2,
                country=other.country,
                admin1=other.admin1,
                why=f"{mention.ref.why}; placed by {other.relation} {other.name}",
            )


def _related(reading: Reading, mention: PlaceMention, following: PlaceMention | None) -> PlaceRef:
    words = reading.parsed.words
    ref = mention.ref
    before = _word(words, mention.first - 1, mention)
    if before is not None and before.pos == "DET":
        before = _word(words, before.i - 1, mention)
    after = _word(words, mention.last + 1, mention)
    if after is not None and (
        after.lower in ("border", "frontier")
        or (before is not None and before.lower == "with" and words[before.i - 1].lower in ("border", "frontier"))
    ):
        return replace(ref, relation="border", precision=5, lat=None, lon=None, why=f"{ref.why}; a border line")
    if after is not None and after.tag == "POS" and (side := owned_side(words, after)) is not None:
        return _part(ref, *side)
    before = _before_noun(reading, mention, before)
    if before is None:
        return ref
    if following is not None and (line := _line(words, mention, following, before)):
        return line
    compass = before.lower.replace("-", "").removesuffix("ern")
    if compass in BEARINGS:
        return _part(ref, before.lower, BEARINGS[compass])
    if before.lower == "of" and before.i:
        split = before.i > 2 and words[before.i - 2].text == "-"  # "the north-west of X"
        return _of(words, ref, words[before.i - 1], words[before.i - 3].lower if split else "")
    if before.lower in NEAR and ref.kind in (*POINTLIKE, None, "district"):
        return replace(ref, relation="near", precision=2, radius_km=max(ref.radius_km or 0.0, 10.0))
    if before.lower == "to" and words[before.i - 1].lower in ("close", "next", "adjacent"):
        return replace(ref, relation="near", precision=2, radius_km=10.0)
    if before.lower == "from":
        return replace(ref, relation="from")
    if before.lower in ("to", "toward", "towards", "into"):
        return replace(ref, relation="to")
    return ref


def _before_noun(reading: Reading, mention: PlaceMention, before: Word | None) -> Word | None:
    """The word that relates the place where a noun for its kind stands between: "near the port of X", "outside the
    country's second city, X"; `before` itself where none does."""
    words = reading.parsed.words
    if before is not None and before.lower == "nearby" and before.i and words[before.i - 1].pos == "ADP":
        return words[before.i - 1]  # "in nearby X" is in X
    if before is None or before.lower not in ("of", ",", *KINDS):
        return before
    noun = words[before.i - 1] if before.i and before.lower not in KINDS else before
    told = noun.lower in KINDS and (before.lower != "," or words[mention.head].head == noun.i)
    if not told or noun.sent != before.sent:
        return before
    first = noun
    begins = noun.i - CALLED if before is noun else noun.left
    while first.i > max(0, begins) and words[first.i - 1].pos in PHRASE and (
            before is not noun or words[first.i - 1].lower not in NEAR):
        first = words[first.i - 1]
    outer = words[first.i - 1] if first.i else None
    if outer is None or outer.sent != noun.sent:
        return before
    compass = words[outer.i - 1].lower.replace("-", "") if outer.lower == "of" and outer.i else ""
    return outer if outer.lower in NEAR or compass in BEARINGS or compass in EDGES else before


def _word(words: list[Word], at: int, mention: PlaceMention) -> Word | None:
    return words[at] if 0 <= at < len(words) and words[at].sent == words[mention.last].sent else None


def compass_of(word: Word) -> str | None:
    """The point of the compass that a noun or adjective names ("north-west", "southern"), None for none."""
    compass = word.lower.replace("-", "").removesuffix("ern")
    return compass if compass in BEARINGS else None


def owned_side(words: list[Word], owns: Word) -> tuple[str, float] | None:
    """The side behind an "'s" ("'s east", "'s restive north", "'s southern region"), with its bearing; None for none.
    What lies there has the name before it ("'s eastern town of Y"), and is no side."""
    for at in range(owns.i + 1, min(owns.i + 4, len(words))):
        word = words[at]
        compass = compass_of(word)
        if compass is not None:
            if at + 2 < len(words) and words[at + 1].text == "-" and compass + words[at + 2].lower in BEARINGS:
                compass, at = compass + words[at + 2].lower, at + 2
            noun = word.lower.endswith("ern") and at + 1 < len(words) and words[at + 1].lemma in SIDES
            return (compass, BEARINGS[compass]) if noun or not word.lower.endswith("ern") else None
        if word.pos not in ("ADJ", "ADV", "VERB", "NOUN") or word.text == ",":
            return None
    return None


def side_of(ref: PlaceRef, compass: str) -> PlaceRef:
    """Half of a place on the side that a point of the compass names."""
    return _part(ref, compass, BEARINGS[compass])


def _of(words: list[Word], ref: PlaceRef, noun: Word, lead: str) -> PlaceRef:
    """ "15 km south of X", "the outskirts of X", "the north of X". `lead` stands before a hyphen ("the north-west")."""
    compass = noun.lower.replace("-", "")
    if compass in BEARINGS:
        first = noun.i
        if lead and lead + compass in BEARINGS:
            first, compass = noun.i - 2, lead + compass
        if first > 1 and words[first - 1].lower in FAR:
            first -= 1
        if first and words[first - 1].pos == "DET":
            return _part(ref, compass, BEARINGS[compass])
        distance = _distance(words, noun.i - 1)
        relation = f"{compass}-of"
        if ref.lat is None or ref.lon is None:
            return replace(ref, relation=relation, precision=5)
        km = distance if distance is not None else 10.0 + (ref.radius_km or 0.0)
        lat, lon = displaced(ref.lat, ref.lon, BEARINGS[compass], km)
        radius = max(3.0, 0.25 * km) if distance is not None else 15.0 + (ref.radius_km or 0.0)
        return replace(
            ref, relation=relation, lat=lat, lon=lon, radius_km=round(radius, 1), precision=2 if radius <= 25 else 5
        )
    if noun.lower in EDGES:
        km = EDGES[noun.lower]
        return replace(
            ref, relation="outskirts", radius_km=max(km, ref.radius_km or 0.0), precision=2 if km <= 25 else 3
        )
    if noun.lower in ("kilometers", "kilometres", "km", "miles") and (distance := _distance(words, noun.i)) is not None:
        return replace(ref, relation="near", radius_km=distance, precision=2 if distance <= 25 else 5)
    return ref


def _distance(words: list[Word], at: int) -> float | None:
    """The distance in km that ends at word `at` ("15 km", "about nine miles (15 km)"), None when there is none."""
    for i in range(at, max(-1, at - 6), -1):
        measure = MEASURES.get(words[i].lower.strip("()"))
        if measure is not None and i:
            text = words[i - 1].lower
            if _NUMBER.fullmatch(text):
                return float(text.replace(",", "")) * measure
            if text in NUMBER_WORDS:
                return NUMBER_WORDS[text] * measure
    return None


def _part(ref: PlaceRef, word: str, bearing: float) -> PlaceRef:
    """ "northern X": half of X on that side."""
    reach = ref.radius_km or (4.0 if ref.kind == "city" else 0.0)
    precision = {"city": 1, "district": 3, "province": 4}.get(ref.kind or "", 5)
    if ref.lat is None or ref.lon is None or not reach:
        return replace(ref, relation="part-of", precision=precision, why=f"{ref.why}; {word} part")
    lat, lon = displaced(ref.lat, ref.lon, bearing, reach / 2)
    return replace(
        ref,
        relation="part-of",
        lat=lat,
        lon=lon,
        radius_km=round(reach / 2, 1),
        precision=precision,
        why=f"{ref.why}; {word} part",
    )


def _line(words: list[Word], mention: PlaceMention, following: PlaceMention, before: Word) -> PlaceRef | None:
    """ "between A and B", "the road from A to B": the stretch between two points."""
    glue = [w.lower for w in words[mention.last + 1 : following.first]]
    relation = None
    if before.lower == "between" and glue and len(glue) <= 3 and "and" in glue:
        relation = "between"
    elif (
        before.lower in ("from", "linking", "connecting")
        and glue in (["to"], ["and"], ["with"], ["to", "the"])
        and any(w.lower in ROADS for w in words[max(0, before.i - 4) : before.i])
    ):
        relation = "along"
    a, b = mention.ref, following.ref
    if relation is None:
        return None
    name = f"{a.name} and {b.name}"
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return replace(a, relation=relation, name=name, precision=5)
    radius = max(2.0, distance_km(a.lat, a.lon, b.lat, b.lon) / 2)
    return replace(
        a,
        relation=relation,
        name=name,
        lat=round((a.lat + b.lat) / 2, 4),
        lon=round((a.lon + b.lon) / 2, 4),
        radius_km=round(radius, 1),
        precision=5,
        why=f"{a.why}; to {b.name}",
    )


def displaced(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """The point `km` away at `bearing` degrees from north (flat earth, good to a few hundred km)."""
    angle = math.radians(bearing)
    north = km * math.cos(angle) / 111.2
    east = km * math.sin(angle) / (111.3 * max(0.05, math.cos(math.radians(lat))))
    return round(lat + north, 4), round(lon + east, 4)


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres between two points (flat earth, good to a few hundred km)."""
    east = (lon2 - lon1) * 111.3 * math.cos(math.radians((lat1 + lat2) / 2))
    return math.hypot((lat2 - lat1) * 111.2, east)
