"""The protocol another engine implements: a Report in, Claims out, nothing else shared.

Outside packages offer one by an entry point in the group `according.engines`.
"""

from __future__ import annotations

from typing import Protocol

from according.model.claim import Claim
from according.model.report import Report


class Engine(Protocol):
    """Codes one report. Must give the same claims for the same report, and never raise for odd text."""

    name: str
    version: str

    def code(self, report: Report) -> list[Claim]:
        """The claims of `report`, in text order."""
        ...
