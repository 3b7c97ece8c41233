"""The tables of the record, the same for every database.

Nothing in `reports`, `claims`, `claim_actors`, `claim_sources`, `judgements` is ever changed or taken away (triggers
see to it, see `dialect`). A report may be coded many times; each coding is a row of `codings` with claims of its
own, and a row of `supersessions` says which coding stands instead of which.

Two clocks: `time_first`, `time_last` say when it was true (days, both included; an open end is the first or last day
there is, so that an index finds it; both NULL for a claim without a time); `known_at` says when it was known: the
publication of its report, or for an undated report the moment it was recorded.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from according.store.types import Json, UtcDateTime

SCHEMA_VERSION = 5

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

record_meta = Table(
    "record_meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("ref", Text, nullable=False, index=True),
    Column("url", Text),
    Column("publisher", Text, index=True),
    Column("published", Text),
    Column("known_at", UtcDateTime, nullable=False, index=True),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("copy_of", Text),
    Column("body", Json, nullable=False),
)

codings = Table(
    "codings",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("report", Text, ForeignKey("reports.id"), nullable=False),
    Column("engine", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("codebook", Text, nullable=False),
    Column("pack", Text, nullable=False),
    Column("claim_count", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("report", "engine", "version", "codebook", "pack"),
)

supersessions = Table(
    "supersessions",
    metadata,
    Column("coding", Integer, ForeignKey("codings.seq"), primary_key=True),
    Column("by_coding", Integer, ForeignKey("codings.seq"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, index=True),
    Column("coding", Integer, ForeignKey("codings.seq"), nullable=False),
    Column("report", Text, ForeignKey("reports.id"), nullable=False, index=True),
    Column("quote_start", Integer, nullable=False),
    Column("quote_end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("event_type", Text),
    Column("mode", Text),
    Column("place", Text),
    Column("place_key", Text),
    Column("time_first", Date),
    Column("time_last", Date),
    Column("known_at", UtcDateTime, nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("standing", Text, nullable=False),
    Column("historical", Boolean, nullable=False),
    Column("control_change", Text),
    Column("holder", Text),
    Column("body", Json, nullable=False),
    UniqueConstraint("coding", "id"),
    Index("ix_claims_reading_order", "known_at", "report", "quote_start", "quote_end", "id"),
    Index("ix_claims_place", "place", "control_change"),
    Index("ix_claims_place_key", "place_key", "control_change", "place"),
    Index("ix_claims_event_type", "event_type", "time_first", "time_last"),
    Index("ix_claims_kind", "kind"),
    Index("ix_claims_control", "control_change", "place", "coding"),
    Index("ix_claims_time", "time_first", "time_last"),
    Index("ix_claims_standing", "standing"),
)

claim_actors = Table(
    "claim_actors",
    metadata,
    Column("claim", Integer, ForeignKey("claims.seq"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("actor", Text),
    Column("name_key", Text),
    Index("ix_claim_actors_actor", "actor", "role"),
    Index("ix_claim_actors_name", "name_key", "role"),
)

claim_sources = Table(
    "claim_sources",
    metadata,
    Column("claim", Integer, ForeignKey("claims.seq"), primary_key=True),
    Column("depth", Integer, primary_key=True),
    Column("source", Text, index=True),
    Column("name_key", Text, index=True),
    Column("kind", Text, nullable=False, index=True),
)

judgements = Table(
    "judgements",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("subjects", Json, nullable=False),
    Column("body", Json),
    Column("by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("undoes", Text, ForeignKey("judgements.id"), index=True),
)

failures = Table(
    "failures",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("ref", Text, nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("cure", Text),
    Column("engine", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("ref", "reason", "engine"),
)

audit_log = Table(
    "audit_log",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("who", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("detail", Json),
)

# Computed from claims, see `computed`: no part of what was said, and empty in a copy.
computed_questions = Table(
    "computed_questions",
    metadata,
    Column("question", Text, primary_key=True),
    Column("claim", Integer, nullable=False),
    Column("coding", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

computed_places = Table(
    "computed_places",
    metadata,
    Column("question", Text, primary_key=True),
    Column("place", Text, primary_key=True),
    Column("claim", Integer, nullable=False),
    Column("coding", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("voices", Text),
    Column("state", Text, nullable=False),
)

computed_stretches = Table(
    "computed_stretches",
    metadata,
    Column("question", Text, primary_key=True),
    Column("place", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("told", Text, nullable=False),
    Column("after", Text, nullable=False),
)

# Claims put together into incidents, see `groupings`: what is computed, and empty in a copy, like the tables above.
computed_groupings = Table(
    "computed_groupings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("question", Text, nullable=False, unique=True),
    Column("claim", Integer, nullable=False),
    Column("coding", Integer, nullable=False),
    Column("judgement", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

computed_happenings = Table(
    "computed_happenings",
    metadata,
    Column("grouping", Integer, primary_key=True),
    Column("claim", Integer, primary_key=True),
    Column("incident", Text),
    Column("first", Integer),
    Column("last", Integer),
    Index("ix_computed_happenings_incident", "grouping", "incident"),
    Index("ix_computed_happenings_last", "grouping", "last", "first"),
)

computed_pairs = Table(
    "computed_pairs",
    metadata,
    Column("grouping", Integer, primary_key=True),
    Column("one", Integer, primary_key=True),
    Column("other", Integer, primary_key=True),
    Column("score", Float, nullable=False),
    Index("ix_computed_pairs_other", "grouping", "other"),
)

computed_victims = Table(
    "computed_victims",
    metadata,
    Column("grouping", Integer, primary_key=True),
    Column("family", Text, primary_key=True),
    Column("claim", Integer, primary_key=True),
)

computed_incidents = Table(
    "computed_incidents",
    metadata,
    Column("grouping", Integer, primary_key=True),
    Column("incident", Text, primary_key=True),
    Column("in_time", Text, nullable=False),
    Column("event_type", Text),
    Column("history", Text, nullable=False),
    Column("body", Text, nullable=False),
)

# Which report was which version of an article: a later version never takes the place of an earlier one.
report_versions = Table(
    "report_versions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("article", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("report", Text, ForeignKey("reports.id"), nullable=False, index=True),
    Column("content", Text, nullable=False),
    Column("change", Text, nullable=False),
    Column("feed", Text, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("body", Json, nullable=False),
    UniqueConstraint("article", "number"),
)

# What a watcher works with, see `watching`: what it polls, what arrived and is not coded yet, how far its rules have
# seen, the alerts they raised.
watch_polls = Table(
    "watch_polls",
    metadata,
    Column("key", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("due", UtcDateTime),
    Column("body", Json, nullable=False),
)

watch_inbox = Table(
    "watch_inbox",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("article", Text, nullable=False, index=True),
    Column("content", Text, nullable=False),
    Column("feed", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("not_before", UtcDateTime, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("reason", Text),
    Column("body", Json, nullable=False),
)

watch_rules = Table(
    "watch_rules",
    metadata,
    Column("rule", Text, primary_key=True),
    Column("claim", Integer, nullable=False),
    Column("state", Json),
)

watch_alerts = Table(
    "watch_alerts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("rule", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("body", Json, nullable=False),
    Column("waiting", Json, nullable=False),
    Column("tries", Integer, nullable=False),
)

# Alembic's own table: which of `revisions` the record has.
alembic_version = Table("alembic_version", metadata, Column("version_num", String(32), primary_key=True))

COMPUTED = tuple(name for name in metadata.tables if name.startswith("computed_"))

APPEND_ONLY = ("reports", "codings", "supersessions", "claims", "claim_actors", "claim_sources", "judgements",
               "audit_log", "report_versions")
