"""JSON and JSON Lines: one object a report, by many field names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from according.read import web_page
from according.read.charsets import decode, plain
from according.read.draft import Draft
from according.read.fields import Fields, as_line, fill
from according.read.limits import LIMITS, LineReader
from according.read.refusal import Refusal, Unreadable
from according.read.tables import table

_TAGS = re.compile(r"(?i)</?(?:p|div|br|h[1-6]|li|span|strong|em|a)\b[^<>]*>")
SHAPE = "give one JSON object a report, with its text under “text”"


def read_lines(lines: LineReader, ref: str) -> Iterator[Draft | Refusal]:
    """Reports of JSON Lines; a bad line is refused by its number and the rest goes on."""
    for number, line in enumerate(lines, 1):
        where = f"{ref}:{number}"
        if line is None:
            yield Refusal(where, f"a line longer than {LIMITS.line >> 20} MB", "split the report in it")
            continue
        if not line.strip(b" \t\r\n\xef\xbb\xbf\x00"):
            continue
        try:
            value = loads(line)
        except Unreadable as error:
            yield error.refuse(where)
            continue
        yield from _values(value, where)


def read(data: bytes, ref: str) -> Iterator[Draft | Refusal]:
    """Reports of one JSON document: an object, a list, or an object that holds a list. Raises Unreadable."""
    yield from _values(loads(data), ref)


def loads(data: bytes) -> object:
    """One JSON value. Raises Unreadable with the place of the error."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or (b"\x00" in data[:4]):
        text = decode(data)[0]
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = decode(data)[0]
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        raise Unreadable(
            f"broken JSON at character {error.pos} ({error.msg})", "repair the line or export it again"
        ) from None
    except RecursionError:
        raise Unreadable("JSON nested too deeply", SHAPE) from None
    except ValueError:
        raise Unreadable("JSON with a number too long to read", SHAPE) from None


def _values(value: object, ref: str) -> Iterator[Draft | Refusal]:
    items = _listed(value)
    if items is None:
        yield one(value, ref)
        return
    if not items:
        yield Refusal(ref, "an empty list", SHAPE)
    for number, item in enumerate(items, 1):
        yield one(item, f"{ref}:{number}")


def _listed(value: object, depth: int = 0) -> list[object] | None:
    """The reports that a value lists, None when it is itself a report (or nothing)."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and depth < 2:
        lowered = {str(k).lower(): v for k, v in value.items()}
        if isinstance(Fields(value).get("text"), str):
            return None
        for name in table("fields")["lists"]["names"]:
            inner = _listed(lowered.get(name), depth + 1) if isinstance(lowered.get(name), list | dict) else None
            if inner is not None and all(isinstance(item, dict) for item in inner):
                return inner
    return None


def one(value: object, ref: str) -> Draft | Refusal:
    """The report of one object; `ref` names it where it has no id of its own."""
    if not isinstance(value, dict):
        return Refusal(ref, f"a JSON {_kind(value)} where a report is expected", SHAPE)
    fields = Fields(value)
    own = fields.line("id")
    ref = own[:300] if own else ref
    draft = Draft(ref, "")
    text, page = fields.get("text"), fields.get("html")
    if isinstance(text, list) and all(isinstance(part, str) for part in text):
        text = "\n\n".join(part for part in text if isinstance(part, str))
    try:
        if isinstance(text, str) and text.strip():
            _set_text(draft, text)
        elif isinstance(page, str) and page.strip():
            draft = replace(web_page.from_html(plain(page)[: LIMITS.file], ref))
        elif text is None:
            return Refusal(
                ref, "no text in it (fields: " + (", ".join(sorted(map(str, value))[:8]) or "none") + ")", SHAPE
            )
        else:
            return Refusal(ref, f"its text is {'empty' if isinstance(text, str) else 'a ' + _kind(text)}", SHAPE)
    except Unreadable as error:
        return error.refuse(ref)
    fill(draft, value)
    draft.comments.extend(_comments(fields.get("comments")))
    for name in ("title", "publisher", "byline", "url"):
        if fields.get(name) is not None and fields.line(name) is None:
            draft.warnings.append(f"the field for {name} has a wrong type; left out")
    return draft


def _set_text(draft: Draft, text: str) -> None:
    """The text as given, so that offsets into it stay those of its giver; HTML in it is turned into text."""
    if "\ud800" <= max(text) <= "\udfff" or any("\ud800" <= c <= "\udfff" for c in text):
        draft.warnings.append("half characters (lone surrogates) are shown as �")
    cleaned = plain(text)
    if len(_TAGS.findall(cleaned[:20_000])) >= 2:
        cleaned = web_page.fragment_text(cleaned)
    draft.text = cleaned


def _comments(value: object) -> list[str]:
    """Readers' comments of a record: strings, or objects with a text."""
    items = value if isinstance(value, list) else [value]
    out = []
    for item in items[:10_000]:
        if isinstance(item, dict):
            item = Fields(item).get("text") or item.get("comment")
        line = as_line(item) if isinstance(item, str) else None
        if line:
            out.append(line)
    return out


def _kind(value: object) -> str:
    names = {
        bool: "truth value",
        int: "number",
        float: "number",
        str: "string",
        list: "list",
        dict: "object",
        type(None): "null",
    }
    return names.get(type(value), "value")
