"""How many events of what kind in each period."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from depesche import codebook
from depesche.errors import QueryError

from ..columns import day_column, low_column, type_column
from ..entries import TimelineEntry
from ..filters import GRAINS, Filters
from ..keys import TYPE_SHIFT, period_of, types_by_number
from .event_keys import event_branches
from .selecting import unite
from .tallied import count_by_month


def find_timeline(connection: Connection, filters: Filters, grain: str) -> list[TimelineEntry]:
    """Return the periods in which events that match happened, earliest first; undated events are in none."""
    if grain not in GRAINS:
        raise QueryError(f"grain {grain!r} is not known. Use one of {', '.join(GRAINS)}.")
    counts = count_by_month(connection, filters) if grain not in ("day", "week") else None
    return timeline_of(count_by_day(connection, filters) if counts is None else counts, grain)


def timeline_of(rows: Iterable[tuple[int, int, int]], grain: str) -> list[TimelineEntry]:
    """Return the periods of counts by day, earliest first."""
    names = types_by_number()
    found: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for day, low, count in rows:
        period = period_of(day, low & 3, grain)
        if period is not None:
            found[period][names[low >> TYPE_SHIFT]] += count
    return [_entry(period, Counter(types)) for period, types in sorted(found.items())]


def count_types(connection: Connection, filters: Filters) -> Counter[str]:
    """Return the number of events of each type that match."""
    found: Counter[str] = Counter()
    counts = count_by_month(connection, filters, summed=True)
    if counts is not None:
        for _, low, count in counts:
            found[types_by_number()[low >> TYPE_SHIFT]] += count
        return found
    keys = unite(event_branches(connection, filters)).subquery()
    number = type_column(keys.c.key)
    rows = connection.execute(select(number, func.count()).group_by(number))
    return Counter({types_by_number()[value]: count for value, count in rows})


def count_by_day(connection: Connection, filters: Filters) -> list[tuple[int, int, int]]:
    """Return (day, type and precision, number of events) of the events that match."""
    keys = unite(event_branches(connection, filters)).subquery()
    key = keys.c.key
    day, low = day_column(key), low_column(key)
    rows = connection.execute(select(day, low, func.count()).group_by(day, low))
    return [(day, low, count) for day, low, count in rows]


def count_undated(connection: Connection, filters: Filters) -> list[tuple[int, int, int]]:
    """Return the same for all days together, as of day 0."""
    keys = unite(event_branches(connection, filters)).subquery()
    low = low_column(keys.c.key)
    rows = connection.execute(select(low, func.count()).group_by(low))
    return [(0, number, count) for number, count in rows]


def _entry(period: str, types: Counter[str]) -> TimelineEntry:
    known = codebook.load_plover().types
    total = sum(types.values())
    cooperation = sum(count for name, count in types.items() if known[name].quad.endswith("cooperation"))
    return TimelineEntry(
        period=period,
        events=total,
        cooperation=cooperation,
        conflict=total - cooperation,
        score=round(mean_score(types) or 0.0, 3),
        types=dict(sorted(types.items())),
    )


def mean_score(types: Counter[str]) -> float | None:
    """Return the mean conflict–cooperation value of events counted by type, None without events."""
    known, total = codebook.load_plover().types, sum(types.values())
    return sum(known[name].score * count for name, count in types.items()) / total if total else None
