"""`according bench NAME --data PATH`: scores on public benchmarks."""

from __future__ import annotations

import importlib
import json
import time
from pathlib import Path
from typing import Annotated

import typer

from according.run.factory import use_one_thread

NAMES = ("polnear", "claims", "plover-gsr", "case2021", "india-police", "muc4", "muc4-keys", "toponyms",
         "event-location", "re3d", "control", "war", "times", "speed", "scale", "gate")


def bench(
    name: Annotated[str, typer.Argument(help=f"One of: {', '.join(NAMES)}.")],
    data: Annotated[Path, typer.Option("--data", exists=True, help="The folder or file that holds the set.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of a table.")] = False,
    errors: Annotated[Path | None, typer.Option("--errors", help="Write the misses here.")] = None,
) -> None:
    """Score on a public benchmark; the data are named by the user, none are shipped."""
    if name not in NAMES:
        raise typer.BadParameter(f"no benchmark named {name}; there are: {', '.join(NAMES)}")
    use_one_thread()  # as when coding; it must be said before the matrix library is loaded
    module = importlib.import_module(f"according.bench.{name.replace('-', '_')}")
    began = time.perf_counter()
    result = module.run(data)
    result.seconds = time.perf_counter() - began
    if errors:
        result.write_misses(errors)
    if as_json:
        typer.echo(json.dumps(result.to_json(), ensure_ascii=False))
        return
    typer.echo(f"{result.bench}: {result.n} items in {result.seconds:.1f} s")
    for key, value in result.metrics.items():
        typer.echo(f"  {key:28} {value:.4f}" if isinstance(value, float) else f"  {key:28} {json.dumps(value)}")
