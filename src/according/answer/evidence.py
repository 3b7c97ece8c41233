"""Claims with their reports, and the country's own side: what several answers need of a record and its packs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from itertools import islice

from according.model.claim import Claim
from according.model.control import Holder
from according.model.place import ELSEWHERE
from according.model.report import Report
from according.packs.index import alias_key
from according.store.folding import fold
from according.store.record import Record
from according.weigh.roots import PackData, PackView

_TOGETHER = 500


def pairs_of(record: Record, claims: Iterable[Claim]) -> Iterator[tuple[Claim, Report]]:
    """Each claim with its report, each report read once; claims whose report is gone are left out."""
    reports: dict[str, Report] = {}
    waiting = iter(claims)
    while some := list(islice(waiting, _TOGETHER)):
        reports.update(record.reports_by_id({c.report for c in some} - reports.keys()))
        yield from ((c, reports[c.report]) for c in some if c.report in reports)


def by_place(pairs: Iterable[tuple[Claim, Report]]) -> dict[str, list[tuple[Claim, Report]]]:
    """Claims with their reports by the place they are about: its id, else its folded name. What is told of a way or a
    border is left out."""
    groups: dict[str, list[tuple[Claim, Report]]] = {}
    for claim, report in pairs:
        if claim.place is not None and claim.place.relation not in ELSEWHERE:
            key = claim.place.id or fold(claim.place.name or claim.place.text)
            if key:
                groups.setdefault(key, []).append((claim, report))
    return groups


def day_of(moment: date | datetime | None) -> date | None:
    """The calendar day of a date or an instant."""
    return moment.date() if isinstance(moment, datetime) else moment


def country_party(seen: PackView, country: str | None, on: date | None) -> Holder | None:
    """The side of the state whose country it is (ISO 3166-1 alpha-3), None when the packs know no such state."""
    state = _states_by_country(seen.packs).get(country) if country else None
    if state is None:
        return None
    return Holder(seen.actors[state].name, seen.bloc_of(state, on) or state, state)


@lru_cache(maxsize=8)
def _states_by_country(packs: PackData) -> dict[str, str]:
    """The first state, by id, of each country."""
    states = sorted((a.id for a in packs.actors.values() if a.kind == "state" and a.country), reverse=True)
    return {packs.actors[key].country or "": key for key in states}


def known_places(packs: PackData, name: str) -> list[str]:
    """Ids of the places that the packs list under a name or an alias, in any spelling that folds alike."""
    return list(_places_by_name(packs).get(alias_key(name), ()))


@lru_cache(maxsize=8)
def _places_by_name(packs: PackData) -> dict[tuple[str, ...], tuple[str, ...]]:
    out: dict[tuple[str, ...], tuple[str, ...]] = {}
    for pack in packs.packs:
        for place in pack.places:
            for name in (place.name, *pack.place_aliases.get(place.id, ())):
                key = alias_key(name)
                if place.id not in out.get(key, ()):
                    out[key] = (*out.get(key, ()), place.id)
    return out
