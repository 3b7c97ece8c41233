"""`according gazetteer`: build the file of places, look names up, add places of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="gazetteer", help="The file of places: build it, look names up, add your own.", no_args_is_help=True
)


@app.command("build")
def build_command(
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Where to write it.")] = None,
) -> None:
    """Build the gazetteer from its sources (under a minute)."""
    from according.gazetteer.build import build
    from according.gazetteer.lookup import gazetteer_path

    build(output or gazetteer_path())


@app.command("find")
def find_command(
    name: Annotated[str, typer.Argument(help="A place name in any usual spelling.")],
    limit: Annotated[int, typer.Option("--limit")] = 10,
) -> None:
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


@app.command("import")
def import_command(
    geonames: Annotated[Path | None, typer.Option("--geonames", exists=True, help="A GeoNames country dump.")] = None,
    cod: Annotated[
        Path | None, typer.Option("--cod", exists=True, help="An OCHA COD table with p-codes (CSV).")
    ] = None,
    csv_file: Annotated[Path | None, typer.Option("--csv", exists=True, help="Your own CSV: name, lat, lon…")] = None,
    licence: Annotated[str, typer.Option("--licence", help="The licence to note in the file.")] = "",
) -> None:
    """Add places of your own; they lie beside the gazetteer and survive a new build."""
    from according.gazetteer import importers
    from according.gazetteer.lookup import user_layer_path

    chosen = [
        (name, file, reader, default)
        for name, file, reader, default in (
            ("GeoNames country dump", geonames, importers.geonames_dump, "CC BY 4.0"),
            ("OCHA COD", cod, importers.cod_table, "see the data set's page"),
            ("own list", csv_file, importers.own_csv, ""),
        )
        if file
    ]
    if not chosen:
        raise typer.BadParameter("name a file: --geonames FILE, --cod FILE or --csv FILE")
    for name, file, reader, default in chosen:
        try:
            count = importers.add_to_user_layer(user_layer_path(), name, file, licence or default, reader(file))
        except importers.ImportFailed as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(2) from error
        typer.echo(f"{count} places from {file} into {user_layer_path()}")
