"""Named values of a record, of front matter or of a header block, made into a draft's fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from according.read.charsets import plain
from according.read.credits import author_name, wire_of
from according.read.dates import Implausible, read_date
from according.read.draft import Draft
from according.read.tables import table


def _key(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "").replace(" ", "")


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[tuple[str, ...], ...]]:
    return {
        field: tuple(tuple(_key(part) for part in name.split(".")) for name in names)
        for field, names in table("fields")["fields"].items()
    }


class Fields:
    """A record seen through the synonyms of `data/fields.toml`."""

    def __init__(self, record: Mapping[str, object]) -> None:
        self._record = {_key(str(k)): v for k, v in record.items()}

    def get(self, field: str) -> object:
        """The first non-empty value under a synonym of `field`, None when there is none."""
        for path in _names()[field]:
            value: object = self._record
            for part in path:
                value = value.get(part) if isinstance(value, dict) else None
                if isinstance(value, Mapping) and not isinstance(value, dict):
                    value = dict(value)
                if isinstance(value, dict):
                    value = {_key(str(k)): v for k, v in value.items()}
            if value not in (None, "", [], {}) and not (len(path) == 1 and isinstance(value, dict) and field in _NAMED):
                return value
        return None

    def line(self, field: str) -> str | None:
        """A value that is a line of text: names of a list joined, an object's name; None for other types."""
        return as_line(self.get(field))


_NAMED = frozenset({"publisher"})


def as_line(value: object, depth: int = 0) -> str | None:
    """One line of text from a string, a number, a list of them, or an object with a name."""
    if isinstance(value, str):
        return " ".join(plain(value).split()) or None
    if isinstance(value, bool) or value is None or depth > 2:
        return None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, dict):
        lowered = {str(k).lower(): v for k, v in value.items()}
        return next(
            (line for name in ("name", "title", "@value", "#text") if (line := as_line(lowered.get(name), depth + 1))),
            None,
        )
    if isinstance(value, list | tuple):
        parts = [line for item in value if (line := as_line(item, depth + 1))]
        return ", ".join(parts) or None
    return None


def fill(draft: Draft, record: Mapping[str, object]) -> Draft:
    """Fill the draft's empty fields from a record; values of a wrong type or implausible dates become warnings."""
    fields = Fields(record)
    draft.title = draft.title or fields.line("title")
    draft.publisher = draft.publisher or fields.line("publisher")
    draft.url = draft.url or _address(fields.line("url"))
    draft.licence = draft.licence or fields.line("licence")
    draft.declared = draft.declared or (fields.line("language") or "").lower()[:2] or None
    draft.wire_credit = draft.wire_credit or wire_of(fields.line("credit"))
    if not draft.byline and (byline := fields.line("byline")) and not byline.lower().startswith(("http:", "https:")):
        draft.byline = author_name(byline)[:200] or None
    if draft.published is None and (value := fields.get("published")) is not None:
        date_into(draft, value)
    if draft.retrieved is None and (value := fields.get("retrieved")) is not None:
        try:
            found = read_date(value)
        except Implausible:
            found = None
        if found and isinstance(found.value, datetime):
            draft.retrieved = found.value
    return draft


def date_into(draft: Draft, value: object) -> None:
    """Set the publication date from a value, or say why not."""
    try:
        draft.published = read_date(value)
    except Implausible as error:
        draft.warnings.append(f"{error}; left out")
        return
    if draft.published is None:
        shown = str(value)[:40]
        draft.warnings.append(f"publication date “{shown}” is not plainly a date; left out")


def _address(line: str | None) -> str | None:
    return line if line and " " not in line and len(line) <= 2000 else None
