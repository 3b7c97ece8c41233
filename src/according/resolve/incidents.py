"""Claims into incidents: block, compare, cluster; the same for any order, and a person's judgement comes first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import floor

from according.model.claim import Claim
from according.model.incident import Comparison, Incident, Judged
from according.model.report import Report
from according.resolve.compare import SAME, WIDE, Profile, compare, profile

_TYPES = frozenset(("ASSAULT", "COERCE", "PROTEST", "RETREAT", "MOBILIZE", "SANCTION"))
_NO_HAPPENING = frozenset(("planned", "possible", "conditional", "negated", "opinion"))
# Blocking: degrees of a cell, days before a report that an undated claim may tell of, the longest interval looked into.
CELL = 0.5
UNDATED_DAYS = 3
LONGEST_DAYS = 31
# An interval longer than this (days) tells of a campaign, not of one happening.
CAMPAIGN_DAYS = 92
_AROUND = 160


def tells_happening(claim: Claim) -> bool:
    """Whether the claim tells of something that happened once: no plan, habit, running total or bare state."""
    if claim.standing in _NO_HAPPENING or claim.habitual:
        return False
    if claim.toll is not None and claim.toll.aggregate:
        return False
    first, last = (claim.time.first_day, claim.time.last_day) if claim.time else (None, None)
    if first is not None and last is not None and (last - first).days > CAMPAIGN_DAYS:
        return False
    if claim.kind == "toll":
        return True
    if claim.kind == "control":
        return claim.control is not None and claim.control.change in ("gain", "loss", "withdraw", "transfer_done")
    return claim.kind == "event" and claim.event_type in _TYPES


def incidents_of(found: Iterable[tuple[Claim, Report]], judged: Sequence[Judged] = ()) -> list[Incident]:
    """The incidents that claims tell of, in order of time; every claim that tells of a happening is in one."""
    pairs = {claim.id: (claim, report) for claim, report in found if tells_happening(claim)}
    profiles = {key: profile(*pairs[key], around=_around(*pairs[key])) for key in sorted(pairs)}
    scored = [compare(profiles[a], profiles[b]) for a, b in blocked(profiles)]
    clusters = cluster(sorted(profiles), scored, judged)
    joined = {(c.left, c.right): c for c in scored}
    out = [_incident(members, profiles, joined) for members in clusters]
    return sorted(
        out, key=lambda i: (i.first.isoformat() if i.first else "", i.last.isoformat() if i.last else "", i.id)
    )


def _around(claim: Claim, report: Report) -> str:
    """The rest of the sentence that the claim stands in, as far as it is near."""
    text = report.text
    start = max(text.rfind(". ", 0, claim.quote.start), text.rfind("\n", 0, claim.quote.start), 0)
    ends = [e for e in (text.find(". ", claim.quote.end), text.find("\n", claim.quote.end)) if e >= 0]
    end = min(ends, default=len(text))
    return text[max(start, claim.quote.start - _AROUND) : min(end, claim.quote.end + _AROUND)]


def blocked(profiles: dict[str, Profile]) -> list[tuple[str, str]]:
    """Pairs worth comparing: near in time and place, or with a named victim in common.

    Claims with coordinates meet within a cell of CELL degrees and its neighbours; one without (a country, a province,
    no place) meets those of its day and country, but placed ones only where both count dead or name victims.
    """
    bins: dict[tuple[object, ...], list[str]] = {}
    loose: dict[tuple[date, str], list[str]] = {}
    harmed: dict[tuple[date, str], list[str]] = {}
    for key, p in profiles.items():
        for victim in p.victims:
            bins.setdefault(("victim", victim), []).append(key)
        country = p.claim.place.country or "" if p.claim.place else ""
        cell = _cell(p)
        counts = p.killed is not None or p.injured is not None or bool(p.victims)
        for day in _days(p):
            if cell is None:
                loose.setdefault((day, country), []).append(key)
            else:
                for dx in (-1, 0, 1):
                    for dy in (-1, 0, 1):
                        bins.setdefault((day, cell[0] + dx, cell[1] + dy), []).append(key)
            if counts:
                harmed.setdefault((day, country), []).append(key)
    pairs: set[tuple[str, str]] = set()
    for members in (*bins.values(), *loose.values()):
        _pairs(members, pairs)
    for (day, country), members in harmed.items():
        _pairs(members, pairs)
        if country:
            for nowhere in harmed.get((day, ""), ()):
                pairs.update((min(nowhere, m), max(nowhere, m)) for m in members)
    return sorted(pairs)


def _pairs(members: list[str], pairs: set[tuple[str, str]]) -> None:
    ordered = sorted(set(members))
    pairs.update((a, b) for i, a in enumerate(ordered) for b in ordered[i + 1 :])


def _cell(p: Profile) -> tuple[int, int] | None:
    """The grid cell of a claim placed at a town or finer; None for wide places and for no place."""
    place = p.claim.place
    if place is None or place.lat is None or place.lon is None or place.kind in WIDE:
        return None
    return floor(place.lat / CELL), floor(place.lon / CELL)


def _days(p: Profile) -> list[date]:
    """The days a claim may be told of: its interval and a day around it; undated, the days before it was told."""
    if p.last is None:
        return []
    first = p.first if p.first is not None else p.last - timedelta(days=UNDATED_DAYS)
    first = max(first, p.last - timedelta(days=LONGEST_DAYS))
    span = (p.last - first).days
    return [first + timedelta(days=n) for n in range(-1 if p.first is not None else 0, span + 2)]


def cluster(keys: Sequence[str], scored: Sequence[Comparison], judged: Sequence[Judged] = ()) -> list[tuple[str, ...]]:
    """Join from the surest pair down; two groups join only when no pair between them is vetoed and they agree.

    A person's merge joins first and a split forbids, whatever the scores; what was undone counts for nothing.
    """
    group: dict[str, tuple[str, ...]] = {key: (key,) for key in keys}
    known = {(c.left, c.right): c for c in scored}
    forbidden = {tuple(sorted((j.left, j.right))) for j in judged if j.kind == "split" and not j.undone}
    for j in sorted(judged, key=lambda j: (j.at, j.left, j.right)):
        if j.kind == "merge" and not j.undone and j.left in group and j.right in group:
            _unite(group, j.left, j.right)
    for pair in sorted(scored, key=lambda c: (-c.score, c.left, c.right)):
        if pair.score < SAME or pair.veto is not None:
            continue
        left, right = group[pair.left], group[pair.right]
        if left is right or not _agree(left, right, known, forbidden):
            continue
        _unite(group, pair.left, pair.right)
    return sorted(set(group.values()))


def _unite(group: dict[str, tuple[str, ...]], a: str, b: str) -> None:
    members = tuple(sorted({*group[a], *group[b]}))
    for member in members:
        group[member] = members


def _agree(
    left: tuple[str, ...],
    right: tuple[str, ...],
    known: dict[tuple[str, str], Comparison],
    forbidden: set[tuple[str, ...]],
) -> bool:
    """No veto across the two groups, and their pairs hold together on average."""
    total, n = 0.0, 0
    for a in left:
        for b in right:
            key = (a, b) if a <= b else (b, a)
            if key in forbidden:
                return False
            pair = known.get(key)
            if pair is None:
                continue
            if pair.veto is not None:
                return False
            total, n = total + pair.score, n + 1
    return n > 0 and total / n >= SAME * 0.6


def _incident(
    members: tuple[str, ...], profiles: dict[str, Profile], joined: dict[tuple[str, str], Comparison]
) -> Incident:
    found = [profiles[m] for m in members]
    dated = [p for p in found if p.first is not None and p.last is not None]
    exact = (
        min(dated, key=lambda p: (((p.last or p.first) - p.first).days if p.first else 0, p.claim.id), default=None)
        if dated
        else None
    )
    placed = sorted(
        (p.claim.place for p in found if p.claim.place and (p.claim.place.name or p.claim.place.text)),
        key=lambda q: (q.precision or 9, q.id or "~", q.text or ""),
    )
    lead = next((p for p in found if p.claim.event_type), found[0])
    moded = next((p.claim.mode for p in found if p.claim.mode), None)
    place = placed[0] if placed else None
    pairs = tuple(
        joined[(a, b)]
        for i, a in enumerate(members)
        for b in members[i + 1 :]
        if (a, b) in joined and joined[(a, b)].score >= SAME
    )
    return Incident(
        Incident.make_id(members),
        members,
        lead.claim.event_type,
        moded,
        (place.name or place.text) if place else None,
        place.id if place else None,
        exact.first if exact else None,
        exact.last if exact else found[0].last,
        pairs,
    )
