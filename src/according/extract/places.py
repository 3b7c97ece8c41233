"""Places named in the text, resolved or said to be unresolved."""

from __future__ import annotations

from according.extract.place_cues import keep_places
from according.extract.place_resolve import resolve
from according.extract.place_spans import Span, possible
from according.extract.place_words import place_words
from according.extract.reading import PlaceMention, Reading
from according.extract.words import Word
from according.model.place import PlaceRef


def find(reading: Reading) -> list[PlaceMention]:
    """All place mentions of the report, in text order; an unresolved one has no id."""
    spans = keep_places(reading, possible(reading))
    refs = resolve(reading, spans)
    return [_mention(reading, span, ref) for span, ref in zip(spans, refs, strict=True)]


def _mention(reading: Reading, span: Span, ref: PlaceRef) -> PlaceMention:
    words = reading.parsed.words
    head = next((w for w in words[span.first : span.last + 1] if not span.first <= w.head <= span.last), words[span.last])
    return PlaceMention(span.first, span.last, head.i, ref, metonym=_is_metonym(reading, head, ref), why=span.why)


def _is_metonym(reading: Reading, head: Word, ref: PlaceRef) -> bool:
    """Whether the name stands for a government: a country or city that says, wants, sends…"""
    if ref.kind not in ("country", "city"):
        return False
    at = head
    while at.dep == "conj":
        at = reading.parsed.words[at.head]
    governor = reading.parsed.words[at.head]
    return at.dep == "nsubj" and governor.pos == "VERB" and governor.lemma in place_words().speaking


def _unlisted(reading: Reading, word: Word) -> PlaceRef | None:
    """A named place that no reader took for one: unresolved, but in the unit named right after it ("X, Y Province")."""
    if word.pos != "PROPN":
        return None
    words, sentence = reading.parsed.words, reading.parsed.sentence_of(word)
    first = last = word.i
    while last < sentence.last and words[last + 1].text != "," and (
        words[last + 1].pos == "PROPN" or words[last + 1].text == "-" or (words[last].text == "-")
    ):
        last += 1
    while first > sentence.first and words[first - 1].pos == "PROPN" and words[first - 1].head in (word.i, word.head):
        first -= 1
    named = reading.actor_at(word)
    if named is not None and named.actor is None:
        first, last = min(first, named.first), max(last, named.last)
        while first < last and words[first].pos == "DET":
            first += 1
    text, start, end = reading.parsed.slice(first, last), words[first].start, words[last].end
    if last + 2 <= sentence.last and words[last + 1].text == ",":
        unit = reading.place_at(words[last + 2])
        if unit is not None and unit.ref.kind in ("province", "district", "country"):
            return PlaceRef(text, start, end, None, text, "city", unit.ref.country, unit.ref.admin1 or unit.ref.name,
                            why=f"not in the gazetteer; in {unit.ref.name}")
    return PlaceRef(text, start, end, None, text, why="not in the gazetteer")


def place_of(reading: Reading, trigger: Word, arguments: list[int]) -> PlaceRef | None:
    """Where the content of `trigger` happens: the place of its clause, else one inherited and marked so, else None.

    `arguments` are word indices of roles that are themselves places ("took Azaz": Azaz).
    """
    for i in arguments:
        mention = reading.place_at(i)
        if mention:
            return mention.ref
    for i in arguments:
        unknown = _unlisted(reading, reading.parsed.words[i])
        if unknown is not None:
            return unknown
    sentence = reading.parsed.sentence_of(trigger)
    near = [m for m in reading.places if sentence.first <= m.head <= sentence.last and not m.metonym]
    if not near:
        return None
    return min(near, key=lambda m: (abs(m.head - trigger.i), m.head)).ref
