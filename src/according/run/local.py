"""Coding many reports on this machine, with worker processes that may die without taking the job with them.

A worker that is killed, crashes or runs over the time limit costs at most the report it was coding: that report is
a Failure with its reason, a new worker takes the place of the old one, and the rest goes on. Outcomes come in the
order of the inputs, so what is written is the same whatever the number of workers; only a bounded stretch of the
inputs is in memory at a time.
"""

from __future__ import annotations

import multiprocessing
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any

from according.extract.backend import Engine
from according.model.claim import MadeBy
from according.model.report import Report
from according.run.factory import EngineFactory, EngineUnavailable, use_one_thread
from according.run.partition import Coded, Failure, Outcome, code_reports, made_by
from according.run.worker import Answer, Broken, Ready, work

__all__ = ["Coded", "Failure", "LocalRun", "Outcome"]

BATCH_CHARACTERS = 24_000
BATCH_REPORTS = 16
START_LIMIT = 300.0  # seconds for a worker to load its model

Job = tuple[int, Report]


@dataclass(slots=True, eq=False)
class _Worker:
    """A process, and the reports it was sent and has not answered yet."""

    process: BaseProcess
    pipe: Connection[Any, Any]
    deadline: float
    ready: bool = False
    jobs: deque[Job] = field(default_factory=deque)

    def stop(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


class LocalRun:
    """Workers that share one kind of engine. Use it in a `with`, so that no process is left behind.

    `workers` 0 codes in this very process: nothing to start, but a crash is then a crash. `time_limit` is in
    seconds a report, None for no limit; it holds only with workers.
    """

    def __init__(self, factory: EngineFactory, workers: int = 1, time_limit: float | None = 300.0) -> None:
        self.factory = factory
        self.count = workers
        self.time_limit = time_limit
        self.restarts = 0
        self._stamp: MadeBy | None = None
        self._engine: Engine | None = None
        self._workers: list[_Worker] = []

    def __enter__(self) -> LocalRun:
        if self.count:
            self._workers = [self._start() for _ in range(self.count)]
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        for worker in self._workers:
            worker.stop()
        self._workers = []

    @property
    def process_ids(self) -> list[int]:
        """The workers' process ids."""
        return [worker.process.pid for worker in self._workers if worker.process.pid is not None]

    @property
    def made_by(self) -> MadeBy:
        """The engine's stamp. Waits until one worker has made its engine; raises EngineUnavailable if none can."""
        if not self.count:
            return made_by(self._own_engine())
        while self._stamp is None:
            self._listen({}, deque())
        return self._stamp

    def wait_until_ready(self) -> None:
        """Wait until every worker has made its engine. Raises EngineUnavailable if one cannot."""
        while not all(worker.ready for worker in self._workers):
            self._listen({}, deque())

    def code(self, inputs: Iterable[Report | Failure]) -> Iterator[Outcome]:
        """One outcome an input, in order; an input that already is a Failure is handed through.

        Raises EngineUnavailable when no engine can be made.
        """
        if not self.count:
            for item in inputs:
                yield item if isinstance(item, Failure) else next(code_reports([item], self._own_engine()))
            return
        yield from self._code(iter(inputs))

    def _own_engine(self) -> Engine:
        if self._engine is None:
            use_one_thread()
            self._engine = self.factory()
        return self._engine

    def _code(self, inputs: Iterator[Report | Failure]) -> Iterator[Outcome]:
        self._forget_unasked()
        done: dict[int, Outcome] = {}
        waiting: deque[list[Job]] = deque()
        taken = given = 0
        ended = False
        ahead = 4 * BATCH_REPORTS * self.count
        while True:
            while not ended and len(waiting) < self.count and taken - given < ahead:
                batch, count, ended = _next_batch(inputs, taken, done)
                taken += count
                if batch:
                    waiting.append(batch)
            while given in done:
                yield done.pop(given)
                given += 1
            if ended and given == taken:
                return
            self._hand_out(waiting)
            if any(worker.jobs for worker in self._workers) or waiting:
                self._listen(done, waiting)

    def _forget_unasked(self) -> None:
        """New workers for those that still code for a caller who stopped asking: their answers are nobody's now."""
        for number, worker in enumerate(self._workers):
            if worker.jobs:
                worker.stop()
                self._workers[number] = self._start()

    def _hand_out(self, waiting: deque[list[Job]]) -> None:
        """A batch for every worker that has nothing to do."""
        for worker in self._workers:
            if waiting and worker.ready and not worker.jobs:
                batch = waiting.popleft()
                worker.jobs.extend(batch)
                self._set_deadline(worker)
                try:
                    worker.pipe.send(batch)
                except (BrokenPipeError, ConnectionResetError):
                    continue  # it is dead; listening finds that out and gives its jobs to another

    def _listen(self, done: dict[int, Outcome], waiting: deque[list[Job]]) -> None:
        """Wait for answers, and for workers that die or run over their time."""
        now = time.monotonic()
        timeout = max(0.0, min(worker.deadline for worker in self._workers) - now)
        heard = wait([worker.pipe for worker in self._workers], timeout=min(timeout, 5.0))
        for worker in list(self._workers):
            if worker.pipe in heard:
                self._take(worker, done, waiting)
            elif time.monotonic() > worker.deadline:
                self._replace(worker, done, waiting, self._over_time(worker))

    def _take(self, worker: _Worker, done: dict[int, Outcome], waiting: deque[list[Job]]) -> None:
        try:
            while worker.pipe.poll():
                said = worker.pipe.recv()
                if isinstance(said, Broken):
                    raise EngineUnavailable(said.reason)
                if isinstance(said, Ready):
                    worker.ready, worker.deadline, self._stamp = True, float("inf"), said.stamp
                elif isinstance(said, Answer):
                    worker.jobs.popleft()
                    done[said.index] = said.outcome
                    self._set_deadline(worker)
        except (EOFError, ConnectionResetError):
            worker.process.join(5)
            self._replace(worker, done, waiting, _died(worker.process.exitcode))

    def _replace(self, worker: _Worker, done: dict[int, Outcome], waiting: deque[list[Job]], reason: str) -> None:
        """Start a new worker for a dead one; its reports are tried again one by one, a report alone is given up."""
        if not worker.ready:
            self.restarts += 1
            if self.restarts > 2 * self.count:
                raise EngineUnavailable(f"the workers end before they can begin: {reason}")
        worker.stop()
        jobs = list(worker.jobs)
        if len(jobs) == 1:
            index, report = jobs[0]
            done[index] = Failure(report.ref, reason, "code it alone, or cut it into smaller reports", report.id)
        else:
            waiting.extendleft([job] for job in reversed(jobs))
        self._workers[self._workers.index(worker)] = self._start()

    def _over_time(self, worker: _Worker) -> str:
        limit = START_LIMIT if not worker.ready else self.time_limit or 0.0
        return f"the coder ran over its {limit:g} seconds"

    def _set_deadline(self, worker: _Worker) -> None:
        """The time limit runs from the last answer. A batch that runs over it is tried again report by report."""
        limited = self.time_limit is not None and worker.jobs
        worker.deadline = time.monotonic() + (self.time_limit or 0.0) if limited else float("inf")

    def _start(self) -> _Worker:
        starts = multiprocessing.get_context("spawn")
        ours, theirs = starts.Pipe()
        process = starts.Process(target=work, args=(theirs, self.factory), daemon=True, name="according-worker")
        process.start()
        theirs.close()
        return _Worker(process, ours, time.monotonic() + START_LIMIT)


def _next_batch(inputs: Iterator[Report | Failure], first: int,
                done: dict[int, Outcome]) -> tuple[list[Job], int, bool]:
    """The next reports, how many inputs that took, and whether there are no more; failures are done at once."""
    batch: list[Job] = []
    size = count = 0
    for item in inputs:
        index = first + count
        count += 1
        if isinstance(item, Failure):
            done[index] = item
        else:
            batch.append((index, item))
            size += len(item.text)
        if size >= BATCH_CHARACTERS or count >= BATCH_REPORTS:
            return batch, count, False
    return batch, count, True


def _died(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        return f"the worker coding it was killed (signal {-exitcode})"
    return f"the worker coding it ended by itself (exit code {exitcode})"
