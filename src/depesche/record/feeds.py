"""What the record keeps of feeds, saved queries and alerts, so that watching goes on after any end where it stopped."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from depesche.errors import RecordError

from . import schema

_FEEDS, _ITEMS = schema.feeds, schema.feed_items
_QUERIES, _ALERTS, _DELIVERIES = schema.saved_queries, schema.alerts, schema.deliveries
KINDS = ("events", "quotes")
"""What a saved query may ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is known of one feed; moments in seconds since 1970."""

    url: str
    location: str | None = None
    """Where it moved for good, None where it did not."""
    title: str | None = None
    etag: str | None = None
    modified: str | None = None
    checked: float = 0.0
    succeeded: float = 0.0
    failing_since: float | None = None
    failures: int = 0
    due: float = 0.0
    gone: int = 0
    """1 where the server says that the feed is gone for good."""
    message: str | None = None


@dataclass(frozen=True, slots=True)
class ItemState:
    """An item of a feed that is still to be worked on."""

    feed: str
    item: str
    state: str
    tries: int
    content: str | None
    article_id: str | None


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A question that is asked of every new article, and where its answers go."""

    name: str
    kind: str
    filters: dict[str, Any]
    channels: tuple[str, ...]
    """`atom:PATH`, `webhook:URL` or `mail:ADDRESS`."""


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that a saved query found."""

    id: int
    query: str
    entry: str
    article_id: str
    at: float
    content: dict[str, Any]


def feed_states(connection: Connection) -> list[FeedState]:
    """Return all feeds, in order of their addresses."""
    names = [field.name for field in fields(FeedState)]
    rows = connection.execute(select(*(_FEEDS.c[name] for name in names)).order_by(_FEEDS.c.url))
    return [FeedState(**dict(zip(names, row, strict=True))) for row in rows]


def keep_feed(
    connection: Connection, state: FeedState, items: Sequence[tuple[str, str]] = (), *, now: float = 0.0
) -> int:
    """Write the state of a feed and those of its items (id, content) that are new; return how many are."""
    values = {field.name: getattr(state, field.name) for field in fields(FeedState)}
    if connection.execute(update(_FEEDS).where(_FEEDS.c.url == state.url).values(values)).rowcount == 0:
        connection.execute(insert(_FEEDS).values(values))
    known: set[str] = set()
    ids = [item for item, _ in items]
    for start in range(0, len(ids), 500):
        known |= set(
            connection.scalars(
                select(_ITEMS.c.item).where(_ITEMS.c.feed == state.url, _ITEMS.c.item.in_(ids[start : start + 500]))
            )
        )
    fresh = [
        {"feed": state.url, "item": item, "state": "waiting", "seen": now, "due": now, "tries": 0, "content": content}
        for item, content in items
        if item not in known
    ]
    if fresh:
        connection.execute(insert(_ITEMS), fresh)
    return len(fresh)


def open_items(connection: Connection, *, now: float, most: int = 500) -> list[ItemState]:
    """Return items that wait to be read or to be looked through for alerts, the longest known first."""
    rows = connection.execute(
        select(*(_ITEMS.c[name] for name in ("feed", "item", "state", "tries", "content", "article_id")))
        .where(_ITEMS.c.state.in_(("waiting", "added")), _ITEMS.c.due <= now)
        .order_by(_ITEMS.c.seen, _ITEMS.c.feed, _ITEMS.c.item)
        .limit(most)
    )
    return [ItemState(*row) for row in rows]


def set_item(connection: Connection, /, item: ItemState, state: str, **values: object) -> None:
    """Write what became of an item; its content is kept only while it waits."""
    kept = {} if state == "waiting" else {"content": None}
    connection.execute(
        update(_ITEMS)
        .where(_ITEMS.c.feed == item.feed, _ITEMS.c.item == item.item)
        .values(state=state, **kept, **values)
    )


def item_counts(connection: Connection) -> dict[str, dict[str, int]]:
    """Return for each feed how many of its items are in each state."""
    from sqlalchemy import func

    found: dict[str, dict[str, int]] = {}
    rows = connection.execute(
        select(_ITEMS.c.feed, _ITEMS.c.state, func.count()).group_by(_ITEMS.c.feed, _ITEMS.c.state)
    )
    for feed, state, count in rows:
        found.setdefault(feed, {})[state] = int(count)
    return found


def add_query(connection: Connection, query: SavedQuery, *, now: float) -> None:
    """Save a query; raises RecordError if its name is taken."""
    if connection.scalar(select(_QUERIES.c.name).where(_QUERIES.c.name == query.name)) is not None:
        raise RecordError(f"{query.name!r} is the name of a saved query already. Remove that first, or choose another.")
    connection.execute(
        insert(_QUERIES).values(
            name=query.name,
            kind=query.kind,
            filters=json.dumps(query.filters, ensure_ascii=False),
            channels=json.dumps(query.channels, ensure_ascii=False),
            made=now,
        )
    )


def saved_queries(connection: Connection) -> list[SavedQuery]:
    """Return all saved queries in order of name."""
    rows = connection.execute(
        select(_QUERIES.c.name, _QUERIES.c.kind, _QUERIES.c.filters, _QUERIES.c.channels).order_by(_QUERIES.c.name)
    )
    return [SavedQuery(name, kind, json.loads(f), tuple(json.loads(channels))) for name, kind, f, channels in rows]


def remove_query(connection: Connection, name: str) -> bool:
    """Remove a saved query with its alerts; return False if there is none of that name."""
    return connection.execute(delete(_QUERIES).where(_QUERIES.c.name == name)).rowcount > 0


def raise_alert(
    connection: Connection, query: SavedQuery, *, entry: str, article_id: str, content: dict[str, Any], now: float
) -> bool:
    """Keep an alert and what is to be delivered for it; return False where the entry has raised it before."""
    known = select(_ALERTS.c.id).where(_ALERTS.c.query == query.name, _ALERTS.c.entry == entry)
    if connection.scalar(known) is not None:
        return False
    made = connection.execute(
        insert(_ALERTS).values(
            query=query.name,
            entry=entry,
            article_id=article_id,
            at=now,
            content=json.dumps(content, ensure_ascii=False),
        )
    ).inserted_primary_key
    assert made is not None
    for channel in query.channels:
        connection.execute(
            insert(_DELIVERIES).values(alert_id=made[0], channel=channel, state="waiting", tries=0, due=now)
        )
    return True


def _alert(row: Any) -> Alert:
    return Alert(row.id, row.query, row.entry, row.article_id, row.at, json.loads(row.content))


def find_alerts(connection: Connection, query: str | None = None, *, most: int = 100) -> list[Alert]:
    """Return alerts, of one saved query or of all, latest first."""
    wanted = select(_ALERTS).order_by(_ALERTS.c.id.desc()).limit(most)
    if query is not None:
        wanted = wanted.where(_ALERTS.c.query == query)
    return [_alert(row) for row in connection.execute(wanted)]


def waiting_deliveries(connection: Connection, *, now: float) -> dict[tuple[str, str], list[tuple[Alert, int]]]:
    """Return alerts that are due, with the tries made so far, by (query, channel)."""
    rows = connection.execute(
        select(_ALERTS, _DELIVERIES.c.channel, _DELIVERIES.c.tries)
        .join(_DELIVERIES, _DELIVERIES.c.alert_id == _ALERTS.c.id)
        .where(_DELIVERIES.c.state == "waiting", _DELIVERIES.c.due <= now)
        .order_by(_ALERTS.c.id)
    )
    found: dict[tuple[str, str], list[tuple[Alert, int]]] = {}
    for row in rows:
        found.setdefault((row.query, row.channel), []).append((_alert(row), row.tries))
    return found


def set_deliveries(
    connection: Connection, /, alerts: Sequence[Alert], channel: str, state: str, **values: object
) -> None:
    """Write what became of the delivery of alerts over one channel."""
    for alert in alerts:
        connection.execute(
            update(_DELIVERIES)
            .where(_DELIVERIES.c.alert_id == alert.id, _DELIVERIES.c.channel == channel)
            .values(state=state, **values)
        )
