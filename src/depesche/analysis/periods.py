"""Weeks, months and years in which events fall."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from depesche.errors import QueryError

from .coded import CodedEvent

GRAINS = ("week", "month", "year")

_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_MONTH = re.compile(r"\d{4}-\d\d$")
_YEAR = re.compile(r"\d{4}$")
_WEEK = re.compile(r"(\d{4})-W(\d\d)$")


def check_grain(grain: str) -> None:
    """Raise QueryError for a grain that is none of `week`, `month`, `year`."""
    if grain not in GRAINS:
        raise QueryError(f"grain {grain!r} is not known. Use one of {', '.join(GRAINS)}.")


@lru_cache(maxsize=20_000)
def period_of(value: str, grain: str) -> str | None:
    """Return the period in which a date falls; None where the date is less precise than the grain, or none.

    `2023-03-02` falls in the month `2023-03` and the week `2023-W09`; `2023-03` falls in no week.
    """
    if _DAY.match(value):
        try:
            return _period(date.fromisoformat(value), grain)
        except ValueError:
            return None
    if _WEEK.match(value):
        return _of_week(value, grain)
    if grain == "year":
        return value[:4] if _MONTH.match(value) or _YEAR.match(value) else None
    return value if grain == "month" and _MONTH.match(value) else None


def _period(day: date, grain: str) -> str:
    if grain == "week":
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}"
    return day.isoformat()[: 7 if grain == "month" else 4]


def _of_week(value: str, grain: str) -> str | None:
    """A week falls in a month or year only if all its days do."""
    try:
        monday = date.fromisocalendar(int(value[:4]), int(value[6:]), 1)
    except ValueError:
        return None
    first, last = _period(monday, grain), _period(monday + timedelta(days=6), grain)
    return first if first == last else None


def start_of(period: str) -> str:
    """Return the first day of a period as `YYYY-MM-DD`."""
    week = _WEEK.match(period)
    if week is not None:
        return date.fromisocalendar(int(week[1]), int(week[2]), 1).isoformat()
    return period + ("-01" if len(period) == 7 else "-01-01")


def placed(event: CodedEvent, grain: str) -> tuple[str | None, bool]:
    """Return the period of an event, and whether only the date of its report tells it.

    The period is None where the event's own date is too vague for the grain: it is then not put elsewhere.
    """
    return placed_by(event.date, event.published, grain)


def placed_by(date: str | None, published: str | None, grain: str) -> tuple[str | None, bool]:
    """Return the same of the date of an event and that of its report."""
    if date is not None:
        return period_of(date, grain), False
    return (None, False) if published is None else (period_of(published, grain), True)


def periods_between(first: str, last: str) -> Iterator[str]:
    """Yield every period from `first` to `last`, both of one grain and included."""
    grain = "week" if "W" in first else "month" if len(first) == 7 else "year"
    day, end = date.fromisoformat(start_of(first)), date.fromisoformat(start_of(last))
    while day <= end:
        yield _period(day, grain)
        day = _next(day, grain)


def _next(day: date, grain: str) -> date:
    if grain == "week":
        return day + timedelta(days=7)
    if grain == "month" and day.month < 12:
        return day.replace(month=day.month + 1)
    return date(day.year + 1, 1, 1)
