"""Claims into incidents: block, compare, group; the same for any order, and a person's judgement comes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from according.model.claim import Claim
from according.model.incident import Comparison, Incident, Judged
from according.model.place import PlaceRef
from according.model.report import Report
from according.resolve.blocking import blocked
from according.resolve.bound import at_most
from according.resolve.compare import SAME
from according.resolve.grouping import Looking, grouped
from according.resolve.profile import Profile, profile
from according.resolve.when_where import WIDE

_TYPES = frozenset(("ASSAULT", "COERCE", "PROTEST", "RETREAT", "MOBILIZE", "SANCTION"))
_NO_HAPPENING = frozenset(("planned", "possible", "conditional", "negated", "opinion"))
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
    profiles = {key: profile_of(*pairs[key]) for key in sorted(pairs)}
    looking = Looking(profiles)
    joined = paired(profiles, looking)
    groups = grouped(sorted(profiles), joined, judged, looking)
    return sorted((made_of(group.members, profiles, joined) for group in groups), key=in_time)


def profile_of(claim: Claim, report: Report) -> Profile:
    """A claim as it is compared, with the sentence that it stands in."""
    return profile(claim, report, around=_around(claim, report))


def paired(profiles: Mapping[str, Profile], looking: Looking, fresh: Collection[str] | None = None) -> list[Comparison]:
    """The pairs of claims that tell of one happening; with `fresh`, only those with at least one of these."""
    found = (looking(a, b) for a, b in blocked(profiles, fresh) if at_most(profiles[a], profiles[b], SAME) >= SAME)
    return [pair for pair in found if pair.score >= SAME and pair.veto is None]


def in_time(incident: Incident) -> tuple[str, str, str]:
    """The key by which incidents stand in order of time."""
    return str(incident.first or incident.last or ""), str(incident.last or ""), incident.id


def _around(claim: Claim, report: Report) -> str:
    """The rest of the sentence that the claim stands in, as far as it is near."""
    text = report.text
    start = max(text.rfind(". ", 0, claim.quote.start), text.rfind("\n", 0, claim.quote.start), 0)
    ends = [e for e in (text.find(". ", claim.quote.end), text.find("\n", claim.quote.end)) if e >= 0]
    end = min(ends, default=len(text))
    return text[max(start, claim.quote.start - _AROUND) : min(end, claim.quote.end + _AROUND)]


def made_of(members: Sequence[str], profiles: Mapping[str, Profile], joined: Iterable[Comparison]) -> Incident:
    """The incident that a group of claims is; `joined` are pairs, of which those within the group belong to it."""
    found = [profiles[m] for m in members]
    lead = next((p for p in found if p.claim.event_type), found[0])
    place = _where(found)
    first, last = _when(found)
    own = frozenset(members)
    return Incident(
        Incident.make_id(tuple(members)),
        tuple(members),
        lead.claim.event_type,
        next((p.claim.mode for p in found if p.claim.mode), None),
        (place.name or place.text) if place else None,
        place.id if place else None,
        first,
        last,
        tuple(sorted((c for c in joined if c.left in own and c.right in own), key=lambda c: (c.left, c.right))),
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
