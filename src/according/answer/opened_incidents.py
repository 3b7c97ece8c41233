"""Incidents as the record keeps them: opened with their claims, or as lines of a list."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection

from according.answer.incident_lines import line_of
from according.answer.kept_incidents import Kept, Opening, order_of, question_of, ready, take_beside
from according.answer.selection import Filters, judged, queries_of
from according.model.claim import Claim
from according.model.incident import Incident, Judged
from according.model.report import Report
from according.resolve.grouping import Looking, grouped
from according.resolve.incidents import in_time, incidents_of, made_of
from according.resolve.profile import Profile
from according.resolve.regroup import Pairing
from according.store import groupings
from according.store.dialect import reading, writing
from according.store.query import Query
from according.store.record import Record
from according.weigh.roots import PackData, view

Pairs = dict[str, tuple[Claim, Report]]


@dataclass(slots=True)
class Opened:
    """Incidents in order of time, with their claims."""

    incidents: list[Incident] = field(default_factory=list)
    pairs: Pairs = field(default_factory=dict)


def opened(record: Record, kept: Kept, filters: Filters, only: Collection[str] | None = None) -> Opened:
    """The incidents that hold a claim which passes the filters, with their claims and what joined these; `only` those
    of some ids. By what was known on a day an incident is made of the claims that were known, as far as those hold
    together without the others."""
    with reading(record.engine) as connection:
        queries = queries_of(filters)
        if only is None:
            only = [key for _, key in groupings.in_order(connection, kept.grouping, record.dialect, queries)]
        return _open(connection, record, kept, groupings.claims_in(connection, kept.grouping, only), queries,
                     filters.known_on is not None)


def _open(connection: Connection, record: Record, kept: Kept, held: Sequence[tuple[str, int]],
          queries: Sequence[Query], as_known: bool) -> Opened:
    known = Opening(connection, kept.grouping)
    profiles = known.open(number for _, number in held)
    pairs = known.pairs(profiles)
    groups: dict[str, list[str]] = {}
    for incident, number in held:
        groups.setdefault(incident, []).append(known.profiles[number].claim.id)
    made = [tuple(sorted(keys)) for keys in groups.values()]
    if as_known:
        rest = [Query(known_on=query.known_on) for query in queries[:1]]
        seen, wanted = ({known.profiles[n].claim.id for n in groupings.among(connection, record.dialect,
                                                                             list(known.profiles), some)}
                        for some in (rest, queries))
        made = _as_known(made, profiles, pairs, judged(record), seen, wanted)
    looking, out = Looking(profiles), Opened()
    for members, own in _within(made, pairs).items():
        out.incidents.append(made_of(members, profiles, [looking(pair.left, pair.right) for pair in own]))
        out.pairs.update({key: (profiles[key].claim, profiles[key].report) for key in members})
    out.incidents.sort(key=in_time)
    return out


def _as_known(made: Sequence[tuple[str, ...]], profiles: Mapping[str, Profile], pairs: Sequence[Pairing],
              decided: Sequence[Judged], seen: Collection[str], wanted: Collection[str]) -> list[tuple[str, ...]]:
    """Groups without the claims that were not known, as far as those that were hold together, and hold a wanted one."""
    out: list[tuple[str, ...]] = []
    for members, own in _within(made, pairs).items():
        left = [key for key in members if key in seen]
        if len(left) == len(members):
            out.append(members)
        elif left:
            among = [pair for pair in own if pair.left in seen and pair.right in seen]
            out += [g.members for g in grouped(left, among, decided, Looking(profiles))]
    return [members for members in out if any(key in wanted for key in members)]


def _within(made: Sequence[tuple[str, ...]], pairs: Sequence[Pairing]) -> dict[tuple[str, ...], list[Pairing]]:
    """The pairs within each group."""
    home = {key: members for members in made for key in members}
    out: dict[tuple[str, ...], list[Pairing]] = {members: [] for members in made}
    for pair in pairs:
        if pair.left in home and home[pair.left] is home.get(pair.right):
            out[home[pair.left]].append(pair)
    return out


def lines(record: Record, packs: PackData, kept: Kept, filters: Filters, narrower: Query, offset: int,
          limit: int) -> tuple[int, list[dict[str, Any]]]:
    """How many incidents hold a claim that passes the filters and has the kind and words of `narrower`, and are of its
    type; and the lines (see `incident_lines`) of those from `offset` on, in order of time."""
    queries = [replace(query, kind=narrower.kind, text=narrower.text) for query in queries_of(filters)]
    with reading(record.engine) as connection:
        found = groupings.in_order(connection, kept.grouping, record.dialect, queries, narrower.event_type)
        if filters.known_on is None:
            some = [key for _, key in found[offset : offset + limit]]
            rows = groupings.rows_of(connection, kept.grouping, some)
            return len(found), [json.loads(rows[key].body) for key in some]
        return _lines_known(connection, record, packs, kept, found, queries, narrower.event_type, offset, limit)


def _lines_known(connection: Connection, record: Record, packs: PackData, kept: Kept, found: Sequence[tuple[str, str]],
                 queries: Sequence[Query], event_type: str | None, offset: int,
                 limit: int) -> tuple[int, list[dict[str, Any]]]:
    """The same by what was known on a day: lines that are kept where all was known, else put together for it."""
    held = groupings.claims_in(connection, kept.grouping, [key for _, key in found])
    seen = groupings.among(connection, record.dialect, [n for _, n in held], [Query(known_on=queries[0].known_on)])
    partly = {incident for incident, number in held if number not in seen}
    made = _open(connection, record, kept, [one for one in held if one[0] in partly], queries, True)
    fresh = {order_of(i): i for i in made.incidents if event_type in (None, i.event_type)}
    ordered = sorted([*((order, key) for order, key in found if key not in partly),
                      *((order, i.id) for order, i in fresh.items())])
    some = ordered[offset : offset + limit]
    rows = groupings.rows_of(connection, kept.grouping, [key for order, key in some if order not in fresh])
    by_packs = view(packs)
    return len(ordered), [line_of(fresh[order], made.pairs, by_packs) if order in fresh else json.loads(rows[key].body)
                          for order, key in some]


def homes(record: Record, packs: PackData, kept: Kept, claims: Collection[str], most: int) -> dict[str, str]:
    """Claims by id, with the ids of their incidents; they are taken in before (see `kept_incidents.take_beside`)."""
    take_beside(record, packs, claims, most)
    with reading(record.engine) as connection:
        taken = groupings.taken_of(connection, kept.grouping, claims)
        home = groupings.incidents_holding(connection, kept.grouping, taken.values())
    return {key: home[number] for key, number in taken.items() if number in home}


def grouped_claims(record: Record, packs: PackData, filters: Filters,
                   pairs: Sequence[tuple[Claim, Report]]) -> list[tuple[str, ...]]:
    """The claims that pass some filters, by id, those of one incident together: as they are kept, or else computed."""
    kept = ready(record, packs, filters) if filters.known_on is None else None
    if kept is None:
        return [i.claims for i in incidents_of(pairs, judged(record))]
    with reading(record.engine) as connection:
        taken = groupings.taken_of(connection, kept.grouping, [claim.id for claim, _ in pairs])
        home = groupings.incidents_holding(connection, kept.grouping, taken.values())
    groups: dict[str, list[str]] = {}
    for key, number in taken.items():
        groups.setdefault(home[number], []).append(key)
    return [tuple(sorted(keys)) for _, keys in sorted(groups.items())]


def wrong_incidents(record: Record, packs: PackData, most: int = 20_000) -> list[str]:
    """The incidents that are kept otherwise than their claims give: all of them where no more than `most` claims were
    taken in, of more only some lines. All that is kept is forgotten where there are any, and then made again."""
    seen = view(packs)
    with reading(record.engine) as connection:
        grouping = groupings.grouping_of(connection, question_of(packs))
        if grouping is None or grouping.seen.judgement != groupings.now(connection).judgement \
                or groupings.superseded(connection, grouping):
            return []
        rows = groupings.rows_of(connection, grouping.number, groupings.incidents_kept(connection, grouping.number))
        held = groupings.claims_in(connection, grouping.number, rows)
        few = len(held) <= most
        chosen = set(rows) if few else set(sorted(rows)[:: len(held) // most + 1])
        groups, profiles = Opening(connection, grouping.number).members(chosen)
    made = {key: made_of(group.members, profiles, ()) for key, group in groups.items()}
    told = {key: (p.claim, p.report) for key, p in profiles.items()}
    wrong = {key for key in chosen if key not in made or line_of(made[key], told, seen) != json.loads(rows[key].body)}
    if few:
        right = {i.claims for i in incidents_of(told.values(), judged(record))}
        wrong |= {key for key, incident in made.items() if incident.claims not in right}
    if wrong:
        with writing(record.engine) as connection:
            groupings.forget(connection)
    return sorted(wrong)
