"""Series of meetings: the G20 foreign ministers of 2022 and of 2023 belong together."""

from __future__ import annotations

from depesche.model import Document, Event, Meeting


def series_of(meeting: Meeting, document: Document, event: Event) -> str | None:
    """Return the name of the series a meeting belongs to, None if it is in none."""
    return None
