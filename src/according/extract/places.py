"""Places named in the text, resolved or said to be unresolved."""

from __future__ import annotations

from according.extract.reading import PlaceMention, Reading
from according.extract.words import Word
from according.model.place import Candidate, PlaceRef

NAME_LABELS = ("GPE", "LOC", "FAC")


def find(reading: Reading) -> list[PlaceMention]:
    """All place mentions of the report, in text order."""
    parsed = reading.parsed
    words = parsed.words
    out: list[PlaceMention] = []
    i = 0
    while i < len(words):
        if words[i].ent not in NAME_LABELS:
            i += 1
            continue
        last = i
        while last + 1 < len(words) and words[last + 1].ent == words[i].ent and not words[last + 1].ent_begin:
            last += 1
        first = i
        i = last + 1
        while first < last and words[first].pos == "DET":
            first += 1
        while last > first and words[last].tag in ("POS", "."):
            last -= 1
        head = next((w for w in words[first : last + 1] if not first <= w.head <= last), words[last])
        out.append(PlaceMention(first, last, head.i, _resolve(reading, first, last)))
    return out


def _resolve(reading: Reading, first: int, last: int) -> PlaceRef:
    parsed = reading.parsed
    text = parsed.slice(first, last)
    found = reading.gazetteer.candidates(text)
    start, end = parsed.words[first].start, parsed.words[last].end
    if not found:
        return PlaceRef(text, start, end, name=text, why="not in the gazetteer")
    best = found[0].place
    return PlaceRef(text, start, end, best.id, text, best.kind, best.country, best.admin[0] if best.admin else None,
                    best.lat, best.lon, best.radius_km, precision={"country": 6, "province": 4, "district": 3}.get(
                        best.kind, 1),
                    candidates=tuple(Candidate(m.place.id, m.place.name, 1 - m.rank / 150, m.why) for m in found[:5]))


def place_of(reading: Reading, trigger: Word, arguments: list[int]) -> PlaceRef | None:
    """Where the content of `trigger` happens: the place of its clause, else one inherited and marked so, else None.

    `arguments` are word indices of roles that are themselves places ("took Azaz": Azaz).
    """
    for i in arguments:
        mention = reading.place_at(i)
        if mention:
            return mention.ref
    sentence = reading.parsed.sentence_of(trigger)
    near = [m for m in reading.places if sentence.first <= m.head <= sentence.last and not m.metonym]
    if not near:
        return None
    return min(near, key=lambda m: (abs(m.head - trigger.i), m.head)).ref
