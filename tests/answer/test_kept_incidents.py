"""Incidents that the record keeps are those that its claims come to when they are all put together anew."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from according.answer import incidents, kept_incidents, sources
from according.answer.found import Found
from according.answer.incident_lines import told_line
from according.answer.kept_incidents import prepare, ready
from according.answer.opened_incidents import homes, lines, opened, wrong_incidents
from according.answer.selection import Filters
from according.model.claim import Claim, MadeBy
from according.model.report import Report
from according.packs.index import PackSet
from according.packs.shape import Pack
from according.resolve.incidents import tells_happening
from according.store.dialect import reading, writing
from according.store.judgements import judge, undo
from according.store.query import Query
from according.store.record import Record, open_record
from according.store.schema import computed_happenings, computed_incidents
from according.weigh.roots import roots_of, view
from tests.answer.telling import ACTORS
from tests.resolve.test_incident_properties import START, attacks

PACKS = PackSet([Pack("t", "Test land", "1", ("TST",), ACTORS, ())])
Told = list[tuple[Claim, Report]]
PROPERTY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def always_keep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_incidents, "KEEP_FROM", 1)


def add(record: Record, found: Told) -> None:
    for claim, report in found:
        record.add(report, [claim], claim.made_by)


def found_now(record: Record, filters: Filters | None = None) -> list[dict[str, Any]]:
    return [i.to_json() for i in incidents.find(record, PACKS, filters or Filters()).incidents]


def computed(record: Record, filters: Filters | None = None) -> list[dict[str, Any]]:
    """The same as it is without anything kept."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(kept_incidents, "KEEP_FROM", 10**9)
        return found_now(record, filters)


def fresh(tmp_path: Path) -> str:
    return str(tmp_path / f"{len(list(tmp_path.iterdir()))}.sqlite")


def span(first: int, last: int) -> Filters:
    return Filters(since=START + timedelta(days=first), until=START + timedelta(days=last))


@PROPERTY
@given(found=attacks(), data=st.data())
def test_whatever_came_and_was_asked_when(found: Told, data: st.DataObject, tmp_path: Path) -> None:
    """Claims come in any order and lots, days are asked about in between, people judge and take back."""
    with open_record(fresh(tmp_path), create=True) as record:
        known: list[str] = []
        standing: list[str] = []
        for some in _lots(found, data):
            add(record, some)
            known += [claim.id for claim, _ in some]
            do = data.draw(st.sampled_from(["ask", "ask days", "judge", "undo", "nothing"]))
            if do == "judge" and len(known) > 1:
                one, other = data.draw(st.lists(st.sampled_from(known), min_size=2, max_size=2, unique=True))
                kind = data.draw(st.sampled_from(["merge", "split"]))
                standing.append(judge(record, kind, (one, other), "A. Reader", "looked at both").id)
            elif do == "undo" and standing:
                undo(record, standing.pop(), "A. Reader", "on second thoughts")
            elif do == "ask days":
                first = data.draw(st.integers(0, 6))
                found_now(record, span(first, first + data.draw(st.integers(0, 3))))
            elif do == "ask":
                found_now(record)
        assert found_now(record) == computed(record)


def _lots(found: Told, data: st.DataObject) -> list[Told]:
    lots: list[Told] = [[], [], []]
    for pair in found:
        lots[data.draw(st.integers(0, 2))].append(pair)
    return lots


@PROPERTY
@given(found=attacks(), data=st.data())
def test_another_coding_of_a_report_takes_the_place_of_the_first(found: Told, data: st.DataObject,
                                                                 tmp_path: Path) -> None:
    with open_record(fresh(tmp_path), create=True) as record:
        add(record, found)
        found_now(record)
        anew = MadeBy(engine="test", version="2", codebook="1", pack="t")
        for claim, report in found:
            now = data.draw(st.sampled_from(["gone", "same", "other mode", "as it was"]))
            if now != "as it was":
                mode = "explosives" if now == "other mode" else claim.mode
                record.add(report, [] if now == "gone" else [replace(claim, mode=mode, made_by=anew)], anew)
        assert found_now(record) == computed(record)


