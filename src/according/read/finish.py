"""A draft made into a report: the reporting told apart from what surrounds it, the fields filled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from according.model.report import Report
from according.model.when import Published
from according.read import boilerplate, comments, credits
from according.read.dates import dated_by
from according.read.draft import Draft
from according.read.languages import detect
from according.read.limits import LIMITS
from according.read.paragraphs import Paragraph, split, without
from according.read.refusal import Unreadable

TITLE_LENGTH = 120
NO_DATE = "publication date missing: give it with --published, or times such as “on Friday” stay open"
_LETTERS = re.compile(r"(?:[\W\d_]*[^\W\d_]){5}")
_STOPS = (".", "…", ";", ",", ":")


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of all inputs; each fills in only where a report itself says nothing."""

    published: Published | None = None
    publisher: str | None = None
    language: str | None = None


@dataclass(slots=True)
class _Parts:
    """What the paragraphs of a text turned out to be."""

    dropped: set[int] = field(default_factory=set)
    title: int = -1
    title_end: int = 0
    body: int = 0
    byline: str | None = None
    wire: str | None = None
    dateline: credits.Dateline | None = None
    published: Published | None = None


def finish(draft: Draft, given: Given = Given()) -> Report:
    """The report. Raises Unreadable when nothing is left to read or the text is longer than the limit."""
    if len(draft.text) > LIMITS.text_chars:
        raise Unreadable(
            f"one text of {len(draft.text):,} characters; the limit is {LIMITS.text_chars:,}",
            "split it into its reports",
        )
    if not _LETTERS.match(draft.text):
        raise Unreadable("no text in it", "check that the file holds a report")
    paragraphs = split(draft.text)
    parts = _lead(paragraphs, draft)
    last = len(paragraphs)
    writer = draft.byline or parts.byline
    site = boilerplate.find(paragraphs, parts.body, last, writer)
    found = comments.find(paragraphs, parts.body, last, frozenset(site))
    warnings = list(draft.warnings)
    said = list(draft.comments)
    if found:
        said = [paragraphs[i].text for i in found.kept] + said
        parts.dropped.update(range(found.start, last))
        count = f"{len(found.kept)} paragraphs" if len(found.kept) != 1 else "1 paragraph"
        warnings.append(f"{count} at the end kept apart as readers' comments ({found.why})")
        site |= boilerplate.find(paragraphs, parts.body, found.start, writer)
    parts.dropped |= site
    text = without(draft.text, paragraphs, parts.dropped)
    text, author = _trim_end(text)
    if not _LETTERS.match(text):
        raise Unreadable("no reporting in it, only what sites add around it", "check that the file holds a report")
    return _report(draft, given, parts, text, author, said, warnings)


