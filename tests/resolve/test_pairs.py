"""Which pairs are compared, and how high a comparison can come: held to their plain definitions."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from according.model.claim import Claim, Control, Figure, Toll, Victim
from according.model.place import PlaceRef
from according.model.report import Report
from according.model.when import When
from according.resolve.blocking import CELL, LONGEST_DAYS, NEIGHBOUR, UNDATED_DAYS, _cell, blocked
from according.resolve.bound import at_most
from according.resolve.compare import SAME, compare
from according.resolve.profile import Profile, profile
from according.resolve.when_where import APART_KM, WIDE
from tests.answer.telling import mention, told

START = date(2020, 5, 3)
# Places on both sides of the borders of cells, one in two countries' countryside, provinces and countries.
SITES = [("t:a", "Aster", "city", "TST", .1, .1), ("t:b", "Birch", "city", "TST", .4, .6), ("t:c", "Cedar", "village",
         "TST", .51, .49), ("t:d", "Dahlia", "city", "OTH", 1.2, .9), (None, "Elm", None, None, None, None),
         ("t:f", "Fern Province", "province", "TST", .3, .3), ("t:g", "Testland", "country", "TST", .5, .5)]
WORDS = ["shells fell on the market of the town at noon and nobody came", "jets struck a bridge", "guns fired at dusk"]


@st.composite
def happenings(draw: st.DrawFn) -> tuple[Claim, Report]:
    n, long = draw(st.integers(0, 20)), draw(st.sampled_from([0, 0, 1, 5, 40]))
    force, ref = draw(st.sampled_from(["Red Army", "Blue Front"])), str(draw(st.integers(0, 5)))
    claim, report = told("", None, (START + timedelta(days=n)).isoformat(), "Plain Herald", event_type="ASSAULT",
                         ref=ref, text=draw(st.sampled_from(WORDS)) + f" {ref}",
                         published=(START + timedelta(days=n + long)).isoformat())
    site = draw(st.sampled_from(SITES))
    key, name, kind, country, lat, lon = site
    place = PlaceRef(name, 0, 4, key, name if key else None, kind, country, None, lat, lon,
                     relation=draw(st.sampled_from(["in", "in", "near"])))
    last = START + timedelta(days=n + long)
    time = draw(st.sampled_from([When(START + timedelta(days=n), last, text="then"), When(None, last), None]))
    killed, name = draw(st.sampled_from([None, 1, 4, 40])), draw(st.sampled_from([None, None, None, "Ann Poe"]))
    victims = (Victim(name, 0, len(name)),) if name else ()
    toll = Toll(killed=Figure(killed, killed, killed, "soldiers"), victims=victims) if killed or victims else None
    who, whom = mention(force), mention(draw(st.sampled_from([None, "Green Guard"])))
    kind_of = draw(st.sampled_from(["event", "event", "toll", "control"]))
    if kind_of == "control":
        claim = replace(claim, kind="control", event_type="COERCE", mode="seize", control=Control("gain", who))
    else:
        claim = replace(claim, kind=kind_of, event_type="ASSAULT" if kind_of == "event" else None,
                        mode=draw(st.sampled_from(["aerial", "heavy-weapons", None])) if kind_of == "event" else None)
    number = draw(st.integers(0, 10**9))
    claim = replace(claim, id=f"{number:09d}", place=place, time=time, toll=toll, agent=(who,) if who else (),
                    recipient=(whom,) if whom else ())
    return claim, report


def profiles_of(found: list[tuple[Claim, Report]]) -> dict[str, Profile]:
    return {c.id: profile(c, r, r.text) for c, r in found}


def days(p: Profile) -> set[int]:
    if p.last is None:
        return set()
    last = p.last.toordinal()
    first = p.first.toordinal() if p.first is not None else last - UNDATED_DAYS
    return set(range(max(first, last - LONGEST_DAYS), last + 1))


def meets(a: Profile, b: Profile) -> bool:
    """Whether two claims are worth comparing, as `blocked` says it."""
    if {v.family for v in a.victims} & {v.family for v in b.victims}:
        return True
    p, q = a.claim.quote, b.claim.quote
    if a.report.id == b.report.id and max(p.start, q.start) <= (p if p.start <= q.start else q).end + NEIGHBOUR:
        return True
    same_day = bool(days(a) & days(b))
    near_days = same_day or bool({d + 1 for d in days(a)} & days(b)) or bool(days(a) & {d + 1 for d in days(b)})
    one, other = _cell(a), _cell(b)
    here, there = (x.claim.place.country or "" if x.claim.place else "" for x in (a, b))
    if one is not None and other is not None:
        return near_days and abs(one[0] - other[0]) <= 1 and abs(one[1] - other[1]) <= 1
    if one is None and other is None and here == there and near_days:
        return True
    if not all(x.killed is not None or x.injured is not None or x.victims for x in (a, b)):
        return False
    if (one is None) != (other is None) and here == there and near_days:
        return True
    nowhere = [(one is None and not here), (other is None and not there)]
    return same_day and ((nowhere[0] and bool(there)) or (nowhere[1] and bool(here)))


def may_agree(a: Profile, b: Profile) -> bool:
    """Whether neither the kinds of act nor the places taken, or the way between two towns, part the two."""
    kinds = [None if p.claim.kind == "toll" else p.claim.event_type for p in (a, b)]
    if None not in kinds and kinds[0] != kinds[1]:
        return False
    p, q = a.claim.place, b.claim.place
    if p is None or q is None or p.id == q.id:
        return True
    if a.mode == b.mode == "seizure" and p.id is not None and q.id is not None:
        return False
    if any(x.lat is None or x.lon is None or x.kind in WIDE or x.relation not in ("in", "at") for x in (p, q)):
        return True
    assert p.lat is not None and q.lat is not None and p.lon is not None and q.lon is not None
    north = (p.lat - q.lat) * 111.2
    east = (p.lon - q.lon) * 111.2 * min(math.cos(math.radians(x)) for x in (p.lat, q.lat))
    return bool(a.victims and b.victims) or math.hypot(north, east) <= APART_KM


@settings(max_examples=250, deadline=None)
@given(st.lists(happenings(), min_size=2, max_size=14), st.data())
def test_pairs_are_those_near_in_time_and_place(found: list[tuple[Claim, Report]], data: st.DataObject) -> None:
    profiles = profiles_of(found)
    wanted = {(a, b) for a, b in combinations(sorted(profiles), 2)
              if meets(profiles[a], profiles[b]) and may_agree(profiles[a], profiles[b])}
    assert blocked(profiles) == sorted(wanted)
    new = {key for key in profiles if data.draw(st.booleans())}
    assert blocked(profiles, new) == sorted((a, b) for a, b in wanted if a in new or b in new)
    assert CELL == 0.5, "the sites lie on both sides of the borders of such cells"


@settings(max_examples=400, deadline=None)
@given(happenings(), happenings())
def test_no_comparison_comes_higher_than_its_bound(one: tuple[Claim, Report], other: tuple[Claim, Report]) -> None:
    a, b = profile(*one, one[1].text), profile(*other, other[1].text)
    found = compare(a, b)
    assert found.veto is not None or at_most(a, b, -100.0) >= found.score - 1e-9
    assert (at_most(a, b, SAME) >= SAME) >= (found.score >= SAME)
