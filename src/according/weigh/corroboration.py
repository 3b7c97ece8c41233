"""How many stand behind a statement, shown as a tuple, never as a made-up probability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from according.model.claim import Claim
from according.model.report import Report
from according.weigh.roots import UNKNOWN, Root


@dataclass(frozen=True, slots=True)
class Corroboration:
    """Outlets that carried it, the roots behind them, who denies it, and links that lost their attribution."""

    outlets: tuple[str, ...]
    roots: tuple[str, ...]
    unknown: bool
    denied_by: tuple[str, ...]
    attribution_lost: tuple[str, ...]

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
        return " · ".join(parts)

    def to_json(self) -> dict[str, Any]:
        return {
            "outlets": list(self.outlets),
            "roots": list(self.roots),
            "unknown_origin": self.unknown,
            "denied_by": list(self.denied_by),
            "attribution_lost": list(self.attribution_lost),
            "text": str(self),
        }


def corroborate(
    found: Sequence[tuple[Claim, Report]], roots: dict[str, Root], denials: Sequence[tuple[Claim, Report]] = ()
) -> Corroboration:
    """Count outlets and roots behind claims that say the same. `denials` are claims that deny it."""
    outlets = sorted({report.publisher or report.ref for _, report in found})
    named = sorted({roots[claim.id].name for claim, _ in found if roots[claim.id].id != UNKNOWN})
    unknown = any(roots[claim.id].id == UNKNOWN for claim, _ in found)
    deniers = sorted({roots[claim.id].name for claim, _ in denials if claim.id in roots})
    return Corroboration(tuple(outlets), tuple(named), unknown, tuple(deniers), attribution_lost(found))


def attribution_lost(found: Sequence[tuple[Claim, Report]]) -> tuple[str, ...]:
    """Outlets that say in their own voice what an earlier report only had from somebody (the "claimed" was dropped)."""
    ordered = sorted(
        found, key=lambda pair: (pair[1].published.instant.isoformat() if pair[1].published else "9999", pair[0].id)
    )
    told_of_others = False
    out: set[str] = set()
    for claim, report in ordered:
        if claim.attribution or claim.standing in ("claimed", "reported"):
            told_of_others = True
        elif told_of_others and claim.standing == "asserted":
            out.add(report.publisher or report.ref)
    return tuple(sorted(out))
