"""How many stand behind a statement, shown as a tuple, never as a made-up probability."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from according.model.claim import Claim
from according.model.report import Report
from according.weigh.reuse import WINDOW
from according.weigh.roots import UNKNOWN, Root

Told = Sequence[tuple[Claim, Report]]
_NOBODY = Root(UNKNOWN, UNKNOWN, "unknown")


@dataclass(frozen=True, slots=True)
class Corroboration:
    """Outlets that carried it, the independent roots behind them, who denies it, and what makes them doubtful.

    Roots of one state or owner are one, shown as "Blue state (Blue Army, Blue Radio)". `attribution_lost` are outlets
    that say in their own voice what they could only have from others; `shared_details` are rare details that make
    roots look less independent than they count: a reviewer may merge them.
    """

    outlets: tuple[str, ...]
    roots: tuple[str, ...]
    unknown: bool
    denied_by: tuple[str, ...]
    attribution_lost: tuple[str, ...]
    shared_details: tuple[str, ...] = ()

    def __str__(self) -> str:
        outlets = f"{len(self.outlets)} outlet{'s' if len(self.outlets) != 1 else ''}"
        roots = f"{len(self.roots)} root{'s' if len(self.roots) != 1 else ''} ({', '.join(self.roots)})"
        parts = [outlets, roots if self.roots else "no root known"]
        if self.unknown and self.roots:
            parts.append("some of unknown origin")
        if self.denied_by:
            parts.append(f"denied by {', '.join(self.denied_by)}")
        if self.attribution_lost:
            parts.append(f"attribution dropped by {', '.join(self.attribution_lost)}")
        parts.extend(self.shared_details)
        return " · ".join(parts)

    def to_json(self) -> dict[str, Any]:
        return {
            "outlets": list(self.outlets),
            "roots": list(self.roots),
            "unknown_origin": self.unknown,
            "denied_by": list(self.denied_by),
            "attribution_lost": list(self.attribution_lost),
            "shared_details": list(self.shared_details),
            "text": str(self),
        }


class Carried(Protocol):
    """What is counted of a telling: who carries it, when (None: no date), whose word it is, which victims it names."""

    @property
    def report(self) -> str: ...
    @property
    def outlet(self) -> str: ...
    @property
    def moment(self) -> datetime | None: ...
    @property
    def attributed(self) -> bool: ...
    @property
    def standing(self) -> str: ...
    @property
    def victims(self) -> tuple[str, ...]: ...
    @property
    def root(self) -> Root: ...


@dataclass(frozen=True, slots=True)
class _Carried:
    report: str
    outlet: str
    moment: datetime | None
    attributed: bool
    standing: str
    victims: tuple[str, ...]
    root: Root


def corroborate(found: Told, roots: dict[str, Root], denials: Told = ()) -> Corroboration:
    """Count outlets and independent roots behind claims that say the same. `denials` are claims that deny it."""
    deniers = {roots[claim.id].name for claim, _ in denials if claim.id in roots}
    return corroborated(_carried(found, roots), deniers, lead_names(roots.values()))


def corroborated(found: Sequence[Carried], deniers: Iterable[str], leads: Mapping[str, str]) -> Corroboration:
    """The same of tellings; `deniers` are the names of the roots that deny it, `leads` those of `lead_names`."""
    own = [telling.root for telling in found if telling.root.id != UNKNOWN]
    return Corroboration(
        tuple(sorted({telling.outlet for telling in found})),
        independent(own, leads),
        any(telling.root.id == UNKNOWN for telling in found),
        tuple(sorted(set(deniers))),
        _lost(found),
        _details(found),
    )


def _carried(found: Told, roots: Mapping[str, Root]) -> list[_Carried]:
    return [_Carried(report.id, report.publisher or report.ref, report.published.instant if report.published else None,
                     bool(claim.attribution), claim.standing, victims_of(claim), roots[claim.id])
            for claim, report in found]


def victims_of(claim: Claim) -> tuple[str, ...]:
    """The last part of the name of each victim that a claim names."""
    return tuple(victim.name.split()[-1] for victim in claim.toll.victims) if claim.toll else ()


def lead_names(roots: Iterable[Root]) -> dict[str, str]:
    """Root id → the name that its group goes by, its shortest, of roots that stand for themselves."""
    return {r.id: r.name for r in sorted(roots, key=lambda r: (-len(r.name), r.name)) if not r.group}


def independent(roots: Iterable[Root], leads: Mapping[str, str]) -> tuple[str, ...]:
    """One name for each independent root; `leads` (see `lead_names`) may hold the name that a group goes by."""
    groups: dict[str, set[str]] = {}
    for root in roots:
        groups.setdefault(root.origin, set()).add(root.name)
    out = []
    for origin, names in groups.items():
        lead = leads.get(origin)
        others = sorted(names - {lead})
        if len(names) == 1:
            out.append(next(iter(names)))
        elif lead is not None:
            out.append(f"{lead} ({', '.join(others)})")
        else:
            out.append(f"{' and '.join(others)}, not independent")
    return tuple(sorted(out))


def attribution_lost(found: Told) -> tuple[str, ...]:
    """Outlets that say in their own voice what earlier reports only had from somebody (the "claimed" was dropped).

    An outlet that names its source anywhere in the same report for it has dropped nothing, nor has one that is not
    known to be later: of reports of one bare date nobody can say which came first.
    """
    return _lost(_carried(found, {claim.id: _NOBODY for claim, _ in found}))


def _lost(found: Sequence[Carried]) -> tuple[str, ...]:
    naming = {t.report for t in found if t.attributed or t.standing in ("claimed", "reported")}
    when = [t.moment for t in found if t.report in naming and t.moment is not None]
    if not when:
        return ()
    first = min(when)
    return tuple(sorted({t.outlet for t in found if t.report not in naming and t.standing == "asserted"
                         and t.moment is not None and t.moment > first}))


def shared_details(found: Told, roots: dict[str, Root]) -> tuple[str, ...]:
    """Rare spellings of a victim's name that two roots share within 72 h and most others do not have.

    Agreement alone never proves copying; an odd detail in common that the rest lacks is a reason to look.
    """
    return _details(_carried(found, roots))


def _details(found: Sequence[Carried]) -> tuple[str, ...]:
    spelled: dict[str, list[Carried]] = {}
    for telling in found:
        for name in telling.victims:
            spelled.setdefault(name, []).append(telling)
    origins = {name: {t.root.origin for t in told if t.root.id != UNKNOWN} for name, told in spelled.items()}
    everyone = {origin for those in origins.values() for origin in those}
    notes = []
    for name, told in sorted(spelled.items()):
        mine = origins[name]
        if len(mine) >= 2 and len(everyone - mine) > len(mine) and _close(told):
            names = sorted({t.root.name for t in told if t.root.id != UNKNOWN})
            notes.append(f"{' and '.join(names)} alone spell “{name}”: perhaps one source")
    return tuple(notes)


def _close(found: Iterable[Carried]) -> bool:
    when = sorted(t.moment for t in found if t.moment is not None)
    return bool(when) and when[-1] - when[0] <= WINDOW
