"""Keys in the order of time, compressed readings, full text, copies, happenings, judgements, tokens."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Float, Integer, String, Text

revision = "0002"
down_revision = "0001"

_OLD = ("evidence", "position", "office", "quotation", "party", "event", "actor", "article")


def upgrade() -> None:
    """Keep the readings for the tables to be made anew, and make those that hold what persons say."""
    op.create_table(
        "kept_reading",
        Column("id", String, primary_key=True),
        *(Column(name, Text, nullable=False) for name in ("reading", "pipeline", "lexicon", "added")),
    )
    op.execute(
        "INSERT INTO kept_reading (id, reading, pipeline, lexicon, added)"
        " SELECT id, reading, pipeline, lexicon, added FROM article"
    )
    for name in _OLD:
        op.drop_table(name)
    op.create_table(
        "judgement",
        Column("id", Integer, primary_key=True, autoincrement=True),
        Column("kind", String, nullable=False),
        Column("left_id", String, nullable=False, index=True),
        Column("right_id", String, index=True),
        Column("verdict", String, nullable=False),
        Column("field", String),
        Column("value", Text),
        Column("by", String, nullable=False),
        Column("human", Integer, nullable=False),
        Column("reason", Text, nullable=False),
        Column("at", String, nullable=False),
        Column("score", Float),
        Column("article_id", String, index=True),
        Column("right_article_id", String, index=True),
        Column("anchor", Text),
        Column("right_anchor", Text),
        Column("undoes", Integer, index=True),
    )
    op.create_index("judgement_by_person", "judgement", ["human", "id"])
    op.create_table(
        "token",
        Column("name", String, primary_key=True),
        Column("digest", String, nullable=False, unique=True),
        Column("made", String, nullable=False),
    )
