"""Hands shards to workers, here or on a Dask cluster, and gives back their rows as they are done."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from depesche.errors import DepescheError, InputError
from depesche.intake.shards import size_of

from .manifest import ShardRow, write_row
from .shard import Job, Stopped, Workers, run_shard

if TYPE_CHECKING:
    from distributed import Client

_RETRIES = 2
"""How often a shard is begun anew after the cluster lost a whole worker over it."""


@dataclass(frozen=True, slots=True)
class Status:
    """How far one shard has come; `expected` is None where nobody knows how many reports it holds."""

    shard: str
    done: int
    expected: int | None


Told = Callable[[Status], None]


def run_jobs(jobs: Sequence[Job], *, workers: int, told: Told | None = None) -> Iterator[ShardRow]:
    """Yield the row of each shard as it is done, read by so many worker processes on this machine.

    `told` hears of every report; it is called from several threads. Ending the iteration ends the workers. An error that
    no shard is to blame for, as a full disk, is raised.
    """
    waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
    for job in jobs:
        waiting.put(job)
    results: queue.SimpleQueue[ShardRow | BaseException] = queue.SimpleQueue()
    stop = threading.Event()
    crew = [_Hand(waiting, results, stop, told) for _ in range(max(1, min(workers, len(jobs))))]
    for hand in crew:
        hand.start()
    try:
        for _ in jobs:
            found = results.get()
            if isinstance(found, BaseException):
                raise found
            yield found
    finally:
        stop.set()
        for hand in crew:
            hand.drop()
        for hand in crew:
            hand.join()


class _Hand(threading.Thread):
    """A thread with its worker process; the process does the work, the thread watches it."""

    def __init__(
        self,
        waiting: queue.SimpleQueue[Job],
        results: queue.SimpleQueue[ShardRow | BaseException],
        stop: threading.Event,
        told: Told | None,
    ) -> None:
        super().__init__(daemon=True)
        self._waiting, self._results, self._stop_event, self._told = waiting, results, stop, told
        self._workers = Workers()

    def run(self) -> None:
        """Read shards until none is left."""
        try:
            while not self._stop_event.is_set():
                self._results.put(self._read(self._waiting.get_nowait()))
        except (queue.Empty, Stopped):
            return
        except BaseException as error:
            self._results.put(error)
        finally:
            self._workers.drop()

    def _read(self, job: Job) -> ShardRow:
        def told(done: int, expected: int | None) -> None:
            if self._stop_event.is_set():
                raise Stopped
            if self._told is not None:
                self._told(Status(job.shard.name, done, expected))

        return run_shard(job, workers=self._workers, told=told)

    def drop(self) -> None:
        """End the worker process from another thread; its own then finds the run stopped."""
        self._workers.stop()


@contextmanager
def cluster(*, scheduler: str | None, workers: int, dashboard: bool) -> Iterator[Client]:
    """Give a client of the Dask scheduler at an address, or of a local cluster made for this run."""
    try:
        import distributed
    except ImportError as error:
        raise InputError(
            "Dask is not installed. Install it with `pip install 'depesche[dask]'`, or leave out --dask and --scheduler."
        ) from error
    if scheduler is not None:
        try:
            with distributed.Client(scheduler, timeout="20s") as client:  # type: ignore[no-untyped-call]
                yield client
        except OSError as error:
            raise InputError(f"{scheduler}: no Dask scheduler answers ({error}). Check the address.") from error
        return
    with (
        distributed.LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=workers,
            threads_per_worker=1,
            memory_limit=0,
            silence_logs=logging.ERROR,
            dashboard_address="127.0.0.1:8787" if dashboard else None,
        ) as local,
        distributed.Client(local) as client,  # type: ignore[no-untyped-call]
    ):
        yield client


def run_on(client: Client, jobs: Sequence[Job]) -> Iterator[ShardRow]:
    """Yield the row of each shard as it is done on a Dask cluster, by the function that local workers run.

    Shards and outputs must be reachable by the same paths from everywhere. A shard over which the cluster loses worker
    after worker gives a row with `broken`.
    """
    from distributed import as_completed

    futures: dict[Any, Job] = {client.submit(run_shard, job, pure=False, retries=_RETRIES): job for job in jobs}
    for future in as_completed(futures):  # type: ignore[no-untyped-call]
        job = futures[future]
        error = future.exception()
        if error is None:
            yield future.result()
        elif isinstance(error, DepescheError):
            raise error
        else:
            yield _broken(job, error)
        future.release()


def _broken(job: Job, error: BaseException) -> ShardRow:
    size, changed = size_of(job.shard)
    row = ShardRow(
        shard=job.shard.name,
        kind=job.shard.kind,
        digest="",
        size=size,
        changed=changed,
        version=job.version,
        format=job.format,
        reports=0,
        readings=0,
        events=0,
        quotations=0,
        refused={},
        lost=[],
        damage=[],
        outputs={},
        broken=f"{type(error).__name__}: {' '.join(str(error).split())[:300]}",
    )
    write_row(Path(job.out), row)
    return row
