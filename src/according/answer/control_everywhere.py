"""Who holds every place: the past of each is kept in the record (see `past`) and goes on with what is new.

What is kept is computed, never authoritative: its key takes in the packs and the very code of the rules, so that
another of any of them is another question, and it is brought up to date before it is answered from. Where the record
may only be read, what is new is computed for the answer and not kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from according.answer.control_inferred import state_of
from according.answer.evidence import country_party, known_places
from according.answer.past import Past
from according.answer.place_past import PlacePast, at_the_place, built, grown, loader, opened, view_from
from according.answer.prints import packs_print, rules_print
from according.answer.tellings import links_of, telling_of
from according.answer.written import read_tellings
from according.model.control import ControlState
from according.model.identity import stable_id
from according.store import computed
from according.store.dialect import reading, writing
from according.store.errors import RecordError
from according.store.folding import fold
from according.store.garbage import fewer_collections
from according.store.parts import parts
from according.store.query import known_before
from according.store.record import Record
from according.weigh.roots import PackData, PackView, view

Found = TypeVar("Found")

KEEP_FROM = 2000  # claims of control below which keeping costs more than computing again
_ANEW_TOGETHER = 25
_RULES = (("answer", ("control", "moves", "evidence", "tellings", "past", "place_past", "written")), ("weigh", ("",)),
          ("packs", ("index",)), ("model", ("control", "claim", "place", "when")))
_GROWN_TOGETHER = 500
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """On which day, and what was known when; None: the latest, and all."""

    on: date | None = None
    known_on: date | None = None


def question_of(packs: PackData) -> str:
    """The key under which pasts are kept: the same for the same packs and rules."""
    return stable_id("who-holds", packs_print(packs), rules_print(_RULES))


def catch_up(record: Record, packs: PackData) -> bool:
    """Bring what is kept up to date with the claims; whether it then is. A small record of which nothing is kept is
    left so: to compute it costs less. Called after adding, so that nobody who asks has to wait for it."""
    question = question_of(packs)
    for _ in range(_TRIES):
        with reading(record.engine) as connection:
            now, seen = computed.mark_now(connection), computed.mark_of(connection, question)
            if seen == now:
                return True
            if seen is None:
                if not computed.has_controlled(connection, KEEP_FROM):
                    return False
                added, anew = set[str](), set(computed.controlled_places(connection))
            else:
                added, anew = computed.places_with_news(connection, seen)
        try:
            few = seen is not None and now.claim - seen.claim <= computed.FEW
            with fewer_collections():
                _grow(record, packs, question, sorted(added - anew), sorted(anew), now, few)
        except computed.Overtaken:
            continue
        except (DBAPIError, RecordError):  # a record that may only be read answers all the same
            return False
    return False


def _grow(record: Record, packs: PackData, question: str, added: Sequence[str], anew: Sequence[str],
          now: computed.Mark, few: bool) -> None:
    """Bring places up to date, some together: as many as memory holds with their new claims, or with all of them."""
    seen = view(packs)
    together = _GROWN_TOGETHER if few else _ANEW_TOGETHER
    groups = [*((some, False) for some in parts(added, together)),
              *((some, True) for some in parts(anew, _ANEW_TOGETHER))]
    for some, fresh in groups:
        with reading(record.engine) as connection:
            mark = computed.mark_now(connection)
            changes = _changes(connection, question, some, seen, fresh)
        with writing(record.engine) as connection:
            computed.keep(connection, question, changes, mark)
    with writing(record.engine) as connection:
        computed.all_have_seen(connection, question, now, record.clock())


def _changes(connection: Connection, question: str, places: Sequence[str], packs: PackView,
             anew: bool) -> list[computed.Change]:
    """Places as they are now, from what is kept of them and the claims since; `anew`: from the claims alone."""
    rows = {} if anew else computed.place_rows(connection, question, places, "body")
    pasts: list[PlacePast] = []
    for since, some in groupby(sorted(rows.values(), key=lambda r: r.mark), key=lambda r: r.mark.claim):
        found = list(some)
        told = computed.told_by_place(connection, [row.place for row in found], since)
        known = [(opened(row, connection, question, packs), told.get(row.place, [])) for row in found]
        pasts += grown(connection, question, known, packs)
    told = computed.told_by_place(connection, [place for place in places if place not in rows])
    pasts += [made for place, found in told.items() if (made := built(place, found, packs)) is not None]
    done = {past.place: past for past in pasts}
    return [done[p].change() if p in done else computed.Change(p, None, anew=True) for p in places]


def wrong_places(record: Record, packs: PackData) -> list[str]:
    """The places of which something else is kept than their claims give, each computed anew; all that is kept is
    forgotten where there are any, and then made again by the next question."""
    question, seen = question_of(packs), view(packs)
    wrong: list[str] = []
    with reading(record.engine) as connection:
        rows = computed.place_rows(connection, question, None, "body", "voices", "state")
        now = computed.mark_now(connection)
        behind = {place for place, row in rows.items() if row.mark != now
                  and any(computed.places_with_news(connection, row.mark, place))}
        for some in parts(sorted(rows.keys() - behind), _ANEW_TOGETHER):
            told = computed.told_by_place(connection, some)
            for place in some:
                made = built(place, told.get(place, ()), seen)
                if made is None or not _is_right(opened(rows[place], connection, question, seen), rows[place], made):
                    wrong.append(place)
    if wrong:
        with writing(record.engine) as connection:
            computed.forget(connection)
    return wrong


def _is_right(past: PlacePast, row: computed.PlaceRow, made: PlacePast) -> bool:
    try:
        return row.state == made.now() and past.same_as(made)
    except LookupError:  # a stretch is gone
        return False


# -- answering ------------------------------------------------------------------------------------------------------


def states_everywhere(record: Record, packs: PackData, asked: Asked) -> list[ControlState]:
    """The states of all places that claims of control are about."""
    current = catch_up(record, packs)
    question, seen = question_of(packs), view(packs)
    with reading(record.engine) as connection:
        mark, now = computed.mark_of(connection, question), computed.mark_now(connection)
        if mark is None:
            return list(_anew(connection, computed.controlled_places(connection), seen, asked))
        news: set[str] = set()
        if not current or mark != now:
            news = set().union(*computed.places_with_news(connection, mark))
        fields = ("state",) if asked == Asked() else ("body", "voices")
        rows = computed.place_rows(connection, question, None, *fields)
        out = list(_with_news(connection, question, sorted(news), seen, asked))
        kept = [row for place, row in rows.items() if place not in news]
        if asked == Asked():
            return out + [ControlState.from_json(json.loads(row.state or "")) for row in kept]
        for some in parts(kept, _GROWN_TOGETHER):
            out += _kept(connection, question, some, seen, asked)
        return out


def state_at(record: Record, packs: PackData, place: str, asked: Asked, label: str) -> ControlState | None:
    """The state of the place of one key; `label` is what to call it where no claim names it. None: nothing is told."""
    question, seen = question_of(packs), view(packs)
    with reading(record.engine) as connection:
        row = computed.place_rows(connection, question, (place,), "body", "voices", "state").get(place)
        if row is None:
            return next(_anew(connection, [place], seen, asked, label), None)
        if (computed.mark_of(connection, question) == computed.mark_now(connection)
                or not any(computed.places_with_news(connection, row.mark, place))):
            state = ControlState.from_json(json.loads(row.state or ""))
            if asked == Asked() and state.place != place:  # some claim names it
                return state
            return next(iter(_kept(connection, question, [row], seen, asked, label)), None)
        return next(_with_news(connection, question, [place], seen, asked, label), None)


def pasts_of(record: Record, packs: PackData, places: Sequence[str] | None,
             known_on: date | None) -> Iterator[PlacePast]:
    """The pasts of places by their keys (None: of all), by what was known on a day (None: by all that is)."""
    if places is None:
        catch_up(record, packs)
    question, seen = question_of(packs), view(packs)
    with reading(record.engine) as connection:
        mark, now = computed.mark_of(connection, question), computed.mark_now(connection)
        wanted = computed.controlled_places(connection) if places is None else list(dict.fromkeys(places))
        rows = {} if mark is None else computed.place_rows(connection, question, wanted, "body", "voices")
        current = {place: row for place, row in rows.items()
                   if mark == now or not any(computed.places_with_news(connection, row.mark, place))}
        for some in parts(wanted, _ANEW_TOGETHER):
            anew = []
            for place in some:
                past = _known_past(connection, question, current[place], seen, known_on) if place in current else None
                if past is None:
                    anew.append(place)
                elif past.past.stretches:
                    yield past
            yield from _anew_pasts(connection, anew, seen, known_on)


def _known_past(connection: Connection, question: str, row: computed.PlaceRow, packs: PackView,
                known_on: date | None) -> PlacePast | None:
    """A place as it is kept, by what was known on a day; None where it has to be computed from the claims."""
    past = opened(row, connection, question, packs)
    if known_on is None:
        return past
    try:
        known = past.known(known_on, known_before(known_on), past.past.tellings())
    except LookupError:
        return None
    return known or replace(past, past=Past())


def _anew_pasts(connection: Connection, places: Sequence[str], packs: PackView,
                known_on: date | None) -> Iterator[PlacePast]:
    for place, told in computed.told_by_place(connection, places).items():
        if known_on is not None:
            before = known_before(known_on)
            told = [t for t in told if t.known_at < before and t.report.published is not None
                    and t.report.published.day <= known_on]
        made = built(place, told, packs)
        if made is not None:
            yield made


def by_name(record: Record, packs: PackData, place: str, look: Callable[[Sequence[str]], list[Found]]) -> list[Found]:
    """What `look` finds under the keys by which the packs know a place, else under those that claims call so."""
    return look(list(dict.fromkeys((place, *known_places(packs, place))))) or look(keys_named(record, place))


def keys_named(record: Record, name: str) -> list[str]:
    """The keys of the places that claims of control call by a name, in any spelling that folds alike."""
    with reading(record.engine) as connection:
        return computed.places_named(connection, fold(name) or name)


def _kept(connection: Connection, question: str, rows: Sequence[computed.PlaceRow], packs: PackView, asked: Asked,
          label: str | None = None) -> list[ControlState]:
    """The states of places on another day than the latest, from what is kept."""
    pasts = [opened(row, connection, question, packs) for row in rows]
    if asked.known_on is None:
        texts = computed.stretches(connection, question, [(p.place, n) for p in pasts
                                                          for n in p.past.numbers_on(asked.on)])
        for past in pasts:
            past.past.load = loader(past.place, connection, question, texts)
        return [past.state(asked.on, label) for past in pasts]
    return [s for past in pasts if (s := _known(connection, question, past, packs, asked, label)) is not None]


def _known(connection: Connection, question: str, past: PlacePast, packs: PackView, asked: Asked,
           label: str | None) -> ControlState | None:
    """The state of a place by what was known on a day, from all its tellings."""
    assert asked.known_on is not None
    told = [t for text in computed.told_stretches(connection, question, past.place) for t in read_tellings(text)]
    try:
        return past.state_known(asked.on, asked.known_on, known_before(asked.known_on), label, told)
    except LookupError:
        return next(_anew(connection, [past.place], packs, asked, label), None)


def _with_news(connection: Connection, question: str, places: Sequence[str], packs: PackView, asked: Asked,
               label: str | None = None) -> Iterator[ControlState]:
    """The states of places that have news which are not kept yet."""
    if asked != Asked():
        yield from _anew(connection, places, packs, asked, label)
        return
    seen = computed.mark_of(connection, question) or computed.Mark(0, 0)
    _, gone = computed.places_with_news(connection, seen, places[0] if len(places) == 1 else None)
    growing, anew = [p for p in places if p not in gone], [p for p in places if p in gone]
    for change in (*_changes(connection, question, growing, packs, False),
                   *_changes(connection, question, anew, packs, True)):
        if change.row is not None:
            state = ControlState.from_json(json.loads(change.row.state or ""))
            if state.place == change.place and label is not None:
                yield from _anew(connection, [change.place], packs, asked, label)
            else:
                yield state


def _anew(connection: Connection, places: Sequence[str], packs: PackView, asked: Asked,
          label: str | None = None) -> Iterator[ControlState]:
    """The states of places from their claims alone."""
    for some in parts(places, _ANEW_TOGETHER):
        for place, told in computed.told_by_place(connection, some).items():
            found = at_the_place(told)
            if asked.known_on is not None:
                found = [t for t in found if t.known_at < known_before(asked.known_on)]
            if found:
                yield _from_claims(place, found, packs, asked, label)


def _from_claims(place: str, found: Sequence[computed.Told], packs: PackView, asked: Asked,
                 label: str | None) -> ControlState:
    seen, known = view_from(found, packs), asked.known_on
    named = next((t.claim.place for t in found if t.claim.place and t.claim.place.name), None)
    country = next((t.claim.place.country for t in found if t.claim.place and t.claim.place.country), None)
    pairs = [(t.claim, t.report) for t in found
             if known is None or (t.report.published is not None and t.report.published.day <= known)]
    state = state_of([telling_of(claim, report, seen) for claim, report in pairs], links_of(pairs),
                     (named.name if named else None) or label or place, asked.on, seen, known,
                     country_party(seen, country, asked.on))
    return replace(state, place_id=named.id if named else None)
