"""Whether a date lies in a period, where both may be known to the year, month or day only."""

from __future__ import annotations

_FIRST, _LAST = "0000", "9999"


def holds(start: str | None, end: str | None, on: str) -> bool:
    """Return whether a period may have held on a date (`YYYY[-MM[-DD]]`); an open end is without limit."""
    start, end = start or _FIRST, end or _LAST
    begins = start <= on or start[: len(on)] == on or on[: len(start)] == start
    ends = on <= end or end[: len(on)] == on or on[: len(end)] == end
    return begins and ends
