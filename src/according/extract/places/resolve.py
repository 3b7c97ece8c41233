"""Which place a name means: candidates weighed by level, container, the report's own country and neighbourhood.

Scores are sums of named parts, kept as the candidates' reasons: how well known the place is, the level its unit noun
asks for, a container named beside it ("Paris, Texas"), the share of the report's evidence that speaks of its
country and
first-order unit, and other places of the report close to it. The evidence is counted three times over, each time
from the
last weighing, so that unambiguous names settle the ambiguous ones; a name never supports itself.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from according.extract.places.background import background
from according.extract.places.spans import Span, take_unit
from according.extract.places.words import place_words
from according.extract.reading import Reading
from according.gazetteer.demonyms import demonyms
from according.gazetteer.lookup import Match
from according.gazetteer.names import fold, without_article
from according.model.place import Candidate, Place, PlaceRef

PRECISION = {
    "city": 1,
    "airport": 1,
    "facility": 1,
    "crossing": 1,
    "camp": 1,
    "district": 3,
    "province": 4,
    "country": 6,
    "region": 5,
    "area": 5,
    "river": 5,
    "road": 5,
    "sea": 7,
}
# What the own name of a country, a well-known first-order unit or a region counts against towns called the same.
STANDING = {"country": 2.6, "province": 1.4, "region": 1.6, "sea": 1.6}
STANDING_RANK = 75
GREAT_RANK = 54
# How sharply each round of weighing prefers the better candidates: open at first, so that neighbourhoods can form.
SHARPNESS = (0.7, 1.0, 1.5, 2.0, 2.6)
CELLS = (1.5, 0.5)
# Candidates spelled less like the name than this need support, and those below the least a place nearby.
ALIKE_ALONE = 0.8
ALIKE_LEAST = 0.6
# Rank from which a place of an ambiguous name (about 60,000 people), or any, is little known, and the evidence for
# other countries it then gives way to.
LITTLE_RANK = 68
UNKNOWN_RANK = 82
TOLD_ENOUGH = 0.7
FAR = "only little known places far from all others here"


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
    # how much the rest of the report says of countries
    told: float = 0.0


def resolve(reading: Reading, spans: Sequence[Span]) -> list[PlaceRef]:
    """One PlaceRef a span, in order; unresolved ones have no id and say why."""
    groups = _groups(reading, spans)
    _weigh(reading, groups)
    refs: dict[int, PlaceRef] = {}
    for group in groups:
        for span in group.spans:
            refs[id(span)] = _ref(reading, span, group)
    return [refs[id(span)] for span in spans]


def resolve_spans(reading: Reading, offsets: Sequence[tuple[int, int]]) -> list[PlaceRef]:
    """Resolve names whose character offsets are given, as a measure of resolution alone does."""
    words = reading.parsed.words
    starts = [w.start for w in words]
    spans: list[Span] = []
    for start, end in offsets:
        first = max(0, bisect_left(starts, start + 1) - 1)
        last = max(first, bisect_left(starts, end) - 1)
        text = reading.parsed.text[start:end]
        span = Span(first, last, "GPE", text, reading.gazetteer.candidates(text))
        if words[last].end == end and words[first].start == start:
            take_unit(reading, span, extend=False)
        spans.append(span)
    refs = resolve(reading, sorted(spans, key=lambda s: s.first))
    by_span = {id(s): r for s, r in zip(sorted(spans, key=lambda s: s.first), refs, strict=True)}
    return [by_span[id(s)] for s in spans]


def _groups(reading: Reading, spans: Sequence[Span]) -> list[Group]:
    by_key: dict[tuple[str, str, str], Group] = {}
    for i, span in enumerate(spans):
        container = _container(reading, spans, i)
        name = without_article(fold(span.text))
        level = span.unit or ""
        key = (name, level if level in ("province", "district", "facility") else "", container.id if container else "")
        group = by_key.get(key)
        if group is None:
            options = _options(reading, span, container)
            unit = _named_unit(reading, span) if container is None and span.unit in (None, "city") else None
            if unit is not None:
                options = [o for o in options if o.place.country in (unit.country, None)]
            group = by_key[key] = Group(name, [], options, container is not None, container or unit)
        group.spans.append(span)
    groups = list(by_key.values())
    for group in groups:
        group.weight = math.sqrt(len(group.spans))
    return groups


def _container(reading: Reading, spans: Sequence[Span], at: int) -> Place | None:
    """The unit or country named right beside the span: "X, Texas", "X (Texas)", "X in Syria", "Syria's X"."""
    words = reading.parsed.words
    span = spans[at]
    after = max(span.last, span.unit_last) + 1
    if after + 1 < len(words) and words[after + 1].sent == words[span.last].sent:
        glue = words[after].lower
        if glue in (",", "(", "in"):
            found = _unit_at(reading, after + 1, span)
            if found:
                return found
    before = span.first - 2
    if before >= 0 and words[span.first - 1].tag == "POS" and at and spans[at - 1].last == before:
        return _best_container(spans[at - 1].matches, span)
    return None


def _named_unit(reading: Reading, span: Span) -> Place | None:
    """The unit of "X in COUNTRY" or "X, UNIT Province", also where the gazetteer knows no X there."""
    words = reading.parsed.words
    at = max(span.last, span.unit_last) + 1
    if at + 1 >= len(words) or words[at].lower not in ("in", ",") or words[at + 1].sent != words[span.last].sent:
        return None
    first = last = at + 1
    if not words[first].text[:1].isupper() or words[first].ent not in ("GPE", "LOC", ""):
        return None
    while last + 1 < len(words) and words[last + 1].ent == "GPE" and not words[last + 1].ent_begin:
        last += 1
    if place_words().unit.get(words[last].lower) == "province" and last > first:
        wanted, last = "province", last - 1
    elif last + 1 < len(words) and place_words().unit.get(words[last + 1].lower) == "province":
        wanted = "province"
    elif words[at].lower == "in":
        wanted = "country"
    else:
        return None
    found = [
        m.place
        for m in reading.gazetteer.candidates(reading.parsed.slice(first, last))
        if m.place.kind == wanted and m.alike == 1.0
    ]
    return found[0] if found and (wanted == "country" or len({p.country for p in found}) == 1) else None


def _unit_at(reading: Reading, first: int, span: Span) -> Place | None:
    """The province or country whose name begins at word `first` and holds a place the span may mean."""
    words = reading.parsed.words
    if words[first].pos == "DET" and first + 1 < len(words):
        first += 1
    if not words[first].text[:1].isupper():
        return None
    for last in range(min(len(words) - 1, first + 3), first - 1, -1):
        if words[last].sent != words[first].sent or words[last].lower == ",":
            continue
        found = _best_container(reading.gazetteer.candidates(reading.parsed.slice(first, last)), span)
        if found:
            return found
    return None


def _best_container(matches: Sequence[Match], span: Span) -> Place | None:
    for match in matches:
        if (
            match.place.kind in ("country", "province", "district")
            and match.alike == 1.0
            and any(_inside(m.place, match.place) for m in span.matches)
        ):
            return match.place
    return None


def _inside(place: Place, unit: Place) -> bool:
    """Whether `place` lies in `unit`, by the names of the units above it."""
    if place.id == unit.id or place.country != unit.country:
        return False
    if unit.kind == "country":
        return True
    if unit.kind == "province":
        return bool(place.admin) and place.admin[0] == unit.name and place.kind not in ("country", "province")
    return len(place.admin) > 1 and place.admin[1] == unit.name and place.kind == "city"


def _options(reading: Reading, span: Span, container: Place | None) -> list[Option]:
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
    opening = f"{fold(span.text)} "
    cities = [
        # A longer name, like "Oklahoma City", is not what the shorter one usually means.
        (m.place.country, m.rank + (20 if fold(m.place.name).startswith(opening) else 0), *m.place.admin[:1])
        for m in matches
        if m.place.kind == "city"
    ]
    nations = {m.place.country for m in matches if m.place.kind == "country" and m.rank <= STANDING_RANK}
    out: list[Option] = []
    seen: set[str] = set()
    if (people := demonyms().get(span.text.lower())) and not any(m.place.kind == "country" for m in matches):
        nation = reading.gazetteer.country(people)
        matches = [nation] if nation else matches
    for match in matches:
        if match.place.id not in seen:
            seen.add(match.place.id)
            out.append(_option(match, span, container, cities, nations))
    return out


def _option(
    match: Match, span: Span, container: Place | None, cities: Sequence[tuple[Any, ...]], nations: set[str | None]
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
        held = WEIGHTS.inside if _inside(place, container) else WEIGHTS.outside
        fixed += held
        reasons.append(f"{'in' if held > 0 else 'not in'} {container.name}")
    return Option(match, fixed, reasons, fixed)


class Evidence:
    """What the report says of countries, first-order units and neighbourhoods, group by group."""

    def __init__(self) -> None:
        self.country: dict[str, float] = {}
        self.unit: dict[tuple[str, str], float] = {}
        self.cell: dict[tuple[float, int, int], float] = {}

    def add(self, option: Option, amount: float) -> None:
        """Count `amount` for the option's country, unit and the cells around it; negative takes it back."""
        place = option.place
        if place.country:
            self.country[place.country] = self.country.get(place.country, 0.0) + amount
            if place.admin:
                key = (place.country, place.admin[0])
                self.unit[key] = self.unit.get(key, 0.0) + amount
        if (
            place.lat is not None
            and place.lon is not None
            and place.kind not in ("country", "region", "sea", "province")
        ):
            for size in CELLS:
                _, row, column = _cell(place, size)
                for i in (-1, 0, 1):
                    for j in (-1, 0, 1):
                        at = (size, row + i, column + j)
                        self.cell[at] = self.cell.get(at, 0.0) + amount

    def near(self, place: Place, size: float) -> float:
        """Evidence in the cells around the place, 0-1; none for what is larger than a cell."""
        if place.lat is None or place.kind in ("country", "region", "sea"):
            return 0.0
        found = max(0.0, self.cell.get(_cell(place, size), 0.0))
        return found / (found + 0.8)


