"""The past of every place in stretches, so that only what is new has to be read; places by name from an index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Two tables, both empty, in place of one that only held what can be computed again; an index that holds more."""
    op.drop_index("ix_claims_place_key", "claims")
    op.create_index("ix_claims_place_key", "claims", ["place_key", "control_change", "place"])
    op.execute("DELETE FROM computed_questions")
    op.drop_table("computed_states")
    op.create_table(
        "computed_places",
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("claim", sa.Integer, nullable=False),
        sa.Column("coding", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("voices", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("question", "place", name="pk_computed_places"),
    )
    op.create_table(
        "computed_stretches",
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("told", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("question", "place", "number", name="pk_computed_stretches"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_RIGHTS)


# The group roles, where there are any, may do with the new tables what they might with the old one.
_RIGHTS = """
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'according_reader') THEN
    GRANT SELECT ON computed_places, computed_stretches TO according_reader;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'according_coder') THEN
    GRANT INSERT, UPDATE, DELETE ON computed_places, computed_stretches TO according_coder;
  END IF;
END $$
"""
