"""One shard from beginning to end, whatever its reports do to the worker: the function that threads and clusters run.

Reports are read in batches. Where a batch kills its worker or does not come back, a new worker goes on after the last
finished report, and the rest of the batch is halved until the report stands alone that does it. That one is refused by
name; all others are read.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from depesche.intake.shards import Shard, size_of

from .child import Child, Lost
from .manifest import ShardRow, write_row
from .reading import Broken, Done, Finish, Finished, Open, Opened, Refused, Setup, Take, Took

BATCH = 16
_TRIES = 3
"""Deaths before a report is even looked at, or while writing, after which the shard is given up."""
_DANGEROUS = ("killed", "hung", "MemoryError")


@dataclass(frozen=True, slots=True)
class Job:
    """A shard, how to read it, and where its output goes."""

    shard: Shard
    out: str
    format: str
    """`parquet` or `jsonl`."""
    setup: Setup
    version: Mapping[str, str]
    """What the readings depend on besides the shard: program, lexicons, options."""


Told = Callable[[int, int | None], None]
"""Is told how many reports of a shard are done, and how many there are if that is known."""


def _nothing(done: int, expected: int | None) -> None:
    """Tell nobody."""


class GivenUp(Exception):
    """The shard cannot be read or written; the message says why."""


class Stopped(Exception):
    """The run was ended from outside."""


class Workers:
    """Gives a worker process for a setup, the same one as long as it lives."""

    def __init__(self) -> None:
        self._child: Child | None = None
        self._setup: Setup | None = None
        self._stopped = False

    def get(self, setup: Setup) -> Child:
        """Return a living worker process; raises Stopped after `stop`."""
        if self._stopped:
            raise Stopped
        if self._child is None or self._setup != setup:
            self.drop()
            self._child, self._setup = Child(setup), setup
        return self._child

    def drop(self) -> None:
        """End the worker process, if there is one."""
        if self._child is not None:
            self._child.end()
        self._child = None

    def stop(self) -> None:
        """End the worker process for good, from another thread than its own."""
        self._stopped = True
        child = self._child
        if child is not None:
            child.kill()


_of_thread = threading.local()


def run_shard(job: Job, *, workers: Workers | None = None, told: Told = _nothing) -> ShardRow:
    """Read a shard, write its outputs and its row of the manifest, and return the row.

    On a cluster, each thread keeps one worker process from shard to shard. A shard that cannot be read gives a row with
    `broken`; nothing is raised for what lies in the shard.
    """
    if workers is None:
        workers = getattr(_of_thread, "workers", None) or Workers()
        _of_thread.workers = workers
    spool = Path(job.out) / "spool" / f"{job.shard.name}.part"
    spool.parent.mkdir(parents=True, exist_ok=True)
    run = _Run(job, workers, spool, told)
    try:
        row = run.row()
    except BaseException:
        workers.drop()
        raise
    finally:
        spool.unlink(missing_ok=True)
    write_row(Path(job.out), row)
    return row


@dataclass
class _Run:
    """The state of one shard being read."""

    job: Job
    workers: Workers
    spool: Path
    told: Told
    offset: int = 0
    position: int = 0
    """Reports settled, read or refused."""
    digest: str = ""
    expected: int | None = None
    plan: list[int] = field(default_factory=list)
    """Sizes of the next batches, the last first; empty for batches of the usual size."""
    refused: list[tuple[str, Refused]] = field(default_factory=list)
    damage: dict[tuple[int, int, str], None] = field(default_factory=dict)
    tries: int = 0

    def row(self) -> ShardRow:
        """Read everything and write the outputs; a shard that is given up has no outputs."""
        size, changed = size_of(self.job.shard)
        finished, broken = Finished({}, 0, 0, 0), None
        try:
            self._open()
            while self._batch():
                pass
            finished = self._finish()
        except GivenUp as error:
            broken = str(error)
            self.workers.drop()
        return ShardRow(
            shard=self.job.shard.name,
            kind=self.job.shard.kind,
            digest=self.digest,
            size=size,
            changed=changed,
            version=self.job.version,
            format=self.job.format,
            reports=self.position,
            readings=self.position - len(self.refused),
            events=finished.events,
            quotations=finished.quotations,
            refused=_counts(self.refused),
            lost=[{"source": source, "kind": r.kind, "reason": r.message} for source, r in self.refused if r.kind in _DANGEROUS],
            damage=[{"at": at, "bytes": lost, "reason": reason} for at, lost, reason in self.damage],
            outputs=dict(finished.outputs),
            broken=broken,
            peak=finished.peak,
        )  # fmt: skip

    def _open(self) -> None:
        """Have a worker process stand after the last settled report; one that dies over it is followed by a few more."""
        while True:
            try:
                child = self.workers.get(self.job.setup)
                child.tell(Open(self.job.shard, str(self.spool), self.offset, self.position))
                answer = self._checked(child.hear())
                assert isinstance(answer, Opened)
                self.digest, self.expected = answer.digest, answer.expected
                return
            except Lost as lost:
                self._failed(lost, f"after report {self.position}")

    def _failed(self, lost: Lost, where: str) -> None:
        self.workers.drop()
        self.tries += 1
        if self.tries >= _TRIES:
            raise GivenUp(f"{self.job.shard.name}: {where} reading {lost}, {_TRIES} times over") from lost

    @staticmethod
    def _checked(answer: object) -> object:
        if isinstance(answer, Broken):
            raise GivenUp(answer.message)
        return answer

    def _batch(self) -> bool:
        """Read the next batch; return whether there was one."""
        sources: tuple[str, ...] = ()
        finished = 0
        size = self.plan.pop() if self.plan else BATCH
        child = self.workers.get(self.job.setup)
        try:
            child.tell(Take(size))
            took = self._checked(child.hear_soon())
            assert isinstance(took, Took)
            sources = took.sources
            self.damage |= {(d.at, d.lost, d.reason): None for d in took.damage}
            for source in sources:
                done = self._checked(child.hear_soon())
                assert isinstance(done, Done)
                self._settle(source, done)
                finished += 1
                self.tries = 0
        except Lost as lost:
            self.workers.drop()
            self._divide(sources[finished:], lost, begun=finished > 0, size=size)
            return True
        return bool(sources)

    def _settle(self, source: str, done: Done) -> None:
        self.offset = done.offset
        self.position += 1
        if done.refused is not None:
            self.refused.append((source, done.refused))
        self.told(self.position, self.expected)

    def _divide(self, suspects: tuple[str, ...], lost: Lost, *, begun: bool, size: int) -> None:
        """Plan how to go on after a worker was lost over one of the suspects, of which the first is the likeliest."""
        if not suspects:
            self._failed(lost, f"after report {self.position}")
            self.plan.append(size)
            self._open()
            return
        if len(suspects) == 1:
            self._refuse(suspects[0], lost)
            return
        first = 1 if begun else len(suspects) // 2
        self.plan += [len(suspects) - first, first]
        self._open()

    def _refuse(self, source: str, lost: Lost) -> None:
        """Pass over a report that stood alone when the worker was lost."""
        refused = Refused(lost.kind, str(lost))
        self._open()
        child = self.workers.get(self.job.setup)
        try:
            child.tell(Take(1, refused))
            took, done = self._checked(child.hear_soon()), self._checked(child.hear_soon())
        except Lost as again:
            raise GivenUp(f"{source}: cannot even be passed over ({again})") from again
        assert isinstance(took, Took) and isinstance(done, Done)
        self.damage |= {(d.at, d.lost, d.reason): None for d in took.damage}
        self._settle(source, done)

    def _finish(self) -> Finished:
        errors = tuple(self.refused)
        while True:
            try:
                child = self.workers.get(self.job.setup)
                child.tell(Finish(self.job.out, self.job.format, errors))
                answer = self._checked(child.hear())
                assert isinstance(answer, Finished)
                if answer.peak > self.job.setup.megabytes << 19 > 0:  # half of what it may use: begin afresh
                    self.workers.drop()
                return answer
            except Lost as lost:
                self._failed(lost, "at the end")
                self._open()


def _counts(refused: list[tuple[str, Refused]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for _, why in refused:
        found[why.kind] = found.get(why.kind, 0) + 1
    return dict(sorted(found.items()))
