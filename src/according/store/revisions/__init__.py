"""Revisions of the record's schema, run by Alembic; see `migrations`."""
