"""Articles as entries, and one article whole."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, or_, select

from .. import schema
from ..days import known_days
from ..entries import ArticleEntry, ArticleView
from ..filters import Filters
from ..keys import day_number
from ..listing import Listing
from ..packing import restore_document
from ..who import find_wanted
from .events import CHUNK, event_entries, keys_of_article
from .positions import position_entries
from .quotations import quotation_entries
from .selecting import Condition, after, of_articles, page_of_keys

_ARTICLE, _READING = schema.articles, schema.readings
ARTICLE_SHIFT = 26


def find_articles(connection: Connection, filters: Filters) -> Listing[ArticleEntry]:
    """Return a page of the articles that match, latest first."""
    keys, cursor = page_of_keys(connection, [article_select(connection, filters)], filters)
    return Listing(article_entries(connection, keys), cursor=cursor)


def article_select(connection: Connection, filters: Filters) -> Select[Any]:
    """Return the select of the keys of the articles that match."""
    key = _ARTICLE.c.key
    found = [*published_in(filters), *after(key, filters), *of_articles(filters)]
    for wanted in (filters.party, filters.actor, filters.recipient):
        if wanted is not None:
            who, seen = find_wanted(connection, wanted), schema.appearances
            match = or_(seen.c.actor_id.in_(who.ids), seen.c.code.in_(who.codes))
            found.append(key.in_(select(seen.c.article_key).where(match)))
    return select(key.label("key")).where(and_(True, *found))


def published_in(filters: Filters) -> list[Condition]:
    """Conditions for `since` and `until` on the date of publication, as precise as it is known."""
    key, published = _ARTICLE.c.key, _ARTICLE.c.published
    found: list[Condition] = []
    if filters.since is not None:
        first = known_days(filters.since)[0] or ""
        found.append(key >= day_number(f"{first[:4]}-01-01") << ARTICLE_SHIFT)
        found.append(or_(key >= day_number(first) << ARTICLE_SHIFT, published.in_([first[:7], first[:4]])))
    if filters.until is not None:
        found.append(key < (day_number(known_days(filters.until)[1]) + 1) << ARTICLE_SHIFT)
        found.append(key >= 1 << ARTICLE_SHIFT)
    return found


def article_entries(connection: Connection, keys: Sequence[int]) -> list[ArticleEntry]:
    """Return the articles of these keys, in their order."""
    found: dict[int, ArticleEntry] = {}
    for start in range(0, len(keys), CHUNK):
        rows = connection.execute(select(_ARTICLE).where(_ARTICLE.c.key.in_(keys[start : start + CHUNK]))).mappings()
        for row in rows:
            found[row["key"]] = _entry(row)
    return [found[key] for key in keys]


def _entry(row: Any) -> ArticleEntry:
    same = ("id", "outlet", "language", "published", "headline", "url", "events", "quotations", "added", "share")
    copied = row["origin"] if row["origin"] != row["id"] else None
    return ArticleEntry(
        **{name: row[name] for name in same if name != "share"},
        agencies=json.loads(row["agencies"]),
        copy_of=copied,
        share=row["share"] if copied else None,
    )


def view_article(connection: Connection, identity: str) -> ArticleView | None:
    """Return an article whole, None if it is not in the record."""
    row = (
        connection.execute(
            select(_ARTICLE, _READING.c.text, _READING.c.data)
            .join(_READING, _READING.c.article_key == _ARTICLE.c.key)
            .where(_ARTICLE.c.id == identity)
        )
        .mappings()
        .first()
    )
    if row is None:
        return None
    key = row["key"]
    return ArticleView(
        entry=_entry(row),
        text=row["text"],
        document=restore_document(row["text"], row["data"]),
        events=event_entries(connection, keys_of_article(connection, schema.events, key)),
        quotations=quotation_entries(connection, keys_of_article(connection, schema.quotations, key)),
        positions=position_entries(connection, keys_of_article(connection, schema.positions, key)),
        copies=_copies(connection, row),
        pipeline=row["pipeline"],
        lexicon=row["lexicon"],
        external_id=row["external_id"],
    )


def _copies(connection: Connection, row: Any) -> list[ArticleEntry]:
    if row["origin"] is None:
        return []
    same = select(_ARTICLE.c.key).where(_ARTICLE.c.origin == row["origin"], _ARTICLE.c.key != row["key"])
    return article_entries(connection, list(connection.scalars(same.order_by(_ARTICLE.c.key))))
