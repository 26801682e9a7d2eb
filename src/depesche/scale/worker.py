"""The worker process: opens a shard, reads its reports in batches as it is told, writes the outputs.

It may die at any report. What it has finished stands in the spool up to the offset it told of last, so its successor
goes on from there.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from depesche.errors import DepescheError
from depesche.intake.shards import RawReport, Shard, digest_and_count, read_raw
from depesche.intake.warc import Damage
from depesche.model.serial import dumps

from .reading import (
    Broken,
    Crashed,
    Done,
    Finish,
    Finished,
    Open,
    Opened,
    Options,
    Reader,
    Refused,
    Setup,
    Take,
    Took,
    load_reader,
    receive,
    send,
)


def main() -> None:
    """Serve orders from standard input until it ends; what libraries print does not disturb the answers."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program that started us decides
    orders: queue.Queue[Any] = queue.Queue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, orders), daemon=True).start()
    setup: Setup = orders.get()
    _limit_memory(setup.megabytes)
    worker = Worker(load_reader(setup.reader), setup, answers)
    send(answers, "ready")
    while True:
        try:
            worker.obey(orders.get())
        except (DepescheError, OSError) as error:
            send(answers, Broken(" ".join(str(error).split())))
        except Exception as error:  # a fault in the program: what was being read is found by trying again without it
            send(answers, Crashed(f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"))
            os._exit(1)


def _listen(stream: IO[bytes], orders: queue.Queue[Any]) -> None:
    """Take orders; when whoever gives them is gone, so are we."""
    try:
        while True:
            orders.put(receive(stream))
    except (EOFError, OSError):
        os._exit(0)


def _limit_memory(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    if megabytes:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


def _peak() -> int:
    """The most memory this process has used, in bytes; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(used) if sys.platform == "darwin" else int(used) * 1024


class Worker:
    """Holds the open shard and its spool."""

    def __init__(self, reader: Reader, setup: Setup, answers: IO[bytes]) -> None:
        self._reader, self._answers = reader, answers
        self._options: Options = setup.options
        self._patience = setup.seconds
        self._raw: Iterator[RawReport | Damage] = iter(())
        self._spool: IO[bytes] | None = None
        self._path = ""
        self._shard: Shard | None = None
        self._seen = 0

    def obey(self, order: object) -> None:
        """Carry out one order."""
        if isinstance(order, Open):
            self._open(order)
        elif isinstance(order, Take):
            self._take(order)
        elif isinstance(order, Finish):
            self._finish(order)

    def _open(self, order: Open) -> None:
        digest, expected = digest_and_count(order.shard)
        self._close()
        self._shard, self._path = order.shard, order.spool
        self._spool = Path(order.spool).open("r+b" if order.offset else "wb")  # noqa: SIM115 (closed by `_close`)
        self._spool.truncate(order.offset)
        self._spool.seek(order.offset)
        self._raw = read_raw(order.shard)
        self._seen = 0
        while self._seen < order.skip and (raw := next(self._raw, None)) is not None:
            self._seen += isinstance(raw, RawReport)
        send(self._answers, Opened(digest, expected))

    def _close(self) -> None:
        if self._spool is not None:
            self._spool.close()
            self._spool = None

    def _take(self, order: Take) -> None:
        reports, damage = self._next(order.count)
        send(self._answers, Took(tuple(report.source for report in reports), tuple(damage)))
        if order.refuse is not None:
            results: Iterator[Any] = iter([order.refuse] * len(reports))
        else:
            results = self._reader(reports, self._options)
        assert self._spool is not None, "Open comes before Take"
        for _ in reports:
            self._alarm()
            result = next(results)
            refused = result if isinstance(result, Refused) else None
            if refused is None:
                self._spool.write(dumps(result).encode("utf-8", "replace") + b"\n")
                self._spool.flush()
            send(self._answers, Done(self._spool.tell(), refused))
        self._alarm(off=True)

    def _alarm(self, *, off: bool = False) -> None:
        """Let the system end this process long after whoever watches it should have, so that no loop outlives a crash."""
        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, 0 if off else 3 * self._patience + 60)

    def _next(self, count: int) -> tuple[list[RawReport], list[Damage]]:
        reports: list[RawReport] = []
        damage: list[Damage] = []
        while len(reports) < count and (raw := next(self._raw, None)) is not None:
            if isinstance(raw, Damage):
                damage.append(raw)
            else:
                reports.append(raw)
        return reports, damage

    def _finish(self, order: Finish) -> None:
        from .outputs import write_outputs  # loads the tables, which a worker that dies young does not need

        self._close()
        assert self._shard is not None, "Open comes before Finish"
        written = write_outputs(Path(self._path), Path(order.out), self._shard.name, order.format, order.errors)
        send(self._answers, Finished(written.digests, written.events, written.quotations, _peak()))
