"""Names that only control makes a place: "took Toqbeh and Margil", where no reader of places knew either.

Without a mention of its own such a name would be told of the last place named before it. The one well-known bearer of
the name in the country that the report is about is taken; of several, or of none, the name alone stands.
"""

from __future__ import annotations

from collections import Counter

from according.extract.parsing.syntax import conjuncts
from according.extract.parsing.words import Word
from according.extract.reading import ControlFinding, PlaceMention, Reading
from according.model.place import PlaceRef

_PRECISE = ("city", "airport", "facility", "crossing", "camp")
_JOINTS = (",", "and", "&", "or")


def mention_places(reading: Reading, found: list[ControlFinding]) -> None:
    """Give every name that a finding is about a mention among `reading.places`."""
    new: dict[int, PlaceMention] = {}
    for one in found:
        for i in one.places:
            if reading.place_at(i) is None and i not in new:
                new[i] = _mention(reading, reading.parsed.words[i])
    if new:
        reading.places = sorted([*reading.places, *new.values()], key=lambda m: (m.first, m.last))
        reading.index()


def told_as_place(reading: Reading, word: Word) -> bool:
    """Whether the report elsewhere has the same name as a place's ("the villages of Toqbeh and Margil")."""
    return any(
        m.last == m.first and not m.metonym and m.head != word.i and reading.parsed.words[m.head].text == word.text
        for m in reading.places
    )


def _mention(reading: Reading, head: Word) -> PlaceMention:
    first, last = name_around(reading, head)
    words = reading.parsed.words
    text = reading.parsed.slice(first, last)
    name = " ".join(text.split())
    start, end = words[first].start, words[last].end
    about = Counter(m.ref.country for m in reading.places if m.ref.country and not m.metonym)
    exact = [m.place for m in reading.gazetteer.candidates(name) if m.alike == 1.0 and m.place.kind in _PRECISE]
    here = [p for p in exact if about and p.country == about.most_common(1)[0][0]]
    if len(here) != 1:
        why = "named as taken or held; several places of that name" if here else "named as taken or held; not known"
        return PlaceMention(first, last, head.i, PlaceRef(text, start, end, name=name, why=why), why=why)
    place = here[0]
    why = "named as taken or held; the only one of that name in the country"
    ref = PlaceRef(text, start, end, place.id, name, place.kind, place.country, place.admin[0] if place.admin else None,
                   place.lat, place.lon, place.radius_km or None, precision=1, why=why)
    return PlaceMention(first, last, head.i, ref, why=why)


def name_around(reading: Reading, head: Word) -> tuple[int, int]:
    """First and last word of the proper name that `head` stands in."""
    words = reading.parsed.words
    first = last = head.i
    if head.start < reading.report.title_end and head.i == 0:
        # The title of a note is its place's name, whatever its words ("Sacco e Vanzetti, X Province").
        end = reading.report.title_end
        while last + 1 < len(words) and words[last + 1].start < end and words[last + 1].text != ",":
            last += 1
        return first, last
    while first > 0 and _part_of_name(reading, words[first - 1], words[first]):
        first -= 1
    while last + 1 < len(words) and _part_of_name(reading, words[last + 1], words[last]):
        last += 1
    return first, last


def _part_of_name(reading: Reading, word: Word, beside: Word) -> bool:
    """Whether a neighbour belongs to the name: a proper noun, or a hyphen or article inside it ("Khirbet al-Jawz")."""
    if word.sent != beside.sent or reading.place_at(word) is not None:
        return False
    if word.pos == "PROPN":
        return word.text[:1].isupper() or word.lower in ("al", "el", "ash", "as", "ad", "an", "ar", "az", "at")
    return word.text in ("-", "‑", "’", "'") and beside.pos == "PROPN" and word.start in (beside.end, beside.start - 1)


def listed(reading: Reading, word: Word) -> list[Word]:
    """`word` and all that is coordinated with it, also where the parse lost the middle of a list of names.

    "A, B, C and D" is one list when its joints are commas and a last "and", and every item is one name.
    """
    found = conjuncts(reading.parsed, word)
    if word.pos != "PROPN":
        return found
    row = _row_of_names(reading, word)
    return row if len(row) > len(found) else found


def _row_of_names(reading: Reading, word: Word) -> list[Word]:
    words = reading.parsed.words
    end = reading.parsed.sentence_of(word).last
    out, closed = [word], False
    at = name_around(reading, word)[1] + 1
    while at <= end and words[at].lower in _JOINTS and not closed:
        closed = words[at].lower in ("and", "&", "or")
        at += 1
        if at <= end and words[at - 1].text == "," and words[at].lower in ("and", "&", "or"):
            closed, at = True, at + 1
        if at > end or words[at].pos != "PROPN" or not _may_be_place(reading, words[at]):
            return []
        last = name_around(reading, words[at])[1]
        here = reading.place_at(words[at])
        last = max(last, here.last) if here is not None else last
        out.append(words[here.head if here is not None else last])
        at = last + 1
    return out if closed and len(out) > 2 else []


def _may_be_place(reading: Reading, word: Word) -> bool:
    """Whether a name may be a town: no actor that a pack knows, no country."""
    here, actor = reading.place_at(word), reading.actor_at(word)
    if here is not None:
        return not here.metonym and here.ref.kind != "country"
    return actor is None or (actor.actor is None and not actor.person)
