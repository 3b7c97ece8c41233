"""Stretches of days with one answer are what each of their days is answered with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.answer import control, control_everywhere, history, past
from according.answer.place_past import built
from according.model.actor import Actor
from according.model.claim import Claim, MadeBy
from according.model.control import ControlState
from according.model.report import Report
from according.packs.index import PackSet
from according.packs.shape import Pack
from according.store.computed import Told
from according.store.query import known_before
from according.store.record import Record, open_record
from according.weigh.roots import view
from tests.answer.telling import ACTORS, told
from tests.answer.test_control_properties import START, tellings

# The land itself is known, so that a place may be inferred to be its own before somebody from outside takes it.
LAND = Actor("t:land", "Land Republic", "state", country="TST")
RAIDERS = Actor("t:raiders", "Far Raiders", "armed_forces", country="FAR")
PACKS = PackSet([Pack("t", "Test land", "1", ("TST",), (*ACTORS, LAND, RAIDERS), ())])
MADE_BY = MadeBy("test", "1", "1", "t")


def answer_of(state: ControlState) -> tuple[object, ...]:
    return history._answer_of(state)


def days_of(stretch: history.Stretch) -> Iterator[date]:
    for n in range((stretch.last - stretch.first).days + 1):
        yield stretch.first + timedelta(days=n)


@settings(max_examples=60, deadline=None)
@given(tellings(), st.integers(-900, 300), st.integers(0, 700), st.booleans())
def test_each_day_of_a_stretch_has_its_answer(found: list[tuple[Claim, Report]], start: int, length: int,
                                              short: bool) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(past, "LEAST", 1 if short else past.LEAST)
        known = [Told("t:ford", c, r, known_before(r.published.day)) for c, r in found if r.published]
        place = built("t:ford", known, view(PACKS))
        assert place is not None
        first = START + timedelta(days=start)
        line = history.line_of(place, first, first + timedelta(days=length))
        if line is None:
            assert all(t.family is None for t in place.past.tellings())
            return
        asked = [day for stretch in line.stretches for day in days_of(stretch)]
        assert asked == [first + timedelta(days=n) for n in range(length + 1)]
        for stretch in line.stretches:
            for day in days_of(stretch):
                assert answer_of(place.state(day, None)) == answer_of(stretch.state), day
        assert all(answer_of(a.state) != answer_of(b.state)
                   for a, b in zip(line.stretches, line.stretches[1:], strict=False))


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(tmp_path / "r.sqlite", create=True) as opened:
        for claim, report in (
            told("gain", "Blue Front", "2020-03-01", "Plain Herald", loser="Red Army"),
            told("hold", "Blue Front", "2020-03-20", "River Post"),
            told("gain", "Red Army", "2020-04-10", "Red TV", says="Red Army"),
            told("gain", "Red Army", "2020-04-10", "Plain Herald", says="Hill Monitor", published="2020-05-01"),
        ):
            opened.add(report, [claim], MADE_BY)
        yield opened


def told_of(record: Record, **asked: object) -> list[tuple[str, str, str, str]]:
    lines = history.answer(record, PACKS, "Ford", **asked).lines  # type: ignore[arg-type]
    return [(str(s.first), str(s.last), s.state.status, " and ".join(h.name for h in s.state.holders))
            for line in lines for s in line.stretches]


def test_a_span_is_told_in_stretches(record: Record) -> None:
    assert told_of(record, since=date(2020, 2, 20), until=date(2020, 4, 30)) == [
        ("2020-02-20", "2020-02-29", "held", "Red Army"),
        ("2020-03-01", "2020-04-09", "held", "Blue Front"),
        ("2020-04-10", "2020-04-30", "held", "Red Army"),
    ]


def test_a_confirmation_begins_no_stretch_but_is_in_it(record: Record) -> None:
    line, = history.answer(record, PACKS, "Ford", date(2020, 3, 1), date(2020, 4, 9)).lines
    held, = line.stretches
    assert (held.state.since, held.state.last_confirmed) == ((date(2020, 3, 1),) * 2, date(2020, 3, 20))
    assert {s.publisher for s in held.state.sentences} == {"Plain Herald", "River Post"}


def test_the_second_clock_gives_the_past_as_it_was_known(record: Record) -> None:
    known = told_of(record, since=date(2020, 4, 1), until=date(2020, 4, 30), known_on=date(2020, 4, 15))
    assert [status for _, _, status, _ in known] == ["held", "held"]
    assert [names for *_, names in known] == ["Blue Front", "Blue Front"], "told by the gaining side alone until May"


def test_one_source_tells_its_own_past(record: Record) -> None:
    assert told_of(record, since=date(2020, 4, 9), until=date(2020, 4, 11), source="Hill Monitor") == [
        ("2020-04-09", "2020-04-09", "unknown", ""), ("2020-04-10", "2020-04-11", "held", "Red Army")]


def test_places_that_a_force_had_for_a_time(record: Record) -> None:
    def ask(name: str, since: date) -> int:
        return len(history.answer(record, PACKS, None, since, None, actor=name).lines)

    assert ask("Blues", date(2020, 3, 5)) == 1
    assert ask("Blue Front", date(2020, 4, 12)) == ask("Green Guard", START) == 0


def test_what_is_kept_gives_the_same_as_the_claims(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [{}, {"since": date(2020, 1, 1), "until": date(2024, 1, 1)}, {"known_on": date(2020, 4, 15)}]
    anew = [history.answer(record, PACKS, **more) for more in asked]  # type: ignore[arg-type]
    monkeypatch.setattr(control_everywhere, "KEEP_FROM", 0)
    assert control_everywhere.catch_up(record, PACKS)
    assert [history.answer(record, PACKS, **more) for more in asked] == anew  # type: ignore[arg-type]
    late, report = told("gain", "Blue Front", "2020-06-01", "Plain Herald")
    record.add(report, [late], MADE_BY)
    line, = history.answer(record, PACKS, "t:ford").lines
    assert line.stretches[-1].first == date(2020, 6, 1), "what is new is in it at once"


def test_age_ends_a_stretch_where_nothing_is_told(record: Record) -> None:
    admitted, report = told("gain", "Blue Front", "2020-06-01", says="Red Army", loser="Red Army")
    record.add(report, [admitted], MADE_BY)
    line, = history.answer(record, PACKS, "Ford", date(2020, 6, 1), date(2023, 1, 1)).lines
    assert [(s.state.grade, (s.first - date(2020, 6, 1)).days) for s in line.stretches] == [
        ("confirmed", 0), ("probable", 181), ("stale", 731)]


def test_a_last_stretch_is_the_answer_of_its_last_day(record: Record) -> None:
    until = date(2020, 4, 30)
    line, = history.answer(record, PACKS, "Ford", date(2020, 2, 1), until).lines
    now, = control.answer(record, PACKS, "Ford", until).states
    same = replace(now, on=line.stretches[-1].state.on, age_days=line.stretches[-1].state.age_days)
    assert line.stretches[-1].state == same


def test_text_names_holder_grade_rule_and_sentences(record: Record) -> None:
    text = history.render(history.answer(record, PACKS, "Ford", date(2020, 2, 20), date(2020, 4, 30)))
    assert text.startswith("Ford, 2020-02-20 to 2020-04-30:")
    assert "  2020-03-01 to 2020-04-09: held: Blue Front (confirmed, rule 1)" in text.splitlines()
    assert "rule 1: " in text and "would change it now: " in text and "(Hill Monitor, " in text
    assert history.render(history.answer(record, PACKS, "Nowhere", date(2020, 1, 1))) == "No place is told of."


def test_a_span_that_ends_before_it_begins_is_refused(record: Record) -> None:
    with pytest.raises(ValueError, match="before it begins"):
        history.answer(record, PACKS, "Ford", date(2020, 2, 2), date(2020, 2, 1))
