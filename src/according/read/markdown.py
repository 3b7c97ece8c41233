"""Markdown: front matter to fields, markup off, sections of references left out."""

from __future__ import annotations

import html
import re

from according.read.charsets import decode
from according.read.draft import Draft
from according.read.fields import fill
from according.read.tables import table

FRONT = re.compile(r"\ufeff?---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.S)
_KEY = re.compile(r"([A-Za-z][\w .-]{0,40}):(?:[ \t]+(.*)|$)")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_BULLET = re.compile(r"[ \t]*(?:[*+-]|\d{1,3}[.)])[ \t]+(?=\S)")
_TABLE = re.compile(r"[ \t]*\|.*\||[ \t]*[:|-]+[ \t]*\|[:| -]*")
_INLINE = (
    (re.compile(r"<!--.*?-->", re.S), ""),
    (re.compile(r"!\[[^\]\n]{0,600}\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,600}\)"), ""),
    (re.compile(r"!\[[^\]\n]{0,600}\]\[[^\]\n]{0,200}\]"), ""),
    (re.compile(r"\[\^[^\]\n]{1,200}\]:?"), ""),
    (re.compile(r"\[([^\]\n]{0,600})\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,600}\)"), r"\1"),
    (re.compile(r"\[([^\]\n]{1,600})\]\[[^\]\n]{0,200}\]"), r"\1"),
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"(?i)<br\s*/?>"), "\n"),
    (re.compile(r"</?[A-Za-z][^<>\n]*>"), ""),
    (re.compile(r"(\*{1,3})(?=\S)([^*\n]+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<!\w)(_{1,3})(?=\S)([^_\n]+?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"\*{2,}"), ""),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"~~([^~\n]+)~~"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])"), r"\1"),
)


def read(data: bytes, ref: str, declared: str | None = None) -> Draft:
    """One report. Raises Unreadable for bytes that are no text."""
    text, warnings = decode(data, declared)
    draft = Draft(ref, "", warnings=warnings)
    record: dict[str, object] = {}
    if match := FRONT.match(text):
        record = front_matter(match[1])
        text = text[match.end() :]
    draft.text, left_out = strip(text)
    if left_out:
        draft.warnings.append(f"{left_out} lines of tables left out")
    return fill(draft, record)


def front_matter(block: str) -> dict[str, object]:
    """The lines `key: value` of a block between rules; indented lines continue the value above, items are skipped."""
    record: dict[str, object] = {}
    key = ""
    for line in block.split("\n"):
        match = _KEY.match(line)
        if match:
            key = match[1].strip()
            value = (match[2] or "").strip()
            record[key] = "" if value in {"|", ">", "|-", ">-", "[]", "{}", "null", "~"} else value
        elif key and line[:1] in " \t" and line.strip() and not line.strip().startswith("- "):
            record[key] = f"{record[key]} {line.strip()}".strip()
    return {k: _unquoted(str(v)) for k, v in record.items() if v}


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].strip()
    return value


def strip(text: str) -> tuple[str, int]:
    """Text without markup, one paragraph a block or list item, and how many table lines were left out."""
    if "-->" not in text:
        # An opening without an end would be sought to the end of the text from each place.
        text = text.replace("<!--", "")
    for pattern, by in _INLINE:
        text = pattern.sub(by, text)
    skipped = set(table("boilerplate")["reference_sections"])
    out: list[str] = []
    tables = 0
    level = 0
    fence = ""
    for line in text.split("\n"):
        bare = line.strip()
        if bare[:3] in {"```", "~~~"}:
            fence = "" if fence == bare[:3] else fence or bare[:3]
            continue
        if fence:
            continue
        if heading := _HEADING.match(bare):
            if level and len(heading[1]) > level:
                continue
            name = re.sub(r"\[object Object\].*", "", heading[2]).strip(" :*_").lower()
            level = len(heading[1]) if name in skipped else 0
            if not level:
                out.extend(["", heading[2].strip(), ""])
            continue
        if level:
            continue
        if _TABLE.fullmatch(line):
            tables += 1
        elif re.fullmatch(r"([-*_=]\s?){3,}", bare) or bare == "[object Object]":
            out.append("")
        elif item := _BULLET.match(line):
            out.extend(["", line[item.end() :].strip()])
        else:
            out.append(re.sub(r"^(?:>\s?)+", "", bare))
    joined = re.sub(r"\n{3,}", "\n\n", html.unescape("\n".join(out)))
    return re.sub(r"[ \t]{2,}", " ", joined).strip(), tables
