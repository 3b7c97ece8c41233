"""Who wrote a report and whose copy it is: bylines, wire credits, contributors' lines, datelines, date lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from according.model.when import Published
from according.read.dates import PARTIAL, Implausible, read_date
from according.read.tables import table

_NAME = r"(?:[A-Z][\w'’.\-]*|[a-z]{2}[\-'’][A-Z][\w'’\-]+|bin|ibn|bint|van|von|de|der|den|da|di|du|la|le|el|al|Abu|Umm)"
_NAMES = rf"{_NAME}(?:\s+{_NAME}){{0,5}}"
_LABEL = (
    r"(?i:by|written by|story by|words by|reported by|reporting by|report by|co-?authored by|from our correspondent)"
)
_BY = re.compile(
    rf"{_LABEL}:?\s+"
    rf"(?P<who>{_NAMES}(?:(?:\s*,\s*|\s+(?i:and|with|&)\s+|\s+(?i:in|at)\s+){_NAMES})*)"
    r"(?:\s*[,|•·–—-]\s*(?P<rest>[^.!?]{2,90}))?\.?"
)
_IN_PLACE = re.compile(
    rf"(?P<who>{_NAME}\s+{_NAMES}(?:\s*(?:,|and)\s+{_NAMES})*)"
    rf"\s+in\s+{_NAMES}(?:(?:,|\s+and)\s+{_NAMES}(?:\s+in\s+{_NAMES})?)*"
)
_NOT_A_NAME = re.compile(
    r"(?i)(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day|the\b|"
    r"now|then|contrast|comparison|far|noon|midnight|night|day|nightfall|dawn|evening|morning"
)
_STAMP_LABEL = (
    r"first published|published|publication date|posted|date|updated|last updated|last modified|modified|created"
)
_STAMP = re.compile(
    rf"(?:(?P<label>(?i:{_STAMP_LABEL}))\b[:\s]*(?:(?i:on|at)\s+)?)?"
    r"(?P<date>(?:(?i:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
    r"(?:\d{4}-\d\d?-\d\d?[T\d: .+\-Z]*|\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]{3,9}\.?,?\s+\d{4}"
    r"|[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}))"
    r"(?P<rest>[\s,|•·–—-]*(?:(?i:at)\s*)?[\d:. ]{0,9}\s*(?i:am|pm|a\.m\.|p\.m\.)?[\s,()A-Z+\-:\d]{0,14})?"
)
_CONTRIBUTORS = (
    r"(?:additional |with )?(?:reporting|writing|editing|research|photography|translation)"
    r"(?: and (?:writing|reporting|editing))? by (?-i:[A-Z]).{2,300}",
    r"(?:--?|—|–)?\s?additional reporting (?:by|from) (?-i:[A-Z]).{2,160}",
    r"additional (?:reporting|research|writing|photography)\s?:\s?.{3,160}",
    r".{3,160}\bcontribut(?:ed|es) (?:reporting|to (?:this|the) (?:report|article|story|reporting))\b.{0,160}",
    r".{3,100}\breported from\b.{3,100}\band\b.{3,140}\bfrom\b.{3,60}",
    r"(?:reporters?|correspondents?|editors?|writers?|writing|editing|compiled|translated|edited)\s?(?::|by\b)\s?(?-i:[A-Z]).{2,120}",
)
_TAIL_NOTE = re.compile(
    r"\s+(?:(?i:additional reporting):\s?(?P<helpers>[^.!?]{3,120})\.?"
    r"|•\s(?P<author>[A-Z][\w'’.\-]+(?:\s[A-Z][\w'’.\-]+){0,3})\s(?:is|was)\s[^•]{5,300}"
    r"|\((?:(?i:additional )?(?i:reporting|writing|editing)) (?i:by) (?P<desk>[^()]{3,200})\))$"
)
_CITY = (
    r"(?:[A-Z][A-Z'’.\-]{1,}|St\.)(?:[ \-](?:[A-Z][A-Z'’.\-]+|of|el|al|de|la|sur|upon))*"
    r"(?:/[A-Z][A-Z'’\-]+(?: [A-Z'’\-]+)*)?"
)
_TOWN = r"[A-Z][a-z'’\-]+(?:[ \-][A-Z][a-z'’\-]+){0,2}"
_REGION = r"(?:,\s(?:[A-Z][\w'’.\-]*)(?:[ \-](?:[A-Z][\w'’.\-]*|of|the|and))*)"
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8}\.?)"
_WHEN = rf"(?:,?\s(?P<when>{_DAY}(?:,?\s\d{{4}})?))?"
_LATER = rf"(?:,?\s(?P<later>{_DAY}(?:,?\s\d{{4}})?))?"
_WIRE_BIT = r"(?:,?\s\((?P<wire>[A-Z][\w .\-/&]{1,40})\))?"
_DASH = r"(?P<dash>\s?(?:—|–|--|―)\s?|\s-\s|:\s|\s-(?=[A-Z]))(?=[\"“‘'A-Z\d])"
_DATELINE = re.compile(rf"(?P<place>{_CITY}{_REGION}{{0,2}}){_WHEN}{_WIRE_BIT}{_LATER}{_DASH}")
_MIXED = re.compile(rf"(?P<place>{_TOWN}{_REGION}?){_WHEN}{_WIRE_BIT}{_LATER}{_DASH}")
_WIRE_ONLY = re.compile(r"\((?P<wire>[A-Z][\w .\-/&]{1,40})\)\s?(?:—|–|--|-)\s")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@lru_cache(maxsize=1)
def _wires() -> dict[str, str]:
    return {form.lower(): wire["name"] for wire in table("wires")["wire"] for form in wire["forms"]}


@lru_cache(maxsize=1)
def _wire_pattern() -> re.Pattern[str]:
    forms = "|".join(
        re.escape(f) for f in sorted((f for w in table("wires")["wire"] for f in w["forms"]), key=len, reverse=True)
    )
    return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])")


def wire_of(text: str | None) -> str | None:
    """The agency that a credit or byline names; None when it names none that is known."""
    if not text:
        return None
    match = _wire_pattern().search(text)
    return _wires()[match.group().lower()] if match else None


@dataclass(frozen=True, slots=True)
class Byline:
    """The writers as the text names them, and the agency among them."""

    who: str
    wire: str | None = None


def byline(paragraph: str, titled: bool = False) -> Byline | None:
    """Read a paragraph that is a byline and nothing else: "By Ana Pell and Jo Ruiz", "Reuters"; and, where the title
    is known and so cannot be mistaken for one (`titled`), "Ana Pell in Qadir"."""
    if len(paragraph) > 160:
        return None
    if paragraph.lower().strip(" .") in _wires():
        return Byline("", wire_of(paragraph))
    match = _BY.fullmatch(paragraph) or (_IN_PLACE.fullmatch(paragraph) if titled else None)
    if not match or _NOT_A_NAME.match(match["who"]):
        agency = re.fullmatch(r"(?i:by|from)\s+(.{2,60})", paragraph)
        if agency and agency[1].lower().strip(" .") in _wires():
            return Byline("", wire_of(agency[1]))
        return None
    wire = wire_of(paragraph)
    who = match["who"].strip(" ,.")
    return Byline("" if who.lower() in _wires() else who, wire)


def author_name(text: str) -> str:
    """A byline field without its "By"."""
    return re.sub(r"^\s*(?i:by|written by)[:\s]+", "", text).strip(" ,;")


def stamp(paragraph: str) -> tuple[Published | None, bool] | None:
    """Read a paragraph that is a date line and nothing else: its date, and whether it says when the text was
    published (an "updated" line does not). None for other paragraphs."""
    if len(paragraph) > 100 or not (match := _STAMP.fullmatch(paragraph)):
        return None
    try:
        found = read_date(match["date"] + (match["rest"] or ""))
    except Implausible:
        found = None
    label = (match["label"] or "").lower()
    return found, "updated" not in label and "modified" not in label


_BIOGRAPHY = re.compile(
    r"(?P<who>[A-Z][\w'’.\-]+(?:\s[A-Z][\w'’.\-]+){0,3})\s(?:is|was|writes|covers|reports)\s.{5,340}", re.S
)


def contributors(paragraph: str, writer: str | None = None) -> bool:
    """Whether a paragraph after the reporting only says who helped with it, or who its writer is. That somebody is
    a journalist may be news: it is a writer's note only with an address to write to, or of the byline's own name."""
    if len(paragraph) > 400:
        return False
    bare = paragraph.strip("()[] ").strip()
    if about := _BIOGRAPHY.fullmatch(bare):
        surname = about["who"].split()[-1]
        if re.search(r"(?<!\w)@\w|\w@\w", bare) or (writer and surname in writer.split()):
            return True
    return any(re.fullmatch(pattern, bare, re.I | re.S) for pattern in _CONTRIBUTORS) and not re.search("[“”]", bare)


def tail_note(paragraph: str) -> tuple[int, str | None] | None:
    """Where a contributors' or author's note begins at the end of a paragraph, and the author it names."""
    window = max(0, len(paragraph) - 420)
    match = _TAIL_NOTE.search(paragraph, window)
    return (match.start(), match["author"]) if match else None


@dataclass(frozen=True, slots=True)
class Dateline:
    """`text` as written ("BEIRUT, Lebanon"), `when` its date as written, `wire` the credit in brackets, `end` where
    the sentence begins."""

    text: str
    end: int
    when: str | None = None
    wire: str | None = None


def dateline(paragraph: str) -> Dateline | None:
    """Read the dateline a paragraph begins with. A place not in capitals counts only with a date or a credit, or
    before a long dash at the opening of a paragraph of reporting."""
    head = paragraph[:160]
    if match := _WIRE_ONLY.match(head):
        return (
            Dateline("", match.end(), None, wire_of(match["wire"]) or match["wire"]) if wire_of(match["wire"]) else None
        )
    match = _DATELINE.match(head)
    if match and match["dash"].strip() == ":" and not (match["when"] or match["later"] or match["wire"]):
        match = None
    if not match:
        match = _MIXED.match(head)
        if match and not (match["when"] or match["later"] or match["wire"]):
            # "Qadir — Residents said": one place, a spaced long dash, and no second dash that would close an aside.
            sentence = re.split(r"(?<=[.!?])\s", paragraph[match.end() :], maxsplit=1)[0]
            if (
                match["dash"].strip() not in {"—", "--", "–"}
                or re.search("—|--| – ", sentence)
                or "," not in match["place"]
            ):
                match = None
    if not match:
        return None
    if match["place"].split(",")[0] in table("wires")["not_places"]:
        return None
    when = match["when"] or match["later"]
    if when and not PARTIAL.search(when):
        when = None
    text = match["place"] + (f", {when}" if when else "")
    return Dateline(text, match.end(), when, (wire_of(match["wire"]) or match["wire"]) if match["wire"] else None)


def year_in(text: str | None) -> int | None:
    """A year written in an address or a dateline."""
    match = _YEAR.search((text or "").replace("/", " ").replace("-", " "))
    return int(match.group()) if match else None
