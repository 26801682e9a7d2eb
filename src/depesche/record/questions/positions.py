"""Positions as entries."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

from sqlalchemy import Connection, Select, and_, select

from .. import schema
from ..entries import Party, PositionEntry
from ..filters import Filters
from ..listing import Listing
from ..who import find_wanted
from .events import CHUNK, party_of_id, report_fields, with_article, words_of
from .selecting import Condition, after, in_window, of_articles, page_of_keys

_POSITION, _ARTICLE = schema.positions, schema.articles


def find_positions(connection: Connection, filters: Filters) -> Listing[PositionEntry]:
    """Return a page of the positions that match, latest first."""
    keys, cursor = page_of_keys(connection, _branches(connection, filters), filters)
    return Listing(position_entries(connection, keys), cursor=cursor)


def _branches(connection: Connection, filters: Filters) -> list[Select[Any]]:
    """Selects whose union are the keys that match, one for each way to mean the two sides: each walks along an index."""
    key, of_article = _POSITION.c.key, of_articles(filters)
    found = [*in_window(key, filters), *after(key, filters), *of_article]
    if filters.stance is not None:
        found.append(_POSITION.c.stance.in_(filters.values("stance")))
    if not filters.wrong:
        found.append(_POSITION.c.wrong == 0)
    statement = select(key.label("key"))
    if of_article:
        statement = statement.join(_ARTICLE, _ARTICLE.c.key == _POSITION.c.article_key)
    asked = ((filters.actor, ("holder",)), (filters.recipient, ("target",)), (filters.party, ("holder", "target")))
    sides = [
        [match for name in names for match in _matches(connection, name, wanted)]
        for wanted, names in asked
        if wanted is not None
    ]
    return [statement.where(and_(True, *ways, *found)) for ways in product(*sides)]


def _matches(connection: Connection, name: str, wanted: str) -> list[Condition]:
    found = find_wanted(connection, wanted)
    return [
        *(_POSITION.c[f"{name}_code"] == code for code in found.codes),
        *(_POSITION.c[name] == identity for identity in found.ids),
    ]


def position_entries(connection: Connection, keys: Sequence[int]) -> list[PositionEntry]:
    """Return the positions of these keys, in their order."""
    found: dict[int, PositionEntry] = {}
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        rows = connection.execute(with_article(_POSITION).where(_POSITION.c.key.in_(chunk))).mappings().all()
        names = _named(connection, rows)
        for row in rows:
            fields = report_fields(row)
            holder, target = (
                names.get((row["article_key"], row[side])) or party_of_id(row[side], row[f"{side}_code"])
                for side in ("holder", "target")
            )
            found[row["key"]] = PositionEntry(
                **fields,
                holder=holder,
                target=target,
                stance=row["stance"],
                evidence=words_of(row["text"], fields["spans"]),
                judged=bool(row["judged"]),
                wrong=bool(row["wrong"]),
            )
    return [found[key] for key in keys]


def _named(connection: Connection, rows: Sequence[Any]) -> dict[tuple[int, str], Party]:
    table = schema.appearances
    found = connection.execute(
        select(table).where(
            table.c.actor_id.in_({row[side] for row in rows for side in ("holder", "target")}),
            table.c.article_key.in_({row["article_key"] for row in rows}),
        )
    ).mappings()
    return {
        (row["article_key"], row["actor_id"]): Party(
            row["actor_id"], row["name"], row["code"], row["kind"], row["sector"]
        )
        for row in found
    }
