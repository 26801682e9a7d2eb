"""Tables of the record. Every row leads to its article, and by `spans` to the words it rests on.

All but `article`, `reading` and `judgement` can be made again from those three. Keys are explained in `keys`.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    text,
)

from .schema_base import Long, metadata
from .schema_linking import copies, judgements, shingles
from .schema_watch import alerts, deliveries, feed_items, feeds, saved_queries, tokens

__all__ = [
    "DERIVED",
    "VERSION",
    "Long",
    "actors",
    "alerts",
    "aliases",
    "appearances",
    "articles",
    "copies",
    "deliveries",
    "events",
    "feed_items",
    "feeds",
    "judgements",
    "meetings",
    "metadata",
    "offices",
    "pairs",
    "parties",
    "positions",
    "quotations",
    "readings",
    "saved_queries",
    "shingles",
    "tallies",
    "tokens",
    "voices",
]

VERSION = 6
"""Number of the schema; a record with a higher one was written by a newer Depesche."""


def _article() -> Column[int]:
    return Column("article_key", Long, ForeignKey("article.key", ondelete="CASCADE"), nullable=False)


articles = Table(
    "article",
    metadata,
    Column("key", Long, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("slot", Integer, nullable=False, unique=True),
    Column("external_id", String),
    Column("outlet", String, index=True),
    Column("url", String),
    Column("language", String, nullable=False),
    Column("published", String),
    Column("headline", Text),
    Column("agencies", Text, nullable=False),
    Column("pipeline", String, nullable=False),
    Column("lexicon", String, nullable=False),
    Column("added", String, nullable=False),
    Column("events", Integer, nullable=False),
    Column("quotations", Integer, nullable=False),
    Column("origin", String, index=True),
    Column("share", Float),
)
"""`origin` is the id of the earliest article of those that copy one another, None for an article of its own."""

readings = Table(
    "reading",
    metadata,
    Column("article_key", Long, ForeignKey("article.key", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
"""`data` is the whole reading as compressed JSON, without the text."""

appearances = Table(
    "appearance",
    metadata,
    Column("actor_id", String, primary_key=True),
    Column("article_key", Long, ForeignKey("article.key", ondelete="CASCADE"), primary_key=True, index=True),
    Column("name", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("code", String),
    Column("sector", String),
    Column("office", String),
    Column("wikidata", String),
    Column("mentions", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""An actor in one article."""

actors = Table(
    "actor",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("code", String, index=True),
    Column("sector", String),
    Column("office", String),
    Column("wikidata", String),
    Column("articles", Integer, nullable=False),
    Column("mentions", Integer, nullable=False),
    Column("canonical", String, nullable=False, index=True),
    Index("actor_by_mentions", "mentions", "id"),
)
"""An actor over all articles; `canonical` is the id under which it is shown after judgements that ids are the same."""

aliases = Table(
    "alias",
    metadata,
    Column("fold", String, primary_key=True),
    Column("actor_id", String, primary_key=True),
    Column("name", Text, primary_key=True),
    Index("alias_by_actor", "actor_id"),
    sqlite_with_rowid=False,
)
"""Names of persons and bodies in a spelling that is alike for all transcriptions; surnames under `~fold`."""

