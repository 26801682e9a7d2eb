"""Keys that order entries: day, article, place in the text; a query that knows the key knows day, type and precision.

A key is a positive 63-bit number: 18 bits day, 26 bits article, 13 bits place in the text (earlier is higher), 4 bits
type, 2 bits precision. Descending keys are latest first, and the order follows from the content alone.
"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from functools import lru_cache

from depesche import codebook

from .days import known_days

EPOCH = date(1500, 1, 1).toordinal()
DAY_SHIFT, SLOT_SHIFT, NUMBER_SHIFT, TYPE_SHIFT = 45, 19, 6, 2
SLOTS = 1 << 26
MOST = (1 << 13) - 1
"""Entries of one kind that an article can have."""
LAST_DAY = (1 << 18) - 1
PRECISIONS = (10, 7, 4, 0)
"""Length of the date for the precisions 0 (day), 1 (month), 2 (year), 3 (undated)."""
UNKNOWN_STATUS = 9
DATINGS = ("event", "report", "neither")
"""Whose date the key of an event has: its own, that of its report, or one of which the key says not all (a week)."""


def day_number(day: str | None) -> int:
    """Return the number of a day (`YYYY-MM-DD`) counted from 1500; 0 without one or before."""
    if day is None:
        return 0
    return max(0, min(date.fromisoformat(day).toordinal() - EPOCH, LAST_DAY))


@lru_cache(maxsize=50_000)
def day_of(number: int) -> str | None:
    """Return the day of a number, None for 0."""
    return (date.fromordinal(EPOCH) + timedelta(days=number)).isoformat() if number else None


def slot_of(article_id: str) -> int:
    """Return the number under which an article is first looked for among the keys."""
    return int.from_bytes(hashlib.blake2b(article_id.encode(), digest_size=4).digest()) % SLOTS


@lru_cache(maxsize=1)
def type_numbers() -> dict[str, int]:
    """Return the number of each PLOVER type, in alphabetical order."""
    return {name: number for number, name in enumerate(sorted(codebook.load_plover().types))}


@lru_cache(maxsize=1)
def types_by_number() -> tuple[str, ...]:
    """Return the PLOVER types in the order of their numbers."""
    return tuple(type_numbers())


@lru_cache(maxsize=1)
def status_numbers() -> dict[str, int]:
    """Return the number of each status of events, in alphabetical order."""
    return {name: number for number, name in enumerate(sorted(codebook.load_plover().statuses))}


def status_number(status: str) -> int:
    """Return the number of a status; 9 for one that the codebook does not have (any more)."""
    return status_numbers().get(status, UNKNOWN_STATUS)


def entry_key(value: str | None, *, slot: int, number: int, type: str | None = None) -> int:
    """Return the key of an entry that happened at `value` (`YYYY[-MM[-DD]]` or None), the `number`th of its article."""
    return (
        _date_bits(value)
        | slot << SLOT_SHIFT
        | (MOST - number) << NUMBER_SHIFT
        | (type_numbers()[type] if type is not None else 15) << TYPE_SHIFT
    )


@lru_cache(maxsize=50_000)
def _date_bits(value: str | None) -> int:
    """Day and precision of a key."""
    first, _ = known_days(value)
    precision = PRECISIONS.index(len(value)) if first is not None and value is not None else 3
    return day_number(first) << DAY_SHIFT | precision


@lru_cache(maxsize=50_000)
def dating_of(date: str | None, published: str | None) -> int:
    """Return the number in `DATINGS` of an event of this date in a report published then."""
    value = published if date is None else date
    if value is None:
        return 1
    bits = _date_bits(date if known_days(date)[0] else published)
    day, precision = bits >> DAY_SHIFT, bits & 3
    first = day_of(day)
    whole = precision < 3 and first is not None and day < LAST_DAY and value == first[: PRECISIONS[precision]]
    return 2 if not whole else 1 if date is None else 0


@lru_cache(maxsize=50_000)
def month_of(day: int) -> int:
    """Return the month of a day number as year × 12 + month, 0 for 0."""
    if not day:
        return 0
    found = date.fromordinal(EPOCH + day)
    return found.year * 12 + found.month


def first_of_month(month: int) -> int:
    """Return the day number of the first day of a month, 0 for 0."""
    return date((month - 1) // 12, (month - 1) % 12 + 1, 1).toordinal() - EPOCH if month else 0


def article_key(published: str | None, *, slot: int) -> int:
    """Return the key of an article."""
    first, _ = known_days(published)
    return day_number(first) << 26 | slot


@lru_cache(maxsize=100_000)
def period_of(day: int, precision: int, grain: str) -> str | None:
    """Return the period of a day number at a grain, no finer than its precision; None if undated."""
    value = day_of(day)
    if value is None or precision == 3:
        return None
    known = value[: PRECISIONS[precision]]
    if len(known) == 4 or grain == "year":
        return known[:4]
    if grain == "quarter":
        return f"{known[:4]}-Q{(int(known[5:7]) + 2) // 3}"
    if len(known) == 7 or grain == "month":
        return known[:7]
    if grain == "week":
        year, week, _ = date.fromisoformat(known).isocalendar()
        return f"{year}-W{week:02d}"
    return known
