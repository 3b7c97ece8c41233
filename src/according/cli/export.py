"""`according export FORMAT`: a release of a record in a format others read, searched for protected names first."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from according.cli.exits import NOT_READY, USAGE, explained, stop
from according.cli.record_options import DEFAULT, RecordAt, record_path

Format = Annotated[str, typer.Argument(metavar="FORMAT", help="acled, ged, plover, geojson, parquet, hxl, "
                                      "prov, ftm, or site (a folder of pages).")]
Profile = Annotated[str, typer.Option("--release", metavar="PROFILE", help="internal, partner, public, or a file.")]
Out = Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Where to write it.")]
Vault = Annotated[Path | None, typer.Option("--vault", metavar="FILE", help="Also write who is behind the pseudonyms, "
                                            "encrypted; the passphrase is asked for.")]


def export(
    format: Format,
    output: Out,
    release: Profile = "public",
    record: RecordAt = DEFAULT,
    vault: Vault = None,
) -> None:
    """Let a release out in a format; its redaction log is written beside it, and one leak stops everything."""
    from according.export.formats import UnknownFormat, writer
    from according.protect.door import let_out, prepare
    from according.protect.leak import LeakFound
    from according.protect.policy import PolicyError, load_profile
    from according.protect.rehearsal import Reidentified
    from according.protect.vault import VaultError, seal

    with explained():
        from according.store.record import open_record

        try:
            write, profile = writer(format), load_profile(release)
        except (UnknownFormat, PolicyError) as error:
            stop(str(error), USAGE)
        if not output.parent.is_dir():
            stop(f"there is no folder {output.parent}; make it first", USAGE)
        with open_record(record_path(record)) as opened:
            try:
                made, ways = prepare(opened.claims(), opened.reports(), profile)
            except Reidentified as error:
                stop(str(error), USAGE)
        for way in ways[:20]:
            typer.echo(f"according: {way.row} leads to a protected person ({way.attack}): {way.reason}", err=True)
        try:
            placed = let_out(made, write, output)
            if vault is not None:
                seal(made, vault, typer.prompt("Passphrase of the vault", hide_input=True, confirmation_prompt=True))
                placed.append(vault)
        except (LeakFound, FileExistsError) as error:
            stop(str(error), USAGE)
        except VaultError as error:
            stop(str(error), NOT_READY)
        except ImportError as error:
            stop(str(error), NOT_READY)
    told = f"{len(made.claims)} claims of {len(made.reports)} reports, {len(made.log)} redactions"
    typer.echo(f"{told}: " + ", ".join(str(path) for path in placed))
