"""`according code PATH…`: reports in, claims out; nothing is kept."""

from __future__ import annotations

import typer

from according.cli import in_shards, inputs
from according.cli.exits import SOME_FAILED, TOLD_IN_HELP, explained
from according.cli.screen import console, progress, show, write_json


def code(
    paths: inputs.Paths,
    published: inputs.PublishedOn = None,
    publisher: inputs.Publisher = None,
    pack: inputs.Packs = None,
    workers: inputs.Workers = 1,
    time_limit: inputs.TimeLimit = 300.0,
    gate: inputs.Gate = False,
    engine: in_shards.EngineName = "local",
    scheduler: in_shards.Scheduler = None,
    shards: in_shards.Shards = None,
    part: in_shards.Part = None,
    as_json: inputs.AsJson = False,
) -> None:
    day = inputs.published_on(published)
    with explained():
        from according.run.factory import MakeEngine
        from according.run.local import Coded, Failure, LocalRun

        failures: list[Failure] = []
        if engine != "local" or shards is not None:
            failures = in_shards.code_in_shards(paths, day, publisher, MakeEngine(tuple(pack or ())), engine, scheduler,
                                                workers, shards, part, as_json)
            if failures:
                raise typer.Exit(SOME_FAILED)
            return
        seen = 0
        with LocalRun(MakeEngine(tuple(pack or ())), workers, time_limit) as coder:
            keeper = inputs.GateKeeper(gate)
            outcomes = coder.code(keeper.let_in(inputs.read(paths, day, publisher)))
            screen = None if as_json else console()
            for outcome in progress(outcomes, inputs.count_inputs(paths), "coding", shows_them=True):
                seen += 1
                if isinstance(outcome, Failure):
                    failures.append(outcome)
                elif isinstance(outcome, Coded) and screen is None:
                    for claim in outcome.claims:
                        write_json(claim.to_json())
                elif screen is not None:
                    from according.cli.render import coded_report

                    show(screen, coded_report(outcome.report, outcome.claims, first=seen == 1))
        keeper.tell()
        inputs.tell_failures(failures, seen)
        if failures:
            raise typer.Exit(SOME_FAILED)


code.__doc__ = f"""Code reports: print who did what to whom, where and when, according to whom.

    Nothing is kept. With --json, one claim a line. {TOLD_IN_HELP}
    """
