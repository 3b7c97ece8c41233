"""What is printed where: colours for a person at a terminal, plain text in a pipe, progress on standard error."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from rich.console import Console

PIPED_WIDTH = 100
WIDEST = 110

T = TypeVar("T")


def console() -> Console:
    """Standard output: no colours and a fixed width when piped."""
    from rich.console import Console

    found = Console(highlight=False, soft_wrap=False)
    found.width = min(found.width, WIDEST) if found.is_terminal else PIPED_WIDTH
    return found


def show(screen: Console, shown: Any) -> None:
    """Print text, or something rich can render, without spaces at the ends of lines; what is wrapped stays indented."""
    if isinstance(shown, str):
        shown = "\n".join(_wrapped(line, screen.width) for line in shown.split("\n"))
    with screen.capture() as captured:
        screen.print(shown, markup=False, emoji=False) if isinstance(shown, str) else screen.print(shown)
    sys.stdout.write("\n".join(line.rstrip() for line in captured.get().split("\n")))


def _wrapped(line: str, width: int) -> str:
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return "\n".join(textwrap.wrap(line, width, subsequent_indent=indent, break_on_hyphens=False)) or line


def write_json(value: Any) -> None:
    """One JSON value on one line of standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def progress(outcomes: Iterable[T], total: int | None, label: str, shows_them: bool = False) -> Iterator[T]:
    """Hand `outcomes` through, with counts and time left on standard error while a person is watching.

    `shows_them` says that each is printed as it comes: on the same terminal that is progress enough.
    """
    if not sys.stderr.isatty() or (shows_them and sys.stdout.isatty()):
        yield from outcomes
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
               TextColumn("left"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        for done, outcome in enumerate(outcomes, 1):
            if total is not None and done > total:
                bar.update(task, total=done)
            bar.update(task, completed=done)
            yield outcome
