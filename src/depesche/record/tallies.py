"""Counts events by code, side, month, type and precision as they are written, so that a time line reads few rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from sqlalchemy import Connection, case, func, select

from . import schema
from .columns import day_column, low_column
from .inserting import add_counts
from .keys import DAY_SHIFT, TYPE_SHIFT, month_of, status_number, type_numbers
from .rows import MUTUAL, Row

Tally = tuple[str, str, int, int]
"""Code, side, month, type and precision."""
_LOW = 63
_EVENT, _PARTY = schema.events, schema.parties


def tally_events(connection: Connection, events: Iterable[Row], parties: Iterable[Row]) -> None:
    """Count rows of events and of their parties that are being written."""
    statuses = ((row["key"], row["status"]) for row in events)
    sides = ((row["event_key"], row["side"], row["code"]) for row in parties)
    add_counts(connection, "tally", "events", _counted(statuses, sides))


def untally_article(connection: Connection, article_key: int) -> None:
    """Take the events of an article out of the counts; to be done before its rows are removed."""
    own = _EVENT.c.article_key == article_key
    statuses = connection.execute(select(_EVENT.c.key, _EVENT.c.status).where(own)).all()
    sides = connection.execute(
        select(_PARTY.c.event_key, _PARTY.c.side, _PARTY.c.code)
        .join(_EVENT, _EVENT.c.key == _PARTY.c.event_key)
        .where(own)
    ).all()
    taken = _counted((tuple(row) for row in statuses), (tuple(row) for row in sides))
    add_counts(connection, "tally", "events", {key: -number for key, number in taken.items()})
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    if taken:
        same = " AND ".join(f"{name} = {mark}" for name in ("code", "side", "month", "low"))
        connection.exec_driver_sql(f"DELETE FROM tally WHERE {same} AND events <= 0", list(taken))


def _counted(
    statuses: Iterable[tuple[int, str]], sides: Iterable[tuple[int, str, object]]
) -> Counter[tuple[object, ...]]:
    """Count each event once for a code and side; an event that has the code on both sides also under `b`.

    Under the empty code and `r` are mutual events with recipients: where there are none, nobody need look for them.
    """
    every = set(sides)
    seen = {(key, side, code) for key, side, code in every if code is not None}
    found: Counter[tuple[object, ...]] = Counter(
        ("", side_of_status(status), month_of(key >> DAY_SHIFT), key & _LOW) for key, status in statuses
    )
    received = {key for key, side, _ in every if side == "r" and key & _LOW in _mutual()}
    found.update(("", "r", month_of(key >> DAY_SHIFT), key & _LOW) for key in received)
    found.update((code, side, month_of(key >> DAY_SHIFT), key & _LOW) for key, side, code in seen)
    found.update(
        (code, "b", month_of(key >> DAY_SHIFT), key & _LOW)
        for key, side, code in seen
        if side == "a" and (key, "r", code) in seen
    )
    return found


@lru_cache(maxsize=1)
def _mutual() -> frozenset[int]:
    """Types of mutual events with every precision."""
    return frozenset(type_numbers()[name] << TYPE_SHIFT | precision for name in MUTUAL for precision in range(4))


def mutual_have_recipients(connection: Connection) -> bool:
    """Return whether a mutual event of the record has recipients; by rule all who take part in one are its actors."""
    table = schema.tallies
    return connection.scalar(select(table.c.low).where(table.c.code == "", table.c.side == "r").limit(1)) is not None


def side_of_status(status: str) -> str:
    """Return what stands for the side where all events of a status are counted, whoever takes part."""
    return str(status_number(status))


def tally_record(connection: Connection) -> None:
    """Count all events of the record anew."""
    for code in _codes(connection):
        add_counts(connection, "tally", "events", recount(connection, code))


def _codes(connection: Connection) -> list[str]:
    """The codes of all who take part in an event, and the empty one for all events."""
    return ["", *connection.scalars(select(_PARTY.c.code).where(_PARTY.c.code.is_not(None)).distinct())]


def codes_of_record(connection: Connection) -> list[str]:
    """Return the codes of all who take part in an event, in the store's order: a step along the tallies for each."""
    table = schema.tallies
    first = select(func.min(table.c.code).label("code")).where(table.c.code > "").cte("code_of_record", recursive=True)
    following = select(func.min(table.c.code)).where(table.c.code > first.c.code).scalar_subquery()
    every = first.union_all(select(following).where(first.c.code.is_not(None)))
    return list(connection.scalars(select(every.c.code).where(every.c.code.is_not(None))))


def recount(connection: Connection, code: str) -> dict[tuple[object, ...], int]:
    """Return the tallies of a code, counted from the rows of events and parties."""
    found: Counter[tuple[object, ...]] = Counter()
    if not code:
        day, low = day_column(_EVENT.c.key), low_column(_EVENT.c.key)
        every = select(_EVENT.c.status, day, low, func.count()).group_by(_EVENT.c.status, day, low)
        for status, number, kind, count in connection.execute(every):
            found["", side_of_status(status), month_of(number), kind] += count
        low = low_column(_PARTY.c.event_key)
        received = select(_PARTY.c.event_key).where(_PARTY.c.side == "r", low.in_(sorted(_mutual()))).distinct()
        for key in connection.scalars(received):
            found["", "r", month_of(key >> DAY_SHIFT), key & _LOW] += 1
        return found
    sides = (
        select(
            _PARTY.c.event_key,
            func.max(case((_PARTY.c.side == "a", 1), else_=0)).label("a"),
            func.max(case((_PARTY.c.side == "r", 1), else_=0)).label("r"),
        )
        .where(_PARTY.c.code == code)
        .group_by(_PARTY.c.event_key)
        .subquery()
    )
    day, low = day_column(sides.c.event_key), low_column(sides.c.event_key)
    rows = connection.execute(
        select(day, low, func.sum(sides.c.a), func.sum(sides.c.r), func.sum(sides.c.a * sides.c.r)).group_by(day, low)
    )
    for number, kind, *counts in rows:
        for side, count in zip("arb", counts, strict=True):
            if count:
                found[code, side, month_of(number), kind] += int(count)
    return found


def wrong_tallies(connection: Connection) -> Iterator[Tally]:
    """Yield the tallies that are not what a new count gives."""
    table = schema.tallies
    codes = {*_codes(connection), *connection.scalars(select(table.c.code).distinct())}
    for code in sorted(codes):
        said = {tuple(row[:4]): row[4] for row in connection.execute(select(table).where(table.c.code == code))}
        counted = recount(connection, code)
        yield from (key for key in sorted({*said, *counted}) if said.get(key) != counted.get(key))