events = Table(
    "event",
    metadata,
    Column("key", Long, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    _article(),
    Column("type", String, nullable=False),
    Column("modes", Text, nullable=False),
    Column("contexts", Text, nullable=False),
    Column("status", String, nullable=False),
    Column("date", String),
    Column("date_printed", Text),
    Column("place", Text),
    Column("country", String),
    Column("lat", Float),
    Column("lon", Float),
    Column("implied", Text, nullable=False, server_default="[]"),
    Column("place_basis", String),
    Column("attribution", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("spans", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("happening", String),
    Column("judged", Integer, nullable=False),
    Column("wrong", Integer, nullable=False),
    Index("event_by_article", "article_key"),
    Index("event_by_type", "type", "key"),
    Index("event_wrong", "key", sqlite_where=text("wrong = 1"), postgresql_where=text("wrong = 1")),
    Index(
        "event_by_happening",
        "happening",
        sqlite_where=text("happening IS NOT NULL"),
        postgresql_where=text("happening IS NOT NULL"),
    ),
)
"""`happening` is None where no other report tells of it; `signature` holds names, numbers and words for merging."""

parties = Table(
    "party",
    metadata,
    Column("event_key", Long, ForeignKey("event.key", ondelete="CASCADE"), primary_key=True),
    Column("side", String(1), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("actor_id", String, nullable=False),
    Column("code", String),
    Index("party_by_code", "code", "side", "event_key"),
    Index("party_by_actor", "actor_id", "side", "event_key"),
    sqlite_with_rowid=False,
)
"""`side` is `a` for actors and `r` for recipients."""

pairs = Table(
    "pair",
    metadata,
    Column("a", String, primary_key=True),
    Column("b", String, primary_key=True),
    Column("event_key", Long, ForeignKey("event.key", ondelete="CASCADE"), primary_key=True, index=True),
    Column("mutual", Integer, nullable=False),
    Column("status", Integer, nullable=False, server_default="0"),
    Column("dating", Integer, nullable=False, server_default="0"),
    sqlite_with_rowid=False,
)
"""The codes between which an event happens, from `a` to `b`; both ways for mutual ones; `b` is empty without a recipient.

`status` and `dating` are numbers (`keys.status_number`, `keys.DATINGS`), so that a series of a dyad reads no event.
"""

tallies = Table(
    "tally",
    metadata,
    Column("code", String, primary_key=True),
    Column("side", String(1), primary_key=True),
    Column("month", Integer, primary_key=True),
    Column("low", Integer, primary_key=True),
    Column("events", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""How many events a code has in each month (year × 12 + month, 0 if undated) on each side: `a`, `r`, and `b` for both.

`low` is type and precision of their keys. Under the empty code all events are counted, with the number of their status
as the side, and under `r` the mutual ones that have recipients. Events judged wrong are counted too.
"""

meetings = Table(
    "meeting",
    metadata,
    Column("event_key", Long, ForeignKey("event.key", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("format", String),
    Column("venue", Text),
    Column("duration", String),
    Column("duration_status", String),
    Column("occasion", Text),
    Column("comparison", Text),
    Column("series", String),
    Index("meeting_by_series", "series"),
)

quotations = Table(
    "quotation",
    metadata,
    Column("key", Long, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    _article(),
    Column("form", String, nullable=False),
    Column("speaker", String),
    Column("speaker_code", String),
    Column("addressee", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("via", Text, nullable=False),
    Column("date", String),
    Column("medium", String, nullable=False),
    Column("type", String),
    Column("cue", Text),
    Column("spans", Text, nullable=False),
    Column("judged", Integer, nullable=False),
    Column("wrong", Integer, nullable=False),
    Index("quotation_by_article", "article_key"),
    Index("quotation_wrong", "key", sqlite_where=text("wrong = 1"), postgresql_where=text("wrong = 1")),
)

voices = Table(
    "voice",
    metadata,
    Column("role", String(1), primary_key=True),
    Column("who", String, primary_key=True),
    Column("quotation_key", Long, ForeignKey("quotation.key", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)
"""Ids and codes of those in a quotation: `s` speaker, `a` addressee, `o` object of the words, `v` carrier."""

positions = Table(
    "position",
    metadata,
    Column("key", Long, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    _article(),
    Column("holder", String, nullable=False),
    Column("holder_code", String),
    Column("target", String, nullable=False),
    Column("target_code", String),
    Column("stance", String, nullable=False),
    Column("spans", Text, nullable=False),
    Column("judged", Integer, nullable=False),
    Column("wrong", Integer, nullable=False),
    Index("position_by_article", "article_key"),
    Index("position_by_holder", "holder_code", "key"),
    Index("position_by_target", "target_code", "key"),
)

offices = Table(
    "office",
    metadata,
    Column("article_key", Long, ForeignKey("article.key", ondelete="CASCADE"), primary_key=True),
    Column("person", String, primary_key=True),
    Column("office", String, primary_key=True),
    Column("code", String, primary_key=True),
    Column("new", Integer, nullable=False),
    Column("spans", Text, nullable=False),
    Index("office_by_person", "person"),
    sqlite_with_rowid=False,
)

DERIVED = (
    voices, quotations, meetings, pairs, parties, tallies, events, positions, offices, appearances, shingles, copies,
)  # fmt: skip
"""Tables that are made from the readings and judgements, children before parents."""
