"""`according code … --shards OUT`: a big job in shards, in this process, as one of several parts, or on Dask."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated, Any

import typer

from according.cli.inputs import tell_failures
from according.cli.screen import write_json

if TYPE_CHECKING:
    from according.model.when import Published
    from according.run.factory import EngineFactory
    from according.run.partition import Failure
    from according.run.shards import Done, Shard

EngineName = Annotated[str, typer.Option("--engine", metavar="NAME", help="What runs the coders: local or dask.")]
Scheduler = Annotated[str | None, typer.Option(
    "--scheduler", metavar="ADDRESS", help="A Dask scheduler (tcp://HOST:8786); none: --workers processes here.")]
Shards = Annotated[str | None, typer.Option(
    "--shards", metavar="FOLDER", help="Write Parquet shards and a manifest here; a second run does what is missing.")]
Part = Annotated[str | None, typer.Option(
    "--part", metavar="K/N", help="Code only every Nth shard from the Kth (1/N to N/N), for job arrays.")]
_PART = re.compile(r"(\d+)/(\d+)")


def code_in_shards(paths: list[str], published: Published | None, publisher: str | None, factory: EngineFactory,
                   engine: str, scheduler: str | None, workers: int, out: str | None, part: str | None,
                   as_json: bool) -> list[Failure]:
    """Code the inputs shard by shard; gives what failed. Without `out` the claims go to the screen as JSON Lines."""
    from according.run.partition import Coded, Failure
    from according.run.shards import plan, read_shards, write_manifest

    if engine not in ("local", "dask"):
        raise typer.BadParameter("there are: local, dask", param_hint="--engine")
    with ExitStack() as until:
        folder = out or until.enter_context(tempfile.TemporaryDirectory(prefix="according-"))
        try:
            shards = plan(paths, published, publisher)
        except FileNotFoundError as error:
            raise typer.BadParameter(str(error)) from None
        done, lost = _run(list(_part(shards, part)), folder, factory, engine, scheduler, workers)
        if part is not None and len(done) + len(lost) < len(shards):
            typer.echo(f"{folder}: {len(done)} of {len(shards)} shards done in this part; "
                       "run once more without --part for the manifest", err=True)
        else:
            told = write_manifest(folder, done, lost)
            _tell(folder, told, done, as_json) if out else None
        if out is None:
            for outcome, _ in read_shards(folder):
                for claim in outcome.claims if isinstance(outcome, Coded) else ():
                    write_json(claim.to_json())
    failures = [Failure(ref, reason, cure) for d in sorted(done, key=lambda d: d.index)
                for ref, reason, cure in d.failures] + lost
    tell_failures(failures, sum(d.reports for d in done) + len(failures))
    return failures


def _part(shards: list[Shard], part: str | None) -> Iterable[Shard]:
    if part is None:
        return shards
    found = _PART.fullmatch(part)
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise typer.BadParameter("write K/N with K from 1 to N, such as 3/10", param_hint="--part")
    return shards[int(found[1]) - 1 :: int(found[2])]


def _run(shards: list[Shard], out: str, factory: EngineFactory, engine: str, scheduler: str | None,
         workers: int) -> tuple[list[Done], list[Failure]]:
    from according.cli.screen import progress
    from according.run.shards import code_shard

    if engine == "local":
        return list(progress((code_shard(shard, out, factory) for shard in shards), len(shards), "coding")), []
    from according.run.dask_engine import cluster, code_shards

    with cluster(scheduler, workers) as client:
        seen = 0

        def heard(what: Any) -> None:
            nonlocal seen
            seen += 1
            typer.echo(f"\r{seen} of {len(shards)} shards", nl=seen == len(shards), err=True)

        return code_shards(client, shards, out, factory, heard)


def _tell(folder: str, told: dict[str, Any], done: list[Done], as_json: bool) -> None:
    if as_json:
        write_json({"shards": folder, **{key: told[key] for key in ("reports", "claims", "failures", "lost")}})
        return
    fresh = sum(d.fresh for d in done)
    typer.echo(f"{folder}: {told['reports']} reports with {told['claims']} claims in {len(done)} shards, "
               f"{fresh} of them coded now")
    for reason, count in told["failures"].items():
        typer.echo(f"  {count} × {reason}")
