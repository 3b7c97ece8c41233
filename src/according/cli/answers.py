"""The questions: each command asks one room of `answer`, and is there only when that room is.

A room `answer.NAME` has `answer(record, packs, **filters)`, whose result has `to_json()`, and `render(result)`
for a person.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from importlib import util
from typing import Annotated, Any

import typer

from according.cli import record_options as options
from according.cli.exits import explained
from according.cli.inputs import AsJson
from according.cli.screen import console, show, write_json

PackNames = Annotated[list[str] | None, typer.Option("--pack", metavar="NAME", help="Packs to use (default: all).")]
RollUp = Annotated[bool, typer.Option("--roll-up", help="Show the sides instead of the names that were asserted.")]


def _ask(room: str, record: str, packs: list[str] | None, as_json: bool, filters: dict[str, Any]) -> None:
    """Open the record, ask the room, print the answer."""
    with explained():
        from according.store.record import open_record

        asked = importlib.import_module(f"according.answer.{room}")
        takes = inspect.signature(asked.answer).parameters
        with open_record(options.record_path(record)) as opened:
            given = {name: value for name, value in filters.items() if value is not None}
            if strange := sorted(set(given) - set(takes)):
                raise typer.BadParameter(f"{room} cannot be narrowed by that", param_hint=f"--{strange[0]}")
            if "packs" in takes:
                from according.packs.loader import load_packs

                given["packs"] = loaded = load_packs(tuple(packs or ()))
                if "corridors" in takes:
                    given["corridors"] = [corridor for pack in loaded.packs for corridor in pack.corridors]
            result = asked.answer(opened, **given)
            if as_json:
                write_json(result.to_json())
            else:
                show(console(), asked.render(result))


def _who_holds(
    place: Annotated[str | None, typer.Argument(help="Name or id of a place; none: every place told of.")] = None,
    on: options.On = None,
    known_on: options.KnownOn = None,
    roll_up: RollUp = False,
    record: options.RecordAt = options.DEFAULT,
    pack: PackNames = None,
    as_json: AsJson = False,
) -> None:
    _ask("control", record, pack, as_json, {"place": place, "on": options.day(on),
                                            "known_on": options.day(known_on), "roll_up": roll_up})


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
            "on": options.day(on), "since": options.day(since), "until": options.day(until),
            "known_on": options.day(known_on)})

    return command


def _aims(
    actor: Annotated[str, typer.Argument(help="Name or id of whoever's aims are asked for.")],
    on: options.On = None,
    known_on: options.KnownOn = None,
    record: options.RecordAt = options.DEFAULT,
    pack: PackNames = None,
    as_json: AsJson = False,
) -> None:
    _ask("aims", record, pack, as_json,
         {"actor": actor, "on": options.day(on), "known_on": options.day(known_on)})


QUESTIONS: tuple[tuple[str, str, Callable[..., None], str], ...] = (
    ("who-holds", "control", _who_holds, "Who holds a place, on a day, by what was known on another day."),
    ("routes", "routes", _filtered("routes"), "Which routes are open, threatened or cut, and for whom."),
    ("tolls", "tolls", _filtered("tolls"), "How many were harmed, by whose count."),
    ("incidents", "incidents", _filtered("incidents"), "Claims about the same happening, side by side."),
    ("actors", "actors", _filtered("actors"), "Who takes part, and in what."),
    ("aims", "aims", _aims, "What someone says to be after, and what is recorded of them."),
    ("talks", "talks", _filtered("talks"), "Plans and talks, and where they stand."),
    ("sources", "sources", _filtered("sources"), "Who says so: sources, their kind and what they told."),
)


def register(app: typer.Typer) -> None:
    """Add a command for each question that has a room to answer it."""
    for name, room, command, told in QUESTIONS:
        if util.find_spec(f"according.answer.{room}") is not None:
            app.command(name, help=told)(command)
