"""A worker process: makes its engine once, then codes the batches it is sent, one answer a report."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from according.model.claim import MadeBy
from according.model.report import Report
from according.run.factory import EngineFactory, start
from according.run.partition import Outcome, code_reports, described, made_by


@dataclass(frozen=True, slots=True)
class Ready:
    """The engine is made."""

    stamp: MadeBy


@dataclass(frozen=True, slots=True)
class Broken:
    """The engine cannot be made; another process would fare no better."""

    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of report `index`."""

    index: int
    outcome: Outcome


def work(pipe: Connection[Any, Any], factory: EngineFactory) -> None:
    """Code what comes through `pipe` (lists of (index, report)) until it is closed."""
    for number in (signal.SIGINT, signal.SIGTERM):  # they go to the whole group; whoever started the workers ends them
        signal.signal(number, signal.SIG_IGN)
    try:
        engine = start(factory)
        stamp = made_by(engine)
    # A missing model, a broken pack, a bug in another engine: all end the same way, in a message to the user.
    except Exception as error:
        message = " ".join(str(error).split())
        pipe.send(Broken(message if isinstance(error, RuntimeError | ValueError) and message else described(error)))
        return
    try:
        pipe.send(Ready(stamp))
        while True:
            batch: list[tuple[int, Report]] = pipe.recv()
            for (index, _), outcome in zip(batch, code_reports((r for _, r in batch), engine), strict=True):
                pipe.send(Answer(index, outcome))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the other end is gone, and with it whoever wanted answers
