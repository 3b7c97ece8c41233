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
