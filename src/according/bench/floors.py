"""`make bench DATA=FOLDER`: every benchmark whose data are there, against the floors that were reached.

Floors stand in `floors.toml`; a figure below its floor fails the run. Raising a floor is welcome; lowering one takes a
reason in the commit.
"""

from __future__ import annotations

import importlib
import sys
import tomllib
from pathlib import Path
from typing import Any


def floors() -> dict[str, dict[str, Any]]:
    """By entry: `bench`, the benchmark where the entry has another name; `data`, the path below DATA; `floors`, the
    least; `ceilings`, the most a figure may be."""
    return tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))


def figure(metrics: dict[str, Any], name: str) -> float | None:
    """A figure by its name, dots leading into tables; None when it is not there."""
    value: Any = metrics.get(name)
    if value is None:
        value = metrics
        for key in name.split("."):
            value = value.get(key) if isinstance(value, dict) else None
    return float(value) if isinstance(value, int | float) else None


def missed(metrics: dict[str, Any], pinned: dict[str, Any]) -> list[str]:
    """What lies below its floor or above its ceiling, in words; a figure that is gone counts as missed."""
    out = []
    for name, least in pinned.get("floors", {}).items():
        value = figure(metrics, name)
        if value is None or value < least:
            out.append(f"{name} is {value}, its floor is {least}")
    for name, most in pinned.get("ceilings", {}).items():
        value = figure(metrics, name)
        if value is None or value > most:
            out.append(f"{name} is {value}, its ceiling is {most}")
    return out


def main(folder: Path) -> int:
    """Run what there are data for; 1 when a floor was missed or there was nothing to run."""
    failed = ran = 0
    for name, pinned in floors().items():
        data = folder / pinned["data"]
        if not data.exists():
            print(f"{name:16} no data at {pinned['data']}")
            continue
        module = str(pinned.get("bench", name)).replace("-", "_")
        metrics = importlib.import_module(f"according.bench.{module}").run(data).metrics
        wrong = missed(metrics, pinned)
        ran, failed = ran + 1, failed + bool(wrong)
        print(f"{name:16} {'; '.join(wrong) or 'holds'}", flush=True)
    if not ran:
        print(f"there are no benchmark data in {folder}; name their folder: make bench DATA=FOLDER")
    return int(bool(failed) or not ran)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
