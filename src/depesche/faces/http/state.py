"""What routes share while the server runs: the record, the settings, slots for reading, and answers that are kept."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any, TypeVar

from fastapi import Request

from depesche import api
from depesche.record import Facet, Filters, Record

from .config import ServerSettings

T = TypeVar("T")
Stamp = tuple[int, ...] | None
_MOST = 500
_PATIENCE = 10
"""How many times as long as it took to find may an answer be shown while the record is being written to."""


class Kept:
    """Answers that take long on a large record, kept until the record changes.

    A record that is written to all the time would let nothing be kept, so an answer that took three seconds to find may be
    half a minute old, one of a few milliseconds is always new.
    """

    def __init__(self, record: str) -> None:
        self._files = [Path(record), Path(f"{record}-wal")]
        self._answers: OrderedDict[Hashable, tuple[Stamp, float, float, Any]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the answer kept under `key`, or make it."""
        now, stamp = time.monotonic(), self._stamp()
        with self._lock:
            known = self._answers.get(key)
        if known is not None and ((stamp is not None and known[0] == stamp) or now < known[1] + _PATIENCE * known[2]):
            found: T = known[3]
            return found
        found = make()
        with self._lock:
            self._answers[key] = (stamp, now, time.monotonic() - now, found)
            self._answers.move_to_end(key)
            while len(self._answers) > _MOST:
                self._answers.popitem(last=False)
        return found

    def _stamp(self) -> Stamp:
        """What changes with every change of an SQLite record; None for a database elsewhere."""
        found: list[int] = []
        for file in self._files:
            try:
                status = file.stat()
            except OSError:
                continue
            found += (status.st_mtime_ns, status.st_size)
        return tuple(found) or None


@dataclass(frozen=True, slots=True)
class State:
    """The state of one server."""

    record: Record
    settings: ServerSettings
    slots: BoundedSemaphore
    kept: Kept = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kept", Kept(self.settings.record))

    def facets(self, filters: Filters | None = None) -> dict[str, list[Facet]]:
        """Return the facets of what matches, of the whole record without filters."""
        asked = filters or Filters()
        return self.kept.get(("facets", asked), lambda: api.facets(self.record, asked))


def state_of(request: Request) -> State:
    """Return the state of the server that answers this request."""
    found = request.app.state.depesche
    assert isinstance(found, State)
    return found


def record_of(request: Request) -> Record:
    """Return the record that this server shows."""
    return state_of(request).record
