"""What can be wrong with a record, each with its cure in the message."""

from __future__ import annotations


class RecordError(RuntimeError):
    """The record cannot be used as asked; the message says why and what to do."""


class RecordMissing(RecordError):
    """There is no record where one was to be opened."""


class RecordTooNew(RecordError):
    """A newer version of the program wrote this record."""
