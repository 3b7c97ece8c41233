"""Pieces of the static pages. `Html` is text that is markup already; everything else is escaped on the way in."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Any

NAV = (("index.html", "Who holds what"), ("incidents.html", "Incidents"), ("talks.html", "Talks"),
       ("reports.html", "Reports"), ("claims.html", "Claims"), ("data/claims.csv", "Data (CSV)"))


class Html(str):
    """Markup. Adding a plain string to it is an error, so that nothing goes in unescaped."""

    def __add__(self, other: str) -> Html:
        if not isinstance(other, Html):
            raise TypeError("escape text before adding it to markup")
        return Html(str.__add__(self, other))


def text(words: object) -> Html:
    """Words as markup shows them."""
    return Html(html.escape(str(words), quote=True))


def joined(parts: Iterable[Html]) -> Html:
    """Pieces of markup one after another."""
    return Html("".join(parts))


def tag(words: str) -> Html:
    """A small label."""
    return Html(f'<span class="tag t-{html.escape(words, quote=True).split()[0] if words else ""}">') + text(words) + \
        Html("</span>")


def link(address: str, words: str) -> Html:
    """A link; an address that is neither a page of the site nor of the web becomes plain words."""
    if ":" in address.split("/")[0] and not address.startswith(("https://", "http://")):
        return text(words)
    return Html(f'<a href="{html.escape(address, quote=True)}"><bdi>') + text(words) + Html("</bdi></a>")


def said(sentence: dict[str, Any], page_of_report: str) -> Html:
    """A sentence of evidence with who printed it and where it comes from."""
    root = f", from {sentence['root']}" if sentence["root"] != sentence["publisher"] else ""
    return Html('<li><q dir="auto">') + text(sentence["text"] or "the words are withheld") + Html("</q> <small>") + \
        link(f"{page_of_report}#{sentence['claim']}",
             f"{sentence['publisher'] or 'publisher unknown'}, {(sentence['published'] or 'no date')[:10]}") + \
        text(root) + Html(" ") + tag(sentence["reliability"]) + Html("</small></li>")


def chain(claim: dict[str, Any]) -> Html:
    """The quote inside the chain of who says so, outermost first."""
    out = Html('<p class=chain>')
    for link_ in claim["attribution"]:
        name = link_["name"] or link_["text"] or "somebody unnamed"
        out += Html("<span class=bracket><b><bdi>") + text(name) + Html("</bdi></b> ") + text(link_["cue"] + " ")
    out += Html('<q dir="auto">') + text(claim["quote"]["exact"] or "the words are withheld") + Html("</q>")
    return out + joined(Html("</span>") for _ in claim["attribution"]) + Html("</p>")


def page(name: str, body: Html, told: str, version: str) -> str:
    """A whole page; `name` is its path in the folder."""
    up = "../" * name.count("/")
    nav = joined(Html(f'<a href="{up}{at}"{" aria-current=page" if at == name else ""}>') + text(words) + Html("</a>")
                 for at, words in NAV)
    return ('<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<meta name="referrer" content="no-referrer"><title>According: {html.escape(name.removesuffix(".html"))}'
            f'</title><link rel="stylesheet" href="{up}site.css"></head><body><a class="skip" href="#main">Skip to the '
            f'page</a><header><b>According</b><nav aria-label="Pages">{nav}</nav></header><main id="main">{body}</main>'
            f'<footer>{html.escape(told)} · written by According {version}. It records what is said, not what is true.'
            f'</footer>{f"<script src={chr(34)}{up}filter.js{chr(34)}></script>" if name == "claims.html" else ""}'
            '</body></html>\n')
