"""Exit codes, and errors told in one line with their cure."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

GOOD = 0
SOME_FAILED = 1
USAGE = 2
NOT_READY = 3
INTERRUPTED = 130

TOLD_IN_HELP = (
    "Exit codes: 0 all good; 1 some inputs were refused or failed, or something is broken; 2 wrong usage, "
    "no such record; 3 a model, gazetteer or pack is missing or altered (see: according doctor)."
)


def stop(message: str, code: int) -> NoReturn:
    """Say what is wrong on standard error and end with `code`."""
    typer.echo(f"according: {message}", err=True)
    raise typer.Exit(code)


@contextmanager
def explained() -> Iterator[None]:
    """Turn the errors that a user can cure into one line and an exit code."""
    from according.store.errors import RecordError

    try:
        yield
    except RecordError as error:
        stop(str(error), USAGE)
    except KeyboardInterrupt:
        stop("interrupted; what was done is kept, and the same command goes on from there", INTERRUPTED)
    except BrokenPipeError:
        # Whoever read the output has enough (a pager, head); nothing more can be said, and nothing is wrong.
        sys.stderr.close()
        raise typer.Exit(GOOD) from None
    except (RuntimeError, ValueError) as error:
        if type(error).__name__ not in ("GazetteerMissing", "ModelMissing", "ModelAltered", "PackError",
                                        "EngineUnavailable"):
            raise
        stop(str(error), NOT_READY)
