"""Which keys match: each filter becomes a walk along an index in the order of keys, so that a page stops early.

A selection is one or several branches (one for each way in which an actor may be meant); their union is ordered by key.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, desc, func, or_, select, union

from .. import schema
from ..columns import day_column, precision_column
from ..days import known_days
from ..filters import Filters, cursor_of, split
from ..keys import DAY_SHIFT, day_number

Key = ColumnElement[int]
Condition = ColumnElement[bool]


def in_window(key: Key, filters: Filters) -> list[Condition]:
    """Conditions on a key for `since`, `until`: an entry known to the month is in a window that its month touches."""
    found: list[Condition] = []
    if filters.since is not None:
        first = known_days(filters.since)[0] or ""
        day = day_column(key)
        found.append(key >= day_number(f"{first[:4]}-01-01") << DAY_SHIFT)
        found.append(
            or_(
                key >= day_number(first) << DAY_SHIFT,
                and_(precision_column(key) == 1, day == day_number(f"{first[:7]}-01")),
                and_(precision_column(key) == 2, day == day_number(f"{first[:4]}-01-01")),
            )
        )
    if filters.until is not None:
        found.append(key < (day_number(known_days(filters.until)[1]) + 1) << DAY_SHIFT)
        found.append(key >= 1 << DAY_SHIFT)
    return found


def after(key: Key, filters: Filters) -> list[Condition]:
    """The condition that the page starts after the cursor."""
    last = filters.after()
    return [] if last is None else [key < last]


def of_articles(filters: Filters) -> list[Condition]:
    """Conditions on the article: outlet, language, id."""
    table = schema.articles
    found: list[Condition] = []
    if filters.outlet is not None:
        found.append(func.lower(table.c.outlet).in_([outlet.lower() for outlet in split(filters.outlet)]))
    if filters.language is not None:
        found.append(table.c.language.in_(split(filters.language)))
    if filters.article is not None:
        found.append(table.c.id == filters.article)
    return found


def unite(branches: Sequence[Select[Any]]) -> Any:
    """Return one statement that gives each key of the branches once, unordered."""
    return branches[0].distinct() if len(branches) == 1 else union(*branches)


def page_of_keys(
    connection: Connection, branches: Sequence[Select[Any]], filters: Filters
) -> tuple[list[int], str | None]:
    """Return the keys of a page, highest first, and the cursor of the next page (None on the last)."""
    ordered = in_order(branches)
    if filters.limit:
        ordered = latest_of(connection, branches, filters.offset + filters.limit + 1)
    if filters.offset:
        ordered = ordered.offset(filters.offset)
    if filters.limit:
        ordered = ordered.limit(filters.limit + 1)
    elif filters.offset:
        ordered = ordered.limit(-1 if connection.dialect.name == "sqlite" else None)
    keys = list(connection.scalars(ordered))
    if filters.limit and len(keys) > filters.limit:
        keys = keys[: filters.limit]
        return keys, cursor_of(keys[-1])
    return keys, None


def in_order(branches: Sequence[Select[Any]]) -> Any:
    """Return one statement that gives each key of the branches once, highest first."""
    statement = unite(branches)
    column = statement.selected_columns[0]
    return statement.order_by(column.desc() if len(branches) == 1 else desc(column.name))


def latest_of(connection: Connection, branches: Sequence[Select[Any]], most: int) -> Any:
    """Return one statement that gives the highest `most` keys of the branches, each once, highest first."""
    # SQLite merges the branches as it reads them; PostgreSQL would gather all their keys before it drops those that come twice.
    if len(branches) > 1 and connection.dialect.name != "sqlite":
        branches = [select(in_order([branch]).limit(most).subquery()) for branch in branches]
    return in_order(branches).limit(most)


def contains_item(column: ColumnElement[str], values: Sequence[str]) -> Condition:
    """Whether a list stored as JSON holds one of the values."""
    import json

    return or_(*(column.contains(json.dumps(value, ensure_ascii=False), autoescape=True) for value in values))
