"""The first schema: articles with their readings as plain JSON, entries beside them."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Float, Integer, String, Text

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables as the first version had them."""
    op.create_table(
        "article",
        Column("id", String, primary_key=True),
        *(Column(name, String) for name in ("external_id", "outlet", "url")),
        Column("language", String, nullable=False),
        Column("published", String),
        Column("headline", Text),
        *(Column(name, Text, nullable=False) for name in ("agencies", "text", "reading")),
        *(Column(name, String, nullable=False) for name in ("pipeline", "lexicon", "added")),
    )
    op.create_table("actor", *_owned("actor_id"), *_texts("kind name code sector office wikidata"), _number("mentions"))
    op.create_table(
        "event",
        Column("id", String, primary_key=True),
        Column("article_id", String, nullable=False),
        _number("number"),
        *_texts("type quad modes contexts status date date_printed first_day last_day place country"),
        *(Column(name, Float) for name in ("lat", "lon")),
        *_texts("attribution"),
        Column("confidence", Float, nullable=False),
        *_texts("frame"),
    )
    op.create_table(
        "party",
        *(Column(name, String, primary_key=True) for name in ("event_id", "side", "actor_id")),
        *_texts("code name"),
        _number("number"),
    )
    op.create_table(
        "quotation",
        Column("id", String, primary_key=True),
        Column("article_id", String, nullable=False),
        _number("number"),
        *_texts(
            "form speaker speaker_name speaker_code addressee about via date first_day last_day medium type cue content"
        ),
    )
    op.create_table("office", *_owned("person", "office", "code"), _number("new"))
    op.create_table("position", *_owned("holder", "target", "stance"))
    op.create_table(
        "evidence",
        Column("owner", String, primary_key=True),
        Column("number", Integer, primary_key=True),
        Column("article_id", String, nullable=False),
        _number("start"),
        _number("end"),
    )


def _owned(*names: str) -> list[Column[str]]:
    return [Column(name, String, primary_key=True) for name in ("article_id", *names)]


def _texts(names: str) -> list[Column[str]]:
    return [Column(name, Text) for name in names.split()]


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)
