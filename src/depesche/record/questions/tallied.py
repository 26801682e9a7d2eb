"""Counts by month of all events, or of those of one actor: read from the tallies where the filters allow it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from sqlalchemy import Connection, case, func, literal, select

from .. import schema
from ..columns import day_column, low_column, shifted
from ..filters import Filters
from ..keys import TYPE_SHIFT, first_of_month, month_of, status_numbers, type_numbers
from ..rows import MUTUAL
from ..tallies import side_of_status
from ..who import find_wanted
from .event_keys import event_branches, types_wanted
from .selecting import unite

_TALLY, _EVENT = schema.tallies, schema.events
_OTHER = ("mode", "context", "place", "outlet", "language", "article", "cursor")
"""Filters that look at more than the tallies know."""
_MONTH = len("2023-03")
_YEARS = ("1500", "2200")

Count = tuple[int, int, int]
"""A day, type and precision, and a number of events."""


def count_by_month(connection: Connection, filters: Filters, *, summed: bool = False) -> list[Count] | None:
    """Return (first day of a month, type and precision, number of events); None where the tallies cannot tell.

    The months of a whole time line may be `summed` up, for counts by type alone; the day is then 0.
    """
    known = _code_and_side(connection, filters)
    if known is None:
        return None
    code, side = known
    summed = summed and filters.since is None and filters.until is None
    found = _sum(connection, code, side, filters, summed=summed)
    if not filters.wrong:
        for (month, low), count in _wrong(connection, filters).items():
            found[0 if summed else month, low] -= count
    return [(first_of_month(month), low, count) for (month, low), count in sorted(found.items()) if count]


def count_months(connection: Connection, filters: Filters) -> Counter[int] | None:
    """Return the number of events of a party in each month (year × 12 + month, 0 for the undated), whatever their type.

    None where the tallies cannot tell, or where not all months of the party's time are meant.
    """
    known = _code_and_side(connection, filters)
    if known is None or known[1] != "p" or filters.since is not None or filters.until is not None:
        return None
    found = Counter[int]()
    counted = case((_TALLY.c.side == "b", -_TALLY.c.events), else_=_TALLY.c.events)
    statement = select(_TALLY.c.month, func.sum(counted)).where(_TALLY.c.code == known[0]).group_by(_TALLY.c.month)
    types = types_wanted(filters)
    if types is not None:
        statement = statement.where(shifted(_TALLY.c.low, TYPE_SHIFT).in_([type_numbers()[name] for name in types]))
    for month, events in connection.execute(statement):
        found[month] += int(events)
    if not filters.wrong:
        for (month, _), count in _wrong(connection, filters).items():
            found[month] -= count
    return found


def _code_and_side(connection: Connection, filters: Filters) -> tuple[str, str] | None:
    """The code and side (`a`, `r`, `p` for either, empty for all events) whose tallies tell; None where they cannot."""
    asked = [
        (side, wanted)
        for side, wanted in (("a", filters.actor), ("r", filters.recipient), ("p", filters.party))
        if wanted is not None
    ]
    dates = [value for value in (filters.since, filters.until) if value is not None]
    if len(asked) > 1 or any(getattr(filters, name) is not None for name in _OTHER) or not all(map(_whole, dates)):
        return None
    if not asked:
        return "", ""
    side, word = asked[0]
    wanted = find_wanted(connection, word)
    if filters.status is not None or wanted.ids or len(wanted.codes) != 1 or not wanted.codes[0]:
        return None
    return wanted.codes[0], side


def _whole(value: str) -> bool:
    """Whether a date is a whole month or year, of those that keys tell apart."""
    return len(value) <= _MONTH and _YEARS[0] < value[:4] < _YEARS[1]


def _sum(connection: Connection, code: str, side: str, filters: Filters, *, summed: bool) -> Counter[tuple[int, int]]:
    """The tallies of the sides that count: of mutual events, all participants are actors and recipients alike."""
    types = types_wanted(filters)
    numbers = set(type_numbers().values()) if types is None else {type_numbers()[name] for name in types}
    mutual = {type_numbers()[name] for name in MUTUAL}
    all_sides = ["a", "r", "b"]
    sides = {
        "": [side_of_status(name) for name in filters.values("status") or (*status_numbers(), "")],
        "a": ["a"],
        "r": all_sides if mutual & numbers else ["r"],
        "p": all_sides,
    }[side]
    columns = (
        [literal(0), _TALLY.c.low, func.sum(_TALLY.c.events)]
        if summed
        else [_TALLY.c.month, _TALLY.c.low, _TALLY.c.events]
    )
    statement = select(_TALLY.c.side, *columns).where(_TALLY.c.code == code, _TALLY.c.side.in_(sides))
    if summed:
        statement = statement.group_by(_TALLY.c.side, _TALLY.c.low)
    found: Counter[tuple[int, int]] = Counter()
    for own, month, low, events in connection.execute(statement):
        number = low >> TYPE_SHIFT
        if number not in numbers or not (summed or _inside(month, low & 3, filters)):
            continue
        if own == side or side in ("", "p") or number in mutual:
            found[month, low] += -int(events) if own == "b" else int(events)
    return found


def _inside(month: int, precision: int, filters: Filters) -> bool:
    """Whether entries of a month lie in the window of `since` and `until`, as `selecting.in_window` has it."""
    if filters.since is not None:
        first = _month(filters.since, 1)
        year = first - (first - 1) % 12
        if month < first and not (precision == 2 and month == year):
            return False
    return filters.until is None or 0 < month <= _month(filters.until, 12)


def _month(value: str, default: int) -> int:
    return int(value[:4]) * 12 + (int(value[5:7]) if len(value) == _MONTH else default)


def _wrong(connection: Connection, filters: Filters) -> Counter[tuple[int, int]]:
    """The few events that match and were judged wrong."""
    judged = select(_EVENT.c.key).where(_EVENT.c.wrong == 1)
    if connection.scalar(judged.limit(1)) is None:
        return Counter()
    branches = event_branches(connection, replace(filters, wrong=True))
    key = unite([b.where(b.selected_columns[0].element.in_(judged)) for b in branches]).subquery().c.key
    found: Counter[tuple[int, int]] = Counter()
    for day, low in connection.execute(select(day_column(key), low_column(key))):
        found[month_of(day), low] += 1
    return found
