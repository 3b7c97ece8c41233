"""Who holds all places, from pasts that go on from ask to ask, is what it would be if it were computed anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, select, update

from according.answer import control, control_everywhere, past, place_past
from according.answer.control_everywhere import Asked
from according.bench import generated
from according.model.actor import Allegiance
from according.model.claim import Claim, Control, MadeBy
from according.model.control import ControlState
from according.model.place import PlaceRef
from according.model.report import Report
from according.model.when import When
from according.packs.loader import PackSet
from according.packs.shape import Pack
from according.store import computed
from according.store.dialect import reading, writing
from according.store.errors import RecordError
from according.store.record import Record, open_record
from according.store.schema import computed_places, computed_stretches
from according.weigh.roots import view
from tests.answer.telling import ACTORS, mention, told

# In the other land's war the Green Guard was on the blue side from the first day on.
ELSEWHERE = {"t:greens": (Allegiance("member_of_bloc", "t:blue-bloc", None, None),)}
LANDS = (Pack("t", "Test land", "1", ("TST",), ACTORS, ()),
         Pack("u", "Other land", "1", ("OTH",), (), (), extensions=ELSEWHERE))
PACKS = PackSet([*LANDS])
TOWNS = ("Ford", "Weir", "Mill")
START = date(2020, 1, 1)
ASKED = [Asked(), *(Asked(START + timedelta(days=n)) for n in (0, 31, 90, 200, 400)),
         Asked(None, date(2020, 4, 1)), Asked(date(2020, 3, 1), date(2020, 5, 1))]
STORIES = ("", "", "", "", "the long column crossed the old bridge at dawn and nobody in the town fired a shot at it",
           "an officer told of a fight for the grain store that went on until the last lamp in the street was out")


@pytest.fixture(autouse=True)
def always_keep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control_everywhere, "KEEP_FROM", 0)
    monkeypatch.setattr(past, "LEAST", 1)  # as many stretches as there can be
    monkeypatch.setattr(place_past, "ANEW_FROM", 0)  # nothing is computed anew because it is little


@st.composite
def tellings(draw: st.DrawFn) -> tuple[Report, list[Claim]]:
    """A report with one claim: of any change, by any force, on a day, within a month or on no day, told by the outlet
    itself, in a text that others may share, or by somebody, of a town with an id, a name or only a word for it."""
    force = draw(st.sampled_from(["Red Army", "Blue Front", "Green Guard"]))
    change = draw(st.sampled_from(["gain", "gain", "gain", "hold", "withdraw", "loss", "denial", "siege", "contested",
                                   "transfer_agreed"]))
    on = START + timedelta(days=draw(st.one_of(st.integers(0, 5), st.integers(0, 300))))
    until = on + timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 30])))
    story = draw(st.sampled_from(STORIES))
    claim, report = told(
        change, force, on.isoformat(), draw(st.sampled_from(["Plain Herald", "Dale Blog", "Red TV", "Land Wire"])),
        says=draw(st.sampled_from([None, None, "Red Army", "Hill Monitor"])),
        scope=draw(st.sampled_from(["whole", "whole", "part"])), until=until.isoformat(),
        published=(until + timedelta(days=draw(st.integers(0, 4)))).isoformat(),
        loser=draw(st.sampled_from([None, "Blue Front"])) if change == "gain" else None,
        text=f"{story} {on} {force}" if story else "", ref=str(draw(st.integers(0, 999))),
    )
    if draw(st.integers(0, 5)) == 0:
        claim = replace(claim, time=draw(st.sampled_from([None, When(None, until)])))
    if draw(st.integers(0, 5)) == 0 and claim.control is not None:
        claim = replace(claim, control=Control("withdraw", None, mention(force)), standing="asserted")
    return report, [replace(claim, place=draw(places()))]


@st.composite
def places(draw: st.DrawFn) -> PlaceRef:
    town = draw(st.sampled_from(TOWNS))
    named, land = draw(st.sampled_from(["id", "id", "id", "text"])), draw(st.sampled_from(["TST", "TST", "OTH", None]))
    key = f"t:{town}" if named == "id" else None
    name = draw(st.sampled_from([town, town, town.upper(), None])) if key else None
    relation = draw(st.sampled_from(["in", "in", "in", "near", "from"]))
    return PlaceRef(town, 0, 4, key, name, "city", land, relation=relation)


def asked(record: Record, question: Asked) -> list[ControlState]:
    return list(control.answer(record, PACKS, on=question.on, known_on=question.known_on).states)


def anew(record: Record, question: Asked) -> list[ControlState]:
    """The same from the claims alone."""
    with reading(record.engine) as connection:
        states = control_everywhere._anew(connection, computed.controlled_places(connection), view(PACKS), question)
        return sorted(states, key=lambda s: (s.place, s.place_id or ""))

Batches = list[list[tuple[Report, list[Claim]]]]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.lists(tellings(), min_size=1, max_size=8), min_size=2, max_size=4), data=st.data())
def test_kept_answers_are_the_computed_ones(batches: Batches, data: st.DataObject,
                                             tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("record")
    seen: list[Report] = []
    with open_record(folder / "r.sqlite", create=True) as record:
        for version, batch in enumerate(batches):
            for report, claims in batch:
                if seen and data.draw(st.integers(0, 3), "marked as a copy") == 0:
                    report = replace(report, copy_of=data.draw(st.sampled_from(seen)).id)
                record.add(report, claims, MadeBy("test", "1", "1", "t"))
                seen.append(report)
            if data.draw(st.booleans(), "coded again, with nothing found"):
                record.add(batch[0][0], [], MadeBy("test", f"again {version}", "1", "t"))
            if data.draw(st.booleans(), "asked before all of it is there"):
                control_everywhere.catch_up(record, PACKS)
            for question in ASKED:
                assert asked(record, question) == anew(record, question)
            for town in TOWNS:
                with reading(record.engine) as connection:
                    found = control_everywhere._anew(connection, [f"t:{town}"], view(PACKS), Asked(), f"t:{town}")
                    wanted = list(found) or [ControlState(f"t:{town}", None, None)]
                told_of = control.answer(record, PACKS, place=f"t:{town}").states
                assert [replace(s, would_change=()) for s in told_of] == [replace(s, would_change=()) for s in wanted]
        control_everywhere.catch_up(record, PACKS)
        assert control_everywhere.wrong_places(record, PACKS) == []


@pytest.fixture
def record(tmp_path: Path) -> Record:
    opened = open_record(tmp_path / "r.sqlite", create=True)
    for report, claims in generated.reports(60):
        opened.add(report, claims, generated.MADE_BY)
    return opened


def everywhere(record: Record, packs: PackSet) -> list[ControlState]:
    return list(control.answer(record, packs).states)


def test_only_what_is_new_is_read(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = PackSet([])
    before = everywhere(record, plain)
    read: list[int] = []
    real = computed.told_of

    def seen(connection: Connection, places: Sequence[str], after: int = 0) -> Iterator[computed.Told]:
        for one in real(connection, places, after):
            read.append(after)
            yield one

    monkeypatch.setattr(computed, "told_of", seen)
    assert everywhere(record, plain) == before and read == []
    report, claims = next(generated.reports(1, first=500))
    record.add(report, claims, generated.MADE_BY)
    assert everywhere(record, plain) != before
    told_now = [c for c in claims if c.control]
    assert len(read) == len(told_now) and sum(after > 0 for after in read) > 0


def test_a_late_report_changes_the_past_and_no_later_stretch(record: Record) -> None:
    """A telling long before all others: only its own stretch, and those whose state it changes, are written again."""
    plain, place = PackSet([]), "generated:7"
    day = START
    for number in range(40):  # a long past of one place
        day += timedelta(days=10)
        record.add(*gained(place, f"Force {number % 2}", day, number), generated.MADE_BY)
    control.answer(record, plain)
    kept = stretches_of(record, place)
    record.add(*gained(place, "Force 1", START + timedelta(days=95), 99), generated.MADE_BY)
    control.answer(record, plain)
    after = stretches_of(record, place)
    assert len(kept) > 20 and len(set(kept.items()) & set(after.items())) > len(kept) - 6
    assert control_everywhere.wrong_places(record, plain) == []


def gained(place: str, force: str, on: date, number: int) -> tuple[Report, list[Claim]]:
    claim, report = told("gain", force, on.isoformat(), "Plain Herald", says="Hill Monitor", kind="monitor",
                         ref=f"long {number}")
    where = PlaceRef("Ford", 0, 4, place, "Ford", "city", "XXX")
    return report, [replace(claim, place=where)]


def stretches_of(record: Record, place: str) -> dict[int, tuple[str, str]]:
    table = computed_stretches.c
    with reading(record.engine) as connection:
        return {row.number: (row.told, row.after) for row in connection.execute(
            select(table.number, table.told, table.after).where(table.place == place))}


STORY = "the long column crossed the old bridge at dawn and nobody in the town of Ford fired a shot at it"


def at_ford(pair: tuple[Claim, Report], land: str = "TST") -> tuple[Report, list[Claim]]:
    return pair[1], [replace(pair[0], place=PlaceRef("Ford", 0, 4, "t:ford", "Ford", "city", land))]


def ford(record: Record) -> ControlState:
    """The state as it is kept, which is the one that the claims give."""
    assert control_everywhere.catch_up(record, PACKS) and control_everywhere.wrong_places(record, PACKS) == []
    return control.answer(record, PACKS, place="t:ford").states[0]


def test_a_report_that_shares_text_with_one_known_is_no_second_root(record: Record) -> None:
    record.add(*at_ford(told("gain", "Red Army", "2020-03-01", "Dale Blog", text=STORY)), generated.MADE_BY)
    assert ford(record).grade == "probable"
    record.add(*at_ford(told("gain", "Red Army", "2020-03-01", "Weir Blog", text=STORY, published="2020-03-02")),
               generated.MADE_BY)
    assert ford(record).grade == "probable" and "2 outlets · 1 root" in ford(record).roots
    record.add(*at_ford(told("gain", "Red Army", "2020-03-01", "Lock Blog", ref="its own")), generated.MADE_BY)
    assert "3 outlets · 2 roots" in ford(record).roots


def test_an_original_that_comes_after_its_copy_tells_whose_word_it_is(record: Record) -> None:
    claim, original = told("gain", "Red Army", "2020-03-01", "Plain Herald", says="Red Army", text=STORY + ", it said")
    copied, report = told("gain", "Red Army", "2020-03-01", "Dale Blog", text="In short: Ford was taken.")
    record.add(*at_ford((copied, replace(report, copy_of=original.id))), generated.MADE_BY)
    assert ford(record).status == "held"
    record.add(*at_ford((claim, original)), generated.MADE_BY)
    assert ford(record).status == "claimed_only"


def test_an_earlier_report_from_another_country_has_its_sides_seen_from_there(record: Record) -> None:
    record.add(*at_ford(told("gain", "Green Guard", "2020-03-01"), "TST"), generated.MADE_BY)
    assert ford(record).holders[0].bloc == "t:red-bloc"
    record.add(*at_ford(told("hold", "Blue Front", "2020-01-01", ref="earlier"), "OTH"), generated.MADE_BY)
    assert ford(record).holders[0].bloc == "t:blue-bloc"


@pytest.mark.parametrize("few", [0, 5])
def test_much_news_at_once(record: Record, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    """Places of which much is new are computed anew; many claims are looked up place by place."""
    plain = PackSet([])
    everywhere(record, plain)
    monkeypatch.setattr(place_past, "ANEW_FROM", 3)
    monkeypatch.setattr(computed, "FEW", few)
    for report, claims in generated.reports(30, first=500):
        record.add(report, claims, generated.MADE_BY)
    assert control_everywhere.catch_up(record, plain) and control_everywhere.wrong_places(record, plain) == []


def test_another_pack_is_another_question_and_old_ones_are_forgotten(record: Record) -> None:
    states = everywhere(record, PackSet([]))
    assert control_everywhere.question_of(PackSet([])) != control_everywhere.question_of(PACKS)
    for number in range(computed.MOST_KEPT + 1):
        everywhere(record, PackSet([Pack("t", "Test land", str(number), ("TST",), ACTORS, ())]))
    with reading(record.engine) as connection:
        for table in (computed_places, computed_stretches):
            assert len(set(connection.scalars(select(table.c.question)))) == computed.MOST_KEPT
    assert everywhere(record, PackSet([])) == states


def test_what_is_kept_wrongly_is_found_and_forgotten(record: Record) -> None:
    plain = PackSet([])
    states = everywhere(record, plain)
    first, second, *_ = sorted(s.place_id or "" for s in states)
    with writing(record.engine) as connection:
        connection.execute(update(computed_places).where(computed_places.c.place == first).values(state="{}"))
        connection.execute(delete(computed_stretches).where(computed_stretches.c.place == second))
    assert control_everywhere.wrong_places(record, plain) == [first, second]
    assert everywhere(record, plain) == states and control_everywhere.wrong_places(record, plain) == []


def test_a_record_that_may_only_be_read_answers_with_its_news(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = PackSet([])
    everywhere(record, plain)
    report, claims = next(generated.reports(1, first=500))
    record.add(report, claims, generated.MADE_BY)

    def refused(*_: object) -> None:
        raise RecordError("the database does not let this user do that")

    with monkeypatch.context() as patched:
        patched.setattr(computed, "keep", refused)
        now = everywhere(record, plain)
        key = next(c.place.id for c in claims if c.control and c.place and c.place.id)
        assert control.answer(record, plain, place=key).states == tuple(s for s in now if s.place_id == key)
    assert everywhere(record, plain) == now


def test_one_who_was_overtaken_computes_again(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process keeps the same places between the reading and the writing of this one."""
    plain = PackSet([])
    everywhere(record, plain)
    for number in (500, 501):
        record.add(*next(generated.reports(1, first=number)), generated.MADE_BY)
    real, times = computed.keep, iter(range(9))

    def late(connection: Connection, *given: object) -> None:
        if next(times) == 0:
            raise computed.Overtaken("generated:1")
        real(connection, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(computed, "keep", late)
    assert control_everywhere.catch_up(record, plain) and next(times) == 2
    assert control_everywhere.wrong_places(record, plain) == []


def test_a_past_that_another_has_kept_meanwhile_is_not_built_on(record: Record) -> None:
    plain, question = PackSet([]), control_everywhere.question_of(PackSet([]))
    everywhere(record, plain)
    with reading(record.engine) as connection:
        mark = computed.mark_now(connection)
        rows = computed.place_rows(connection, question, None, "body", "state")
    place, row = next(iter(rows.items()))
    stale = computed.Change(place, row, computed.Mark(1, 1))
    with pytest.raises(computed.Overtaken), writing(record.engine) as connection:
        computed.keep(connection, question, [stale], computed.Mark(mark.claim + 1, mark.coding))
    with writing(record.engine) as connection:  # one that has seen less changes nothing
        computed.keep(connection, question, [stale], computed.Mark(1, 1))
        assert computed.place_rows(connection, question, [place], "body", "state") == {place: row}


def test_a_small_record_keeps_nothing(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control_everywhere, "KEEP_FROM", 10_000)
    assert everywhere(record, PackSet([]))
    with reading(record.engine) as connection:
        assert connection.execute(select(computed_places)).first() is None
    assert not control_everywhere.catch_up(record, PackSet([]))


def test_states_come_back_as_they_went(record: Record) -> None:
    states = asked(record, Asked(date(2020, 1, 1)))
    assert states and [ControlState.from_json(s.to_json()) for s in states] == states
