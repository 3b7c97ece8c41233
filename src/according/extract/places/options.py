"""What a name may mean: its candidates, each with what speaks for it before the rest of the report is heard.

How well known the place is, whether the name is that of a country or unit as such, the level its unit noun asks for,
and a container named beside it ("Paris, Texas").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from according.extract.places.spans import Span
from according.extract.places.words import place_words
from according.extract.reading import Reading
from according.gazetteer.demonyms import demonyms
from according.gazetteer.lookup import Match
from according.gazetteer.names import fold
from according.model.place import Candidate, Place

# What the own name of a country, a well-known first-order unit or a region counts against towns called the same.
STANDING = {"country": 2.6, "province": 1.4, "region": 1.6, "sea": 1.6}
STANDING_RANK = 75
GREAT_RANK = 54


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part of a score counts; set by hand, checked on half of the public sets."""

    known: float = 3.25
    great: float = 0.8
    country: float = 1.8
    unit: float = 1.4
    near: float = 0.8
    close: float = 1.25
    inside: float = 3.0
    outside: float = -1.0
    alike: float = 1.2
    again: float = 0.8


WEIGHTS = Weights()
LEVEL_KINDS = {
    "province": ("province", "country", "region"),
    "district": ("district", "province"),
    "city": ("city", "camp"),
    "area": ("region", "area", "sea", "province"),
    "water": ("sea", "river", "area"),
    "facility": ("airport", "facility", "crossing", "camp"),
    "road": ("road",),
}


@dataclass(slots=True, eq=False)
class Option:
    """A candidate while it is weighed."""

    match: Match
    fixed: float
    reasons: list[str]
    score: float = 0.0
    share: float = 0.0
    country: float = 0.0
    unit: float = 0.0
    near: float = 0.0
    close: float = 0.0
    # see evidence.py
    within: tuple[str, str] | None = None
    cells: tuple[int, ...] = ()
    around: tuple[int, ...] = ()

    @property
    def place(self) -> Place:
        return self.match.place


@dataclass(slots=True, eq=False)
class Group:
    """All mentions of one name in one sense."""

    name: str
    spans: list[Span]
    options: list[Option] = field(default_factory=list)
    contained: bool = False
    # the unit named beside it, whether or not the gazetteer knows such a place there
    container: Place | None = None
    weight: float = 1.0
    # how much the rest of the report says of countries, and the share of the one it says most of
    told: float = 0.0
    lead: float = 0.0
    # the options as the report weighs them, and the first few of them as they are told
    ranked: list[Option] = field(default_factory=list)
    candidates: tuple[Candidate, ...] = ()


def lies_in(place: Place, unit: Place) -> bool:
    """Whether `place` lies in `unit`, by the names of the units above it."""
    if place.id == unit.id or place.country != unit.country:
        return False
    if unit.kind == "country":
        return True
    if unit.kind == "province":
        return bool(place.admin) and place.admin[0] == unit.name and place.kind not in ("country", "province")
    return len(place.admin) > 1 and place.admin[1] == unit.name and place.kind == "city"


