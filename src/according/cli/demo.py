"""`according demo`: a record made of the bundled demo reports, and the questions one would ask of it."""

from __future__ import annotations

import shlex
from importlib import resources, util
from pathlib import Path
from typing import Annotated

import typer

# What the demo asks, each a command that the user can type; {record} is the demo's record.
QUESTIONS: tuple[tuple[str, str], ...] = (
    ("What does one report say, according to whom?", "claims --report demo-11 --record {record}"),
    ("Who holds Tal Susin on 10 October, who disputes it?", "who-holds 'Tal Susin' --on 2015-10-10 --record {record}"),
    ("And two days later?", "who-holds 'Tal Susin' --on 2015-10-12 --record {record}"),
    ("How many were killed, by whose count?", "tolls --from 2015-10-09 --to 2015-10-12 --record {record}"),
    ("Where do the talks and plans stand?", "talks --record {record}"),
)


def demo(
    record: Annotated[Path | None, typer.Option("--record", metavar="FILE", help="Where to keep its record.")] = None,
    page: Annotated[bool, typer.Option("--page/--no-page", help="Open the page on the record afterwards.")] = False,
) -> None:
    """Show the main job on reports written for the demo.

    Codes the bundled reports into a record (the second time they are known already), then asks it questions.
    """
    from according.cli.app import app
    from according.cli.exits import NOT_READY, stop

    path = record or _place()
    path.parent.mkdir(parents=True, exist_ok=True)
    reports = resources.files("according.demo") / "reports.jsonl"
    typer.echo("These reports, outlets and speakers were written for the demo; see according/demo/README.md.\n")
    with resources.as_file(reports) as file:
        _run(app, ["add", str(file), "--record", str(path)], f"according add demo/reports.jsonl --record {path.name}")
    for question, command in QUESTIONS:
        words = shlex.split(command.format(record=shlex.quote(str(path))))
        if words[0] not in {c.name for c in app.registered_commands}:
            continue
        typer.echo(f"\n── {question}")
        _run(app, words, "according " + command.format(record=path.name))
    typer.echo(f"\nThe record is {path}: ask it more with --record, or export ACCORDING_RECORD={path}")
    if not page:
        typer.echo("See it as a page, with the map, the reports and their claims: according demo --page")
    elif util.find_spec("fastapi") is None:
        stop("the page needs the extra [web]: pip install 'according[web]'", NOT_READY)
    else:
        _run(app, ["serve", "--record", str(path), "--open"], f"according serve --record {path.name} --open")


def _run(app: typer.Typer, words: list[str], shown: str) -> None:
    """Run one command of the same program, showing it as the user would type it."""
    typer.echo(f"$ {shown}")
    app(words, standalone_mode=False)


def _place() -> Path:
    """The demo's record in the user's cache folder, one for each version of the program."""
    from platformdirs import user_cache_path

    from according.model.version import __version__

    return user_cache_path("according") / f"demo-{__version__}.sqlite"
