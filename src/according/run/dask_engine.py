"""Coding shards on a Dask cluster: one of this machine's own, or the one behind a scheduler's address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from according.run.factory import EngineFactory, EngineUnavailable
from according.run.partition import Failure
from according.run.shards import Done, Shard, code_shard

TRIES = 3  # deaths of workers that one shard may cost before it is given up


@contextmanager
def cluster(scheduler: str | None = None, workers: int = 1) -> Iterator[Any]:
    """A `distributed.Client`: of the scheduler at an address ("tcp://HOST:8786"), or of `workers` processes here.

    Raises EngineUnavailable where Dask is not installed or the scheduler does not answer.
    """
    try:
        import dask
        import distributed
    except ImportError as error:
        raise EngineUnavailable("the Dask engine needs: pip install 'according[cluster]'") from error
    client_of: Any = distributed.Client  # Dask's own classes carry no types
    cluster_of: Any = distributed.LocalCluster
    # Dask's own sampling profiler and its ticks look at each process a hundred times a second, and nobody at them.
    dask.config.set({"distributed.scheduler.allowed-failures": TRIES, "distributed.worker.profile.enabled": False,
                     "distributed.admin.tick.interval": "500ms"})
    if scheduler is not None:
        try:
            with client_of(scheduler, timeout=20) as client:
                yield client
        except OSError as error:
            raise EngineUnavailable(f"no Dask scheduler answers at {scheduler}") from error
        return
    own = cluster_of(n_workers=max(workers, 1), threads_per_worker=1, processes=True, dashboard_address=None)
    with own, client_of(own) as client:
        yield client


def code_shards(
    client: Any,
    shards: Iterable[Shard],
    out: str,
    factory: EngineFactory,
    heard: Callable[[Done | Failure], None] = lambda _: None,
) -> tuple[list[Done], list[Failure]]:
    """Code shards on a cluster; gives those that are done and, as failures by reason, those that are lost.

    A worker that dies costs the shard it was at: another codes it. `heard` is told of each as it ends.
    """
    import distributed

    ended: Any = distributed.as_completed
    waiting = {client.submit(code_shard, shard, out, factory, pure=False): shard for shard in shards}
    done: list[Done] = []
    lost: list[Failure] = []
    for future in ended(waiting):
        shard = waiting[future]
        if future.status == "finished":
            done.append(future.result())
            heard(done[-1])
            continue
        error = future.exception()
        if isinstance(error, EngineUnavailable):
            raise error
        lost.append(Failure(f"shard {shard.index}", f"{type(error).__name__}: {error}",
                            "run the same command again; if it stays, code its inputs alone"))
        heard(lost[-1])
    return done, lost
