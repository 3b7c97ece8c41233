"""Claims as a person reads them: the sentence, who did what to whom, and according to whom in plain view."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from according.model.claim import Attribution, Claim, Control, Figure, Mention, Plan, Toll
from according.model.place import PlaceRef
from according.model.report import Report
from according.model.when import When

LONGEST_PARTY = 6
# Where a place or a time comes from that the claim's own sentence leaves out.
INHERITED = {"previous": "as told before", "speech": "when it was said", "report": "by the rest of the report"}
LONGEST_CONTEXT = 600
OPENING_MARKS = "\"“‘«„"
STANDING_STYLES = {
    "asserted": "green", "reported": "cyan", "claimed": "yellow", "denied": "red", "disputed": "red",
    "negated": "red", "planned": "magenta", "possible": "magenta", "conditional": "magenta", "opinion": "magenta",
}
RELATION_WORDS = {
    "alias": "is also", "part_of": "is part of", "allied": "is allied with", "backs": "backs", "trains": "trains",
    "fights": "fights", "splinter_of": "broke away from", "commands": "commands", "role": "is",
}
_SENTENCE_END = re.compile(r"[.!?][\"”’»)\]]*\s+(?=[\"“‘«(\[]?[^\W\d_a-z])|\n")
_INITIAL = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Maj|Capt|Lt|Brig|Sgt|No|Rev|Prof))\.$")


def grouped_by_report(claims: Iterable[Claim]) -> Iterator[tuple[str, list[Claim]]]:
    """Claims that follow one another in one report, with the report's id."""
    for report, found in groupby(claims, key=lambda claim: claim.report):
        yield report, list(found)


def coded_report(report: Report, claims: Sequence[Claim], first: bool = True) -> Group:
    """A report's head, then each sentence with the claims found in it."""
    parts: list[RenderableType] = [] if first else [Text()]
    parts.append(_head(report))
    if not claims:
        parts.append(Text("\n  nothing found", style="dim"))
    at = {claim.id: sentence_around(report.text, claim.quote.start, claim.quote.end) for claim in claims}
    for (start, end), found in groupby(claims, key=lambda claim: at[claim.id]):
        told = list(found)
        start, end = cut(start, end, min(c.quote.start for c in told), max(c.quote.end for c in told))
        parts.append(Padding(_sentence(report.text, start, end, told), (1, 0, 0, 2)))
        for claim in told:
            parts.append(Padding(_happening(claim), (0, 0, 0, 4)))
            parts.append(Padding(_according_to(report, claim), (0, 0, 0, 4)))
    return Group(*parts)


