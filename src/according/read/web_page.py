"""HTML: trafilatura for the text, the page's own metadata for the fields; fragments by their blocks."""

from __future__ import annotations

import logging
import re
from typing import Any

from according.read import metadata
from according.read.charsets import decode, plain
from according.read.draft import Draft
from according.read.refusal import Unreadable

DECLARED = re.compile(
    rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,30})|<\?xml[^>]{0,60}encoding\s*=\s*["']([\w-]{2,30})"""
)
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "section",
        "article",
        "td",
        "th",
        "tr",
        "dd",
        "dt",
        "figcaption",
        "pre",
        "ul",
        "ol",
        "table",
        "main",
        "body",
    }
)
_SKIPPED = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "header",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "svg",
        "iframe",
        "figure",
        "head",
    }
)
_BODY_SIZE = 80


def declared_charset(data: bytes) -> str | None:
    """The encoding that the markup names in its first 4,096 bytes."""
    match = DECLARED.search(data[:4096])
    return (match[1] or match[2]).decode("ascii") if match else None


def read(data: bytes, ref: str, declared: str | None = None, url: str | None = None) -> Draft:
    """One page. Raises Unreadable when it holds no text that can be told from navigation."""
    text, warnings = decode(data, declared or declared_charset(data))
    return from_html(text, ref, warnings, url)


def from_html(source: str, ref: str, warnings: list[str] | None = None, url: str | None = None) -> Draft:
    """A draft of decoded HTML."""
    tree = parse(source)
    draft = Draft(ref, "", url=url, warnings=list(warnings or ()))
    metadata.read(tree, draft)
    text, comments = _main_text(tree)
    if len(text) < _BODY_SIZE:
        blocks = "\n\n".join(blocks_of(tree))
        text = blocks if len(blocks) > len(text) else text
    if not any(c.isalpha() for c in text):
        raise Unreadable(
            "a web page without article text (it may load it by script)",
            "save the article's text from a browser, or give its full HTML",
        )
    draft.text = text
    draft.comments = comments
    return draft


def parse(source: str) -> Any:
    """An lxml tree. Raises Unreadable when not even broken HTML can be made of it."""
    from lxml import etree  # type: ignore[import-untyped]
    from lxml import html as lxml_html

    # lxml refuses text that carries an encoding declaration of its own.
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source, count=1)
    try:
        tree = lxml_html.document_fromstring(source.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise Unreadable("no readable HTML", "check that the file is a complete page") from error
    return tree


def _main_text(tree: Any) -> tuple[str, list[str]]:
    """Article text with a blank line between paragraphs, and comments marked as such."""
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        document = bare_extraction(
            tree, include_comments=True, include_tables=False, include_images=False, with_metadata=False
        )
    except Exception:  # A page may break the extractor in any way; the plain blocks of the page remain.
        return "", []
    if document is None or isinstance(document, dict):
        return "", []
    text = "\n\n".join(_lines(document.text))
    comments = [
        line
        for line in _lines(document.comments)
        if not re.fullmatch(r"(?i)(?:\d+ )?(?:comments?|repl(?:y|ies)|share|report)\W*", line)
    ]
    return text, comments


def _lines(text: str | None) -> list[str]:
    lines = (re.sub(r"^[-•*]\s+", "", line.strip()) for line in plain(text or "").split("\n"))
    return [line for line in lines if line]


def blocks_of(tree: Any) -> list[str]:
    """The text of block elements in order, without scripts, navigation and forms."""
    out: list[str] = []
    run: list[str] = []

    def close() -> None:
        line = " ".join(plain("".join(run)).split())
        if line:
            out.append(line)
        run.clear()

    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        element, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if leaving:
            if tag in _BLOCKS:
                close()
            run.append(element.tail or "")
            continue
        if not tag or tag in _SKIPPED:
            run.append(element.tail or "")
            continue
        if tag in _BLOCKS:
            close()
        elif tag == "br":
            run.append("\n" if not run or not run[-1].endswith("\n") else "")
            close() if len(run) > 1 and run[-1] == "" else None
        run.append(element.text or "")
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(list(element)))
    close()
    return out


def fragment_text(source: str) -> str:
    """The text of a piece of HTML, as feeds and records carry it; plain text comes back as it is."""
    if not re.search(r"</?[a-zA-Z][^<>]*>|&[a-z]{2,8};|&#\d+;", source):
        return source.strip()
    try:
        return "\n\n".join(blocks_of(parse(f"<div>{source}</div>")))
    except Unreadable:
        return re.sub(r"<[^<>]*>", " ", source).strip()
