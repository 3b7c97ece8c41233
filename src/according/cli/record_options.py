"""Which record, and the filters that all questions to it share."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

DEFAULT = "according.sqlite"

RecordAt = Annotated[str, typer.Option(
    "--record", metavar="FILE", envvar="ACCORDING_RECORD", help="The record: a SQLite file, or a postgresql:// URL.")]
On = Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], metavar="DATE", help="True on that day.")]
KnownOn = Annotated[datetime | None, typer.Option(
    "--known-on", formats=["%Y-%m-%d"], metavar="DATE", help="Published by the end of that day (UTC).")]
Since = Annotated[datetime | None, typer.Option(
    "--from", formats=["%Y-%m-%d"], metavar="DATE", help="True on that day or later.")]
Until = Annotated[datetime | None, typer.Option(
    "--to", formats=["%Y-%m-%d"], metavar="DATE", help="True on that day or earlier.")]
Place = Annotated[str | None, typer.Option("--place", help="Name or id of a place.")]
Actor = Annotated[str | None, typer.Option("--actor", help="Name or id of whoever takes part.")]
Source = Annotated[str | None, typer.Option("--source", help="Name or id of whoever says so.")]

Standing = Annotated[str | None, typer.Option(
    "--standing", help="How it was put: asserted, reported, claimed, denied, disputed, planned, possible…")]


def day(moment: datetime | None) -> date | None:
    """The calendar day of an option."""
    return moment.date() if moment else None


def record_path(where: str) -> str:
    """A path with ~ resolved; a URL as it is."""
    return where if "://" in where else str(Path(where).expanduser())
