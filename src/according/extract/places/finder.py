"""Places named in the text, resolved or said to be unresolved; and the place of an event."""

from __future__ import annotations

from according.extract.places.cues import keep_places
from according.extract.places.metonym import is_speaker
from according.extract.places.of_event import place_of
from according.extract.places.resolve import resolve
from according.extract.places.spans import possible
from according.extract.places.vague import situate
from according.extract.reading import PlaceMention, Reading

__all__ = ["find", "place_of"]


def find(reading: Reading) -> list[PlaceMention]:
    """All place mentions of the report, in text order; an unresolved one has no id."""
    words = reading.parsed.words
    spans = keep_places(reading, possible(reading))
    out: list[PlaceMention] = []
    for span, ref in zip(spans, resolve(reading, spans), strict=True):
        inner = words[span.first : span.last + 1]
        head = next((w for w in inner if not span.first <= w.head <= span.last), words[span.last])
        mention = PlaceMention(span.first, span.last, head.i, ref, why=span.why)
        mention.metonym = is_speaker(reading, mention)
        out.append(mention)
    situate(reading, out)
    return out
