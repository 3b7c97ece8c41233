"""Roots: one speaker on one occasion. Outlets are not roots; twelve of them may carry one.

In this order: the end of the attribution chain; a wire credit or byline; reused text; one owner or state group; a
reviewer's merge or split. What has no known origin shares one bucket and never becomes a new root.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Protocol

from according.model.actor import Actor
from according.model.claim import Attribution, Claim
from according.model.report import Report
from according.packs.shape import Pack
from according.weigh.interest import side
from according.weigh.reuse import reuse_groups

UNKNOWN = "unknown"
_WIRES = {
    "reuters": "Reuters",
    "ap": "AP",
    "associated press": "AP",
    "afp": "AFP",
    "agence france-presse": "AFP",
    "dpa": "dpa",
    "efe": "EFE",
    "ansa": "ANSA",
    "upi": "UPI",
    "tass": "TASS",
    "xinhua": "Xinhua",
}
# Kinds of speakers that a nation's adjective makes the voice of its state.
_OF_STATES = frozenset(("official", "government", "state_media", "armed_forces"))
_CREDIT = re.compile(r"\((Reuters|AP|AFP|dpa|DPA|EFE|ANSA|UPI|TASS|Xinhua)\)")


class PackData(Protocol):
    """What `packs.PackSet` offers."""

    actors: dict[str, Actor]
    packs: tuple[Pack, ...]

    def __hash__(self) -> int:
        """By identity: packs do not change once loaded."""
        ...

    def bloc_of(self, actor_id: str | None, day: date | None = None, conflict: str | None = None) -> str | None:
        """The bloc of an actor on a day, in one conflict when named."""
        ...

    def for_country(self, iso3: str) -> tuple[Pack, ...]:
        """The packs whose conflict is fought in a country."""
        ...


@dataclass(frozen=True, slots=True)
class PackView:
    """What of the packs the roots need: actors by id, by folded name, and the bloc of an actor on a day."""

    actors: Mapping[str, Actor]
    names: Mapping[str, str]
    packs: PackData
    conflict: str | None = None
    demonyms: Mapping[str, str] = field(default_factory=dict)

    def bloc_of(self, actor_id: str | None, day: date | None = None) -> str | None:
        """The bloc of an actor on a day, by the packs."""
        return self.packs.bloc_of(actor_id, day, self.conflict)


@dataclass(frozen=True, slots=True)
class Root:
    """Where a statement comes from. `side` is the bloc of the speaker that day.

    `group` is what roots share that are not independent of one another: a state and its ministries, forces, officials
    and media, an organisation and its spokesman; empty where the root stands for itself.
    """

    id: str
    name: str
    kind: str
    actor: str | None = None
    side: str | None = None
    why: str = ""
    group: str = ""

    @property
    def origin(self) -> str:
        """The key by which independent roots are counted."""
        return self.group or self.id


def fold_name(name: str) -> str:
    """A source's name for comparing: lower case, single spaces, no leading article."""
    return " ".join(name.lower().split()).removeprefix("the ")


@lru_cache(maxsize=8)
def view(packs: PackData) -> PackView:
    """The packs as roots see them; each name and alias once, the first pack first."""
    names: dict[str, str] = {}
    for actor in packs.actors.values():
        for alias in (actor.name, *actor.aliases):
            names.setdefault(fold_name(alias), actor.id)
    demonyms = {fold_name(d): a.id for a in packs.actors.values() if a.kind == "state" for d in a.demonyms}
    return PackView(packs.actors, names, packs, None, demonyms)


def in_country(seen: PackView, iso3: str | None) -> PackView:
    """The same view with the blocs of the conflict that is fought in that country, when exactly one pack has it."""
    found = seen.packs.for_country(iso3) if iso3 else ()
    return replace(seen, conflict=found[0].name) if len(found) == 1 else seen


def root_of(claim: Claim, report: Report, packs: PackView) -> Root:
    """The origin of one claim, before reports are compared with one another."""
    day = report.published.day if report.published else None
    if claim.attribution:
        return _speaker(claim.attribution[-1], packs, day)
    if claim.hearsay:
        return Root(UNKNOWN, "unknown origin", "unknown", why=f"passed on as “{claim.hearsay}”")
    credit = report.wire_credit or _wire_credit(report)
    if credit:
        name = _WIRES.get(credit.lower(), credit)
        actor = packs.names.get(fold_name(name))
        return Root(f"wire:{fold_name(name)}", name, "wire", actor, None, "wire credit")
    if report.publisher:
        actor = packs.names.get(fold_name(report.publisher))
        owner = _owner(actor, packs, day)
        known, owns = packs.actors.get(actor or ""), packs.actors.get(owner or "")
        name = known.name if known else report.publisher
        kind = (known.media_kind or known.kind) if known else "outlet"
        found = owner or actor
        return Root(
            f"speaker:{found or fold_name(name)}",
            name,
            kind,
            found,
            packs.bloc_of(actor, day) or packs.bloc_of(owner, day) if actor else None,
            f"the publisher's own voice, owned by {owns.name}" if owns else "the publisher's own voice",
            _group(found, packs, day),
        )
    return Root(UNKNOWN, "unknown origin", "unknown", why="no publisher is known")


