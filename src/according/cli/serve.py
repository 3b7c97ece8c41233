"""`according serve`: the page on a record, for those who keep it or, from a release, for everyone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from according.cli.exits import NOT_READY, USAGE, explained, stop
from according.cli.record_options import DEFAULT, RecordAt, record_path

Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to listen on.")]
Host = Annotated[str, typer.Option("--host", help="The address to listen on; another than this machine's is seen by "
                                                  "others.")]
Public = Annotated[bool, typer.Option("--public", help="Serve only a release; nobody signs in.")]
Profile = Annotated[str, typer.Option("--release", metavar="PROFILE", help="The release profile of the public page.")]
Open = Annotated[bool, typer.Option("--open", help="Open the page in the browser.")]
Account = Annotated[str | None, typer.Option("--account", metavar="NAME:ROLE", help="Make an account (reader, coder, "
                                             "editor, admin) and stop; the password is asked for.")]


def serve(
    record: RecordAt = DEFAULT,
    port: Port = 8765,
    host: Host = "127.0.0.1",
    public: Public = False,
    release: Profile = "public",
    open_page: Open = False,
    account: Account = None,
) -> None:
    """Serve the page on this machine: the record with sign-in, or with --public a release of it."""
    try:
        from according.web import app
        from according.web.accounts import AccountError, Accounts
    except ImportError as error:
        stop(f"the page needs the extra [web]: pip install 'according[web]' ({error})", NOT_READY)
    from according.protect.leak import LeakFound
    from according.protect.policy import PolicyError
    from according.protect.rehearsal import Reidentified
    from according.protect.released import Unreleasable

    where = record_path(record)
    if account is not None:
        name, _, role = account.partition(":")
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        try:
            Accounts(app.accounts_path(where)).add(name, password, role or "reader")
        except AccountError as error:
            stop(str(error), USAGE)
        typer.echo(f"{name} may sign in as {role or 'reader'}")
        return
    if "://" not in where and not Path(where).exists():
        stop(f"no record at {where}; make one with: according add PATH --record {where}", USAGE)
    with explained():
        try:
            app.serve(where, port=port, public=public, profile=release, host=host, open_page=open_page, tell=typer.echo)
        except (LeakFound, Reidentified, Unreleasable, PolicyError) as error:
            stop(str(error), USAGE)
