"""Versions of an article, and what a watcher works with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Five tables; what was said of versions may never be changed."""
    op.create_table(
        "report_versions",
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("report", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("change", sa.Text, nullable=False),
        sa.Column("feed", sa.Text, nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_report_versions"),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name="fk_report_versions_report"),
        sa.UniqueConstraint("article", "number", name="uq_report_versions_article"),
    )
    op.create_index("ix_report_versions_report", "report_versions", ["report"])
    op.create_table(
        "watch_polls",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("due", sa.DateTime(timezone=True)),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_watch_polls"),
    )
    op.create_table(
        "watch_inbox",
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("feed", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_watch_inbox"),
    )
    op.create_index("ix_watch_inbox_article", "watch_inbox", ["article"])
    op.create_table(
        "watch_rules",
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("claim", sa.Integer, nullable=False),
        sa.Column("state", sa.Text),
        sa.PrimaryKeyConstraint("rule", name="pk_watch_rules"),
    )
    op.create_table(
        "watch_alerts",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("waiting", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_watch_alerts"),
    )
    for statement in _KEEPING[op.get_bind().dialect.name]:
        op.execute(statement)


_KEEPING = {
    "sqlite": [
        f"CREATE TRIGGER keep_report_versions_{action.lower()} BEFORE {action} ON report_versions BEGIN "
        f"SELECT RAISE(ABORT, 'the record is append-only: no {action} on report_versions'); END"
        for action in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        "CREATE TRIGGER keep_report_versions_row BEFORE UPDATE OR DELETE ON report_versions "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER keep_report_versions_all BEFORE TRUNCATE ON report_versions "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    ],
}
