"""Feeds that are watched, saved queries, and the alerts they raise; the readings stay as they are."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Float, ForeignKey, Integer, String, Text

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables of feeds and alerts."""
    op.create_table(
        "feed",
        Column("url", String, primary_key=True),
        Column("location", String),
        Column("title", Text),
        Column("etag", String),
        Column("modified", String),
        *_moments("checked", "succeeded"),
        Column("failing_since", Float),
        _number("failures"),
        *_moments("due"),
        _number("gone"),
        Column("message", Text),
    )
    op.create_table(
        "feed_item",
        Column("feed", String, ForeignKey("feed.url", ondelete="CASCADE"), primary_key=True),
        Column("item", String, primary_key=True),
        Column("state", String, nullable=False, index=True),
        *_moments("seen", "due"),
        _number("tries"),
        Column("article_id", String),
        *(Column(name, Text) for name in ("content", "message")),
    )
    op.create_table(
        "saved_query",
        Column("name", String, primary_key=True),
        Column("kind", String, nullable=False),
        *(Column(name, Text, nullable=False) for name in ("filters", "channels")),
        *_moments("made"),
    )
    op.create_table(
        "alert",
        Column("id", Integer, primary_key=True, autoincrement=True),
        Column("query", String, ForeignKey("saved_query.name", ondelete="CASCADE"), nullable=False),
        *(Column(name, String, nullable=False) for name in ("entry", "article_id")),
        *_moments("at"),
        Column("content", Text, nullable=False),
    )
    op.create_index("alert_once", "alert", ["query", "entry"], unique=True)
    op.create_table(
        "delivery",
        Column("alert_id", Integer, ForeignKey("alert.id", ondelete="CASCADE"), primary_key=True),
        Column("channel", String, primary_key=True),
        Column("state", String, nullable=False, index=True),
        _number("tries"),
        *_moments("due"),
        Column("message", Text),
    )


def _moments(*names: str) -> list[Column[float]]:
    return [Column(name, Float, nullable=False) for name in names]


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)