def _head(report: Report) -> Text:
    out = Text()
    out.append(report.publisher or "publisher unknown", style="bold")
    out.append(f", {report.published.day.isoformat() if report.published else 'undated'}")
    if report.title:
        out.append(f" · {report.title}")
    out.append(f"  {report.ref}", style="dim")
    return out


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Offsets of the sentence or sentences that `text[start:end]` stands in."""
    first = text.rfind("\n", 0, start) + 1
    for found in _SENTENCE_END.finditer(text, first, start + 1):
        if found.end() <= start and not _INITIAL.search(text[first : found.start() + 1]):
            first = found.end()
    last = len(text)
    for found in _SENTENCE_END.finditer(text, max(start, end - 1)):
        if found.group() == "\n" or not _INITIAL.search(text[first : found.start() + 1]):
            last = found.end()
            break
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


def cut(first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """A very long sentence, `first` to `last`, cut down around what is quoted from it, `start` to `end`."""
    if last - first <= LONGEST_CONTEXT:
        return first, last
    room = max(0, LONGEST_CONTEXT - (end - start)) // 2
    return max(first, start - room), min(last, end + room)


def _sentence(text: str, start: int, end: int, claims: Sequence[Claim]) -> Text:
    """The sentence with what was quoted from it standing out."""
    cut_before = start > 0 and not text[start - 1].isspace()
    cut_after = end < len(text) and not text[end].isspace()
    opening, closing = ("", "") if text[start] in OPENING_MARKS else ("“", "”")
    out = Text(f"{opening}…" if cut_before else opening)
    body = Text(text[start:end].replace("\n", " "), style="dim")
    for claim in claims:
        body.stylize("not dim", max(0, claim.quote.start - start), max(0, claim.quote.end - start))
    out.append_text(body)
    out.append(f"…{closing}" if cut_after else closing)
    return out


def _happening(claim: Claim) -> Text:
    """What happened, in one line: type, who to whom, where, when, harm."""
    what = _what(claim)
    what.rstrip()
    parts = [what, *(Text(part) for part in _where_when(claim)), *(Text(p, style="bold") for p in _harm(claim))]
    return Text(" · ", style="dim").join(part for part in parts if part.plain)


def _what(claim: Claim) -> Text:
    out = Text()
    if claim.event_type:
        out.append(claim.event_type, style="bold blue")
        if claim.mode:
            out.append(f" {claim.mode}", style="blue")
    elif claim.kind != "relation":
        out.append(claim.kind.upper(), style="bold blue")
    out.append("  " if out.plain else "")
    agent, recipient = _names(claim.agent), _names(claim.recipient)
    if claim.relation == "alias":
        agent, recipient = _texts(claim.agent), _texts(claim.recipient)
    if claim.control:
        told = _control(claim.control)
        out.append(told if not agent or agent in told else f"{agent}: {told}")
    elif claim.relation:
        out.append(f"{agent or '?'} {RELATION_WORDS.get(claim.relation, claim.relation)} {recipient or '?'}")
    elif agent or recipient:
        out.append(agent or "someone unnamed", style="" if agent else "dim")
        if recipient:
            out.append(" → ")
            out.append(recipient)
    if claim.plan:
        out.append(f"{': ' if agent or recipient else ''}{_plan(claim.plan)}")
    if claim.weapon:
        out.append(f" with {claim.weapon}")
    return out


def _names(mentions: Sequence[Mention]) -> str:
    return ", ".join(dict.fromkeys(_name(mention) for mention in mentions))


def _name(mention: Mention) -> str:
    """The text's words with the party they are resolved to, where these differ; a party nobody names here is marked."""
    if mention.name is None:
        return f"“{mention.text}”"
    if mention.inferred:
        return f"{mention.name} (inferred)"
    return beside(mention.text, mention.name) if mention.actor else mention.name


def beside(text: str, name: str) -> str:
    """The text's own words with the resolved name behind them, unless one says what the other does."""
    words = text.split()
    if len(words) > LONGEST_PARTY or {w.casefold() for w in name.split()} & {w.casefold() for w in words}:
        return name
    return f"{text} ({name})"


def _texts(mentions: Sequence[Mention]) -> str:
    """The text's own words: of two names for one party, the names are what is told."""
    return ", ".join(f"“{mention.text}”" for mention in mentions)


def _control(control: Control) -> str:
    """Who has it after, in a few words."""
    holder = _names((control.holder,)) if control.holder else "someone unnamed"
    loser = _names((control.loser,)) if control.loser else ""
    count = f" {control.count} place{'s' if control.count != 1 else ''}" if control.count else ""
    scope = "" if control.scope == "whole" else f" ({control.scope})"
    told = {
        "gain": f"{holder} gains{count}{scope}" + (f" from {loser}" if loser else ""),
        "loss": f"{loser or 'someone unnamed'} loses{count}{scope}",
        "hold": f"{holder} holds{count or ' it'}{scope}",
        "contested": f"contested{f' with {loser}' if loser else ''}{scope}",
        "denial": f"loss denied{f' by {loser}' if loser else ''}",
    }
    return told.get(control.change, f"{control.change.replace('_', ' ')}{count}{scope}")


