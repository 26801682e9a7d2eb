"""Tables of the record. Every row leads to its article, and by `evidence` to the words it rests on."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text

VERSION = 1
"""Number of the schema; a record with a higher one was written by a newer Depesche."""

metadata = MetaData()

articles = Table(
    "article",
    metadata,
    Column("id", String, primary_key=True),
    Column("external_id", String),
    Column("outlet", String, index=True),
    Column("url", String),
    Column("language", String, nullable=False, index=True),
    Column("published", String, index=True),
    Column("headline", Text),
    Column("agencies", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("reading", Text, nullable=False),
    Column("pipeline", String, nullable=False),
    Column("lexicon", String, nullable=False),
    Column("added", String, nullable=False),
)

actors = Table(
    "actor",
    metadata,
    Column("article_id", String, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("actor_id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("code", String, index=True),
    Column("sector", String),
    Column("office", String),
    Column("wikidata", String),
    Column("mentions", Integer, nullable=False),
    Index("actor_by_id", "actor_id"),
)

events = Table(
    "event",
    metadata,
    Column("id", String, primary_key=True),
    Column("article_id", String, ForeignKey("article.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("type", String, nullable=False, index=True),
    Column("quad", String, nullable=False),
    Column("modes", Text, nullable=False),
    Column("contexts", Text, nullable=False),
    Column("status", String, nullable=False),
    Column("date", String),
    Column("date_printed", Text),
    Column("first_day", String, index=True),
    Column("last_day", String),
    Column("place", Text),
    Column("country", String, index=True),
    Column("lat", Float),
    Column("lon", Float),
    Column("attribution", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("frame", Text, nullable=False),
)

parties = Table(
    "party",
    metadata,
    Column("event_id", String, ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    Column("side", String, primary_key=True),
    Column("actor_id", String, primary_key=True),
    Column("code", String),
    Column("name", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Index("party_by_code", "code", "side"),
    Index("party_by_actor", "actor_id", "side"),
)

quotations = Table(
    "quotation",
    metadata,
    Column("id", String, primary_key=True),
    Column("article_id", String, ForeignKey("article.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("form", String, nullable=False),
    Column("speaker", String, index=True),
    Column("speaker_name", Text),
    Column("speaker_code", String, index=True),
    Column("addressee", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("via", Text, nullable=False),
    Column("date", String),
    Column("first_day", String),
    Column("last_day", String),
    Column("medium", String, nullable=False),
    Column("type", String),
    Column("cue", Text),
    Column("content", Text, nullable=False),
)

offices = Table(
    "office",
    metadata,
    Column("article_id", String, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("person", String, primary_key=True),
    Column("office", String, primary_key=True),
    Column("code", String, primary_key=True),
    Column("new", Integer, nullable=False),
)

positions = Table(
    "position",
    metadata,
    Column("article_id", String, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("holder", String, primary_key=True),
    Column("target", String, primary_key=True),
    Column("stance", String, primary_key=True),
)

evidence = Table(
    "evidence",
    metadata,
    Column("owner", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("article_id", String, ForeignKey("article.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

ALL = (articles, actors, events, parties, quotations, offices, positions, evidence)