def _speaker(link: Attribution, packs: PackView, day: date | None) -> Root:
    """The end of the chain; nobody in particular goes to the shared bucket."""
    name = link.name or link.text
    state = _state_of(name or "", link.kind, packs) if link.source is None else None
    if link.source is None and state is None and (not name or link.anonymous or not name[:1].isupper()):
        return Root(UNKNOWN, name or "unknown origin", link.kind, why="nobody is named at the end of the chain")
    actor = packs.actors.get(link.source or "") or packs.actors.get(packs.names.get(fold_name(name or ""), ""))
    kind = link.kind if link.kind != "unknown" or actor is None else (actor.media_kind or actor.kind)
    key = actor.id if actor else fold_name(name or "")
    found_side = side(actor.id, actor.name, packs, day) if actor else packs.bloc_of(state, day) or state
    why = "end of the attribution chain"
    group = _group(actor.id, packs, day) if actor else f"speaker:{state}" if state else ""
    shown = actor.name if actor else name or key
    return Root(f"speaker:{key}", shown, kind, actor.id if actor else None, found_side, why, group)


def _state_of(name: str, kind: str, packs: PackView) -> str | None:
    """The state whose officials, forces or media a speaker is by its adjective ("Iranian state media")."""
    first = fold_name(name).split(" ")[0]
    return packs.demonyms.get(first) if kind in _OF_STATES else None


def _group(actor: str | None, packs: PackView, day: date | None) -> str:
    """The state that an actor is part of, owned by or in office of; else whose organ or office holder it is."""
    own, office, seen = actor, actor, {actor}
    while own is not None:
        known = packs.actors.get(own)
        if known is None:
            break
        if known.kind == "state":
            return f"speaker:{own}" if own != actor else ""
        held = [*known.related("owned_by", day), *known.related("holds_office", day)]
        if office == own and held:
            office = held[0]
        own = next((a for a in (*held, *known.related("part_of", day)) if a not in seen), None)
        seen.add(own)
    return f"speaker:{office}" if office != actor else ""


def _wire_credit(report: Report) -> str | None:
    """A wire named in the byline, the dateline or the first line of the text ("AZAZ (Reuters) -")."""
    for line in (report.byline, report.dateline, report.text[:200]):
        found = _CREDIT.search(line or "")
        if found:
            return found.group(1)
    byline = fold_name(report.byline or "").removeprefix("by ")
    return byline if byline in _WIRES else None


def _owner(actor: str | None, packs: PackView, day: date | None) -> str | None:
    """The owner or state group that outlets are parts of, when one is known."""
    known = packs.actors.get(actor or "")
    if known is None:
        return None
    owners = known.related("owned_by", day)
    return owners[0] if owners else None


@dataclass(frozen=True, slots=True)
class Voice:
    """A claim as far as its origin goes. `base` is its root before reports are compared; `matter` is what it tells, so
    that a copy's telling is found again in the original; `published` is the day of its report."""

    claim: str
    report: str
    copy_of: str | None
    own_voice: bool
    matter: str
    published: date | None
    base: Root


class Spoken(Protocol):
    """What settling roots asks of a telling: the fields of a `Voice`."""

    @property
    def claim(self) -> str: ...
    @property
    def report(self) -> str: ...
    @property
    def copy_of(self) -> str | None: ...
    @property
    def own_voice(self) -> bool: ...
    @property
    def matter(self) -> str: ...
    @property
    def published(self) -> date | None: ...
    @property
    def base(self) -> Root: ...


def roots_of(
    found: Sequence[tuple[Claim, Report]], packs: PackView, judged: Iterable[tuple[str, str, str]] = ()
) -> dict[str, Root]:
    """Claim id → root, after reports were compared: own-voice claims of reports that reuse one text share the root of
    the earliest. `judged` are a reviewer's ("merge" | "split", root or claim id, root or claim id)."""
    reports = {report.id: report for claim, report in found if is_own_voice(claim)}
    groups = reuse_groups(reports.values()) if len(reports) > 1 else {}
    return _judged(settled_roots([voice_of(claim, report, packs) for claim, report in found], groups), judged)


