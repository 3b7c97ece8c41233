"""What kind of input bytes are, by their content; the name decides only between text and Markdown."""

from __future__ import annotations

import json
import re

from according.read.markdown import FRONT

_SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"WARC/", "warc"),
    (b"PAR1", "parquet"),
)
# Known kinds that cannot be read, with what to do.
_FOREIGN = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"BM", "a bitmap image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"RIFF", "a RIFF file (sound, video or WebP image)"),
    (b"ID3", "a sound file"),
    (b"OggS", "an Ogg file"),
    (b"fLaC", "a sound file"),
    (b"\x00\x00\x00\x18ftyp", "a video"),
    (b"\x00\x00\x00\x20ftyp", "a video"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"%!PS", "a PostScript file"),
)
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]", re.I)
_BLOCK_TAGS = re.compile(r"<(?:p|div|h[1-6]|span|table|ul|meta|title)\b[^<>]*>", re.I)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF|channel)[\s>]", re.I)
_MARKUP = re.compile(r"^#{1,6} \S|^\s*[*+-] \S|\[[^\]\n]+\]\([^)\n]+\)|\*\*\S[^*\n]*\*\*|^```|^> \S", re.M)


def foreign(head: bytes) -> str | None:
    """The name of a kind that is known and cannot be read."""
    if head[4:8] == b"ftyp":
        return "a video"
    for magic, name in _FOREIGN:
        if head.startswith(magic) and (magic != b"BM" or head[6:10] == b"\x00\x00\x00\x00"):
            return name
    return None


def kind_of(head: bytes, name: str = "", whole: bool = False) -> str:
    """One of pdf, parquet, zip, gzip, bzip2, xz, tar, warc, json, jsonl, html, feed, xml, markdown, text.

    `head` are the first bytes (all of them when `whole`).
    """
    for magic, kind in _SIGNATURES:
        if head.startswith(magic):
            return kind
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head[257:262] == b"ustar":
        return "tar"
    text = _loose(head)
    opening = text.lstrip("\ufeff \t\r\n\x00")
    if opening[:1] in "{[" and opening:
        return _json_kind(opening, whole)
    if opening.startswith("<"):
        return _tagged(opening)
    if name.lower().endswith((".md", ".markdown")) or FRONT.match(opening.replace("\r\n", "\n")):
        return "markdown"
    if _HTML.search(opening[:2000]) or len(_BLOCK_TAGS.findall(opening)) >= 5:
        return "html"
    headings = len(re.findall(r"^#{1,6} \S", opening, re.M))
    if (
        headings >= 2
        or (headings and len(_MARKUP.findall(opening)) >= 4)
        or len(re.findall(r"\]\(https?://", opening)) >= 2
    ):
        return "markdown"
    return "text"


def _loose(head: bytes) -> str:
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return head.decode("utf-16", "replace")
    if head[:4].count(0) == 2 and len(head) >= 4:
        return head.decode("utf-16-le" if head[1] == 0 else "utf-16-be", "replace")
    return head.decode("utf-8", "replace")


def _tagged(opening: str) -> str:
    start = re.sub(r"<!--.*?-->", "", opening[:20_000], flags=re.S)
    feed, page = _FEED.search(start), _HTML.search(start)
    if feed and (not page or feed.start() < page.start()):
        return "feed"
    if page:
        return "html"
    if opening.startswith("<?xml") or re.match(r"<[\w:]+\s+xmlns", opening):
        return "xml"
    return "html" if _BLOCK_TAGS.search(start) else "text"


def _json_kind(opening: str, whole: bool) -> str:
    """JSON Lines when most of the complete lines are objects of their own; text when it only opens with a bracket."""
    lines = [line.strip() for line in opening.split("\n") if line.strip()]
    complete = lines if whole or len(lines) == 1 else lines[:-1]
    if opening.startswith("{"):
        objects = sum(1 for line in complete if line.startswith("{") and line.endswith("}"))
        if len(lines) > 1 and objects * 2 >= len(complete) and objects:
            return "jsonl"
        if len(lines) == 1 and not whole:
            return "jsonl"
    if re.match(r"\{\s*'[\w ]+'\s*:|[{\[]\s*(?:[\"{}\[\]]|-?\d|true|false|null)", opening):
        return "json"
    try:
        json.loads(opening)
    except (ValueError, RecursionError):
        return "text"
    return "json"
