"""Writes rows of documents into the record, many documents in few statements, and takes them out again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from . import schema
from .clusters import recluster, withdraw_rules
from .copies import forget_copies, set_origins
from .fulltext import forget_words, write_words
from .inserting import insert_rows, put_rows
from .keys import SLOTS, slot_of
from .rows import Row, Rows
from .tallies import tally_events, untally_article

_ORDER = (
    "article",
    "reading",
    "appearance",
    "alias",
    "event",
    "party",
    "pair",
    "meeting",
    "quotation",
    "voice",
    "position",
    "office",
)


def free_slots(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    """Return a number for each new article that no other article has; it follows from the id where that is free."""
    wanted = {identity: slot_of(identity) for identity in ids}
    table = schema.articles
    slots = sorted(set(wanted.values()))
    taken: set[int] = set()
    for start in range(0, len(slots), 500):
        taken |= set(connection.scalars(select(table.c.slot).where(table.c.slot.in_(slots[start : start + 500]))))
    found: dict[str, int] = {}
    for identity, slot in wanted.items():
        while slot in taken:
            slot = (slot + 1) % SLOTS
            if connection.scalar(select(table.c.slot).where(table.c.slot == slot)) is not None:
                taken.add(slot)
        taken.add(slot)
        found[identity] = slot
    return found


def write_documents(connection: Connection, documents: Iterable[Rows]) -> None:
    """Write the rows of documents whose articles are not in the record."""
    gathered: Rows = {name: [] for name in _ORDER}
    for rows in documents:
        for name, found in rows.items():
            gathered[name] += found
    # Most names of actors come again with the next report; the table need not be asked for each.
    gathered["alias"] = list({tuple(row.values()): row for row in gathered["alias"]}.values())
    for name in _ORDER:
        insert_rows(connection, name, gathered[name])
    tally_events(connection, gathered["event"], gathered["party"])
    _count_actors(connection, gathered["appearance"])
    write_words(connection, [(row["article_key"], row["text"]) for row in gathered["reading"]])


def _count_actors(connection: Connection, appearances: Sequence[Row]) -> None:
    """Add appearances to the actors over all articles; name and office are those of the latest article."""
    found: dict[str, list[Any]] = {}
    for row in appearances:
        identity = row["actor_id"]
        known = found.get(identity)
        if known is None:
            found[identity] = [identity, row["name"], row["kind"], row["code"], row["sector"], row["office"],
                               row["wikidata"], 1, row["mentions"], identity]  # fmt: skip
            continue
        known[7] += 1
        known[8] += row["mentions"]
        for number, name in enumerate(("code", "sector", "office", "wikidata"), 3):
            if row[name] is not None:
                known[number] = row[name]
    if not found:
        return
    put_rows(
        connection,
        "actor",
        ("id", "name", "kind", "code", "sector", "office", "wikidata", "articles", "mentions", "canonical"),
        [tuple(values) for _, values in sorted(found.items())],
        "ON CONFLICT (id) DO UPDATE SET articles = actor.articles + excluded.articles,"
        " mentions = actor.mentions + excluded.mentions, code = coalesce(excluded.code, actor.code),"
        " sector = coalesce(excluded.sector, actor.sector), office = coalesce(excluded.office, actor.office),"
        " wikidata = coalesce(excluded.wikidata, actor.wikidata)",
    )


def remove_article(connection: Connection, key: int) -> None:
    """Take an article and all that was made of it out of the record; judgements stay."""
    text = connection.scalar(select(schema.readings.c.text).where(schema.readings.c.article_key == key))
    if text is not None:
        forget_words(connection, key, str(text))
    identity = connection.scalar(select(schema.articles.c.id).where(schema.articles.c.key == key))
    _uncount_actors(connection, key)
    untally_article(connection, key)
    withdraw_rules(connection, key)
    linked = forget_copies(connection, key, str(identity))
    events = schema.events
    shared = list(
        connection.scalars(
            select(events.c.happening).where(events.c.article_key == key, events.c.happening.is_not(None))
        )
    )
    connection.execute(delete(schema.articles).where(schema.articles.c.key == key))
    set_origins(connection, linked)
    left = connection.scalars(select(events.c.id).where(events.c.happening.in_(shared)))
    recluster(connection, list(left))


def _uncount_actors(connection: Connection, key: int) -> None:
    table, found = schema.actors, schema.appearances
    for identity, mentions in connection.execute(
        select(found.c.actor_id, found.c.mentions).where(found.c.article_key == key)
    ).all():
        connection.execute(
            update(table)
            .where(table.c.id == identity)
            .values(articles=table.c.articles - 1, mentions=table.c.mentions - mentions)
        )
    connection.execute(
        delete(schema.aliases).where(schema.aliases.c.actor_id.in_(select(table.c.id).where(table.c.articles <= 0)))
    )
    connection.execute(delete(table).where(table.c.articles <= 0))


def count_rows(connection: Connection, table: str) -> int:
    """Return how many rows a table has."""
    return int(connection.scalar(select(func.count()).select_from(schema.metadata.tables[table])) or 0)
