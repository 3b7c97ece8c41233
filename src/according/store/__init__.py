"""The record on disk: append-only claims and judgements."""