def _cell(place: Place, size: float) -> tuple[float, int, int]:
    return size, math.floor((place.lat or 0.0) / size), math.floor((place.lon or 0.0) / size)


def _weigh(reading: Reading, groups: list[Group]) -> None:
    base = background(reading)
    for sharpness in SHARPNESS:
        for group in groups:
            _shares(group, sharpness)
        evidence = Evidence()
        evidence.country.update(base)
        for group in groups:
            for option in group.options:
                if option.share > 0.02:
                    evidence.add(option, option.share * group.weight)
        chosen = {
            g.name: max(g.options, key=lambda o: (o.score, o.place.id)).place.id
            for g in groups
            if g.options and g.contained
        }
        for group in groups:
            _support(group, evidence, chosen)
    for group in groups:
        _shares(group, SHARPNESS[-1])


def _support(group: Group, evidence: Evidence, chosen: dict[str, str]) -> None:
    """Score the group's options by what the other groups say."""
    for option in group.options:
        if option.share > 0.02:
            evidence.add(option, -option.share * group.weight)
    countries = sum(evidence.country.values()) + 0.5
    units = sum(evidence.unit.values()) + 0.7
    group.told = countries - 0.5
    for option in group.options:
        place = option.place
        country = max(0.0, evidence.country.get(place.country or "", 0.0)) / countries
        unit = max(0.0, evidence.unit.get((place.country or "", place.admin[0]), 0.0)) / units if place.admin else 0.0
        near, close = (evidence.near(place, size) for size in CELLS)
        option.country, option.unit, option.near = country, unit, near
        option.score = (
            option.fixed + WEIGHTS.country * country + WEIGHTS.unit * unit + WEIGHTS.near * near + WEIGHTS.close * close
        )
        if chosen.get(group.name) == place.id:
            option.score += WEIGHTS.again
        option.reasons = [
            *option.reasons[: _own(option)],
            f"country {country:.2f}",
            f"unit {unit:.2f}",
            f"near {near:.2f}",
            f"close {close:.2f}",
        ]
    for option in group.options:
        if option.share > 0.02:
            evidence.add(option, option.share * group.weight)


