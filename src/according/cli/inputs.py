"""What `code` and `add` take: paths, what is known of their publication, packs, workers."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from according.model.report import Report
    from according.model.when import Published
    from according.run.partition import Failure

Paths = Annotated[list[str], typer.Argument(
    metavar="PATH…", help="Files, folders: text, Markdown, HTML, JSON Lines, PDF, feeds, WARC; - for standard input.")]
PublishedOn = Annotated[str | None, typer.Option(
    "--published", metavar="DATE", help="When they were published (ISO 8601), where the reports do not say.")]
Publisher = Annotated[str | None, typer.Option(
    "--publisher", metavar="NAME", help="Who published them, where the reports do not say.")]
Packs = Annotated[list[str] | None, typer.Option(
    "--pack", metavar="NAME", help="Packs to use (all there are, when none is named); give it once for each.")]
Workers = Annotated[int, typer.Option(
    "--workers", min=0, help="Worker processes; 0 codes in this process, without protection against a crash.")]
TimeLimit = Annotated[float, typer.Option("--time-limit", min=1, help="Seconds that one report may take.")]
Gate = Annotated[bool, typer.Option(
    "--gate", help="Set aside texts without any word of what there is to code (off: every report is coded).")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of text.")]


def published_on(text: str | None) -> Published | None:
    """The value of --published; anything but ISO 8601 is wrong usage."""
    from according.model.when import Published

    if text is None:
        return None
    try:
        return Published.parse(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date such as 2015-10-09 or 2015-10-09T18:30+03:00",
                                 param_hint="--published") from None


def read(paths: list[str], published: Published | None, publisher: str | None) -> Iterator[Report | Failure]:
    """The reports of the paths; an input that is refused comes as a Failure."""
    from according.model.report import Report
    from according.read.sources import read_paths
    from according.run.partition import Failure

    for item in read_paths(paths, published=published, publisher=publisher):
        yield item if isinstance(item, Report) else Failure(item.ref, item.reason, item.cure)


def read_marked(paths: list[str], published: Published | None, publisher: str | None) -> Iterator[Report | Failure]:
    """The same with near-duplicates and wire copies marked among all that was given; everything is read first."""
    from according.model.report import Report
    from according.read.duplicates import mark_copies

    items = list(read(paths, published, publisher))
    marked = iter(mark_copies([item for item in items if isinstance(item, Report)]))
    for item in items:
        yield next(marked) if isinstance(item, Report) else item


class GateKeeper:
    """Leaves out what the gate sets aside, and counts it. `on` False lets everything through."""

    def __init__(self, on: bool) -> None:
        self.on = on
        self.aside: list[str] = []

    def let_in(self, items: Iterable[Report | Failure]) -> Iterator[Report | Failure]:
        """The items that are not set aside, in order."""
        from according.model.report import Report
        from according.run.gate import load_gate

        gate = load_gate() if self.on else None
        for item in items:
            if gate is not None and isinstance(item, Report) and not gate.passes(item):
                self.aside.append(item.ref)
            else:
                yield item

    def tell(self) -> None:
        """Say on standard error how many were set aside."""
        if self.aside:
            typer.echo(f"{len(self.aside)} reports set aside by the gate, not coded", err=True)


def count_inputs(paths: Iterable[str]) -> int | None:
    """About how many reports the paths hold, to tell how far a job is; None for what comes through a pipe."""
    if not sys.stderr.isatty():
        return None
    total = 0
    for name in paths:
        path = Path(name)
        if name == "-":
            return None
        files = [Path(folder) / f for folder, _, found in os.walk(path) for f in found] if path.is_dir() else [path]
        total += sum(_reports_in(file) for file in files)
    return total


def _reports_in(file: Path) -> int:
    if file.suffix not in (".jsonl", ".ndjson"):
        return 1
    try:
        with file.open("rb") as lines:
            return sum(1 for line in lines if line.strip())
    except OSError:
        return 1


def tell_failures(failures: list[Failure], seen: int) -> None:
    """Name what gave no claims, with reasons and cures, on standard error."""
    if not failures:
        return
    typer.echo(f"\n{len(failures)} of {seen} inputs gave nothing:", err=True)
    for failure in failures:
        cure = f"; {failure.cure}" if failure.cure else ""
        typer.echo(f"  {failure.ref}: {failure.reason}{cure}", err=True)
