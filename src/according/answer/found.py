"""Incidents with what they are made of."""

from __future__ import annotations

from dataclasses import dataclass

from according.model.claim import Claim
from according.model.incident import Incident
from according.model.report import Report
from according.weigh.roots import Root


@dataclass(frozen=True, slots=True)
class Found:
    """Incidents with the claims, reports and roots they are made of; what other answers build on."""

    incidents: tuple[Incident, ...]
    pairs: dict[str, tuple[Claim, Report]]
    roots: dict[str, Root]
