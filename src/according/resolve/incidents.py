"""Claims into incidents: block, compare, cluster; the same for any order, and a person's judgement comes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from according.model.claim import Claim
from according.model.incident import Comparison, Incident, Judged
from according.model.place import PlaceRef
from according.model.report import Report
from according.resolve.blocking import blocked
from according.resolve.bound import at_most
from according.resolve.compare import SAME, compare
from according.resolve.profile import Profile, profile
from according.resolve.when_where import WIDE

_TYPES = frozenset(("ASSAULT", "COERCE", "PROTEST", "RETREAT", "MOBILIZE", "SANCTION"))
_NO_HAPPENING = frozenset(("planned", "possible", "conditional", "negated", "opinion"))
# An interval longer than this (days) tells of a campaign, not of one happening.
CAMPAIGN_DAYS = 92
_AROUND = 160
# What two groups must come to on average, over all their pairs, to be joined; what a soft veto counts in that.
_TOGETHER = 3.5
_SOFT = -5.0


def tells_happening(claim: Claim) -> bool:
    """Whether the claim tells of something that happened once: no plan, habit, running total or bare state."""
    if claim.standing in _NO_HAPPENING or claim.habitual:
        return False
    if claim.toll is not None and claim.toll.aggregate:
        return False
    first, last = (claim.time.first_day, claim.time.last_day) if claim.time else (None, None)
    if first is not None and last is not None and (last - first).days > CAMPAIGN_DAYS:
        return False
    if claim.historical and first is None:
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
    joined = {(a, b): compare(profiles[a], profiles[b]) for a, b in blocked(profiles)
              if at_most(profiles[a], profiles[b], SAME) >= SAME}

    def look(a: str, b: str) -> Comparison:
        key = (a, b) if a <= b else (b, a)
        if key not in joined:
            joined[key] = compare(profiles[key[0]], profiles[key[1]])
        return joined[key]

    clusters = cluster(sorted(profiles), list(joined.values()), judged, look)
    out = [_incident(members, profiles, joined) for members in clusters]
    return sorted(out, key=lambda i: (str(i.first or i.last or ""), str(i.last or ""), i.id))


def _around(claim: Claim, report: Report) -> str:
    """The rest of the sentence that the claim stands in, as far as it is near."""
    text = report.text
    start = max(text.rfind(". ", 0, claim.quote.start), text.rfind("\n", 0, claim.quote.start), 0)
    ends = [e for e in (text.find(". ", claim.quote.end), text.find("\n", claim.quote.end)) if e >= 0]
    end = min(ends, default=len(text))
    return text[max(start, claim.quote.start - _AROUND) : min(end, claim.quote.end + _AROUND)]


def cluster(
    keys: Sequence[str],
    scored: Sequence[Comparison],
    judged: Sequence[Judged] = (),
    look: Callable[[str, str], Comparison | None] | None = None,
) -> list[tuple[str, ...]]:
    """Join from the surest pair down; two groups join only when no pair between them is firmly vetoed and they agree.

    `look` compares pairs that are not in `scored`, so that a group does not grow by what was never compared. A
    person's merge joins first and a split forbids, whatever the scores; what was undone counts for nothing.
    """
    group: dict[str, tuple[str, ...]] = {key: (key,) for key in keys}
    known = {(c.left, c.right): c for c in scored}
    forbidden = {tuple(sorted((j.left, j.right))) for j in judged if j.kind == "split" and not j.undone}
    ask = look or (lambda a, b: known.get((a, b) if a <= b else (b, a)))
    for j in sorted(judged, key=lambda j: (j.at, j.left, j.right)):
        if j.kind == "merge" and not j.undone and j.left in group and j.right in group:
            _unite(group, j.left, j.right)
    for pair in sorted(scored, key=lambda c: (-c.score, c.left, c.right)):
        if pair.score < SAME or pair.veto is not None:
            continue
        left, right = group[pair.left], group[pair.right]
        if left is right or not _agree(left, right, ask, forbidden):
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
    ask: Callable[[str, str], Comparison | None],
    forbidden: set[tuple[str, ...]],
) -> bool:
    """No firm veto across the two groups, and their pairs hold together on average.

    Another day or a distance speaks against the two groups, unless they name one dead: of that, reports differ.
    """
    scores: list[float] = []
    soft, one_death = 0, False
    for a in left:
        for b in right:
            if ((a, b) if a <= b else (b, a)) in forbidden:
                return False
            pair = ask(a, b)
            if pair is None:
                continue
            one_death = one_death or any(f.name == "victim" and f.weight > 0 for f in pair.features)
            if pair.veto is None:
                scores.append(pair.score)
            elif pair.firm:
                return False
            else:
                soft += 1
    total = sum(scores) + (0.0 if one_death else _SOFT * soft)
    return bool(scores) and total / (len(scores) + soft) >= _TOGETHER


def _incident(
    members: tuple[str, ...], profiles: dict[str, Profile], joined: dict[tuple[str, str], Comparison]
) -> Incident:
    found = [profiles[m] for m in members]
    lead = next((p for p in found if p.claim.event_type), found[0])
    place = _where(found)
    first, last = _when(found)
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
        next((p.claim.mode for p in found if p.claim.mode), None),
        (place.name or place.text) if place else None,
        place.id if place else None,
        first,
        last,
        pairs,
    )


def _where(found: Sequence[Profile]) -> PlaceRef | None:
    """The place most claims name, of those as exact as a town where there are any; the most exact of equals."""
    told = [p.claim.place for p in found if p.claim.place and (p.claim.place.name or p.claim.place.text)]
    near = [q for q in told if q.kind not in WIDE and q.id is not None] or told
    named = Counter(q.id or q.text for q in near)
    return min(near, key=lambda q: (-named[q.id or q.text], q.precision or 9, q.id or "~", q.text or ""), default=None)


def _when(found: Sequence[Profile]) -> tuple[date | None, date | None]:
    """The shortest interval that most claims give; without any, the day by which it was told."""
    dated = [(p.last - p.first, p.first, p.last) for p in found if p.first is not None and p.last is not None]
    if not dated:
        return None, min((p.last for p in found if p.last is not None), default=None)
    shortest = min(width for width, _, _ in dated)
    days = Counter((first, last) for width, first, last in dated if width == shortest)
    return min(days, key=lambda d: (-days[d], d))
