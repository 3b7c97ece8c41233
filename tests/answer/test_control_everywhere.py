"""Who holds all places, kept from ask to ask, is what it would be if it were computed anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from according.answer import control, control_everywhere
from according.bench import generated
from according.model.claim import Claim, MadeBy
from according.model.control import ControlState
from according.model.report import Report
from according.packs.loader import PackSet
from according.packs.shape import Pack
from according.store.record import Record, open_record
from tests.answer.telling import ACTORS, told

PACKS = PackSet([Pack("t", "Test land", "1", ("TST",), ACTORS, ())])
TOWNS = ("Ford", "Weir", "Mill", "Lock")
DAYS = (None, date(2020, 2, 1), date(2020, 9, 1))


@pytest.fixture(autouse=True)
def always_keep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control_everywhere, "KEEP_FROM", 0)


@st.composite
def tellings(draw: st.DrawFn) -> tuple[Report, list[Claim]]:
    force = draw(st.sampled_from(["Red Army", "Blue Front", "Green Guard"]))
    change = draw(st.sampled_from(["gain", "gain", "hold", "withdraw", "denial", "siege", "transfer_agreed"]))
    on = date(2020, 1, 1) + timedelta(days=draw(st.integers(0, 300)))
    claim, report = told(
        change, force, on.isoformat(), draw(st.sampled_from(["Plain Herald", "Dale Blog", "Red TV"])),
        says=draw(st.sampled_from([None, "Red Army", "Hill Monitor"])), scope=draw(st.sampled_from(["whole", "part"])),
        ref=str(draw(st.integers(0, 999))),
    )
    town = draw(st.sampled_from(TOWNS))
    known = draw(st.booleans())
    assert claim.place is not None
    place = replace(claim.place, id=f"t:{town}" if known else None, name=town if known else None, text=town)
    return report, [replace(claim, place=place)]


def asked(record: Record, on: date | None, known_on: date | None = None) -> list[ControlState]:
    return list(control.answer(record, PACKS, on=on, known_on=known_on).states)


def anew(record: Record, on: date | None, known_on: date | None = None) -> list[ControlState]:
    """The same without anything that was kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("according.store.computed.kept", lambda record, question: None)
        patch.setattr("according.store.computed.keep", lambda *_: None)
        return asked(record, on, known_on)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.lists(tellings(), max_size=4), min_size=2, max_size=4), data=st.data())
def test_kept_answers_are_the_computed_ones(batches: list[list[tuple[Report, list[Claim]]]], data: st.DataObject,
                                             tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("record")
    with open_record(folder / "r.sqlite", create=True) as record:
        for version, batch in enumerate(batches):
            for report, claims in batch:
                record.add(report, claims, MadeBy("test", "1", "1", "t"))
            if batch and data.draw(st.booleans(), "coded again, with nothing found"):
                record.add(batch[0][0], [], MadeBy("test", f"again {version}", "1", "t"))
            for on in DAYS:
                assert asked(record, on) == anew(record, on)
            assert asked(record, None, date(2020, 6, 1)) == anew(record, None, date(2020, 6, 1))


@pytest.fixture
def record(tmp_path: Path) -> Record:
    opened = open_record(tmp_path / "r.sqlite", create=True)
    for report, claims in generated.reports(20):
        opened.add(report, claims, generated.MADE_BY)
    return opened


def test_only_places_with_news_are_computed_again(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    before = asked(record, None)
    computed: list[str] = []
    real = control.who_holds

    def seen(found: object, place: str, *rest: object) -> ControlState:
        computed.append(place)
        return real(found, place, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(control, "who_holds", seen)
    assert asked(record, None) == before and computed == []
    report, claims = next(generated.reports(1, first=500))
    record.add(report, claims, generated.MADE_BY)
    asked(record, None)
    assert set(computed) == {c.place.name for c in claims if c.place and c.control}


def test_another_day_or_pack_is_another_question(record: Record) -> None:
    plain = PackSet([])
    told_first = control.answer(record, plain).states
    assert all(state.on == date(2016, 1, 1) for state in asked(record, date(2016, 1, 1)))
    assert control.answer(record, plain).states == told_first
    assert control_everywhere.packs_print(plain) != control_everywhere.packs_print(PACKS)


def test_states_come_back_as_they_went(record: Record) -> None:
    states = asked(record, date(2020, 1, 1))
    assert states and [ControlState.from_json(s.to_json()) for s in states] == states
