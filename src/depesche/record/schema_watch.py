"""Tables of those who write over HTTP, of feeds that are watched, and of saved queries and their alerts."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, String, Table, Text

from .schema_base import metadata

tokens = Table(
    "token",
    metadata,
    Column("name", String, primary_key=True),
    Column("digest", String, nullable=False, unique=True),
    Column("made", String, nullable=False),
)
"""Who may write over HTTP: hashes of the tokens, see `tokens`."""

feeds = Table(
    "feed",
    metadata,
    Column("url", String, primary_key=True),
    Column("location", String),
    Column("title", Text),
    Column("etag", String),
    Column("modified", String),
    Column("checked", Float, nullable=False),
    Column("succeeded", Float, nullable=False),
    Column("failing_since", Float),
    Column("failures", Integer, nullable=False),
    Column("due", Float, nullable=False),
    Column("gone", Integer, nullable=False),
    Column("message", Text),
)
"""What is known of the feeds that are watched, see `feeds`; moments in seconds since 1970. `location` is where it moved."""

feed_items = Table(
    "feed_item",
    metadata,
    Column("feed", String, ForeignKey("feed.url", ondelete="CASCADE"), primary_key=True),
    Column("item", String, primary_key=True),
    Column("state", String, nullable=False, index=True),
    Column("seen", Float, nullable=False),
    Column("due", Float, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("article_id", String),
    Column("content", Text),
    Column("message", Text),
)
"""`state` is `waiting`, `added` (read, alerts not yet looked for), `done` or `failed`; `content` is kept while it waits."""

saved_queries = Table(
    "saved_query",
    metadata,
    Column("name", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("filters", Text, nullable=False),
    Column("channels", Text, nullable=False),
    Column("made", Float, nullable=False),
)

alerts = Table(
    "alert",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("query", String, ForeignKey("saved_query.name", ondelete="CASCADE"), nullable=False),
    Column("entry", String, nullable=False),
    Column("article_id", String, nullable=False),
    Column("at", Float, nullable=False),
    Column("content", Text, nullable=False),
    Index("alert_once", "query", "entry", unique=True),
)
"""What a saved query found, once for each entry; `content` is the entry as JSON."""

deliveries = Table(
    "delivery",
    metadata,
    Column("alert_id", Integer, ForeignKey("alert.id", ondelete="CASCADE"), primary_key=True),
    Column("channel", String, primary_key=True),
    Column("state", String, nullable=False, index=True),
    Column("tries", Integer, nullable=False),
    Column("due", Float, nullable=False),
    Column("message", Text),
)
"""`state` is `waiting`, `done` or `failed`."""
