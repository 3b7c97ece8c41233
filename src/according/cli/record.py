"""`according record copy FROM TO`, `according record check` and `according record versions`."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Annotated

import typer

from according.cli.exits import SOME_FAILED, explained
from according.cli.inputs import AsJson
from according.cli.record_options import DEFAULT, RecordAt, record_path
from according.cli.screen import write_json

if TYPE_CHECKING:
    from according.model.report import Report
    from according.store.versions import Version

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


@app.command("versions")
def versions(
    report: Annotated[str | None, typer.Argument(metavar="REPORT", help="Id or ref of a report: its article.")] = None,
    record: RecordAt = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Articles that were changed after they were first seen, and what was changed in them, silently or not."""
    with explained():
        from according.store.record import open_record
        from according.store.versions import article_of, changed_articles, versions_of

        with open_record(record_path(record)) as opened:
            wanted = changed_articles(opened)
            if report is not None:
                found = opened.report(report)
                article = article_of(opened, found.id) if found else None
                wanted = iter([versions_of(opened, article)] if article else [])
            for together in wanted:
                told = opened.reports_by_id(version.report for version in together)
                if as_json:
                    write_json({"article": together[0].article, "versions": [
                        {"number": v.number, "report": v.report, "change": v.change, "feed": v.feed,
                         "seen_at": v.seen_at.isoformat(), "updated": v.body.get("updated")} for v in together]})
                    continue
                for line in _told(together, told):
                    typer.echo(line)


def _told(together: list[Version], told: dict[str, Report]) -> Iterator[str]:
    """An article with its versions, each with the words that it has and the one before has not."""
    first = told[together[0].report]
    yield f"{first.title or first.text[:60]} ({first.publisher or 'publisher unknown'}, {first.ref})"
    for before, version in zip([None, *together], together, strict=False):
        yield f"  {version.number}  {version.seen_at:%Y-%m-%d %H:%M}  {version.change.replace('_', ' ')}"
        if before is not None:
            yield from changed_words(told[before.report].text, told[version.report].text)


def changed_words(before: str, after: str) -> Iterator[str]:
    """What was taken out and what was put in, with a few words around it."""
    old, new = before.split(), after.split()
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield f"       … {' '.join(old[max(0, a - 4) : a])} [-{' '.join(old[a:b])}-]{{+{' '.join(new[c:d])}+}} …"
