"""The first schema. Records are made whole, so there is nothing to do; later revisions start from here."""

from __future__ import annotations

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing."""
