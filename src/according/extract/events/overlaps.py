"""A name is one thing: a town first taken for a person is a place, a group with "State" in its name is none."""

from __future__ import annotations

from according.extract.reading import ActorMention, PlaceMention, Reading

# Parties whose name may stand for their territory; all others are never where something happens.
TERRITORIAL = frozenset({"state", "government"})


def settle(reading: Reading) -> None:
    """Drop places that are nothing but a party's name, then parties that are nothing but a place. Runs when places
    are found."""
    reading.places = [p for p in reading.places if not _is_party(reading, p)]
    reading.index()
    reading.actors = [m for m in reading.actors if not _is_place(reading, m)]
    reading.index()


def _is_party(reading: Reading, place: PlaceMention) -> bool:
    """A place word for word inside the name of a known party that is no state."""
    for i in range(place.first, place.last + 1):
        mention = reading.actor_at(i)
        if mention is None or mention.actor is None or mention.kind in TERRITORIAL:
            return False
        if not mention.first <= place.first <= place.last <= mention.last:
            return False
    return _is_named(reading, place)


def _is_named(reading: Reading, place: PlaceMention) -> bool:
    """Whether the place stands in the party's own name rather than beside it ("Aleppo rebels", "forces in Homs")."""
    mention = reading.actor_at(place.head)
    actor = reading.packs.actor(mention.actor) if mention else None
    if actor is None:
        return False
    told = reading.parsed.slice(place.first, place.last).casefold()
    return any(told in name.casefold() for name in (actor.name, *actor.aliases))


def _is_place(reading: Reading, mention: ActorMention) -> bool:
    """An unresolved mention that a place covers word for word, and that does not act or speak."""
    if mention.actor is not None or mention.generic or mention.antecedent is not None:
        return False
    place = reading.place_at(mention.head)
    if place is None or place.metonym or place.ref.id is None:
        return False
    return place.first <= mention.first and mention.last <= place.last
