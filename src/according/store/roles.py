"""Who may do what in a team's record, held by PostgreSQL itself: four group roles, named as those of the page.

`according_reader` reads; `according_coder` also adds reports, claims and what a watcher keeps; `according_editor` also
judges; `according_admin` also reads who saw and changed what. None may change or take away what was said. A person is
made one of them by `GRANT according_coder TO name`; a server that serves several sets the role in its address:
`postgresql://server@HOST/DATABASE?options=-crole%3Daccording_reader`.
"""

from __future__ import annotations

from sqlalchemy import text

from according.store.dialect import writing
from according.store.errors import RecordError
from according.store.record import Record
from according.store.schema import COMPUTED, metadata

ROLES = ("reader", "coder", "editor", "admin")
_SAID = ("reports", "codings", "supersessions", "claims", "claim_actors", "claim_sources", "report_versions",
         "failures", "audit_log")
_WORKED_ON = ("watch_polls", "watch_inbox", "watch_rules", "watch_alerts", *COMPUTED)
_HIDDEN = ("audit_log",)


def grants() -> dict[str, list[str]]:
    """What each role gets beyond the role below it, as the ends of GRANT statements."""
    read = [name for name in metadata.tables if name not in _HIDDEN]
    return {
        "reader": [f"SELECT ON {', '.join(read)}"],
        "coder": [f"INSERT ON {', '.join(_SAID)}", f"INSERT, UPDATE, DELETE ON {', '.join(_WORKED_ON)}",
                  "USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public"],
        "editor": ["INSERT ON judgements"],
        "admin": [f"SELECT ON {', '.join(_HIDDEN)}"],
    }


def make_roles(record: Record) -> list[str]:
    """Make the four roles where they are missing and give them their rights; gives their names.

    For the owner of the tables, who must be allowed to make roles. Raises RecordError for a record that is a file.
    """
    if record.engine.dialect.name != "postgresql":
        raise RecordError("a file has no roles: whoever may write it may write all of it; use the system's permissions")
    names = [f"according_{role}" for role in ROLES]
    with writing(record.engine) as connection:
        there = set(connection.scalars(text("SELECT rolname FROM pg_roles")))
        for at, (name, rights) in enumerate(zip(names, grants().values(), strict=True)):
            if name not in there:
                connection.execute(text(f"CREATE ROLE {name} NOLOGIN"))
            if at:
                connection.execute(text(f"GRANT {names[at - 1]} TO {name}"))
            for right in rights:
                connection.execute(text(f"GRANT {right} TO {name}"))
    return names