@PROPERTY
@given(found=attacks(), day=st.integers(0, 6))
def test_by_what_was_known_no_later_claim_is_in_it(found: Told, day: int, tmp_path: Path) -> None:
    with open_record(fresh(tmp_path), create=True) as record:
        add(record, found)
        found_now(record)
        on = START + timedelta(days=day)
        told = found_now(record, Filters(known_on=on))
        in_it = sorted(key for incident in told for key in incident["claims"])
        assert in_it == sorted(c.id for c, r in found if tells_happening(c) and r.published and r.published.day <= on)
        kept = ready(record, PACKS, Filters())
        assert kept is not None
        total, some = lines(record, PACKS, kept, Filters(known_on=on), Query(), 0, 100)
        assert total == len(told) and [line["claims"] for line in some] == [i["claims"] for i in told]


@PROPERTY
@given(found=attacks())
def test_a_line_is_what_its_claims_come_to(found: Told, tmp_path: Path) -> None:
    with open_record(fresh(tmp_path), create=True) as record:
        add(record, found)
        kept = ready(record, PACKS, Filters())
        assert kept is not None and kept.pending == 0
        made = opened(record, kept, Filters())
        total, some = lines(record, PACKS, kept, Filters(), Query(), 0, 3)
        assert total == len(made.incidents)
        for line, incident in zip(some, made.incidents, strict=False):
            told = [made.pairs[key] for key in incident.claims]
            assert line == told_line(incident, told, roots_of(told, view(PACKS)))
        home = homes(record, PACKS, kept, [c.id for c, _ in found], 100)
        assert {key: i.id for i in made.incidents for key in i.claims} == home


def attack(day: int, n: int, mode: str = "aerial") -> tuple[Claim, Report]:
    from tests.answer.telling import told

    on = START + timedelta(days=day)
    claim, report = told("", None, on.isoformat(), f"Outlet {n}", event_type="ASSAULT", ref=f"{day}/{n}/{mode}",
                         published=(on + timedelta(days=1)).isoformat())
    return replace(claim, mode=mode), report


def test_days_that_are_asked_about_are_taken_in_with_some_around(where: str) -> None:
    with open_record(where, create=True) as record:
        add(record, [attack(day, n) for day in range(0, 200, 10) for n in range(2)])
        assert len(found_now(record, span(95, 105))) == 1
        with reading(record.engine) as connection:
            taken = connection.scalar(select(func.count()).select_from(computed_happenings))
            assert 0 < (taken or 0) < 12
        assert found_now(record, span(95, 105)) == computed(record, span(95, 105))
        assert prepare(record, PACKS) and len(found_now(record)) == 20
        assert found_now(record) == computed(record)
        add(record, [attack(100, 7)])
        assert [len(i["claims"]) for i in found_now(record, span(95, 105))] == [3]


def test_filters_narrow_and_type_kind_and_words_too(where: str) -> None:
    with open_record(where, create=True) as record:
        add(record, [attack(day, n, mode) for day in (0, 40) for n in range(2) for mode in ("aerial", "firearms")])
        kept = ready(record, PACKS, Filters())
        assert kept is not None

        def count(filters: Filters, **more: Any) -> int:
            return lines(record, PACKS, kept, filters, Query(**more), 0, 10)[0]  # type: ignore[arg-type]

        assert count(Filters()) == 4 and count(span(0, 3)) == 2
        assert count(Filters(), event_type="ASSAULT") == 4 and count(Filters(), event_type="PROTEST") == 0
        assert count(Filters(), kind="event") == 4 and count(Filters(), kind="toll") == 0
        assert count(Filters(place="Ford")) == 4 and count(Filters(place="Weir")) == 0
        total, some = lines(record, PACKS, kept, Filters(), Query(), 1, 2)
        assert total == 4 and [line["last"] for line in some] == ["2020-05-03", "2020-06-12"]


