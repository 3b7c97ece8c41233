"""The typer application and its entry point."""

from __future__ import annotations

import typer

from according.cli import bench, gazetteer

app = typer.Typer(
    name="according",
    help="Who did what to whom, where and when, according to whom.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("bench")(bench.bench)
app.add_typer(gazetteer.app)


@app.callback()
def root() -> None:
    """Who did what to whom, where and when, according to whom."""


def main() -> None:
    """Run the command line."""
    app()
