"""Incidents for the page: as the record keeps them where it does, else computed for the question."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from according.answer.found import Found
from according.answer.incident_lines import told_line
from according.answer.incidents import find
from according.answer.kept_incidents import Kept, question_of, ready
from according.answer.opened_incidents import homes, lines, opened
from according.answer.selection import Filters
from according.model.incident import Incident
from according.store.dialect import reading
from according.store.groupings import grouping_of
from according.store.query import Query
from according.web.asking import Asked
from according.web.library import Library
from according.weigh.roots import roots_of, view

TOO_MANY = 20_000
WINDOW_DAYS = 31
# How far a place of a UCDP precision may lie from its point when nothing closer is known, in kilometres.
REACH_KM = {1: 2.0, 2: 25.0, 3: 40.0, 4: 90.0, 5: 60.0, 6: 300.0, 7: 300.0}

Window = list[str | None] | None


def query_of(library: Library, asked: Asked) -> Query:
    """The query of the filters; a place that is no id is taken for a name."""
    return asked.query(by_id=asked.place is None or asked.place in library.places())


def narrowed_to(library: Library, asked: Asked) -> tuple[Filters, Window]:
    """The filters of a question; a large record is narrowed to its last month when no time or place is asked for."""
    filters = asked.filters()
    if any((asked.on, asked.since, asked.until, asked.place, asked.actor)) or \
            library.kept("count", library.record.count_claims) <= TOO_MANY:
        return filters, None
    last = library.bounds()["last"]
    if last is None:
        return filters, None
    first = last - timedelta(days=WINDOW_DAYS)
    return replace(filters, since=first, until=last), [first.isoformat(), last.isoformat()]


def found_for(library: Library, asked: Asked) -> Found:
    """The incidents of a question with their claims."""
    filters, _ = narrowed_to(library, asked)
    return library.kept(("found", filters), lambda: find(library.record, library.packs, filters))


def state(library: Library) -> tuple[int, int] | None:
    """What changes whenever more claims are taken in; None where nothing is kept."""
    with reading(library.record.engine) as connection:
        grouping = grouping_of(connection, question_of(library.packs))
    return (grouping.number, grouping.changed) if grouping else None


def listed(library: Library, asked: Asked, offset: int, limit: int) -> dict[str, Any]:
    """The incidents of a question as lines, in order of time. `pending`: how many claims that it is about were not
    compared yet, being too many to wait for."""
    filters, window = narrowed_to(library, asked)
    kept = ready(library.record, library.packs, filters, TOO_MANY)
    narrower = Query(event_type=asked.type, kind=asked.kind, text=asked.text)
    if kept is not None:
        total, some = lines(library.record, library.packs, kept, filters, narrower, offset, limit)
        places = library.places()
        some = [placed(places, line) for line in some]
    else:
        every = library.kept(("incidents", asked.key), lambda: _computed(library, asked, narrower))
        total, some = len(every), every[offset : offset + limit]
    return {"total": total, "window": window, "pending": kept.pending if kept else 0, "incidents": some}


def _computed(library: Library, asked: Asked, narrower: Query) -> list[dict[str, Any]]:
    found = found_for(library, asked)
    places = library.places()
    every = [placed(places, told_line(i, [found.pairs[c] for c in i.claims], found.roots)) for i in found.incidents
             if narrower.event_type in (None, i.event_type)]
    if narrower.kind or narrower.text:
        wanted = {c.id for c in library.record.claims(query_of(library, asked))}
        every = [line for line in every if wanted.intersection(line["claims"])]
    return every


def line_of(library: Library, incident: Incident, found: Found) -> dict[str, Any]:
    """An incident for a list or the map: where, how surely, by how many, with what toll."""
    return placed(library.places(), told_line(incident, [found.pairs[c] for c in incident.claims], found.roots))


def placed(places: Mapping[str, dict[str, Any]], line: dict[str, Any]) -> dict[str, Any]:
    """A line with the point of its place, and how far from it the place may lie."""
    place = places.get(line["place_id"] or "")
    precision = line["precision"] or (place["precision"] if place else None)
    radius = line["radius_km"] or (place["radius_km"] if place else None) or 0.0
    if precision in REACH_KM and precision != 1:
        radius = max(radius, REACH_KM[precision])
    return {**line, "lat": place["lat"] if place else None, "lon": place["lon"] if place else None,
            "radius_km": radius or REACH_KM[1], "precision": precision}


def one(library: Library, key: str, narrowed: Asked | None = None) -> tuple[Incident, Found] | None:
    """An incident by its id, with what it is made of: as it is kept, else from those of a question or of the usual
    window."""
    asked = narrowed or Asked()
    kept = ready(library.record, library.packs, narrowed_to(library, asked)[0], TOO_MANY)
    if kept is not None:
        for filters in dict.fromkeys((Filters(known_on=asked.known_on), Filters())):
            found = _opened(library, kept, filters, [key])
            if found.incidents:
                return max(found.incidents, key=lambda i: (i.id == key, len(i.claims))), found
    for one_asked in dict.fromkeys((asked, Asked())):
        found = found_for(library, one_asked)
        incident = next((i for i in found.incidents if i.id == key), None)
        if incident is not None:
            return incident, found
    return None


def _opened(library: Library, kept: Kept, filters: Filters, only: Collection[str]) -> Found:
    made = opened(library.record, kept, filters, only)
    return Found(tuple(made.incidents), made.pairs, roots_of(list(made.pairs.values()), view(library.packs)))


def homes_of(library: Library, claims: Sequence[str]) -> dict[str, str]:
    """Claims by id, with the ids of their incidents."""
    kept = ready(library.record, library.packs, narrowed_to(library, Asked())[0], TOO_MANY)
    if kept is not None:
        return homes(library.record, library.packs, kept, claims, TOO_MANY)
    found = found_for(library, Asked())
    home = library.kept("by claim", lambda: {c: i.id for i in found.incidents for c in i.claims})
    return {key: home[key] for key in claims if key in home}


def together_with(library: Library, home: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Claims by id, given with the ids of their incidents, with all claims of these as JSON."""
    kept = ready(library.record, library.packs, narrowed_to(library, Asked())[0], TOO_MANY)
    found = (_opened(library, kept, Filters(), set(home.values())) if kept is not None
             else found_for(library, Asked()))
    wanted = set(home.values())
    told = {i.id: [found.pairs[c][0].to_json() for c in i.claims] for i in found.incidents if i.id in wanted}
    return {key: told[incident] for key, incident in home.items() if incident in told}