def test_too_many_to_wait_for_are_left_pending(where: str) -> None:
    with open_record(where, create=True) as record:
        add(record, [attack(day, 0) for day in range(30)])
        kept = ready(record, PACKS, Filters(), most=10)
        assert kept is not None and kept.pending == 30
        assert lines(record, PACKS, kept, Filters(), Query(), 0, 10) == (0, [])
        told: list[tuple[int, int]] = []
        assert prepare(record, PACKS, lambda done, of: told.append((done, of))) and told[-1] == (30, 30)
        kept = ready(record, PACKS, Filters(), most=10)
        assert kept is not None and kept.pending == 0


def test_several_may_take_in_at_once(where: str) -> None:
    with open_record(where, create=True) as record:
        add(record, [attack(day, n) for day in range(0, 120, 4) for n in range(2)])
    failed: list[BaseException] = []

    def work(at: int) -> None:
        try:
            with open_record(where) as own:
                if at:
                    for day in range(0, 120, 20):
                        found_now(own, span(day, day + 5))
                else:
                    prepare(own, PACKS)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with open_record(where) as record:
        assert found_now(record) == computed(record)


@pytest.mark.skipif(os.geteuid() == 0, reason="whoever may do everything may write any file")
def test_a_record_that_may_only_be_read_is_answered_from_its_claims(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    with open_record(path, create=True) as record:
        add(record, [attack(0, n) for n in range(3)])
        wanted = computed(record)
    path.chmod(0o444)
    with open_record(path) as record:
        assert found_now(record) == wanted


def test_what_cannot_be_kept_is_computed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from according.store import groupings
    from according.store.errors import RecordError

    def refuse(*_: object) -> None:
        raise RecordError("the record may only be read")

    with open_record(tmp_path / "r.sqlite", create=True) as record:
        add(record, [attack(0, n) for n in range(3)])
        monkeypatch.setattr(groupings, "begin", refuse)
        assert ready(record, PACKS, Filters()) is None and not prepare(record, PACKS)
        assert found_now(record) == computed(record)


def test_other_packs_are_another_question_and_old_ones_are_forgotten(where: str) -> None:
    with open_record(where, create=True) as record:
        add(record, [attack(0, n) for n in range(3)])
        many: Sequence[PackSet] = [PackSet([Pack("t", "Test land", str(n), ("TST",), ACTORS, ())]) for n in range(4)]
        for packs in many:
            assert isinstance(incidents.find(record, packs, Filters()), Found)
        with reading(record.engine) as connection:
            assert connection.scalar(select(func.count()).select_from(computed_incidents)) == 2


def test_what_is_kept_otherwise_than_claims_give_is_found_and_forgotten(where: str) -> None:
    with open_record(where, create=True) as record:
        add(record, [attack(day, n) for day in (0, 40) for n in range(3)])
        right = found_now(record)
        assert len(right) == 2 and wrong_incidents(record, PACKS) == []
        for change in (update(computed_incidents).values(body='{"id":"another"}'),
                       update(computed_happenings).values(incident=right[0]["id"])):
            with writing(record.engine) as connection:
                connection.execute(change)
            assert right[0]["id"] in wrong_incidents(record, PACKS)
            assert found_now(record) == right and wrong_incidents(record, PACKS) == []


def test_sources_are_cited_for_as_many_incidents(where: str) -> None:
    with open_record(where, create=True) as record:
        add(record, [attack(day, n) for day in (0, 40, 80) for n in range(3)])
        kept = sources.answer(record, PACKS)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(kept_incidents, "KEEP_FROM", 10**9)
            assert sources.answer(record, PACKS) == kept
        assert [s.incidents for s in kept.sources] == [3, 3, 3]


def test_the_answer_of_a_day_by_name(where: str) -> None:
    with open_record(where, create=True) as record:
        add(record, [attack(0, n) for n in range(3)])
        told = incidents.answer(record, PACKS, on=date(2020, 5, 3), place="Ford")
        assert [len(i.incident.claims) for i in told.incidents] == [3]
        assert len(told.incidents[0].incident.joined_by) == 3
