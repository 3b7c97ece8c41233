"""`according gazetteer`: build the file of places, look names up, add places of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(name="gazetteer", help="The file of places: build it, look names up, add your own.",
                  no_args_is_help=True)


@app.command("build")
def build_command(
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Where to write it.")] = None,
) -> None:
    """Build the gazetteer from its sources (under a minute)."""
    from according.gazetteer.build import build
    from according.gazetteer.lookup import gazetteer_path

    build(output or gazetteer_path())


@app.command("find")
def find_command(name: Annotated[str, typer.Argument(help="A place name in any usual spelling.")],
                 limit: Annotated[int, typer.Option("--limit")] = 10) -> None:
    """Show what a name may mean, best known first."""
    from according.gazetteer.lookup import open_gazetteer

    found = open_gazetteer().candidates(name)[:limit]
    if not found:
        typer.echo(f"no place called {name}")
        raise typer.Exit(1)
    for match in found:
        place = match.place
        where = ", ".join(p for p in (*reversed(place.admin), place.country) if p)
        point = "no point" if place.lat is None or place.lon is None else f"{place.lat:.4f} {place.lon:.4f}"
        typer.echo(f"{place.id}\t{place.name}\t{place.kind}\t{where}\t{point}\t{match.why}")


@app.command("sources")
def sources_command() -> None:
    """Show the sources with their versions and licences."""
    from according.gazetteer.lookup import open_gazetteer

    for source in open_gazetteer().sources():
        typer.echo("\t".join(str(source[f]) for f in ("name", "part", "version", "licence", "url", "entries")))