def _plan(plan: Plan) -> str:
    return f"“{plan.matter}” {plan.status.replace('_', ' ')}"


def _where_when(claim: Claim) -> Iterator[str]:
    where, told = _place(claim.place) if claim.place else "", when(claim.time) if claim.time else ""
    taken = [_inherited(part.inherited) if part else "" for part in (claim.place, claim.time)]
    if where and told and taken[0] == taken[1] != "":
        yield from (where, f"{told} (both {taken[0]})")
    else:
        both = zip((where, told), taken, strict=True)
        yield from (f"{text} ({mark})" if mark else text for text, mark in both if text)
    if claim.historical:
        yield "background"
    if claim.habitual:
        yield "habitually"


def _inherited(source: str | None) -> str:
    """A mark for what the claim's own clause does not say, with where it was taken from; its sentence is its own."""
    return INHERITED.get(source, f"from the {source}") if source and source != "clause" else ""


def _place(place: PlaceRef) -> str:
    relation = "" if place.relation == "in" else place.relation.replace("_", " ") + " "
    if place.id is None:
        return f"{relation}“{place.text}”, place unresolved" if place.text else ""
    unit = place.admin1 or (None if place.kind == "country" else place.country)
    return f"{relation}{place.name}" + (f", {unit}" if unit and unit != place.name else "")


def when(time: When) -> str:
    """The interval, never finer than it is: one day, from … to …, by …, or nothing."""
    first, last = _day(time.start), _day(time.end)
    if first and last:
        return first if first == last else f"{first} to {last}"
    if last:
        return f"by {last}"
    return f"since {first}" if first else ""


def _day(moment: date | datetime | None) -> str:
    if isinstance(moment, datetime):
        return moment.isoformat(sep=" ", timespec="minutes")
    return moment.isoformat() if moment else ""


def _harm(claim: Claim) -> Iterator[str]:
    toll: Toll | None = claim.toll
    if toll is None:
        return
    for harm, figure in toll.figures().items():
        yield f"{harm} {_figure(figure)}" + (f" ({figure.who})" if figure.who else "")
    for harm, figure in toll.nested:
        yield f"of them {_figure(figure)} {figure.who or harm}"
    if toll.victims:
        yield ", ".join(victim.name for victim in toll.victims)
    if toll.aggregate:
        yield "a running total"


def _figure(figure: Figure) -> str:
    low, high = figure.low, figure.high
    if low is not None and high is not None:
        return str(low) if low == high else f"{low}-{high}"
    if low is not None:
        return f"{low} or more"
    return f"up to {high}" if high is not None else "unnumbered"


def _according_to(report: Report, claim: Claim) -> Text:
    """The chain of who says so, outermost first, and how it stands."""
    out = Text()
    out.append("according to ", style="italic")
    if claim.attribution:
        for depth, link in enumerate(claim.attribution):
            out.append(" ← citing " if depth else "", style="dim")
            out.append(_speaker(link), style="bold")
    elif claim.hearsay:
        out.append(f"unnamed sources (“{claim.hearsay}”)", style="bold")
        out.append(" ← passed on by ", style="dim")
        out.append(report.publisher or "the report")
    else:
        out.append(report.publisher or "the report", style="bold")
        out.append(" itself")
    out.append(" · ", style="dim")
    out.append(claim.standing, style=STANDING_STYLES.get(claim.standing, ""))
    if claim.protected:
        out.append(" · ", style="dim")
        out.append("source asks for protection", style="red")
    return out


def _speaker(link: Attribution) -> str:
    name = beside(link.text, link.name) if link.source and link.name and link.text else link.name or link.text
    if not name:
        return f"nobody named (“{link.cue}”)"
    notes = [note for note, holds in (("unnamed", link.anonymous), ("pen name", link.pen_name)) if holds]
    return f"{name} ({', '.join(notes)})" if notes else name
