"""What every benchmark gives back: one shape for all."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from according.model.version import __version__


@dataclass(slots=True)
class Result:
    """`n` counts the scored items; `metrics` are named figures (nested for tables); `misses` go to --errors."""

    bench: str
    n: int
    metrics: dict[str, Any]
    seconds: float = 0.0
    misses: list[dict[str, Any]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return {"bench": self.bench, "n": self.n, "metrics": self.metrics, "seconds": round(self.seconds, 2),
                "version": __version__}

    def write_misses(self, path: Path) -> None:
        """One JSON object a line, each with the gold and the answer."""
        with path.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(miss, ensure_ascii=False) + "\n" for miss in self.misses)


def f1(right: float, found: float, wanted: float) -> dict[str, float]:
    """Precision, recall and F1 from counts; 0.0 where nothing was found or wanted."""
    p = right / found if found else 0.0
    r = right / wanted if wanted else 0.0
    return {"p": p, "r": r, "f1": 2 * p * r / (p + r) if p + r else 0.0}
