"""How a process makes its engine: small enough to be sent to another process, and nothing heavy until it is called."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import TypeVar

from according.extract.backend import Engine

Made = TypeVar("Made", bound=Engine)
EngineFactory = Callable[[], Engine]

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "NUMEXPR_NUM_THREADS")


# Coding a report makes some hundred thousand objects that are all gone with it: look for rings among them seldom.
COLLECT_AFTER = (200_000, 20, 20)


class EngineUnavailable(RuntimeError):
    """The engine cannot be made on this machine: a model, gazetteer or pack is missing or broken."""


def use_one_thread() -> None:
    """Keep the matrix libraries of this process to one thread: processes share the machine, threads would fight.

    Only tells before numpy is first imported; a number that the user has set is left alone.
    """
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")


def start(factory: Callable[[], Made]) -> Made:
    """Make the engine of this process, on one thread, and take what is loaded then out of the garbage collector's
    rounds: model, gazetteer and packs stay, and to walk them again and again costs a tenth of the work.

    Raises as `factory` does.
    """
    use_one_thread()
    engine = factory()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    return engine


@dataclass(frozen=True, slots=True)
class MakeEngine:
    """Makes the engine of a name with the packs of those names (none: all there are)."""

    packs: tuple[str, ...] = ()
    engine: str = "according-rules"

    def __call__(self) -> Engine:
        """Raises EngineUnavailable for an unknown name, and what says that a model, gazetteer or pack is missing."""
        if self.engine == "according-rules":
            from according.extract.engine import RuleEngine
            from according.extract.parsing.parser import load_model
            from according.packs.loader import load_packs

            load_model()
            return RuleEngine(load_packs(self.packs))
        for point in entry_points(group="according.engines", name=self.engine):
            made: Engine = point.load()(packs=self.packs)
            return made
        raise EngineUnavailable(f"no engine named {self.engine}")
