"""How many stand behind a statement, shown as a tuple, never as a made-up probability."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from according.model.claim import Claim
from according.model.report import Report
from according.weigh.reuse import WINDOW
from according.weigh.roots import UNKNOWN, Root

Told = Sequence[tuple[Claim, Report]]


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
        names = ", ".join(self.roots) if self.roots else "none known"
        roots = f"{len(self.roots)} root{'s' if len(self.roots) != 1 else ''} ({names})"
        parts = [outlets, roots]
        if self.unknown:
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


def corroborate(found: Told, roots: dict[str, Root], denials: Told = ()) -> Corroboration:
    """Count outlets and independent roots behind claims that say the same. `denials` are claims that deny it."""
    outlets = sorted({report.publisher or report.ref for _, report in found})
    own = [roots[claim.id] for claim, _ in found if roots[claim.id].id != UNKNOWN]
    unknown = any(roots[claim.id].id == UNKNOWN for claim, _ in found)
    deniers = sorted({roots[claim.id].name for claim, _ in denials if claim.id in roots})
    return Corroboration(
        tuple(outlets),
        independent(own, roots.values()),
        unknown,
        tuple(deniers),
        attribution_lost(found),
        shared_details(found, roots),
    )


def independent(roots: Iterable[Root], known: Iterable[Root] = ()) -> tuple[str, ...]:
    """One name for each independent root; `known` may hold the root that a group goes by, for its name."""
    groups: dict[str, set[str]] = {}
    leads = {r.id: r.name for r in sorted(known, key=lambda r: (-len(r.name), r.name)) if not r.group}
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
    naming = {report.id for claim, report in found if claim.attribution or claim.standing in ("claimed", "reported")}
    when = [moment for _, report in found if report.id in naming and (moment := _instant(report)) is not None]
    if not when:
        return ()
    first = min(when)
    out: set[str] = set()
    for claim, report in found:
        moment = _instant(report)
        if report.id not in naming and claim.standing == "asserted" and moment is not None and moment > first:
            out.add(report.publisher or report.ref)
    return tuple(sorted(out))


def shared_details(found: Told, roots: dict[str, Root]) -> tuple[str, ...]:
    """Rare spellings of a victim's name that two roots share within 72 h and most others do not have.

    Agreement alone never proves copying; an odd detail in common that the rest lacks is a reason to look.
    """
    spelled: dict[str, list[tuple[Root, Report]]] = {}
    for claim, report in found:
        for victim in claim.toll.victims if claim.toll else ():
            spelled.setdefault(victim.name.split()[-1], []).append((roots[claim.id], report))
    origins = {name: {root.origin for root, _ in told if root.id != UNKNOWN} for name, told in spelled.items()}
    everyone = {origin for those in origins.values() for origin in those}
    notes = []
    for name, told in sorted(spelled.items()):
        mine = origins[name]
        if len(mine) >= 2 and len(everyone - mine) > len(mine) and _close(report for _, report in told):
            names = sorted({root.name for root, _ in told if root.id != UNKNOWN})
            notes.append(f"{' and '.join(names)} alone spell “{name}”: perhaps one source")
    return tuple(notes)


def _close(reports: Iterable[Report]) -> bool:
    when = sorted(moment for report in reports if (moment := _instant(report)) is not None)
    return bool(when) and when[-1] - when[0] <= WINDOW


def _instant(report: Report) -> datetime | None:
    return report.published.instant if report.published else None
