"""What routes share while the server runs: the record, the settings, and the slots in which texts are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import BoundedSemaphore

from fastapi import Request

from depesche.record import Record

from .config import ServerSettings


@dataclass(frozen=True, slots=True)
class State:
    """The state of one server."""

    record: Record
    settings: ServerSettings
    slots: BoundedSemaphore = field(default_factory=BoundedSemaphore)


def state_of(request: Request) -> State:
    """Return the state of the server that answers this request."""
    found = request.app.state.depesche
    assert isinstance(found, State)
    return found


def record_of(request: Request) -> Record:
    """Return the record that this server shows."""
    return state_of(request).record
