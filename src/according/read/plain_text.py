"""Plain text: a header block if there is one, then the text."""

from __future__ import annotations

import re

from according.read.charsets import decode
from according.read.draft import Draft
from according.read.fields import fill

_HEADER = re.compile(
    r"(?i)(title|headline|subject|date|published|publication date|publisher|source|outlet|author|byline|by|url|link|"
    r"language|licence|license|credit)\s?:\s*(.*)"
)


def read(data: bytes, ref: str, declared: str | None = None) -> Draft:
    """One report. Raises Unreadable for bytes that are no text."""
    text, warnings = decode(data, declared)
    return from_text(text, ref, warnings)


def from_text(text: str, ref: str, warnings: list[str] | None = None) -> Draft:
    """A draft of decoded text: leading lines such as "Title: …" and "Date: …", at least two of them and a blank
    line after them, become fields."""
    text = text.strip("\n").rstrip()
    lines = text.split("\n")
    record: dict[str, object] = {}
    for number, line in enumerate(lines):
        match = _HEADER.fullmatch(line.strip())
        if match:
            record.setdefault(match[1].lower(), match[2].strip())
            continue
        if not line.strip() and len(record) >= 2 and number == len(record):
            rest = "\n".join(lines[number + 1 :]).strip("\n")
            return fill(Draft(ref, rest, warnings=list(warnings or ())), record)
        break
    return Draft(ref, text, warnings=list(warnings or ()))
