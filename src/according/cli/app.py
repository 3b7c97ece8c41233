"""The typer application and its entry point. Commands import what they need when they run, so that the others stay
quick."""

from __future__ import annotations

import importlib
from importlib import util

import typer

from according.cli import add, answers, bench, claims, code, doctor
from according.cli.exits import TOLD_IN_HELP

app = typer.Typer(
    name="according",
    help=f"Who did what to whom, where and when, according to whom. {TOLD_IN_HELP}",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("code")(code.code)
app.command("add")(add.add)
app.command("claims")(claims.claims)
answers.register(app)
for _name in ("watch", "export", "serve", "demo"):
    if util.find_spec(f"according.cli.{_name}") is not None:
        app.command(_name)(getattr(importlib.import_module(f"according.cli.{_name}"), _name))
app.command("bench")(bench.bench)
app.command("doctor")(doctor.doctor)
for _name in ("gazetteer", "pack", "record"):
    if util.find_spec(f"according.cli.{_name}") is not None:
        app.add_typer(importlib.import_module(f"according.cli.{_name}").app, name=_name)


def _version(asked: bool) -> None:
    if asked:
        from according.model.version import __version__

        typer.echo(f"according {__version__}")
        raise typer.Exit


@app.callback()
def root(version: bool = typer.Option(False, "--version", callback=_version, is_eager=True,
                                      help="Show the version.")) -> None:
    """Who did what to whom, where and when, according to whom."""


root.__doc__ = app.info.help


def main() -> None:
    """Run the command line."""
    app()
