"""An incident as one line of a list: who, what, when, by how many, with what toll; put together once and kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from according.answer.found import Found
from according.answer.toll_counts import toll_of
from according.model.claim import Claim
from according.model.incident import Incident
from according.model.report import Report
from according.weigh.corroboration import corroborate
from according.weigh.roots import PackView, Root, roots_of

_HEADLINE = 70  # characters that a headline comes near to


def line_of(incident: Incident, pairs: Mapping[str, tuple[Claim, Report]], packs: PackView) -> dict[str, Any]:
    """The line of an incident by its own claims alone: those of its reports that tell one text count once.

    `precision` and `radius_km` are those of the place as its claims give it, None where they give none.
    """
    told = [pairs[key] for key in incident.claims]
    return told_line(incident, told, roots_of(told, packs))


def told_line(incident: Incident, told: Sequence[tuple[Claim, Report]], roots: Mapping[str, Root]) -> dict[str, Any]:
    """The same, with the roots of its claims."""
    toll = toll_of(incident, Found((incident,), {c.id: (c, r) for c, r in told}, dict(roots)))
    place = next((c.place for c, _ in told if c.place and c.place.id == incident.place_id and c.place.lat is not None),
                 None)
    return {
        **{name: value for name, value in incident.to_json().items() if name != "joined_by"},
        "precision": place.precision if place else None,
        "radius_km": place.radius_km if place else None,
        "toll": {h.harm: {"low": h.low, "best": h.best, "high": h.high} for h in toll.harms} if toll else {},
        "agents": sorted({m.name or m.text for c, _ in told for m in c.agent}),
        "recipients": sorted({m.name or m.text for c, _ in told for m in c.recipient}),
        "headline": min((c.quote.exact for c, _ in told if c.quote.exact),
                        key=lambda quote: (abs(len(quote) - _HEADLINE), quote), default=""),
        "modes": sorted({c.mode for c, _ in told if c.mode}),
        "standings": sorted({c.standing for c, _ in told}),
        "roots": corroborate(told, dict(roots)).to_json(),
    }
