"""Who says so: each root, how often it is cited, by whom, how often alone, and how often contradicted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Unpack

from according.answer.opened_incidents import grouped_claims
from according.answer.selection import Asked, narrowed, select
from according.store.record import Record
from according.weigh.reliability import source_grade
from according.weigh.roots import UNKNOWN, PackData, Root, roots_of, view


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One root. `alone`: incidents it alone tells of; `contradicted`: its claims that another denies or disputes, by
    name or by denying the same incident.

    `group` is the state, owner or organisation it is not independent of; `told_of` counts its claims by what they tell
    (ASSAULT, control, toll…); `asks_protection` counts claims whose speaker the text itself wants protected.
    """

    name: str
    kind: str
    side: str | None
    reliability: str
    claims: int
    outlets: tuple[str, ...]
    incidents: int
    alone: int
    contradicted: int
    denies: int
    group: str | None
    told_of: tuple[tuple[str, int], ...]
    asks_protection: int

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "kind": self.kind,
            "side": self.side,
            "reliability": self.reliability,
            "claims": self.claims,
            "outlets": list(self.outlets),
            "incidents": self.incidents,
            "alone": self.alone,
            "contradicted": self.contradicted,
            "denies": self.denies,
            "group": self.group,
            "told_of": [{"what": what, "claims": n} for what, n in self.told_of],
            "asks_protection": self.asks_protection,
        }


@dataclass(frozen=True, slots=True)
class SourcesAnswer:
    """The roots, most cited first; what has no known origin is one line."""

    sources: tuple[SourceLine, ...]

    def to_json(self) -> dict[str, Any]:
        return {"sources": [s.to_json() for s in self.sources]}


def answer(
    record: Record,
    packs: PackData,
    **narrowing: Unpack[Asked],
) -> SourcesAnswer:
    """The roots behind the claims that pass the filters."""
    filters = narrowed(packs, **narrowing)
    pairs = select(record, filters)
    roots = roots_of(pairs, view(packs))
    lead: dict[str, Root] = {}
    claims: Counter[str] = Counter()
    contradicted: Counter[str] = Counter()
    denies: Counter[str] = Counter()
    outlets: dict[str, set[str]] = {}
    told_of: dict[str, Counter[str]] = {}
    protected: Counter[str] = Counter()
    against = {other for claim, _ in pairs for other in claim.contradicts}
    for claim, report in sorted(pairs, key=lambda p: p[0].id):
        root = roots[claim.id]
        lead.setdefault(root.id, root)
        claims[root.id] += 1
        told_of.setdefault(root.id, Counter())[claim.event_type or claim.kind] += 1
        protected[root.id] += bool(claim.protected)
        outlets.setdefault(root.id, set()).add(report.publisher or report.ref)
        contradicted[root.id] += claim.id in against or claim.standing == "disputed"
        denies[root.id] += claim.standing == "denied" or (
            claim.control is not None and claim.control.change == "denial"
        )
    by_id = {claim.id: claim for claim, _ in pairs}
    told: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for together in grouped_claims(record, packs, filters, pairs):
        named = {roots[c].id for c in together}
        deniers = {roots[c].origin for c in together if by_id[c].standing == "denied"}
        for c in together:
            others = deniers - {roots[c].origin}
            contradicted[roots[c].id] += by_id[c].standing != "denied" and bool(others) and c not in against
        told.update(named)
        if len({roots[c].origin for c in together}) == 1:
            alone.update(named)
    lines = [
        SourceLine(
            "unknown origin" if key == UNKNOWN else root.name,
            "unknown" if key == UNKNOWN else root.kind,
            root.side,
            source_grade(root),
            claims[key],
            tuple(sorted(outlets[key])),
            told[key],
            alone[key],
            contradicted[key],
            denies[key],
            _name_of(root.group, packs) if root.group else None,
            tuple(sorted(told_of[key].items(), key=lambda t: (-t[1], t[0]))),
            protected[key],
        )
        for key, root in lead.items()
    ]
    return SourcesAnswer(tuple(sorted(lines, key=lambda s: (-s.claims, s.name))))


def _name_of(group: str, packs: PackData) -> str:
    actor = packs.actors.get(group.removeprefix("speaker:"))
    return actor.name if actor else group.removeprefix("speaker:")


def render(result: SourcesAnswer) -> str:
    """A few lines a root: grade, what it is cited for, how often alone and contradicted."""
    lines: list[str] = []
    for s in result.sources:
        of = f", of {s.group}" if s.group and s.group != s.name else ""
        side = f", side: {s.side}" if s.side else ""
        outlets = f"{len(s.outlets)} outlet{'s' if len(s.outlets) != 1 else ''}"
        lines.append(f"{s.name} ({s.kind}, {s.reliability}{of}{side}): {s.claims} claims in {outlets}")
        cited = ", ".join(f"{what} {n}" for what, n in s.told_of[:6])
        lines.append(f"  cited for {cited}; {s.incidents} incidents, alone in {s.alone}; "
                     f"contradicted {s.contradicted}, denies {s.denies}")
        if s.asks_protection:
            lines.append(f"  asks for protection in {s.asks_protection} of them: not to be named outside")
    return "\n".join(lines) or "Nobody is cited."
