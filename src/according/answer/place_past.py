"""A place with its past as the record keeps it: how it is called, in which country, who told of it; and how it grows.

New claims are taken into the past as they are, but for three that change what is there already: one that is the first
to name another country, whose sides are then others; a report that shares text with one known, and a copy or its
original, by which roots become others. The first is computed anew from the claims, the others from the tellings.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from according.answer.control_inferred import state_of
from according.answer.evidence import country_party
from according.answer.past import Load, Past, Stretch
from according.answer.tellings import Telling, links_of, own_voices, settle, telling_of
from according.model.claim import Claim
from according.model.control import ControlState
from according.model.place import ELSEWHERE
from according.model.report import Report
from according.store import computed
from according.store.computed import Change, Mark, PlaceRow, Told
from according.weigh.reuse import WINDOW, Link, links_among
from according.weigh.roots import PackView, in_country, is_own_voice

Texts = Mapping[tuple[str, int], tuple[str, str]]
ANEW_FROM = 3  # where more than one in so many claims is new, the place is sooner computed anew
_DAYS = 12  # on how many days two pasts are compared
Order = tuple[str, str, int, int, str]


@dataclass(slots=True)
class Voices:
    """The reports that tell of a place in their own voice (id → when published, as text), and which share text."""

    moments: dict[str, str | None] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)

    def write(self) -> str:
        return _text([self.moments, self.links])

    @classmethod
    def read(cls, text: str | None) -> Voices:
        moments, links = json.loads(text) if text else ({}, [])
        return cls(moments, [Link(*link) for link in links])

    def near(self, fresh: Mapping[str, str | None]) -> list[str]:
        """The reports that are so near in time to some of `fresh` that they may share text with them."""
        when = [datetime.fromisoformat(moment) for moment in fresh.values() if moment is not None]
        if len(when) < len(fresh):
            return list(self.moments)
        return [key for key, moment in self.moments.items() if moment is None
                or any(abs(datetime.fromisoformat(moment) - other) <= WINDOW for other in when)]


@dataclass(slots=True)
class PlacePast:
    """`named` and `country` are by the first claim that says so: its place in the order of claims, and what it says.
    `originals` are the reports that some of those here are copies of. `packs` are seen from that country."""

    place: str
    packs: PackView
    past: Past = field(default_factory=Past)
    named: tuple[Order, str] | None = None
    country: tuple[Order, str] | None = None
    has_id: bool = False
    originals: set[str] = field(default_factory=set)
    voices: Voices | None = None
    before: Mark | None = None
    anew: bool = False

    # -- kept and opened again --------------------------------------------------------------------------------------

    def change(self) -> Change:
        """As it is to be kept."""
        body = _text({"named": self.named, "country": self.country, "has_id": self.has_id, "names": self.past.names,
                      "originals": sorted(self.originals), "next": self.past.next_number,
                      "stretches": [s.to_json() for s in self.past.stretches]})
        written = {s.number: (s.told or "", s.after or "") for s in self.past.stretches
                   if self.anew or s.number in self.past.written}
        row = PlaceRow(self.place, Mark(0, 0), body, self.voices.write() if self.voices else None,
                       self.now())
        return Change(self.place, row, self.before, written, sorted(self.past.gone), self.anew)

    def now(self) -> str:
        """The latest state, as it is kept."""
        return _text(self.state(None, None).to_json())

    def same_as(self, other: PlacePast) -> bool:
        """Whether both have the same tellings, each with the same root, and the same past states of the place."""
        ours, theirs = ({t.claim: t for t in past.tellings()} for past in (self.past, other.past))
        days = sorted({t.last for t in theirs.values() if t.last is not None})
        return (ours == theirs and (self.named, self.country) == (other.named, other.country)
                and all(self.state(day, None) == other.state(day, None) for day in days[:: len(days) // _DAYS + 1]))

    def note(self, tellings: Iterable[Telling]) -> None:
        """Note who is first to name the place and its country, and which reports are copies."""
        for t in tellings:
            order = order_of(t)
            if t.name and (self.named is None or order < self.named[0]):
                self.named = order, t.name
            if t.country and (self.country is None or order < self.country[0]):
                self.country = order, t.country
            if t.own_voice and t.copy_of is not None:
                self.originals.add(t.copy_of)

    def turns(self, told: Sequence[Told]) -> bool:
        """Whether new claims put the place into another country than was known."""
        named = [(_order_of_claim(t), t.claim.place.country) for t in told if t.claim.place and t.claim.place.country]
        if not named:
            return False
        return self.country is None or (min(named)[0] < self.country[0] and min(named)[1] != self.country[1])

    def take(self, fresh: Sequence[Telling], links: Sequence[Link]) -> None:
        """Take in tellings; `links` are those of their reports with one another and with those known."""
        self.note(fresh)
        own = own_voices(fresh)
        if self.voices is not None:
            self.voices.moments.update(own)
            self.voices.links.extend(links)
        copies = any(t.own_voice and t.copy_of is not None for t in fresh)
        if not (links or copies or self.originals & {t.report for t in fresh}):
            self.past.add(fresh, self.packs)
            return
        every = {t.claim: t for t in (*fresh, *self.past.tellings())}
        settle(list(every.values()), (self.voices or Voices()).links)
        gone = self.past.gone | {s.number for s in self.past.stretches}
        self.past = Past(next_number=self.past.next_number, gone=gone)
        self.past.add(list(every.values()), self.packs)

    # -- answering ----------------------------------------------------------------------------------------------------

    def state(self, on: date | None, label: str | None) -> ControlState:
        """Who has the place on a day; `label` is what to call it where no claim names it."""
        side = country_party(self.packs, self.country[1] if self.country else None, on)
        name = self.named[1] if self.named else label or self.place
        return self._with_id(self.past.state(name, on, self.packs, side))

    def state_known(self, on: date | None, known_on: date, before: datetime, label: str | None,
                    tellings: Sequence[Telling]) -> ControlState | None:
        """The same by what was known; None when nothing was. Raises LookupError where the place was not yet known to
        lie in the country it lies in, so that it has to be computed from the claims."""
        known = self._known(before, tellings)
        if not known:
            return None
        country, name = self.country[1] if self.country else None, next((t.name for t in known if t.name), None)
        dated = [t for t in known if t.published is not None and t.published <= known_on]
        side = country_party(self.packs, country, on)
        voices = self.voices or Voices()
        state = state_of(dated, voices.links, name or label or self.place, on, self.packs, known_on, side)
        return self._with_id(state) if name else state

    def known(self, known_on: date, before: datetime, tellings: Sequence[Telling]) -> PlacePast | None:
        """The place with the past that was known of it; None when none was. LookupError as in `state_known`."""
        known = self._known(before, tellings)
        dated = [t for t in known if t.published is not None and t.published <= known_on]
        if not dated:
            return None
        settle(dated, (self.voices or Voices()).links)
        out = PlacePast(self.place, self.packs, country=self.country, has_id=self.has_id)
        out.note(known)
        out.past.add(dated, self.packs)
        return out

    def _known(self, before: datetime, tellings: Sequence[Telling]) -> list[Telling]:
        known = sorted((t for t in tellings if t.known_at is None or t.known_at < before), key=order_of)
        country = next((t.country for t in known if t.country), None)
        if known and country != (self.country[1] if self.country else None):
            raise LookupError(self.place)
        return known

    def _with_id(self, state: ControlState) -> ControlState:
        return replace(state, place_id=self.place) if self.has_id and self.named else state


def loader(place: str, connection: Connection, question: str, texts: Texts) -> Load:
    """Reads stretches of a place through a connection, but for those that are among `texts` already."""

    def load(numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
        keys = [(place, n) for n in numbers]
        missing = [key for key in keys if key not in texts]
        found = {**texts, **computed.stretches(connection, question, missing)} if missing else texts
        return {number: found[place, number] for _, number in keys}

    return load


def opened(row: PlaceRow, connection: Connection, question: str, packs: PackView,
           texts: Texts | None = None) -> PlacePast:
    """A place as it was kept; stretches are read through the connection unless they are among `texts`."""
    data: dict[str, Any] = json.loads(row.body or "")

    past = Past([Stretch.from_json(s) for s in data["stretches"]], data["names"], data["next"],
                loader(row.place, connection, question, texts or {}))
    named, country = (data[k] and (tuple(data[k][0]), data[k][1]) for k in ("named", "country"))
    return PlacePast(row.place, in_country(packs, country[1] if country else None), past, named, country,
                     data["has_id"], set(data["originals"]), before=row.mark,
                     voices=Voices.read(row.voices) if row.voices is not None else None)


def built(place: str, told: Sequence[Told], packs: PackView) -> PlacePast | None:
    """A place from all its claims; None when they tell of ways to it or from it only."""
    found = at_the_place(told)
    if not found:
        return None
    has_id = any(t.claim.place is not None and t.claim.place.id == place for t in found)
    made = PlacePast(place, view_from(found, packs), has_id=has_id, anew=True)
    fresh = [telling_of(t.claim, t.report, made.packs, t.known_at) for t in found]
    made.voices = Voices(own_voices(fresh), links_of((t.claim, t.report) for t in found))
    settle(fresh, made.voices.links)
    made.note(fresh)
    made.past.add(fresh, made.packs)
    return made


def told_alone(place: str, pairs: Sequence[tuple[Claim, Report]], packs: PackView) -> PlacePast:
    """A place from some of its claims alone, with nothing filled in from what others tell."""
    made = PlacePast(place, packs, anew=True)
    fresh = [telling_of(claim, report, packs) for claim, report in pairs]
    settle(fresh, links_of(pairs))
    made.note(fresh)
    made.country = None
    made.has_id = any(claim.place is not None and claim.place.id == place for claim, _ in pairs)
    made.past.add(fresh, packs)
    return made


def grown(connection: Connection, question: str, known: Sequence[tuple[PlacePast, Sequence[Told]]],
          packs: PackView) -> list[PlacePast]:
    """Places with their new claims taken in; only those stretches are read that these concern."""
    out: list[PlacePast] = []
    turned: list[str] = []
    growing: list[tuple[PlacePast, list[Telling], list[Told]]] = []
    for place, told in known:
        found = at_the_place(told)
        if place.turns(found) or ANEW_FROM * len(found) > sum(s.size for s in place.past.stretches):
            turned.append(place.place)
        else:
            fresh = [telling_of(t.claim, t.report, place.packs, t.known_at) for t in found]
            growing.append((place, fresh, found))
    _add_voices(connection, question, [place for place, fresh, _ in growing if any(t.own_voice for t in fresh)])
    links = _links(connection, growing)
    wanted = [(p.place, n) for p, fresh, _ in growing for n in p.past.numbers_for(fresh)]
    texts = computed.stretches(connection, question, wanted)
    for place, fresh, _ in growing:
        place.past.load = loader(place.place, connection, question, texts)
        place.take(fresh, links.get(place.place, ()))
        out.append(place)
    again = computed.told_by_place(connection, turned)
    return out + [made for place, told in again.items() if (made := built(place, told, packs)) is not None]


def _add_voices(connection: Connection, question: str, places: Sequence[PlacePast]) -> None:
    rows = computed.place_rows(connection, question, [p.place for p in places], "voices")
    for place in places:
        place.voices = Voices.read(rows[place.place].voices)


def _links(connection: Connection,
           growing: Sequence[tuple[PlacePast, Sequence[Telling], Sequence[Told]]]) -> dict[str, list[Link]]:
    """By place, the links of new reports with one another and with those known near them in time."""
    near = {place.place: place.voices.near(own_voices(fresh)) for place, fresh, _ in growing if place.voices}
    known = {r.id: r for r in computed.reports_of(connection, {key for keys in near.values() for key in keys})}
    return {place.place: links_among([t.report for t in found if is_own_voice(t.claim)],
                                     [known[key] for key in near[place.place] if key in known])
            for place, _, found in growing if place.voices}


def at_the_place(told: Iterable[Told]) -> list[Told]:
    """The claims about the place itself; what is told of a way or a border is left out."""
    return [t for t in told if t.claim.place is not None and t.claim.place.relation not in ELSEWHERE]


def view_from(told: Iterable[Told], packs: PackView) -> PackView:
    """The packs seen from the country that the first claim to name one names."""
    return in_country(packs, next((c for t in told if t.claim.place and (c := t.claim.place.country)), None))


def order_of(t: Telling) -> Order:
    """The place of a telling in the order in which claims became known."""
    return t.known_at.isoformat() if t.known_at else "", t.report, t.start, t.end, t.claim


def _order_of_claim(t: Told) -> Order:
    return t.known_at.isoformat(), t.report.id, t.claim.quote.start, t.claim.quote.end, t.claim.id


def _text(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
