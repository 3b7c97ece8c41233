"""A name is one thing: where a town was first taken for a person or an organisation, the place wins."""

from __future__ import annotations

from according.extract.reading import ActorMention, Reading


def settle(reading: Reading) -> None:
    """Drop actor mentions that are nothing but a place named as a place. Runs when places are found."""
    reading.actors = [m for m in reading.actors if not _is_place(reading, m)]


def _is_place(reading: Reading, mention: ActorMention) -> bool:
    """An unresolved mention that a place covers word for word, and that does not act or speak."""
    if mention.actor is not None or mention.generic or mention.antecedent is not None:
        return False
    place = reading.place_at(mention.head)
    if place is None or place.metonym or place.ref.id is None:
        return False
    return place.first <= mention.first and mention.last <= place.last
