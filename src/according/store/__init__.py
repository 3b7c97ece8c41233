"""The record: append-only claims, the reports they come from, and judgements that can be undone."""
