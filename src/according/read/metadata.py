"""What a web page says of itself: JSON-LD, meta tags, time elements. Read here because the hour and offset matter."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from according.read.credits import author_name
from according.read.draft import Draft
from according.read.fields import as_line, date_into

_ARTICLE = re.compile(r"(?i)article|posting|report|story|webpage$|liveblog|review|analysis|opinion")
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date_published",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "article_date_original",
    "displaydate",
    "ptime",
    "citation_publication_date",
    "originalpublicationdate",
    "date",
)
_PUBLISHER = (
    "og:site_name",
    "article:publisher_name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "application-name",
    "cre",
    "twitter:site",
)
_BYLINE = (
    "author",
    "byl",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "article:author",
    "byline",
)
_TITLE = ("og:title", "twitter:title", "dc.title", "headline", "parsely-title", "title")
_URL = ("og:url", "parsely-link", "twitter:url")


def read(tree: Any, draft: Draft) -> Draft:
    """Fill the draft's empty fields from a parsed page (an lxml element): JSON-LD, meta tags, then elements."""
    for item in _articles(tree):
        _from_json_ld(item, draft)
        if draft.published:
            break
    _from_meta(tree, draft)
    _from_elements(tree, draft)
    return draft


def _articles(tree: Any) -> list[dict[str, Any]]:
    """The JSON-LD objects that describe an article, those with a date first."""
    found: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        raw = (script.text or "").strip()[: 1 << 20]
        raw = re.sub(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*;?$", "", raw).strip().rstrip(";")
        try:
            data = json.loads(raw, strict=False)
        except (ValueError, RecursionError):
            continue
        found.extend(_objects(data))
    return sorted(found, key=lambda item: "datePublished" not in item)


def _objects(data: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(data, list):
        for item in data[:200]:
            yield from _objects(item, depth + 1)
    elif isinstance(data, dict):
        kind = as_line(data.get("@type")) or ""
        if _ARTICLE.search(kind):
            yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(data.get(key), depth + 1)


def _from_json_ld(item: dict[str, Any], draft: Draft) -> None:
    if draft.published is None and item.get("datePublished"):
        date_into(draft, item["datePublished"])
    draft.title = draft.title or as_line(item.get("headline"))
    draft.publisher = draft.publisher or as_line(item.get("publisher")) or as_line(item.get("sourceOrganization"))
    if (
        not draft.byline
        and (author := as_line(item.get("author") or item.get("creator")))
        and not author.startswith("http")
    ):
        draft.byline = author_name(author)[:200] or None
    url = item.get("url") or item.get("@id")
    if not draft.url and isinstance(url, str) and url.startswith("http"):
        draft.url = url
    draft.licence = draft.licence or as_line(item.get("license"))
    draft.declared = draft.declared or (as_line(item.get("inLanguage")) or "")[:2].lower() or None


def _from_meta(tree: Any, draft: Draft) -> None:
    values: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = (meta.get("content") or "").strip()
        if name and content:
            values.setdefault(name, content)

    def first(names: tuple[str, ...]) -> str | None:
        return next((as_line(values[n]) for n in names if n in values), None)

    for name in _PUBLISHED:
        if draft.published is None and name in values:
            date_into(draft, values[name])
    draft.publisher = draft.publisher or (first(_PUBLISHER) or "").lstrip("@") or None
    if not draft.byline and (author := first(_BYLINE)) and not author.startswith("http"):
        draft.byline = author_name(author)[:200] or None
    draft.title = draft.title or first(_TITLE)
    url = first(_URL)
    draft.url = draft.url or (url if url and url.startswith("http") else None)


def _from_elements(tree: Any, draft: Draft) -> None:
    root = tree.getroottree().getroot()
    draft.declared = (
        draft.declared
        or (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")[:2].lower()
        or None
    )
    if not draft.url:
        for link in tree.iter("link"):
            if (link.get("rel") or "").lower() == "canonical" and (link.get("href") or "").startswith("http"):
                draft.url = link.get("href")
                break
    if draft.published is None:
        for element in tree.iter("time"):
            marked = element.get("pubdate") is not None or "publish" in (
                f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
            )
            if marked and (value := element.get("datetime") or element.text):
                date_into(draft, value)
                break
    if not draft.title and (title := tree.find(".//title")) is not None:
        draft.title = as_line(title.text_content())
    if draft.title:
        headings = [line for h1 in tree.iter("h1") if (line := as_line(h1.text_content()))]
        draft.title = _without_site(draft.title, headings, draft.publisher)


def _without_site(title: str, headings: list[str], publisher: str | None) -> str:
    """A page's title less the site's name, as its heading or its publisher show it."""
    for heading in headings:
        if len(heading) >= 12 and heading in title:
            return heading
    head, bar, tail = title.rpartition(" | ")
    if not bar and publisher:
        head, _, tail = next((p for mark in (" - ", " – ", " — ") if (p := title.rpartition(mark))[1]), ("", "", ""))
        if tail.casefold() != publisher.casefold():
            return title
    return head if head and len(tail) <= 40 else title
