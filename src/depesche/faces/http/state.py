"""What routes share while the server runs: the record, the settings, and the slots in which texts are read."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from threading import BoundedSemaphore

from fastapi import Request

from depesche import api
from depesche.record import Facet, Record

from .config import ServerSettings

_FRESH = 30.0


@dataclass(frozen=True, slots=True)
class State:
    """The state of one server."""

    record: Record
    settings: ServerSettings
    slots: BoundedSemaphore = field(default_factory=BoundedSemaphore)
    kept: dict[str, tuple[float, dict[str, list[Facet]]]] = field(default_factory=dict)

    def facets(self) -> dict[str, list[Facet]]:
        """Return the facets of the whole record, at most half a minute old: counting them anew takes long on a large one."""
        when, found = self.kept.get("facets", (0.0, {}))
        if not found or time.monotonic() - when > _FRESH:
            found = api.facets(self.record)
            self.kept["facets"] = (time.monotonic(), found)
        return found


def state_of(request: Request) -> State:
    """Return the state of the server that answers this request."""
    found = request.app.state.depesche
    assert isinstance(found, State)
    return found


def record_of(request: Request) -> Record:
    """Return the record that this server shows."""
    return state_of(request).record