def voice_of(claim: Claim, report: Report, packs: PackView) -> Voice:
    """A claim as far as its origin goes, before reports are compared."""
    return Voice(claim.id, report.id, report.copy_of, is_own_voice(claim), matter_of(claim),
                 report.published.day if report.published else None, root_of(claim, report, packs))


def matter_of(claim: Claim) -> str:
    """What a claim tells, as far as a copy tells it too: its kind, type, mode, change of control, and place."""
    place = (claim.place.id or claim.place.text) if claim.place else None
    change = claim.control.change if claim.control else None
    return "|".join(part or "" for part in (claim.kind, claim.event_type, claim.mode, change, place))


def settled_roots(spoken: Sequence[Spoken], groups: Mapping[str, tuple[str, str]]) -> dict[str, Root]:
    """Claim id → root; `groups` says of reports that tell their text in their own voice which tell the same one, as
    `reuse_groups` does."""
    by_claim = {voice.claim: voice.base for voice in spoken}
    told: dict[str, list[Spoken]] = {}
    own: dict[str, Spoken] = {}
    for voice in spoken:
        told.setdefault(voice.report, []).append(voice)
        if voice.own_voice:
            own[voice.report] = voice
    origin = _origins(groups, own)
    for voice in sorted(spoken, key=lambda v: v.claim):
        root = by_claim[voice.claim]
        if not voice.own_voice or root.id.startswith("wire:"):
            continue
        if (dropped := _dropped(voice, told.get(voice.copy_of or "", ()), by_claim)) is not None:
            by_claim[voice.claim] = replace(dropped, why="a copy that drops who said it")
            continue
        leader, why = groups.get(voice.report, (voice.report, ""))
        base = origin.get(leader)
        if base is None and voice.copy_of in own:
            base, why = own[voice.copy_of].base, "marked as a copy"
        if base is not None and root.id != base.id:
            by_claim[voice.claim] = replace(base, why=why)
    return by_claim


def _dropped(voice: Spoken, original: Sequence[Spoken], by_claim: dict[str, Root]) -> Root | None:
    """The one root of whoever is said to have told, in the text that was copied, what the copy tells on its own."""
    same = [other for other in original if other.matter == voice.matter]
    if any(other.own_voice for other in same):
        return None
    roots = {by_claim[other.claim].id: by_claim[other.claim] for other in same}
    return next(iter(roots.values())) if len(roots) == 1 else None


def is_own_voice(claim: Claim) -> bool:
    """Whether a report says it itself; what it has from somebody unnamed stays of unknown origin in every copy."""
    return not claim.attribution and not claim.hearsay


def _origins(groups: Mapping[str, tuple[str, str]], own: Mapping[str, Spoken]) -> dict[str, Root]:
    """For each group of reports with one text the root of its earliest; of several on the first day, a wire's, else one
    that has a side (an outlet may copy a party, and then is no neutral voice), else the one with the smallest id.
    `own` are the reports by id, each as it speaks for itself."""
    members: dict[str, list[str]] = {}
    for report_id, (leader, _) in groups.items():
        members.setdefault(leader, []).append(report_id)
    out: dict[str, Root] = {}
    for leader, ids in members.items():
        first = min((day for i in ids if (day := own[i].published)), default=None)
        early = [own[i] for i in sorted(ids) if first is None or own[i].published == first]
        out[leader] = min((voice.base for voice in early),
                          key=lambda r: (r.kind != "wire", r.side is None, r.id == UNKNOWN, r.id))
    return out


def _judged(by_claim: dict[str, Root], judged: Iterable[tuple[str, str, str]]) -> dict[str, Root]:
    """Apply a reviewer's merges (of roots) and splits (a claim out of its root), in their order."""
    for kind, a, b in judged:
        if kind == "merge":
            keep, gone = sorted((a, b))
            lead = next((r for _, r in sorted(by_claim.items()) if r.id == keep), None)
            for claim, root in by_claim.items():
                if root.id == gone and lead is not None:
                    by_claim[claim] = replace(lead, why="merged by a reviewer")
        elif kind == "split" and a in by_claim:
            old = by_claim[a]
            by_claim[a] = replace(old, id=f"split:{a}", why="split by a reviewer", group="")
    return by_claim
