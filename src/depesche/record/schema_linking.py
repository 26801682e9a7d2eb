"""Tables of what belongs together: fingerprints of texts, copies, and judgements of rules and persons."""

from __future__ import annotations

from sqlalchemy import Column, Float, Index, Integer, String, Table, Text

from .schema_base import Long, metadata

shingles = Table(
    "shingle",
    metadata,
    Column("bucket", Integer, primary_key=True),
    Column("hash", Long, primary_key=True),
    Column("article_key", Long, primary_key=True),
    sqlite_with_rowid=False,
)
"""Sampled hashes of five words in a row; `bucket` is the month of publication (year × 12 + month), 0 if unknown."""

copies = Table(
    "copy",
    metadata,
    Column("article_id", String, primary_key=True),
    Column("other_id", String, primary_key=True),
    Column("share", Float, nullable=False),
    Index("copy_by_other", "other_id"),
    sqlite_with_rowid=False,
)
"""Two articles of which one copies the other, both ways."""

judgements = Table(
    "judgement",
    metadata,
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
    Index("judgement_by_person", "human", "id"),
)
"""Only ever added to. The anchors say where the entries stood, so that they are found again after a new reading."""
