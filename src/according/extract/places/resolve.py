"""Which place a name means: candidates weighed by level, container, the report's own country and neighbourhood.

Scores are sums of named parts, kept as the candidates' reasons (see `options` and `evidence`). A name that nothing in
the report settles stays unresolved.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from according.extract.places.evidence import weigh
from according.extract.places.options import Group, Option, lies_in, options
from according.extract.places.spans import Span, take_unit
from according.extract.places.words import place_words
from according.extract.reading import Reading
from according.gazetteer.lookup import Match
from according.gazetteer.names import fold, without_article
from according.model.place import Place, PlaceRef

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
# Candidates spelled less like the name than this need support, and those below the least a place nearby.
ALIKE_ALONE = 0.8
ALIKE_LEAST = 0.6
# Rank from which a place of an ambiguous name (about 60,000 people), or any, is little known, and the evidence for
# other countries it then gives way to.
LITTLE_RANK = 68
UNKNOWN_RANK = 82
TOLD_ENOUGH = 0.7
# What part of the leading country's evidence makes another one more than an aside.
ASIDE = 0.25
# A little known town of a country the report hardly names is a namesake of one in the country it speaks most of.
STRAY = 0.05
STRAY_NEAR = 0.45
LEAD_ENOUGH = 0.5
# From here on a place is little known, or bears the name only among others.
OTHER_NAME_RANK = 100
# One of many places of a name is told from the rest by more than this share of the weight, or by what lies around it.
SHARE_LEAST = 0.3
NEAR_LEAST = 0.3
SIDE_WORDS = place_words().classes["side_word"]
# With less evidence for countries than this, a name that several countries' towns bear alike is told apart by nothing.
UNTOLD = 0.3
SHARE_UNTOLD = 0.5
RIVAL_SHARE = 0.4
# Names in capitals no longer than this are letters that stand for a name ("UAE").
LETTERS = 4
ANY = "several places of this name and nothing here to tell which"
FAR = "only little known places far from all others here"


def resolve(reading: Reading, spans: Sequence[Span]) -> list[PlaceRef]:
    """One PlaceRef a span, in order; unresolved ones have no id and say why."""
    groups = _groups(reading, spans)
    weigh(reading, groups)
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
            found = options(reading, span, container)
            unit = _named_unit(reading, span) if container is None and span.unit in (None, "city") else None
            if unit is not None:
                found = [o for o in found if o.place.country in (unit.country, None)]
            group = by_key[key] = Group(name, [], found, container is not None, container or unit)
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
            and any(lies_in(m.place, match.place) for m in span.matches)
        ):
            return match.place
    return None


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
    if group.container is not None and lies_in(best.place, group.container):
        return False
    alike = best.match.alike
    aside = best.country < ASIDE * group.lead and group.told >= TOLD_ENOUGH
    if (
        aside
        and (alike < 1.0 or best.match.rank > OTHER_NAME_RANK)
        and best.place.kind not in ("country", "region", "sea")
    ):
        return True
    if alike < ALIKE_ALONE and best.unit < 0.15 and best.near < 0.2:
        return alike < ALIKE_LEAST or best.country < 0.15
    if best.country < STRAY and group.lead >= LEAD_ENOUGH and group.told >= TOLD_ENOUGH and _is_side(group.name):
        return True  # every country has a North-West of its own
    stray = best.country < STRAY and best.near < STRAY_NEAR and best.close < STRAY_NEAR and group.lead >= LEAD_ENOUGH
    if stray and group.told >= TOLD_ENOUGH and best.match.rank >= LITTLE_RANK:
        return best.place.kind in ("city", "district")
    rivals = {o.place.country for o in group.options if o.match.alike == 1.0}
    little = alike < 1.0 or best.match.rank >= (LITTLE_RANK if len(rivals) > 1 else UNKNOWN_RANK)
    elsewhere = (best.country < 0.06 or best.country < ASIDE * group.lead) and best.near < 0.1
    return little and elsewhere and group.told >= TOLD_ENOUGH and best.place.kind not in ("country", "region", "sea")


def _is_side(name: str) -> bool:
    """Whether a name says nothing but on which side it lies ("northwest", "deep south", "north-west region")."""
    parts = re.split(r"[ -]", name)
    return all(part in SIDE_WORDS or place_words().unit.get(part) for part in parts) and parts[0] in SIDE_WORDS


def _is_any(group: Group, best: Option) -> bool:
    """Whether the best candidate is one of several little known ones that nothing in the report tells apart, or one of
    several alike in a report that speaks of no country at all."""
    if group.told < UNTOLD and best.share < SHARE_UNTOLD and len(group.ranked) > 1:
        rival = group.ranked[1]
        if rival.place.country != best.place.country and rival.share > RIVAL_SHARE * best.share:
            return True
    return (
        best.share < SHARE_LEAST
        and best.match.rank >= LITTLE_RANK
        and best.near < NEAR_LEAST
        and best.unit < NEAR_LEAST
        and group.told >= TOLD_ENOUGH
    )


def _as_written(name: str, place: Place) -> str:
    """The text's own name; one set in capitals, as datelines are, in the gazetteer's case or with first capitals."""
    if not name.isupper():
        return name
    if name.casefold() == place.name.casefold():
        return place.name
    return name.title() if len(name) > LETTERS else name


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
    best, kept = group.ranked[0], group.candidates
    if _far(group, best) or _is_any(group, best):
        why = FAR if _far(group, best) else ANY
        return _unresolved(group, PlaceRef(text, start, end, name=name, candidates=kept, why=why))
    place = best.place
    return PlaceRef(
        text,
        start,
        end,
        place.id,
        _as_written(name, place),
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
