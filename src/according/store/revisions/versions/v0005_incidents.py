"""Claims put together into incidents, so that only what is new has to be compared."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_TABLES = "computed_groupings, computed_happenings, computed_pairs, computed_victims, computed_incidents"


def upgrade() -> None:
    """Five tables, all empty: what they hold is computed when it is asked for."""
    op.create_table(
        "computed_groupings",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("claim", sa.Integer, nullable=False),
        sa.Column("coding", sa.Integer, nullable=False),
        sa.Column("judgement", sa.Integer, nullable=False),
        sa.Column("changed", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_computed_groupings"),
        sa.UniqueConstraint("question", name="uq_computed_groupings_question"),
    )
    op.create_table(
        "computed_happenings",
        sa.Column("grouping", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("claim", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("incident", sa.Text),
        sa.Column("first", sa.Integer),
        sa.Column("last", sa.Integer),
        sa.PrimaryKeyConstraint("grouping", "claim", name="pk_computed_happenings"),
    )
    op.create_index("ix_computed_happenings_incident", "computed_happenings", ["grouping", "incident"])
    op.create_index("ix_computed_happenings_last", "computed_happenings", ["grouping", "last", "first"])
    op.create_table(
        "computed_pairs",
        sa.Column("grouping", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("one", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("other", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("grouping", "one", "other", name="pk_computed_pairs"),
    )
    op.create_index("ix_computed_pairs_other", "computed_pairs", ["grouping", "other"])
    op.create_table(
        "computed_victims",
        sa.Column("grouping", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("family", sa.Text, nullable=False),
        sa.Column("claim", sa.Integer, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("grouping", "family", "claim", name="pk_computed_victims"),
    )
    op.create_table(
        "computed_incidents",
        sa.Column("grouping", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("incident", sa.Text, nullable=False),
        sa.Column("in_time", sa.Text, nullable=False),
        sa.Column("event_type", sa.Text),
        sa.Column("history", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("grouping", "incident", name="pk_computed_incidents"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_RIGHTS)


# The group roles, where there are any, may do with the new tables what they may with the others that are computed.
_RIGHTS = f"""
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'according_reader') THEN
    GRANT SELECT ON {_TABLES} TO according_reader;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'according_coder') THEN
    GRANT INSERT, UPDATE, DELETE ON {_TABLES} TO according_coder;
    GRANT USAGE, SELECT ON SEQUENCE computed_groupings_number_seq TO according_coder;
  END IF;
END $$
"""
