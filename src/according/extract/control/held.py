"""The place of a control claim: the named place itself, or only somewhere near it."""

from __future__ import annotations

from dataclasses import replace

from according.extract.reading import ControlFinding, Reading
from according.model.place import PlaceRef

# So wide that unnamed towns taken in it, told of a sentence before, still lie in it.
_WIDE = frozenset(("country", "province", "region", "district"))
_OF_ITSELF = frozenset(("to", "from"))


def place_held(place: PlaceRef | None, found: ControlFinding, reading: Reading) -> PlaceRef | None:
    """`place` as the claim of `found` may carry it.

    Unnamed places that are counted ("five villages") are near the town that their clause names, never that town, and
    of a town told of before they have no place. The place that is besieged, or was spoken of before as where someone
    went "to" or came "from", is in itself where the finding is. What is taken without a word for a place ("secured a
    corridor") is somewhere near the last one named. What another finding is about is not this one's ("took
    much of the north and drove the government out of P").
    """
    if place is None:
        return None
    words = reading.parsed.words
    if not found.places and not found.anaphoric and place.inherited is None and any(
            (named := reading.place_at(i)) is not None and named.ref.start == place.start
            and words[i].sent == words[found.trigger].sent
            for other in reading.controls if other is not found for i in other.places):
        return None
    if found.count is not None:
        if place.kind in _WIDE or place.relation not in ("in", "at"):
            return place
        return None if place.inherited or not found.places else replace(place, relation="near")
    if place.inherited and not found.places and not found.anaphoric and place.relation in ("in", "at"):
        return replace(place, relation="near")
    spoken_of_again = not found.places and found.scope == "whole" and found.change != "withdraw"
    if place.relation in _OF_ITSELF and (found.change == "siege" or spoken_of_again):
        return replace(place, relation="in")
    return place
