"""Control for the page: states with where their places lie, and the line of a place through time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from according.answer import control
from according.answer.evidence import by_place, day_of, pairs_of
from according.answer.selection import Pairs
from according.model.claim import Claim
from according.store.query import Query
from according.web.library import Library
from according.weigh.roots import in_country, view

MOST_PLACES = 24
MOST_DAYS = 60


def states(library: Library, on: date | None, known_on: date | None, actor: str | None,
           place: str | None) -> list[dict[str, Any]]:
    """Who holds each place, with its coordinates; asked once for each state of the record."""

    def work() -> list[dict[str, Any]]:
        found = control.answer(library.record, library.packs, place=place, on=on, known_on=known_on, actor=actor)
        places, told = library.places(), library.told_places()
        out = []
        for state in found.states:
            lies = places.get(state.place_id or "", {})
            out.append({**state.to_json(), "lat": lies.get("lat"), "lon": lies.get("lon"), "kind": lies.get("kind"),
                        "country": lies.get("country"), "claims": lies.get("claims", 0),
                        "assumed": state.place_id is not None and state.place_id not in told})
        return out

    return library.kept(("control", on, known_on, actor, place), work)


def history(library: Library, places: list[str], known_on: date | None) -> list[dict[str, Any]]:
    """A line for each place (by id or name; none: those most told of): stretches of days with one state."""
    return library.kept(("history", tuple(places), known_on), lambda: _history(library, places, known_on))


def _history(library: Library, places: list[str], known_on: date | None) -> list[dict[str, Any]]:
    if places:
        wanted: list[Claim] = []
        for name in places:
            found = list(library.record.claims(Query(control=True, place=name, known_on=known_on)))
            wanted += found or list(library.record.claims(Query(control=True, place_name=name, known_on=known_on)))
        groups = by_place(pairs_of(library.record, wanted))
    else:
        groups = _most_told(library, known_on)
    return [_line(library, key, groups[key], known_on) for key in _most(groups)]


def _most(groups: dict[str, Pairs]) -> list[str]:
    return sorted(groups, key=lambda k: (-len(groups[k]), k))[:MOST_PLACES]


def _most_told(library: Library, known_on: date | None) -> dict[str, Pairs]:
    """Read the claims about the places that are told of most, and about no more places than it takes to know them."""
    groups: dict[str, Pairs] = {}
    counted = library.controlled(known_on)
    for at in range(0, len(counted), MOST_PLACES):
        some = tuple(key for key, _ in counted[at : at + MOST_PLACES])
        found = library.record.claims(Query(control=True, places=some, known_on=known_on))
        for key, pairs in by_place(pairs_of(library.record, found)).items():
            groups.setdefault(key, []).extend(pairs)
        most, rest = _most(groups), counted[at + MOST_PLACES :]
        if len(most) == MOST_PLACES and rest and rest[0][1] < len(groups[most[-1]]):
            break
    return groups


def _line(library: Library, key: str, pairs: Pairs, known_on: date | None) -> dict[str, Any]:
    seen = view(library.packs)
    named = next((c.place for c, _ in pairs if c.place and c.place.name), pairs[0][0].place)
    country = next((c.place.country for c, _ in pairs if c.place and c.place.country), None)
    label = (named.name or named.text or key) if named else key
    days = _days(pairs)
    stretches: list[dict[str, Any]] = []
    states = control.through_time(pairs, label, days, in_country(seen, country), known_on, country,
                                  named.id if named else None)
    for day, state in zip(days, states, strict=True):
        data = state.to_json()
        key_now = (data["status"], [h["name"] for h in data["holders"]], data["grade"],
                   [(r["status"], (r["holder"] or {}).get("name")) for r in data["rivals"]],
                   bool(data["besieged_since"]))
        if stretches and stretches[-1]["key"] == key_now:
            stretches[-1]["to"] = day.isoformat()
        else:
            if stretches:
                stretches[-1]["to"] = day.isoformat()
            stretches.append({"from": day.isoformat(), "to": day.isoformat(), "key": key_now, "state": data})
    for stretch in stretches:
        del stretch["key"]
    return {"place": label, "place_id": named.id if named else None, "claims": len(pairs), "stretches": stretches}


def _days(pairs: Pairs) -> list[date]:
    """The days on which an answer may change: those the claims speak of, and the day before the first."""
    days: set[date] = set()
    for claim, report in pairs:
        for moment in (claim.time.first_day, claim.time.last_day) if claim.time else ():
            if moment is not None:
                days.add(moment)
        published = day_of(report.published.day) if report.published else None
        if published is not None:
            days.add(published)
    if not days:
        return []
    ordered = sorted({*days, min(days) - timedelta(days=1), max(days) + timedelta(days=1)})
    step = max(1, len(ordered) // MOST_DAYS)
    return ordered[::step] if step == 1 else sorted({*ordered[::step], ordered[-1]})
