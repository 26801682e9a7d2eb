"""The events of a dyad by their keys alone, as series of a dyad need them."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, select

from .. import schema
from ..filters import Filters
from ..keys import status_number
from ..who import find_wanted
from .event_keys import event_branches
from .events import CHUNK
from .selecting import unite

_PAIR, _EVENT, _ARTICLE = schema.pairs, schema.events, schema.articles


def paired_keys(connection: Connection, filters: Filters) -> list[tuple[int, int]] | None:
    """Return (key, dating) of the events of `actor` toward `recipient`; None unless both are meant by codes alone."""
    sides = [find_wanted(connection, word) for word in (filters.actor, filters.recipient) if word is not None]
    if len(sides) < 2 or any(side.ids for side in sides):
        return None
    branches = [
        branch.add_columns(_PAIR.c.dating) for branch in event_branches(connection, replace(filters, status=None))
    ]
    if filters.status is not None:
        wanted = [status_number(name) for name in filters.values("status")]
        branches = [branch.where(_PAIR.c.status.in_(wanted)) for branch in branches]
    return [(key, dating) for key, dating in connection.execute(unite(branches))]


def ids_of_keys(connection: Connection, keys: list[int]) -> dict[int, str]:
    """Return the ids of the events of these keys."""
    found: dict[int, str] = {}
    for start in range(0, len(keys), CHUNK):
        rows = connection.execute(
            select(_EVENT.c.key, _EVENT.c.id).where(_EVENT.c.key.in_(keys[start : start + CHUNK]))
        )
        found |= dict(tuple(row) for row in rows)
    return found


def dates_of_keys(connection: Connection, keys: list[int]) -> dict[int, tuple[str | None, str | None]]:
    """Return the dates of events of these keys and of their reports."""
    found: dict[int, tuple[str | None, str | None]] = {}
    for start in range(0, len(keys), CHUNK):
        rows = connection.execute(
            select(_EVENT.c.key, _EVENT.c.date, _ARTICLE.c.published)
            .join(_ARTICLE, _ARTICLE.c.key == _EVENT.c.article_key)
            .where(_EVENT.c.key.in_(keys[start : start + CHUNK]))
        )
        found |= {key: (date, published) for key, date, published in rows}
    return found
