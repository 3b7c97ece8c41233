"""`according pack new NAME` and `according pack check [NAME|FOLDER]`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="What is known of a conflict: make a pack, check packs.", no_args_is_help=True)


@app.command("new")
def new(
    name: Annotated[str, typer.Argument(help="A plain word in lower case.")],
    folder: Annotated[Path, typer.Option("--in", help="Where to make it.")] = Path(),
) -> None:
    """Write the skeleton of a pack, with every field explained."""
    from according.packs.new import new_pack
    from according.packs.shape import PackError

    try:
        made = new_pack(name, folder)
    except PackError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    typer.echo(f"{made}: fill the files, then: according pack check {made}")


@app.command("check")
def check(
    names: Annotated[list[str] | None, typer.Argument(help="Packs by name or folder; all when none is named.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One problem a line.")] = False,
) -> None:
    """Say what contradicts in packs. Exit code 1 when anything does, 2 when a pack cannot be read."""
    from according.packs.check import check_pack
    from according.packs.loader import PackError, load_packs, pack_folders

    shipped = list(pack_folders())
    chosen = names or shipped
    load_packs.cache_clear()  # a folder may have changed since it was read
    try:
        packs = load_packs(tuple(dict.fromkeys([*shipped, *chosen])))
    except PackError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    problems = 0
    folders = {str(Path(n).resolve()) for n in chosen}
    for pack in packs.packs:
        if pack.name not in chosen and str(Path(pack.folder).resolve()) not in folders:
            continue
        found = check_pack(pack, packs)
        problems += len(found)
        for problem in found:
            line = json.dumps(problem.to_json(), ensure_ascii=False) if as_json else \
                f"{problem.pack}: {problem.entry}: {problem.message}"
            typer.echo(line)
        if not as_json and not found:
            typer.echo(f"{pack.name} {pack.version}: sound; {len(pack.actors)} actors, {len(pack.places)} places, "
                       f"{len(pack.terms)} terms, {len(pack.corridors)} corridors, {len(pack.zones)} zones, "
                       f"{len(pack.plans)} plans")
    if problems:
        raise typer.Exit(1)
