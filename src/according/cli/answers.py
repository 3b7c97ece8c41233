"""The questions: each command asks one room of `answer`, and is there only when that room is.

A room `answer.NAME` has `answer(record, packs, **filters)`, whose result has `to_json()`, and `render(result)`
for a person.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import datetime
from importlib import util
from typing import Annotated, Any

import typer

from according.cli import record_options as options
from according.cli.exits import explained
from according.cli.inputs import AsJson
from according.cli.screen import console, show, write_json

PackNames = Annotated[list[str] | None, typer.Option("--pack", metavar="NAME", help="Packs to use (default: all).")]
RollUp = Annotated[bool, typer.Option("--roll-up", help="Show the sides instead of the names that were asserted.")]


_DAYS = ("on", "since", "until", "known_on")


def _ask(room: str, record: str, packs: list[str] | None, as_json: bool, filters: dict[str, Any]) -> None:
    """Open the record, ask the room, print the answer. `filters` are as they were typed."""
    with explained():
        from according.answer.selection import taken_by
        from according.store.record import open_record

        asked = importlib.import_module(f"according.answer.{room}")
        takes = taken_by(asked.answer)
        with open_record(options.record_path(record)) as opened:
            given = {name: options.day(value) if name in _DAYS else value
                     for name, value in filters.items() if value is not None}
            if strange := sorted(set(given) - set(takes)):
                raise typer.BadParameter(f"{room} cannot be narrowed by that", param_hint=f"--{strange[0]}")
            if "packs" in takes:
                from according.packs.loader import load_packs

                given["packs"] = load_packs(tuple(packs or ()))
            result = asked.answer(opened, **given)
            if as_json:
                write_json(result.to_json())
            else:
                show(console(), asked.render(result))


def _who_holds(
    place: Annotated[str | None, typer.Argument(help="Name or id of a place; none: every place told of.")] = None,
    also: Annotated[str | None, typer.Option("--place", help="The same as PLACE.")] = None,
    actor: Annotated[str | None, typer.Option("--actor", help="Places that this force has, by name or id.")] = None,
    source: Annotated[str | None, typer.Option(
        "--source", help="By what this source alone tells, by name or id.")] = None,
    on: Annotated[datetime | None, typer.Option(
        "--on", formats=["%Y-%m-%d"], metavar="DATE", help="Who has it on that day (default: the latest).")] = None,
    since: Annotated[datetime | None, typer.Option(
        "--from", formats=["%Y-%m-%d"], metavar="DATE",
        help="Who had it from that day on: each stretch of days with its holder and sentences.")] = None,
    until: Annotated[datetime | None, typer.Option(
        "--to", formats=["%Y-%m-%d"], metavar="DATE", help="The same until that day.")] = None,
    known_on: options.KnownOn = None,
    standing: Annotated[str | None, typer.Option(
        "--standing", help="By claims of that standing alone: asserted, reported, claimed…")] = None,
    roll_up: RollUp = False,
    record: options.RecordAt = options.DEFAULT,
    pack: PackNames = None,
    as_json: AsJson = False,
) -> None:
    given = {"place": _one_of(place, also, "--place"), "actor": actor, "known_on": known_on, "roll_up": roll_up,
             "source": source, "standing": standing}
    if since is None and until is None:
        _ask("control", record, pack, as_json, given | {"on": on})
        return
    if on is not None:
        raise typer.BadParameter("--on asks for one day, --from and --to for a span", param_hint="--on")
    if since is not None and until is not None and since > until:
        raise typer.BadParameter("the span ends before it begins", param_hint="--to")
    _ask("history", record, pack, as_json, given | {"since": since, "until": until})


def _one_of(argument: str | None, option: str | None, hint: str) -> str | None:
    """What was given as an argument or by the option of the same name."""
    if argument is not None and option is not None and argument != option:
        raise typer.BadParameter("it says another than the argument", param_hint=hint)
    return argument if argument is not None else option


def _filtered(room: str) -> Callable[..., None]:
    """A command with the filters that all these questions share."""

    def command(
        place: options.Place = None,
        actor: options.Actor = None,
        source: options.Source = None,
        on: options.On = None,
        since: options.Since = None,
        until: options.Until = None,
        known_on: options.KnownOn = None,
        standing: options.Standing = None,
        record: options.RecordAt = options.DEFAULT,
        pack: PackNames = None,
        as_json: AsJson = False,
    ) -> None:
        _ask(room, record, pack, as_json, {
            "place": place, "actor": actor, "source": source, "standing": standing,
            "on": on, "since": since, "until": until, "known_on": known_on})

    return command


def _aims(
    actor: Annotated[str | None, typer.Argument(
        help="Name or id of whoever's aims are asked for.", show_default=False)] = None,
    also: Annotated[str | None, typer.Option("--actor", help="The same as ACTOR.")] = None,
    place: options.Place = None,
    source: options.Source = None,
    on: options.On = None,
    since: options.Since = None,
    until: options.Until = None,
    known_on: options.KnownOn = None,
    standing: options.Standing = None,
    record: options.RecordAt = options.DEFAULT,
    pack: PackNames = None,
    as_json: AsJson = False,
) -> None:
    whose = _one_of(actor, also, "--actor")
    if whose is None:
        raise typer.BadParameter("name the one whose aims are asked for", param_hint="ACTOR")
    _ask("aims", record, pack, as_json, {
        "actor": whose, "place": place, "source": source, "standing": standing, "on": on, "since": since,
        "until": until, "known_on": known_on})


def _routes(
    place: options.Place = None,
    actor: options.Actor = None,
    source: options.Source = None,
    on: options.On = None,
    since: options.Since = None,
    until: options.Until = None,
    known_on: options.KnownOn = None,
    standing: options.Standing = None,
    corridors: Annotated[list[str] | None, typer.Option(
        "--corridors", metavar="FILE",
        help="Roads of your own, JSON or TOML: id, name, aliases, places in order.")] = None,
    osm: Annotated[str | None, typer.Option(
        "--osm", metavar="FILE", help="An OpenStreetMap extract (.osm.pbf) to take the roads of --road from.")] = None,
    road: Annotated[list[str] | None, typer.Option("--road", help="Number or name of a road in --osm.")] = None,
    record: options.RecordAt = options.DEFAULT,
    pack: PackNames = None,
    as_json: AsJson = False,
) -> None:
    with explained():
        own = _corridors(corridors or [], osm, road or [], pack)
    _ask("routes", record, pack, as_json, {
        "place": place, "actor": actor, "source": source, "standing": standing, "on": on, "since": since,
        "until": until, "known_on": known_on, "corridors": own})


def _corridors(files: list[str], osm: str | None, roads: list[str], packs: list[str] | None) -> list[dict[str, Any]]:
    """The corridors that the user gives, by file or by road number."""
    from according.answer import corridors
    from according.packs.loader import load_packs

    if bool(osm) != bool(roads):
        raise typer.BadParameter("--osm and --road go together", param_hint="--osm")
    try:
        own = [c for file in files for c in corridors.read(file)]
        points = corridors.known_points(load_packs(tuple(packs or ())).packs) if osm else {}
        return own + [corridors.from_osm(osm, road, points) for road in roads if osm]
    except (ValueError, FileNotFoundError) as error:
        raise typer.BadParameter(str(error), param_hint="--osm" if osm else "--corridors") from None
    except ImportError:
        raise typer.BadParameter("reading OpenStreetMap needs: pip install 'according[routes]'",
                                 param_hint="--osm") from None


QUESTIONS: tuple[tuple[str, str, Callable[..., None], str], ...] = (
    ("who-holds", "control", _who_holds,
     "Who holds a place on a day, or held it through a span of days, by what was known on another day."),
    ("routes", "routes", _routes, "Which routes are open, threatened or cut, and for whom."),
    ("tolls", "tolls", _filtered("tolls"), "How many were harmed, by whose count."),
    ("incidents", "incidents", _filtered("incidents"), "Claims about the same happening, side by side."),
    ("actors", "actors", _filtered("actors"), "Who takes part, and in what."),
    ("aims", "aims", _aims, "What someone says to be after, and what is recorded of them."),
    ("air", "air", _filtered("air"), "Which air forces are told of where and when, and where they meet."),
    ("talks", "talks", _filtered("talks"), "Plans and talks, and where they stand."),
    ("sources", "sources", _filtered("sources"), "Who says so: sources, their kind and what they told."),
)


def register(app: typer.Typer) -> None:
    """Add a command for each question that has a room to answer it."""
    for name, room, command, told in QUESTIONS:
        if util.find_spec(f"according.answer.{room}") is not None:
            app.command(name, help=told)(command)
