"""Which values the events that match have, and how many of each."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Connection, func, select

from depesche import codebook

from .. import schema
from ..columns import type_column
from ..entries import Facet
from ..filters import Filters
from ..keys import types_by_number
from ..who import names_of_codes
from .event_keys import event_branches
from .selecting import latest_of

_MOST, _COUNTED = 20, 20_000

# Outer joins, though every event has its rows: SQLite then begins with the few keys and does not read whole tables.


def find_facets(connection: Connection, filters: Filters) -> dict[str, list[Facet]]:
    """Return the values among the latest 20,000 events that match, most frequent first, at most 20 of a field."""
    keys = latest_keys(connection, filters).cte("matching")
    types = _types(connection, keys)
    return {
        "actor": _actors(connection, keys),
        "dyad": _dyads(connection, keys),
        "type": _ranked(types),
        "quad": _ranked(_quads(types)),
        "status": _column(connection, keys, schema.events.c.status),
        "place": _column(connection, keys, schema.events.c.country, names_of_codes()),
        "outlet": _of_article(connection, keys, schema.articles.c.outlet),
        "language": _of_article(connection, keys, schema.articles.c.language),
    }


def latest_keys(connection: Connection, filters: Filters) -> Any:
    """Return the select of the keys of the latest events that match, so many that counting them is quick."""
    return latest_of(connection, event_branches(connection, filters), _COUNTED)


def _ranked(counts: Counter[str], labels: dict[str, str] | None = None) -> list[Facet]:
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST]
    return [Facet(value, count, (labels or {}).get(value)) for value, count in ranked]


def _counter(connection: Connection, statement: Any) -> Counter[str]:
    return Counter({value: count for value, count in connection.execute(statement) if value is not None})


def _types(connection: Connection, keys: Any) -> Counter[str]:
    number = type_column(keys.c.key)
    rows = connection.execute(select(number, func.count()).group_by(number))
    return Counter({types_by_number()[value]: count for value, count in rows})


def _quads(types: Counter[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for name, count in types.items():
        found[codebook.load_plover().types[name].quad] += count
    return found


def _actors(connection: Connection, keys: Any) -> list[Facet]:
    party = schema.parties
    statement = (
        select(party.c.code, func.count(func.distinct(party.c.event_key)))
        .select_from(keys)
        .outerjoin(party, party.c.event_key == keys.c.key)
        .group_by(party.c.code)
    )
    return _ranked(_counter(connection, statement), names_of_codes())


def _dyads(connection: Connection, keys: Any) -> list[Facet]:
    """Directed dyads, written `RUS>USA`; mutual events count in both directions."""
    pair, names = schema.pairs, names_of_codes()
    statement = (
        select(pair.c.a, pair.c.b, func.count())
        .select_from(keys)
        .outerjoin(pair, pair.c.event_key == keys.c.key)
        .where(pair.c.b != "", pair.c.b != pair.c.a)
        .group_by(pair.c.a, pair.c.b)
        .order_by(func.count().desc(), pair.c.a, pair.c.b)
        .limit(_MOST)
    )
    return [
        Facet(f"{a}>{b}", count, f"{names.get(a, a)} → {names.get(b, b)}")
        for a, b, count in connection.execute(statement)
    ]


def _column(connection: Connection, keys: Any, column: Any, labels: dict[str, str] | None = None) -> list[Facet]:
    statement = (
        select(column, func.count())
        .select_from(keys)
        .outerjoin(schema.events, schema.events.c.key == keys.c.key)
        .group_by(column)
    )
    return _ranked(_counter(connection, statement), labels)


def _of_article(connection: Connection, keys: Any, column: Any) -> list[Facet]:
    statement = (
        select(column, func.count())
        .select_from(keys)
        .outerjoin(schema.events, schema.events.c.key == keys.c.key)
        .outerjoin(schema.articles, schema.articles.c.key == schema.events.c.article_key)
        .group_by(column)
    )
    return _ranked(_counter(connection, statement))
