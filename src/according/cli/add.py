"""`according add PATH…`: reports in, claims into a record; an interrupted job goes on where it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from according.cli import inputs
from according.cli.exits import SOME_FAILED, TOLD_IN_HELP, explained
from according.cli.record_options import DEFAULT, RecordAt, record_path
from according.cli.screen import progress, write_json

if TYPE_CHECKING:
    from according.model.claim import MadeBy
    from according.model.report import Report
    from according.run.partition import Failure, Outcome
    from according.store.record import Added, Record


@dataclass(slots=True)
class _Done:
    """What came of the inputs."""

    added: int = 0
    known: int = 0
    claims: int = 0
    superseded: int = 0


def add(
    paths: inputs.Paths,
    record: RecordAt = DEFAULT,
    published: inputs.PublishedOn = None,
    publisher: inputs.Publisher = None,
    pack: inputs.Packs = None,
    workers: inputs.Workers = 1,
    time_limit: inputs.TimeLimit = 300.0,
    gate: inputs.Gate = False,
    as_json: inputs.AsJson = False,
) -> None:
    day = inputs.published_on(published)
    if _are_shards(paths):
        _add_shards(paths, record, tuple(pack or ()), as_json)
        return
    with explained():
        from according.run.factory import MakeEngine
        from according.run.local import LocalRun
        from according.store.dialect import shown
        from according.store.record import open_record

        done = _Done()
        failures: list[Failure] = []
        with (open_record(record_path(record), create=True) as opened,
              LocalRun(MakeEngine(tuple(pack or ())), workers, time_limit) as coder):
            stamp = coder.made_by
            keeper = inputs.GateKeeper(gate)
            fresh = _not_yet_coded(keeper.let_in(inputs.read_marked(paths, day, publisher)), opened, stamp, done)
            for outcome in progress(coder.code(fresh), inputs.count_inputs(paths), "adding"):
                _keep(opened, outcome, stamp, done, failures)
            if done.added:
                _catch_up(opened, tuple(pack or ()))
        seen = done.added + done.known + len(failures)
        keeper.tell()
        inputs.tell_failures(failures, seen)
        _tell(shown(record), done, failures, as_json)
        if failures:
            raise typer.Exit(SOME_FAILED)


add.__doc__ = f"""Code reports and keep them with their claims in a record.

    Adding a report again changes nothing; coding it with a newer engine or pack supersedes without erasing.
    {TOLD_IN_HELP}
    """


def _are_shards(paths: list[str]) -> bool:
    """Whether all that is to be added are folders of shards that were coded before."""
    from according.run.shards import has_manifest

    return all(has_manifest(path) for path in paths)


def _catch_up(record: Record, packs: tuple[str, ...]) -> None:
    """Bring what is kept of each place up to date, so that nobody who asks has to wait for it."""
    from according.answer.control_everywhere import catch_up
    from according.packs.loader import load_packs

    catch_up(record, load_packs(packs))


def _add_shards(paths: list[str], record: str, packs: tuple[str, ...], as_json: bool) -> None:
    """Add what shards hold, many reports in one transaction; what is in the record already stays as it is."""
    with explained():
        from according.run.shards import claims_in, read_shards
        from according.store.dialect import shown
        from according.store.parts import read_ahead
        from according.store.record import open_record

        done = _Done()
        failures: list[Failure] = []
        coming = sum(map(claims_in, paths))
        with open_record(record_path(record), create=True) as opened:
            with opened.loading(coming):
                for some in read_ahead(item for path in paths for item in read_shards(path)):
                    _keep_many(opened, some, done, failures)
            if done.added:
                _catch_up(opened, packs)
        inputs.tell_failures(failures, done.added + done.known + len(failures))
        _tell(shown(record), done, failures, as_json)
        if failures:
            raise typer.Exit(SOME_FAILED)


def _keep_many(record: Record, items: list[tuple[Outcome, MadeBy]], done: _Done, failures: list[Failure]) -> None:
    """What shards hold, in one transaction; the failures beside it."""
    from according.run.partition import Coded

    for added in record.add_many((o.report, o.claims, stamp) for o, stamp in items if isinstance(o, Coded)):
        _count(added, done)
    for outcome, stamp in items:
        if not isinstance(outcome, Coded):
            failures.append(outcome)
            record.add_failure(outcome.ref, outcome.reason, outcome.cure, f"{stamp.engine} {stamp.version}")


def _count(added: Added, done: _Done) -> None:
    done.known += added.known
    done.added += not added.known
    done.claims += 0 if added.known else added.claims
    done.superseded += added.superseded


def _not_yet_coded(items: Iterator[Report | Failure], record: Record, stamp: MadeBy,
                   done: _Done) -> Iterator[Report | Failure]:
    """Leave out the reports that this very engine has coded into the record before."""
    from according.model.report import Report

    for item in items:
        if isinstance(item, Report) and record.is_coded(item.id, stamp):
            done.known += 1
        else:
            yield item


def _keep(record: Record, outcome: Outcome, stamp: MadeBy, done: _Done, failures: list[Failure]) -> None:
    from according.run.partition import Coded, Failure

    if isinstance(outcome, Coded):
        try:
            kept = record.add(outcome.report, outcome.claims, stamp)
        except ValueError as error:
            outcome = Failure(outcome.report.ref, str(error), "please report this as a bug", outcome.report.id)
        else:
            _count(kept, done)
            return
    failures.append(outcome)
    record.add_failure(outcome.ref, outcome.reason, outcome.cure, f"{stamp.engine} {stamp.version}")


def _tell(record: str, done: _Done, failures: list[Failure], as_json: bool) -> None:
    if as_json:
        write_json({"record": record, "added": done.added, "known": done.known, "claims": done.claims,
                    "superseded": done.superseded,
                    "failed": [{"ref": f.ref, "reason": f.reason, "cure": f.cure} for f in failures]})
        return
    parts = [f"{done.added} reports added with {done.claims} claims"]
    if done.known:
        parts.append(f"{done.known} known already")
    if done.superseded:
        parts.append(f"{done.superseded} coded again")
    if failures:
        parts.append(f"{len(failures)} refused or failed")
    typer.echo(f"{record}: {', '.join(parts)}")