def options(reading: Reading, span: Span, container: Place | None) -> list[Option]:
    matches = list(span.matches)
    words = reading.parsed.words
    if span.unit == "facility" and span.unit_last > span.last:
        longer = reading.gazetteer.candidates(reading.parsed.slice(span.first, span.unit_last))
        matches = [m for m in longer if m.alike == 1.0 and m.place.kind in LEVEL_KINDS["facility"]] + matches
    if (
        span.unit in ("province", "district")
        and span.unit_last == span.last
        and not any(m.place.kind in LEVEL_KINDS[span.unit] for m in matches)
    ):
        bare = reading.parsed.slice(span.first, span.last - 1) if span.last > span.first else span.text
        matches += [m for m in reading.gazetteer.candidates(bare) if m.place.kind in LEVEL_KINDS[span.unit or ""]]
    if not matches and span.last > span.first and words[span.last].end == words[span.first].start + len(span.text):
        tail = reading.parsed.slice(span.first + 1, span.last)
        if words[span.first].lower in place_words().direction:
            matches = list(reading.gazetteer.candidates(tail))
    cities = [
        # A longer name, like "Oklahoma City", is not what the shorter one usually means.
        (
            m.place.country,
            m.rank + (20 if fold(m.place.name).startswith(f"{fold(span.text)} ") else 0),
            *m.place.admin[:1],
        )
        for m in matches
        if m.place.kind == "city" and not span.text.endswith(".")
    ]
    nations = {m.place.country for m in matches if m.place.kind == "country" and m.rank <= STANDING_RANK}
    regions = {m.place.country for m in matches if m.place.kind == "region" and m.rank <= STANDING_RANK}
    out: list[Option] = []
    seen: set[str] = set()
    if (people := demonyms().get(span.text.lower())) and not any(m.place.kind == "country" for m in matches):
        nation = reading.gazetteer.country(people)
        matches = [nation] if nation else matches
    for match in matches:
        if match.place.id not in seen:
            seen.add(match.place.id)
            out.append(_option(match, span, container, cities, nations, regions))
    return out


def _option(
    match: Match, span: Span, container: Place | None, cities: Sequence[tuple[Any, ...]], nations: set[str | None],
    regions: set[str | None],
) -> Option:
    place = match.place
    known = WEIGHTS.known * (100 - match.rank) / 100
    fixed, reasons = known, [f"known {known:.1f}"]
    # A town of the same name in the unit itself, or as well known, is what is meant unless a unit word says otherwise.
    namesake = min((c[1] for c in cities if c[0] == place.country), default=999)
    rivalled = place.kind == "province" and (
        namesake <= match.rank + 5
        or any(c[0] == place.country and c[2:] == (place.name,) and c[1] <= match.rank + 45 for c in cities)
    )
    if (
        match.rank <= STANDING_RANK
        and place.kind in STANDING
        and not rivalled
        and span.unit not in ("city", "district", "facility")
    ):
        fixed += STANDING[place.kind]
        if place.kind == "province" and match.place.country not in nations and nations:
            fixed += STANDING["country"] - STANDING["province"] - 0.3
        elif place.kind == "province" and regions and not regions & {place.country, None}:
            # A region is listed for being spoken of under this name; a unit bears it only on paper.
            fixed -= STANDING["province"] / 2
        reasons.append(f"a {place.kind} by its own name")
    if match.alike < 1.0:
        fixed -= WEIGHTS.alike * (1 - match.alike)
        reasons.append(match.why)
    elif place.kind == "city" and match.rank <= GREAT_RANK:
        fixed += WEIGHTS.great
        reasons.append("a great city")
    level = 0.0
    if span.unit and span.unit in LEVEL_KINDS and span.unit != "road":
        level = 1.5 if place.kind in LEVEL_KINDS[span.unit] else -0.9
        if span.unit == "facility" and place.kind == "city":
            level = 0.0
        if span.unit == "province" and place.kind == "province":
            level = 1.8
        if span.unit == "area" and place.kind in ("city", "district"):
            level = 0.0
        if span.unit == "city" and place.kind == "province":
            level = -1.5
    elif place.kind == "province" and namesake < 999:
        level = -1.0 if rivalled else -0.1
    elif place.kind == "district":
        level = -0.7 if namesake < 999 else -0.3
    elif place.kind in ("airport", "facility", "crossing") and cities:
        level = -0.6
    fixed += level
    if level:
        reasons.append(f"level {level:+.1f}")
    if container is not None:
        held = WEIGHTS.inside if lies_in(place, container) else WEIGHTS.outside
        fixed += held
        reasons.append(f"{'in' if held > 0 else 'not in'} {container.name}")
    return Option(match, fixed, reasons, fixed)