def _own(option: Option) -> int:
    """How many of the reasons are the option's own, not the report's."""
    return next((i for i, r in enumerate(option.reasons) if r.startswith("country ")), len(option.reasons))


def _shares(group: Group, sharpness: float) -> None:
    if not group.options:
        return
    top = max(o.score for o in group.options)
    powers = [math.exp(sharpness * (o.score - top)) for o in group.options]
    total = sum(powers)
    for option, power in zip(group.options, powers, strict=True):
        option.share = power / total


def _unresolved(group: Group, ref: PlaceRef) -> PlaceRef:
    """The unresolved name with the country and first-order unit named beside it, if any; it gets no point."""
    unit = group.container
    if unit is None or unit.kind not in ("country", "province"):
        return ref
    province = unit.name if unit.kind == "province" else None
    return replace(
        ref, country=unit.country, admin1=province, precision=4 if province else 6, why=f"{ref.why}; in {unit.name}"
    )


def _far(group: Group, best: Option) -> bool:
    """Whether the best candidate is a little known place of a country that the rest of the report does not speak of,
    or is only spelled somewhat like the name with nothing else for it."""
    if best.fixed < 0.1 and best.score - best.fixed < 0.25:
        return True
    if group.container is not None and _inside(best.place, group.container):
        return False
    alike = best.match.alike
    if alike < ALIKE_ALONE and best.unit < 0.15 and best.near < 0.2:
        return alike < ALIKE_LEAST or best.country < 0.15
    rivals = {o.place.country for o in group.options if o.match.alike == 1.0}
    little = alike < 1.0 or best.match.rank >= (LITTLE_RANK if len(rivals) > 1 else UNKNOWN_RANK)
    elsewhere = best.country < 0.06 and best.near < 0.1
    return little and elsewhere and group.told >= TOLD_ENOUGH and best.place.kind not in ("country", "region", "sea")