def _report(
    draft: Draft, given: Given, parts: _Parts, text: str, author: str | None, said: list[str], warnings: list[str]
) -> Report:
    published = draft.published or parts.published
    if published is None and parts.dateline and parts.dateline.when:
        year = credits.year_in(parts.dateline.when) or credits.year_in(draft.url)
        if year and (published := dated_by(parts.dateline.when, year)):
            warnings.append("publication date taken from the dateline")
    published = published or given.published
    if published is None:
        warnings.append(NO_DATE)
    language = detect(text) or (given.language or draft.declared or None)
    if language and language != "en":
        warnings.append(f"the text is in another language ({language}); the rules read English only")
    publisher = draft.publisher or given.publisher
    byline = draft.byline or parts.byline or author
    wire = (
        draft.wire_credit or (parts.dateline.wire if parts.dateline else None) or parts.wire or credits.wire_of(byline)
    )
    title, title_end = _title(draft, parts, text)
    return Report(
        id=Report.make_id(text, publisher, published, draft.url),
        text=text,
        ref=draft.ref,
        url=draft.url,
        publisher=publisher,
        byline=byline or None,
        dateline=(parts.dateline.text or None) if parts.dateline else None,
        wire_credit=wire,
        title=title,
        title_end=title_end,
        published=published,
        retrieved=draft.retrieved,
        language=language,
        comments=tuple(said),
        licence=draft.licence,
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _title(draft: Draft, parts: _Parts, text: str) -> tuple[str | None, int]:
    """The title and its end in the text; the field wins over the first line where both are there."""
    if parts.title_end:
        return draft.title or " ".join(text[: parts.title_end].split()), parts.title_end
    return draft.title, 0


def _lead(paragraphs: Sequence[Paragraph], draft: Draft) -> _Parts:
    """Read the opening: title, byline, date lines, share lines, then the dateline of the first paragraph."""
    parts = _Parts()
    at = 0
    while at < len(paragraphs) and boilerplate.anywhere(paragraphs[at].text):
        parts.dropped.add(at)
        at += 1
    end = _title_lines(paragraphs, at, draft.title)
    if end > at:
        shift = paragraphs[at].start - paragraphs[0].start
        parts.title, parts.title_end = at, paragraphs[end - 1].end - shift
        at = end
    for i in range(at, min(at + 8, len(paragraphs) - 1)):
        text = paragraphs[i].text
        if found := credits.byline(text, titled=parts.title >= 0 or draft.title is not None):
            parts.byline = parts.byline or found.who or None
            parts.wire = parts.wire or found.wire
        elif (when := credits.stamp(text)) is not None:
            if when[1] and when[0] and parts.published is None:
                parts.published = when[0]
        elif not boilerplate.anywhere(text) and text != draft.title:
            break
        if text != draft.title:
            parts.dropped.add(i)
        at = i + 1
    parts.body = at
    # A standfirst may stand between the title and the paragraph that carries the dateline.
    for paragraph in paragraphs[at : at + 3]:
        parts.dateline = credits.dateline(paragraph.text)
        if parts.dateline or paragraph.words > 40:
            break
    return parts


def _title_lines(paragraphs: Sequence[Paragraph], at: int, given: str | None) -> int:
    """Where the title ends among the paragraphs (`at` itself when there is none)."""
    if at >= len(paragraphs) - 1:
        return at
    opening = paragraphs[at]
    if given and _same(opening.text, given):
        return at + 1
    if given:
        return at
    end = at + 1
    while end < len(paragraphs) and paragraphs[end].block == opening.block:
        end += 1
    if end - at > 3 or end >= len(paragraphs):
        end = at + 1
    lines = [p for p in paragraphs[at:end] if not credits.byline(p.text) and credits.stamp(p.text) is None]
    if not lines or lines[0] is not opening:
        return at
    follower = paragraphs[end] if end < len(paragraphs) else None
    if (
        follower is not None
        and follower.gap >= 1
        and credits.dateline(follower.text)
        and len(opening.text) < TITLE_LENGTH
        and end - at == 1
        and not credits.dateline(opening.text)
    ):
        return end
    alone = follower is not None and (follower.gap >= 1 or credits.byline(follower.text) is not None)
    fits = sum(len(p.text) for p in lines) < TITLE_LENGTH * (1 if len(lines) == 1 else 2)
    if alone and fits and all(_headline(p.text) for p in lines):
        return at + len(lines)
    return at


def _headline(text: str) -> bool:
    """A line without a final stop, or with one when it is in title case; no dateline, no list item."""
    words = text.split()
    if (
        not 2 <= len(words) <= 24
        or len(text) >= TITLE_LENGTH
        or credits.dateline(text)
        or re.match(r"[*•\-–—|#>]\s", text)
    ):
        return False
    if not text.endswith(_STOPS):
        return not text.endswith(("”", '"')) or text[0] in '“"' or not re.search(r"[.!?][”\"]$", text)
    long_words = [w.lstrip("“\"‘'(") for w in words if len(w) >= 4]
    capitals = sum(1 for w in long_words if w[:1].isupper())
    return text[-1] in ".;" and len(long_words) >= 3 and capitals >= 0.85 * len(long_words)


def _same(line: str, title: str) -> bool:
    return "".join(filter(str.isalnum, line)).casefold() == "".join(filter(str.isalnum, title)).casefold()


def _trim_end(text: str) -> tuple[str, str | None]:
    """The text without a contributors' or author's note at its very end."""
    at = text.rfind("\n") + 1
    note = credits.tail_note(text[at:])
    if note and at + note[0] > 0:
        return text[: at + note[0]].rstrip(), note[1]
    return text, None
