"""MUC-4's original messages and keys: the files as they are, and a message as text that a parser can read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from according.extract.engine import RuleEngine
from according.extract.parsing.parser import parse
from according.extract.reading import Reading
from according.gazetteer.lookup import open_gazetteer
from according.model.report import Report
from according.model.when import Published
from according.packs.loader import load_packs

# How well known a place of more than one word must be for its name to be raised.
PLACE_RANK = 80
_NAMES = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
DATE = re.compile(r"(\d{1,2}) (JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC)[A-Z]* (\d{2})\b")
_MESSAGE = re.compile(r"^(DEV-MUC3-\d{4}) .*?$", re.MULTILINE)
_SLOT = re.compile(r"^(\d+)\.\s+([A-Z ]+: [A-Z ]+?)\s{2,}(.*)$")
_SENTENCE_START = re.compile(r"(^\"?|[.?!]\s+\"?|[,:]\s+\"|-- \"?)([a-z])")


@dataclass(slots=True)
class Key:
    """One gold template: slot names to their lines."""

    message: str
    slots: dict[str, list[str]] = field(default_factory=dict)

    def first(self, slot: str) -> str:
        return next((v for v in self.slots.get(slot, ()) if v not in ("-", "*")), "")

    def strings(self, *slots: str) -> list[str]:
        """The quoted strings of some slots, lower-cased."""
        return [s.lower() for slot in slots for v in self.slots.get(slot, ()) for s in re.findall(r'"([^"]+)"', v)]


def load_keys(folder: Path) -> Iterator[Key]:
    """The templates of all key files, in file order."""
    for path in sorted(folder.glob("key-dev-*")):
        key = Key("")
        slot = ""
        for line in path.read_text(encoding="latin-1").splitlines():
            found = _SLOT.match(line)
            if found:
                slot = " ".join(found.group(2).split())
                if slot == "MESSAGE: ID":
                    if key.message:
                        yield key
                    key = Key(found.group(3).split()[0])
                key.slots.setdefault(slot, []).append(found.group(3).strip())
            elif line.startswith("    ") and line.strip() and slot:
                key.slots[slot].append(line.strip())
        if key.message:
            yield key


def load_messages(folder: Path) -> dict[str, str]:
    """Message texts by id, as they stand (capitals)."""
    out: dict[str, str] = {}
    for path in sorted(folder.glob("dev-muc3-*")):
        text = path.read_text(encoding="latin-1")
        marks = list(_MESSAGE.finditer(text))
        for mark, after in zip(marks, [*[m.start() for m in marks[1:]], len(text)], strict=True):
            out[mark.group(1)] = text[mark.end() : after].strip()
    return out


@lru_cache(maxsize=1)
def _known_names() -> frozenset[str]:
    """Lower-cased words that the packs write with a capital."""
    packs = load_packs()
    words: Counter[str] = Counter()
    for actor in packs.actors.values():
        for alias in (actor.name, *actor.aliases, *actor.demonyms, *actor.metonyms):
            parts = alias.split()
            if len(parts) == 1 and parts[0][:1].isupper() and len(parts[0]) > 3:
                words[parts[0].lower()] += 1
    return frozenset(words)


def readable(text: str) -> str:
    """A message in capitals as mixed case: brackets as parentheses, paragraphs joined, names and acronyms raised."""
    text = re.sub(r"\[(?:TEXT|REPORT|EXCERPT|PASSAGE OMITTED|WORDS INDISTINCT|COMMENTARY|EDITORIAL)[^\]]*\]", " ", text)
    acronyms = {a for a in re.findall(r"[\[(]([A-Z][A-Z0-9-]{1,7})[\])]", text) if not a.isdigit()}
    text = text.replace("[", "(").replace("]", ")")
    paragraphs = [" ".join(p.split()) for p in re.split(r"\n\s*\n", text)]
    names = _known_names()

    def raised(found: re.Match[str]) -> str:
        word = found.group()
        if word.upper() in acronyms:
            return word.upper()
        return word.capitalize() if word in names else word

    out = []
    for paragraph in paragraphs:
        lowered = _raise_places(re.sub(r"[a-z0-9][a-z0-9-]*", raised, paragraph.lower()))
        out.append(_SENTENCE_START.sub(lambda m: m.group(1) + m.group(2).upper(), lowered))
    return "\n\n".join(p for p in out if p)


def _raise_places(text: str) -> str:
    """The text with the names of countries and well-known towns of two or three words raised ("san salvador")."""
    gazetteer = open_gazetteer()
    words = list(re.finditer(r"[^\W\d_]+", text))
    out, done = list(text), 0
    for i in range(len(words)):
        for size in (3, 2):
            run = words[i : i + size]
            if i < done or len(run) < size or any(len(w.group()) < 2 for w in run):
                continue
            name = text[run[0].start() : run[-1].end()]
            if name.count(" ") == size - 1 and any(
                m.alike == 1.0 and m.rank <= PLACE_RANK and m.place.kind in ("country", "city", "province")
                for m in gazetteer.candidates(name)
            ):
                for word in run:
                    out[word.start()] = out[word.start()].upper()
                done = i + size
    return "".join(out)


def read(engine: RuleEngine, name: str, text: str) -> Reading:
    """The message read by the engine as a report of the day that its dateline gives."""
    found = DATE.search(text)
    day = day_of(1900 + int(found.group(3)), MONTHS[found.group(2)[:3]], int(found.group(1))) if found else None
    published = Published(day) if day else None
    body = readable(text)
    report = Report(name, body, name, published=published)
    return engine.read(report, parse(body))


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, None where a key or a header gives one that no calendar has."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
