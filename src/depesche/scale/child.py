"""A worker process as its supervisor sees it: started, told, listened to with patience, ended."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from types import TracebackType
from typing import IO, Any

from .reading import Crashed, Setup, receive, send

_START = "from depesche.scale.worker import main; main()"
_START_SECONDS = 300.0
_END_SECONDS = 10.0


class Lost(Exception):
    """The worker process died or was ended; `kind` is `killed` or `hung`."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class Child:
    """One worker process; use it as a context manager, or call `end()`.

    It is a program of its own rather than a fork or a pool: it can be started from threads and from the daemons of a
    cluster, and whatever it does to itself stays there.
    """

    def __init__(self, setup: Setup) -> None:
        self._seconds = setup.seconds
        paths = [path for path in sys.path if path]
        environment = {
            "OMP_NUM_THREADS": "1",
            "DEPESCHE_THREADS": "1",
            **os.environ,
            "PYTHONPATH": os.pathsep.join(paths),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        self._inbox: queue.Queue[Any] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, args=(self._process.stdout,), daemon=True)
        self._listener.start()
        self.tell(setup)
        self.hear(_START_SECONDS)

    def _listen(self, stream: IO[bytes]) -> None:
        try:
            while True:
                self._inbox.put(receive(stream))
        except (EOFError, OSError, ValueError):
            self._inbox.put(None)

    def tell(self, order: object) -> None:
        """Give an order; raises Lost where nobody is there to take it."""
        try:
            assert self._process.stdin is not None
            send(self._process.stdin, order)
        except OSError:
            raise self._dead() from None

    def hear(self, seconds: float | None = None) -> Any:
        """Return the next answer; raises Lost where the process dies or stays silent for `seconds` (None: for ever)."""
        try:
            message = self._inbox.get(timeout=seconds)
        except queue.Empty:
            self.end()
            raise Lost("hung", f"not finished after {seconds:g} s") from None
        if message is None:
            raise self._dead()
        if isinstance(message, Crashed):
            self.end()
            raise Lost("killed", f"broke its worker process ({message.message})")
        return message

    def hear_soon(self) -> Any:
        """Return the next answer, waited for as long as one report may take."""
        return self.hear(self._seconds)

    def _dead(self) -> Lost:
        try:
            status = self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        self.end()
        return Lost("killed", f"ended its worker process ({_cause(status)})")

    def kill(self) -> None:
        """Kill the process; whoever listens to it finds it dead."""
        self._process.kill()

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._listener.join(_END_SECONDS)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:  # the order that it did not live to take
                    continue

    def __enter__(self) -> Child:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()


def _cause(status: int) -> str:
    if status >= 0:
        return f"exit status {status}"
    try:
        return signal.Signals(-status).name
    except ValueError:
        return f"signal {-status}"