def _ref(reading: Reading, span: Span, group: Group) -> PlaceRef:
    words = reading.parsed.words
    start, end = words[span.first].start, words[span.last].end
    text = reading.parsed.text[start:end]
    name = " ".join(
        (
            reading.parsed.slice(span.first, span.unit_last)
            if span.unit == "facility" and span.unit_last > span.last
            else span.text
        ).split()
    )
    if not group.options:
        why = f"not in the gazetteer; {span.why}".rstrip("; ")
        return _unresolved(group, PlaceRef(text, start, end, name=name, why=why))
    ranked = sorted(group.options, key=lambda o: (-o.score, o.match.rank, o.place.id))
    best = ranked[0]
    kept = tuple(
        Candidate(o.place.id, o.place.name, max(0.0, min(1.0, o.share)), ", ".join(o.reasons)) for o in ranked[:5]
    )
    if _far(group, best):
        why = FAR
        return _unresolved(group, PlaceRef(text, start, end, name=name, candidates=kept, why=why))
    place = best.place
    return PlaceRef(
        text,
        start,
        end,
        place.id,
        name,
        place.kind,
        place.country,
        place.admin[0] if place.admin else None,
        place.lat,
        place.lon,
        place.radius_km or None,
        precision=PRECISION.get(place.kind, 5),
        candidates=kept,
        why=f"{span.why}; {', '.join(best.reasons)}".lstrip("; "),
    )
