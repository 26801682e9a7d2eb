"""Dates known to the day, month or year, as first and last day and as the number that orders entries."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$")


def days_of(value: str | None) -> tuple[str | None, str | None]:
    """Return first and last day of a date known to the day, month or year; (None, None) without one.

    Raises ValueError for anything else.
    """
    if value is None:
        return None, None
    found = _DATE.match(value)
    if found is None:
        raise ValueError(value)
    year, month, day = found.groups()
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    if day is None:
        return f"{value}-01", f"{value}-{monthrange(int(year), int(month))[1]:02d}"
    date.fromisoformat(value)
    return value, value


@lru_cache(maxsize=50_000)
def known_days(value: str | None) -> tuple[str | None, str | None]:
    """Return first and last day; (None, None) where the value is no calendar date (`2023-W09`, `PAST_REF`)."""
    try:
        return days_of(value)
    except ValueError:
        return None, None


def ordinal(day: str | None) -> int:
    """Return the number of a day; 0 without one."""
    return min(date.fromisoformat(day).toordinal(), (1 << 20) - 1) if day is not None else 0
