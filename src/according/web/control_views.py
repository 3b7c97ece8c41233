"""Control for the page: states with where their places lie, and the line of a place through time."""

from __future__ import annotations

from typing import Any

from according.answer import control, history
from according.web.asking import Asked
from according.web.library import Library

MOST_PLACES = 24


def states(library: Library, asked: Asked) -> list[dict[str, Any]]:
    """Who holds each place, with its coordinates. The answer without any filter is kept: others build on it."""
    given = {"place": asked.place, "on": asked.on, "known_on": asked.known_on, "actor": asked.actor,
             "source": asked.source, "standing": asked.standing}

    def work() -> list[dict[str, Any]]:
        found = control.answer(library.record, library.packs, **given)  # type: ignore[arg-type]
        places, told = library.places(), library.told_places()
        out = []
        for state in found.states:
            lies = places.get(state.place_id or "", {})
            out.append({**state.to_json(), "lat": lies.get("lat"), "lon": lies.get("lon"), "kind": lies.get("kind"),
                        "country": lies.get("country"), "claims": lies.get("claims", 0),
                        "assumed": state.place_id is not None and state.place_id not in told})
        return out

    return work() if any(given.values()) else library.kept("control", work)


def lines(library: Library, places: list[str], asked: Asked) -> tuple[int, list[dict[str, Any]]]:
    """How many places there are, and a line for each of those most told of: stretches of days with one answer.
    `places` are ids or names; none: all."""
    narrowed = asked.actor or asked.source or asked.standing
    if places or narrowed:
        every: list[str | None] = [*places] or [None]
        found = [line for place in every for line in history.answer(
            library.record, library.packs, place, asked.since, asked.until, asked.known_on, actor=asked.actor,
            source=asked.source, standing=asked.standing).lines]
    else:
        found = _most_told(library, asked)
    told = sorted((line for line in found if line.stretches), key=lambda p: -p.claims)
    total = len(told) if places or narrowed else len(library.controlled(asked.known_on))
    return max(total, len(told)), [line.to_json() for line in told[:MOST_PLACES]]


def _most_told(library: Library, asked: Asked) -> list[history.PlaceHistory]:
    """The lines of the places that are told of most, and of no more places than it takes to know them."""
    found: list[history.PlaceHistory] = []
    counted = library.controlled(asked.known_on)
    for at in range(0, len(counted), MOST_PLACES):
        keys = [key for key, _ in counted[at : at + MOST_PLACES]]
        some = history.lines_of(library.record, library.packs, keys, asked.since, asked.until, asked.known_on)
        found += [line for line in some if line is not None]
        most, rest = sorted((line.claims for line in found), reverse=True), counted[at + MOST_PLACES :]
        if len(most) >= MOST_PLACES and rest and rest[0][1] <= most[MOST_PLACES - 1]:
            break
    return found
