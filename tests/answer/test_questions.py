"""Every question asked of a small record of made-up tellings: filters hold, programs get JSON, people get text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from according.answer import control
from according.answer.talks import threads_of
from according.model.claim import Claim, Figure, Plan, Toll, Victim
from according.model.report import Report
from according.packs.index import PackSet
from according.packs.shape import Pack
from according.store.record import Record, open_record
from tests.answer.telling import ACTORS, mention, told

CORRIDOR = {"id": "t:road", "name": "Mill road", "aliases": ["road to the mill"], "places": ["t:ford", "t:mill"]}
PLAN = {"id": "t:truce", "name": "Ford truce", "aliases": ["truce in Ford"], "parties": ["t:reds", "t:blues"]}
PACKS = PackSet([Pack("t", "Test land", "1", ("TST",), ACTORS, (), corridors=(CORRIDOR,), plans=(PLAN,))])


def remade(pair: tuple[Claim, Report], **changes: Any) -> tuple[Claim, Report]:
    claim, source = pair
    key = Claim.make_id(source.id, claim.quote, claim.kind, *sorted(changes))
    return replace(claim, id=key, **changes), source


def strike(by: str, killed: int | None, on: str = "2020-05-03", text: str = "", **more: Any) -> tuple[Claim, Report]:
    figure = Figure(killed, killed, killed) if killed is not None else None
    toll = (
        Toll(killed=figure, victims=more.pop("victims", ()), aggregate=more.pop("aggregate", False)) if figure else None
    )
    return remade(
        told("", None, on, by, event_type="ASSAULT", text=text, **more),
        mode="aerial",
        toll=toll,
        agent=(mention("Red Army"),),
        recipient=(mention("Blue Front"),),
    )


def plan(status: str, on: str, ref: str) -> tuple[Claim, Report]:
    body = Plan("truce in Ford", status, (mention("Red Army"), mention("Blue Front")))  # type: ignore[arg-type]
    return remade(told("", None, on, ref=ref), kind="plan", plan=body)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    path = Path(tmp_path_factory.mktemp("record")) / "r.db"
    baker = Victim("Ann Poe", 0, 7, journalist=True)
    found = [
        told("gain", "Blue Front", "2020-03-01"),
        told("gain", "Red Army", "2020-05-01", by="River Post"),
        strike("Plain Herald", 4, text="Red planes hit the market of Ford on Sunday, killing four."),
        strike(
            "River Post",
            6,
            text="Six died when Red aircraft struck the market in Ford, a doctor there told us.",
            victims=(baker,),
        ),
        strike("Dale Blog", 900, text="Since spring 900 people have died around Ford.", aggregate=True),
        told(
            "", None, "2020-05-20", by="Dale Blog", text="The road to the mill was cut on Monday.", event_type="COERCE"
        ),
        plan("proposed", "2020-06-01", "1"),
        plan("stalled", "2020-06-20", "2"),
    ]
    with open_record(path, create=True) as opened:
        for claim, source in found:
            opened.add(source, [claim], claim.made_by)
        yield opened


ROOMS = ["control", "tolls", "incidents", "routes", "talks", "sources", "actors", "air"]


def ask(record: Record, room: str, **filters: Any) -> Any:
    return import_module(f"according.answer.{room}").answer(record, PACKS, **filters)


@pytest.mark.parametrize("room", ROOMS)
def test_every_question_answers_in_json_and_in_text(record: Record, room: str) -> None:
    result = ask(record, room)
    assert json.loads(json.dumps(result.to_json()))
    text = import_module(f"according.answer.{room}").render(result)
    assert len(text.splitlines()) >= 1 and "None" not in text.splitlines()[0]


@pytest.mark.parametrize("room", ROOMS)
def test_nothing_is_told_before_the_first_report(record: Record, room: str) -> None:
    text = import_module(f"according.answer.{room}").render(ask(record, room, known_on=date(2019, 1, 1)))
    assert text.startswith(("No", "Nobody"))


def test_who_holds_on_two_days(record: Record) -> None:
    on = [
        ask(record, "control", place="Ford", on=day).states[0].holders[0].name
        for day in (date(2020, 4, 1), date(2020, 6, 1))
    ]
    assert on == ["Blue Front", "Red Army"]
    rolled = ask(record, "control", place="Ford", on=date(2020, 6, 1), roll_up=True).states[0]
    assert [h.name for h in rolled.holders] == ["Red side"]
    assert ask(record, "control", place="Nowhere").states[0].status == "unknown"


def test_rival_tolls_stand_side_by_side_and_totals_apart(record: Record) -> None:
    result = ask(record, "tolls")
    (toll,) = result.incidents
    (killed,) = toll.harms
    assert (killed.low, killed.high, len(killed.counts)) == (4, 6, 2)
    assert [v.name for v in toll.named] == ["Ann Poe"]
    assert [a.best for a in result.aggregates] == [900]


def test_two_reports_of_one_strike_are_one_incident_of_two_roots(record: Record) -> None:
    struck = [i for i in ask(record, "incidents").incidents if i.incident.mode == "aerial"]
    assert [len(i.corroboration.roots) for i in struck] == [2]
    assert ask(record, "incidents", place="Nowhere").incidents == ()


def test_talks_stand_where_the_last_statement_left_them(record: Record) -> None:
    (thread,) = ask(record, "talks").threads
    assert (thread.plan, thread.status, [t.status for t in thread.turns]) == (
        "t:truce",
        "stalled",
        ["proposed", "stalled"],
    )
    assert ask(record, "talks", on=date(2020, 6, 2)).threads[0].status == "proposed"


def test_what_is_only_to_be_signed_is_announced_so_far() -> None:
    claim, report = plan("agreed", "2020-06-01", "3")
    (ahead,) = threads_of([(replace(claim, standing="planned"), report)], PACKS)
    (signed,) = threads_of([(replace(claim, standing="reported"), report)], PACKS)
    assert (ahead.status, [t.status for t in ahead.turns], signed.status) == ("announced", ["announced"], "agreed")


def test_a_capture_on_the_way_asks_for_review_and_a_cut_is_a_statement(record: Record) -> None:
    (route,) = ask(record, "routes").routes
    assert [s.status for s in route.statements] == ["cut"]
    assert len(route.review) == 1 and "Red Army" in route.review[0]
    assert [s.status for s in route.segments] == ["unknown"]


def test_aims_against_record(record: Record) -> None:
    result = ask(record, "aims", actor="Reds")
    assert result.actor == "Red Army" and result.acts >= 2
    assert result.only_recorded == ("Blue Front",)


def test_whom_it_accuses_it_does_not_say_it_strikes(tmp_path: Path) -> None:
    opened = open_record(tmp_path / "r.db", create=True)
    accused = remade(told("", None, "2020-05-04", says="Red Army", event_type="ACCUSE"), kind="position",
                     agent=(mention("Red Army"),), recipient=(mention("Blue Front"),))
    for claim, source in (accused, strike("River Post", 2)):
        opened.add(source, [claim], claim.made_by)
    result = ask(opened, "aims", actor="Reds")
    assert result.said == () and [t.name for t in result.recorded] == ["Blue Front"]


def test_sources_say_how_often_alone(record: Record) -> None:
    lines = {s.name: s for s in ask(record, "sources").sources}
    assert lines["Plain Herald"].reliability == "B" and lines["Plain Herald"].alone >= 1


def test_air_activity_has_its_strikes(record: Record) -> None:
    assert {s.actor for s in ask(record, "air").sorties} == {"Red Army"}


def test_actors_carry_the_names_given_and_their_ties(record: Record) -> None:
    lines = {a.name: a for a in ask(record, "actors").actors}
    assert lines["Red Army"].bloc == "t:red-bloc" and lines["Red Army"].agent >= 2


def test_who_holds_as_one_source_tells_it(tmp_path: Path) -> None:
    """The rules over the claims of one source alone, with nothing filled in from what others tell."""
    tellings = [told("gain", "Blue Front", "2020-03-01"),
                told("gain", "Red Army", "2020-05-01", says="Red Army"),
                told("gain", "Red Army", "2020-05-02", says="Hill Monitor", kind="monitor", standing="reported")]
    with open_record(tmp_path / "record.sqlite", create=True) as record:
        for claim, source in tellings:
            record.add(source, [claim], claim.made_by)

        def holders(**asked: Any) -> list[tuple[str, list[str]]]:
            return [(s.status, [h.name for h in s.holders]) for s in control.answer(record, PACKS, **asked).states]

        assert holders(place="Ford") == [("held", ["Red Army"])]
        assert holders(place="Ford", source="Hill Monitor") == [("held", ["Red Army"])]
        assert holders(source="Red Army") == [("claimed_only", [])]
        assert holders(place="Ford", standing="asserted") == [("held", ["Blue Front"])]
        assert holders(place="Ford", source="Blue Radio") == [("unknown", [])]
