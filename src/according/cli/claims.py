"""`according claims`: the claims of a record that meet some filters."""

from __future__ import annotations

from typing import Annotated

import typer

from according.cli import record_options as options
from according.cli.exits import explained
from according.cli.inputs import AsJson
from according.cli.screen import console, show, write_json


def claims(
    record: options.RecordAt = options.DEFAULT,
    report: Annotated[str | None, typer.Option("--report", help="Id or path of a report.")] = None,
    kind: Annotated[str | None, typer.Option(
        "--kind", help="event, control, toll, relation, position or plan.")] = None,
    event_type: Annotated[str | None, typer.Option("--type", help="PLOVER type, such as ASSAULT.")] = None,
    mode: Annotated[str | None, typer.Option("--mode", help="PLOVER mode, such as aerial.")] = None,
    place: options.Place = None,
    actor: options.Actor = None,
    source: options.Source = None,
    standing: options.Standing = None,
    text: Annotated[str | None, typer.Option("--text", help='Words of the quote; "a phrase"; begin*.')] = None,
    on: options.On = None,
    since: options.Since = None,
    until: options.Until = None,
    known_on: options.KnownOn = None,
    superseded: Annotated[bool, typer.Option("--superseded", help="Also claims of earlier codings.")] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="At most so many.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show the claims of a record, in the order in which they became known.

    Each stands with its sentence and who says so. With --json, one claim a line.
    """
    with explained():
        from according.store.query import Query
        from according.store.record import open_record

        with open_record(options.record_path(record)) as opened:
            told = opened.report(report) if report else None
            actor, source = (_by_id(name) for name in (actor, source))
            by_id = place is not None and opened.count_claims(place=place, superseded=True) > 0
            query = Query(
                report=told.id if told else report, kind=kind, event_type=event_type.upper() if event_type else None,
                mode=mode, place=place if by_id else None, place_name=None if by_id else place, actor=actor,
                source=source, standing=standing, text=text, on=options.day(on), since=options.day(since),
                until=options.day(until), known_on=options.day(known_on), superseded=superseded, limit=limit,
            )
            if as_json:
                for claim in opened.claims(query):
                    write_json(claim.to_json())
                return
            from according.cli.render import coded_report, grouped_by_report

            screen = console()
            for number, (key, found) in enumerate(grouped_by_report(opened.claims(query))):
                whole = opened.report(key)
                if whole is not None:
                    show(screen, coded_report(whole, found, first=number == 0))


def _by_id(name: str | None) -> str | None:
    """An actor's id for any name the packs know it by, as all questions take it; other names as they are."""
    if name is None:
        return None
    from according.answer.selection import actor_id
    from according.packs.loader import load_packs

    return actor_id(load_packs(()), name) or name
