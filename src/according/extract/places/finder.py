"""Places named in the text, resolved or said to be unresolved; and the place of an event."""

from __future__ import annotations

from according.extract.places.capitals import capitals
from according.extract.places.cues import keep_places
from according.extract.places.datelines import datelines
from according.extract.places.metonym import is_in_name, is_speaker
from according.extract.places.of_event import place_of
from according.extract.places.resolve import FAR, resolve
from according.extract.places.spans import instead, possible
from according.extract.places.vague import situate
from according.extract.reading import PlaceMention, Reading

__all__ = ["find", "place_of"]

# What the words around a name must count for once the gazetteer's places of that name are all refused: more than the
# recogniser's label alone.
CUED = 3.2


def find(reading: Reading) -> list[PlaceMention]:
    """All place mentions of the report, in text order; an unresolved one has no id."""
    words = reading.parsed.words
    named = instead(possible(reading), list(datelines(reading)))
    spans = instead(keep_places(reading, named), capitals(reading))
    out: list[PlaceMention] = []
    refs = resolve(reading, spans)
    borne_out = {s.text.lower() for s, r in zip(spans, refs, strict=True) if r.why != FAR or s.score - s.lent >= CUED}
    for span, ref in zip(spans, refs, strict=True):
        if span.text.lower() not in borne_out or (span.inside and ref.id is None):
            continue
        inner = words[span.first : span.last + 1]
        head = next((w for w in inner if not span.first <= w.head <= span.last), words[span.last])
        mention = PlaceMention(span.first, span.last, head.i, ref, why=span.why)
        mention.metonym = is_speaker(reading, mention) or is_in_name(reading, mention)
        out.append(mention)
    situate(reading, out)
    return out
