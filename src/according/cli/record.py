"""`according record copy FROM TO` and `according record check`."""

from __future__ import annotations

from typing import Annotated

import typer

from according.cli.exits import SOME_FAILED, explained
from according.cli.inputs import AsJson
from according.cli.record_options import DEFAULT, RecordAt, record_path
from according.cli.screen import write_json

app = typer.Typer(help="The record itself: copy it to another database, check it.", no_args_is_help=True)

_Place = "a SQLite file, or a postgresql:// URL"


@app.command("copy")
def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help=f"The record: {_Place}.")],
    target: Annotated[str, typer.Argument(metavar="TO", help=f"Where there is none yet: {_Place}.")],
    as_json: AsJson = False,
) -> None:
    """Copy a record to another database, all or nothing, and prove the copy by counts and hashes of every table."""
    with explained():
        from according.store.copying import copy_record
        from according.store.dialect import shown
        from according.store.record import open_record

        with open_record(record_path(source)) as giving, open_record(record_path(target), create=True) as taking:
            sent = copy_record(giving, taking)
        if as_json:
            write_json({"from": shown(source), "to": shown(target),
                        "tables": {c.table: {"rows": c.rows, "sha256": c.digest} for c in sent}})
            return
        for content in sent:
            typer.echo(f"{content.table:16} {content.rows:>10} rows  sha256 {content.digest[:16]}")
        typer.echo(f"{shown(target)} holds what {shown(source)} holds")


@app.command("check")
def check(record: RecordAt = DEFAULT, as_json: AsJson = False) -> None:
    """Hash every report again, slice every quote again, compare the counts. Exit code 1 when anything is wrong."""
    with explained():
        from according.store.record import open_record

        with open_record(record_path(record)) as opened:
            problems = opened.verify()
        if as_json:
            write_json({"problems": [{"where": p.where, "what": p.what, "cure": p.cure} for p in problems]})
        else:
            for problem in problems:
                typer.echo(f"{problem.where}: {problem.what}; {problem.cure}")
            if not problems:
                typer.echo("sound")
        if problems:
            raise typer.Exit(SOME_FAILED)
