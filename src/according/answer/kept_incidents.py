"""What happened, kept in the record: claims are taken in as they are asked about, and need not be compared again.

What is kept is that of grouping all claims that were taken in, whatever came when (see `resolve.regroup`); it depends
on the packs and the code of the rules as well, and may be forgotten. Whoever asks about days has the claims of those
days, and some around them, taken in first. A small record, or one that may only be read, is answered from its claims.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from according.answer.incident_lines import line_of
from according.answer.prints import packs_print, rules_print
from according.answer.selection import Filters, days_asked, judged, queries_of, windows
from according.model.identity import stable_id
from according.model.incident import Incident, Judged
from according.resolve.blocking import days_of
from according.resolve.grouping import Group
from according.resolve.incidents import in_time, made_of, profile_of, tells_happening
from according.resolve.profile import Profile
from according.resolve.regroup import Pairing, Regrouped, regrouped
from according.store import groupings
from according.store.computed import Overtaken
from according.store.dialect import reading, writing
from according.store.errors import RecordError
from according.store.garbage import fewer_collections
from according.store.groupings import Change, Grouping, Happening, IncidentRow, Seen
from according.store.parts import parts
from according.store.query import Query
from according.store.record import Record
from according.weigh.roots import PackData, view

KEEP_FROM = 5000  # claims below which keeping costs more than computing again
AROUND = 12  # days around those that are asked about which are taken in with them
_TOGETHER = 2500
_TRIES = 6
_RULES = (("resolve", ("",)), ("weigh", ("",)), ("packs", ("index",)),
          ("answer", ("incident_lines", "kept_incidents", "toll", "found", "selection")),
          ("model", ("claim", "incident", "place", "report", "when")))
_taking = threading.Lock()

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Kept:
    """A grouping that may be answered from; `pending` claims that are asked about were not taken in, being too many."""

    grouping: int
    pending: int = 0


def question_of(packs: PackData) -> str:
    """The key under which incidents are kept: the same for the same packs and rules."""
    return stable_id("what-happened", packs_print(packs), rules_print(_RULES))


# -- taking in ------------------------------------------------------------------------------------------------------


def ready(record: Record, packs: PackData, filters: Filters, most: int | None = None) -> Kept | None:
    """Have the claims that filters ask about taken in, as long as they are no more than `most`. None: a small record,
    or one that may only be read, which is to be answered from its claims."""
    with reading(record.engine) as connection:
        there = groupings.now(connection)
        grouping = groupings.grouping_of(connection, question_of(packs))
    if there.claim < KEEP_FROM:
        return None
    if grouping is not None and grouping.seen == there:
        return Kept(grouping.number)
    try:
        with _taking:
            wanted = _asked_about(record, _begun(record, packs), filters)
            if most is not None and len(wanted) > most:
                return Kept(_begun(record, packs).number, len(wanted))
            return Kept(_take_all(record, packs, wanted).number)
    except (DBAPIError, RecordError, Overtaken):
        return None


def is_kept(record: Record) -> bool:
    """Whether a record is so large that its incidents are kept."""
    with reading(record.engine) as connection:
        return groupings.now(connection).claim >= KEEP_FROM


def prepare(record: Record, packs: PackData, progress: Progress | None = None) -> bool:
    """Take in all claims, those known last first; `progress` is told how many are done, and of how many. Whether all
    are in then: a small record, or one that may only be read, is left as it is."""
    if not is_kept(record):
        return False
    try:
        grouping = _begun(record, packs)
        with reading(record.engine) as connection:
            there = groupings.now(connection)
            wanted = groupings.not_taken(connection, grouping, record.dialect)
        done = 0
        for some in parts(wanted, _TOGETHER):
            _take_all(record, packs, some)
            done += len(some)
            if progress is not None:
                progress(done, len(wanted))
        if not wanted and grouping.seen == there:
            return True
        grouping = _begun(record, packs)
        with writing(record.engine) as connection:
            seen = Seen(there.claim, grouping.seen.coding, grouping.seen.judgement)
            groupings.keep(connection, grouping, Change(), seen, record.clock())
    except (DBAPIError, RecordError, Overtaken):
        return False
    return True


def take_beside(record: Record, packs: PackData, claims: Collection[str], most: int) -> None:
    """Have claims, by id, taken in with what is told of the days around theirs, unless that is more than `most`."""
    grouping = _begun(record, packs)
    with reading(record.engine) as connection:
        if grouping.seen == groupings.now(connection):
            return
        new = groupings.not_among(connection, grouping, sorted(groupings.numbers_of(connection, claims)))
        wanted = _and_beside(connection, record, grouping, new) if new else []
    if 0 < len(wanted) <= most:
        with suppress(DBAPIError, RecordError, Overtaken), _taking:  # what is kept already is all there is to say
            _take_all(record, packs, wanted)


def _begun(record: Record, packs: PackData) -> Grouping:
    question = question_of(packs)
    with reading(record.engine) as connection:
        grouping = groupings.grouping_of(connection, question)
    if grouping is not None:
        return grouping
    with writing(record.engine) as connection:
        groupings.begin(connection, question, record.clock())
        made = groupings.grouping_of(connection, question)
    assert made is not None
    return made


def _asked_about(record: Record, grouping: Grouping, filters: Filters) -> list[int]:
    """The claims that have to be taken in for a question: of the days that it is about, or those it finds and what is
    told of the days around them."""
    with reading(record.engine) as connection:
        dated = days_asked(filters, AROUND)
        queries = queries_of(filters if dated is None else dated, known=False)
        found = groupings.not_taken(connection, grouping, record.dialect, *queries)
        if dated is not None or queries == [Query()]:
            return found
        return _and_beside(connection, record, grouping, found)


def _and_beside(connection: Connection, record: Record, grouping: Grouping, found: Sequence[int]) -> list[int]:
    """Claims by number, and those that are told of the days around theirs."""
    days = [Query(since=first, until=last) for first, last in windows(groupings.spans(connection, found), AROUND)]
    beside = groupings.not_taken(connection, grouping, record.dialect, *days) if days else []
    return list(dict.fromkeys((*beside, *found)))


def _take_all(record: Record, packs: PackData, numbers: Sequence[int]) -> Grouping:
    """Take in claims by number, some at a time, and what was superseded or judged meanwhile."""
    waiting = list(parts(numbers, _TOGETHER)) or [()]
    grouping = _begun(record, packs)
    for some in waiting:
        for _ in range(_TRIES):
            try:
                with fewer_collections():
                    grouping = _take(record, packs, some)
                break
            except Overtaken:
                continue
        else:
            raise Overtaken(question_of(packs))
    return grouping


def _take(record: Record, packs: PackData, numbers: Sequence[int]) -> Grouping:
    """Take in some claims, and before them whatever other judgements and codings came; gives the grouping as it then
    is. Raises Overtaken when somebody else changed it meanwhile."""
    grouping, decided = _begun(record, packs), judged(record)
    with reading(record.engine) as connection:
        there = groupings.now(connection)
        gone = groupings.superseded(connection, grouping)
        touched = groupings.taken_of(connection, grouping.number, groupings.judged_since(connection, grouping))
        seen = Seen(grouping.seen.claim, there.coding, there.judgement)
        new = groupings.not_among(connection, grouping, numbers)  # somebody else may have taken in some meanwhile
        if gone or touched:
            change = _changed(connection, grouping, packs, decided, (), gone, touched.keys())
        elif new:
            change = _changed(connection, grouping, packs, decided, new)
        else:
            return grouping
    with writing(record.engine) as connection:
        groupings.keep(connection, grouping, change, seen, record.clock())
    return _take(record, packs, new) if (gone or touched) and new else _begun(record, packs)


def _changed(connection: Connection, grouping: Grouping, packs: PackData, decided: Sequence[Judged],
             numbers: Sequence[int], gone: Sequence[int] = (), touched: Collection[str] = ()) -> Change:
    known = Opening(connection, grouping.number)
    new: dict[str, Profile] = {}
    placed: list[Happening] = []
    told = list(groupings.told(connection, numbers))
    doubles = groupings.taken_of(connection, grouping.number, [one.claim.id for one in told])
    for number, claim, report in told:
        if tells_happening(claim) and claim.id not in doubles and claim.id not in new:
            new[claim.id] = profile_of(claim, report)
            known.number_of[claim.id] = number
        else:
            placed.append(Happening(number, None, None, None))
    left = {one.claim.id: one.number for one in groupings.told(connection, gone)}
    known.number_of.update(left)
    result = regrouped(new, known, decided, left, touched)
    return _to_keep(result, known, packs, new, placed, gone)


def _to_keep(result: Regrouped, known: Opening, packs: PackData, new: Mapping[str, Profile],
             placed: list[Happening], gone: Sequence[int]) -> Change:
    seen = view(packs)
    rows: list[IncidentRow] = []
    for group in result.made:
        incident = made_of(group.members, result.profiles, ())
        pairs = {key: (result.profiles[key].claim, result.profiles[key].report) for key in group.members}
        body = json.dumps(line_of(incident, pairs, seen), ensure_ascii=False, separators=(",", ":"))
        rows.append(IncidentRow(incident.id, order_of(incident), incident.event_type, group.history, body))
        for key in group.members:
            first, last = days_of(result.profiles[key]) or (None, None)
            placed.append(Happening(known.number_of[key], incident.id, first, last))
    number_of = known.number_of
    return Change(
        [Incident.make_id(group.members) for group in result.ended], rows, placed, gone,
        [(number_of[pair.left], number_of[pair.right], pair.score) for pair in result.pairs],
        [(family, number_of[key]) for key, p in new.items() for family in sorted({v.family for v in p.victims})])


def order_of(incident: Incident) -> str:
    """The text by which kept incidents stand in order of time."""
    return "{:10} {:10} {}".format(*in_time(incident))


class Opening:
    """What the record keeps of a grouping, as `resolve.regroup` asks for it."""

    def __init__(self, connection: Connection, grouping: int) -> None:
        self.connection = connection
        self.grouping = grouping
        self.number_of: dict[str, int] = {}
        self.profiles: dict[int, Profile] = {}

    def open(self, numbers: Iterable[int]) -> dict[str, Profile]:
        """The profiles of claims by number."""
        wanted = sorted(set(numbers))
        for number, claim, report in groupings.told(self.connection, [n for n in wanted if n not in self.profiles]):
            self.profiles[number] = profile_of(claim, report)
            self.number_of[claim.id] = number
        return {self.profiles[n].claim.id: self.profiles[n] for n in wanted}

    def meet(self, fresh: Mapping[str, Profile]) -> Mapping[str, Profile]:
        days = [d for p in fresh.values() if (d := days_of(p)) is not None]
        found: set[int] = set()
        if days:
            found.update(groupings.near(self.connection, self.grouping, min(d[0] for d in days) - 1,
                                        max(d[1] for d in days) + 1))
        families = {victim.family for p in fresh.values() for victim in p.victims}
        found.update(groupings.with_victims(self.connection, self.grouping, families))
        found.update(groupings.in_reports(self.connection, self.grouping, {p.report.id for p in fresh.values()}))
        return self.open(found)

    def holding(self, claims: Collection[str]) -> set[str]:
        unknown = [key for key in claims if key not in self.number_of]
        self.number_of.update(groupings.taken_of(self.connection, self.grouping, unknown))
        numbers = [self.number_of[key] for key in claims if key in self.number_of]
        return set(groupings.incidents_holding(self.connection, self.grouping, numbers).values())

    def beside(self, claims: Collection[str]) -> set[str]:
        far = groupings.paired_with(self.connection, self.grouping, [self.number_of[key] for key in claims])
        return set(groupings.incidents_holding(self.connection, self.grouping, far).values())

    def members(self, groups: Collection[str]) -> tuple[dict[str, Group], dict[str, Profile]]:
        held: dict[str, list[int]] = {}
        for incident, number in groupings.claims_in(self.connection, self.grouping, groups):
            held.setdefault(incident, []).append(number)
        profiles = self.open(n for numbers in held.values() for n in numbers)
        rows = groupings.rows_of(self.connection, self.grouping, groups)
        return {key: Group(tuple(sorted(self.profiles[n].claim.id for n in numbers)), rows[key].history)
                for key, numbers in held.items()}, profiles

    def pairs(self, claims: Collection[str]) -> list[Pairing]:
        numbers = [self.number_of[key] for key in claims]
        return [_pairing(self.profiles[one].claim.id, self.profiles[other].claim.id, score)
                for one, other, score in groupings.pairs_among(self.connection, self.grouping, numbers)]


def _pairing(one: str, other: str, score: float) -> Pairing:
    return Pairing(one, other, score) if one < other else Pairing(other, one, score)
