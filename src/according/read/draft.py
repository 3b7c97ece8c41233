"""Draft: what a format found, before the reporting is told apart from what surrounds it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from according.model.when import Published


@dataclass(slots=True)
class Draft:
    """One text and its fields as a format gives them.

    `text` has "\\n" newlines and NFC. `warnings` are passed on to the report. `declared` is the language the
    markup names, used only when the text itself does not tell.
    """

    ref: str
    text: str
    title: str | None = None
    published: Published | None = None
    publisher: str | None = None
    byline: str | None = None
    url: str | None = None
    licence: str | None = None
    declared: str | None = None
    wire_credit: str | None = None
    retrieved: datetime | None = None
    comments: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
