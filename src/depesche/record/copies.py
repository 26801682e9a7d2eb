"""Copies: which articles are the same agency text, whole, cut or edited.

Articles that share sampled hashes of five words in a row are compared word for word; the share of the shorter text that
stands in the longer one decides. Articles are looked for in the months around their publication.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from sqlalchemy import Connection, delete, or_, select, update

from . import schema
from .days import known_days
from .expressions import WORD
from .inserting import insert_rows
from .rows import Row

_WORDS, _SAMPLE = 5, 8
_SHARE, _SHARE_SAME_AGENCY = 0.35, 0.2
"""Share of the shorter text from which a text is a copy; less is needed where both credit the same agency."""
_CANDIDATES = 25
_CHUNK = 500
_FACTORS = np.array([pow(0x9E3779B97F4A7C15, power, 1 << 64) for power in range(_WORDS, 0, -1)], dtype=np.uint64)
_MIX = np.uint64(0xFF51AFD7ED558CCD)


@dataclass(frozen=True, slots=True)
class Fresh:
    """A new article as far as copies go."""

    key: int
    id: str
    text: str
    published: str | None
    agencies: tuple[str, ...]


@lru_cache(maxsize=300_000)
def _word_hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest())


def shingles_of(text: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the distinct hashes of every five words in a row, sorted; of all words together for a shorter text."""
    words = np.array([_word_hash(word) for word in WORD.findall(text.lower())], dtype=np.uint64)
    if len(words) == 0:
        return np.array([], dtype=np.int64)
    if len(words) < _WORDS:
        words = np.concatenate([words, np.zeros(_WORDS - len(words), dtype=np.uint64)])
    windows = np.lib.stride_tricks.sliding_window_view(words, _WORDS)
    mixed = (windows * _FACTORS).sum(axis=1, dtype=np.uint64)
    mixed ^= mixed >> np.uint64(33)
    mixed *= _MIX
    mixed ^= mixed >> np.uint64(29)
    return np.unique(mixed.view(np.int64))


def sample(hashes: np.ndarray[tuple[int], np.dtype[np.int64]]) -> list[int]:
    """Return the hashes that are kept in the record: every eighth by value, the lowest where there would be none."""
    kept = hashes[hashes % _SAMPLE == 0]
    return [int(value) for value in (kept if len(kept) else hashes[:1])]


def share_of(
    one: np.ndarray[tuple[int], np.dtype[np.int64]], other: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> float:
    """Return which share of the shorter text stands in the longer, 0 to 1."""
    if len(one) == 0 or len(other) == 0:
        return 0.0
    return len(np.intersect1d(one, other, assume_unique=True)) / min(len(one), len(other))


def bucket_of(published: str | None) -> int:
    """Return the month of publication as a number, 0 where it is not known to the month."""
    first, _ = known_days(published)
    return (
        int(published[:4]) * 12 + int(published[5:7]) if first is not None and published and len(published) >= 7 else 0
    )


def find_copies(connection: Connection, articles: Sequence[Fresh]) -> None:
    """Keep the fingerprints of new articles, and link those that copy one another or older ones."""
    prints = {article.key: shingles_of(article.text) for article in articles}
    rows: list[Row] = [
        {"bucket": bucket, "hash": value, "article_key": article.key}
        for article in articles
        for bucket in (bucket_of(article.published),)
        for value in sample(prints[article.key])
    ]
    insert_rows(connection, "shingle", rows)
    for article in articles:
        shares = _shares(connection, article, prints)
        if shares:
            _link(connection, article, shares)


def _shares(
    connection: Connection, article: Fresh, prints: dict[int, np.ndarray[tuple[int], np.dtype[np.int64]]]
) -> dict[str, float]:
    """The ids of the articles that this one copies or that copy it, with their shares."""
    own, kept = prints[article.key], sample(prints[article.key])
    found: dict[str, float] = {}
    table, readings = schema.articles, schema.readings
    keys = _candidates(connection, article, kept)
    if not keys:
        return found
    rows = connection.execute(
        select(table.c.key, table.c.id, table.c.agencies, readings.c.text)
        .join(readings, readings.c.article_key == table.c.key)
        .where(table.c.key.in_(keys))
        .order_by(table.c.key)
    )
    for row in rows:
        share = share_of(own, prints[row.key] if row.key in prints else shingles_of(row.text))
        agencies = {name.lower() for name in json.loads(row.agencies)}
        same_agency = bool(agencies & {name.lower() for name in article.agencies})
        if share >= (_SHARE_SAME_AGENCY if same_agency else _SHARE):
            found[row.id] = round(share, 3)
    return found


def _candidates(connection: Connection, article: Fresh, kept: Sequence[int]) -> list[int]:
    """Keys of the articles that share most of the sampled hashes."""
    buckets = _buckets(connection, article)
    needed = 1 if len(kept) < 12 else 2
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    command = (
        f"SELECT article_key, count(*) AS shared FROM shingle WHERE bucket IN ({', '.join(map(str, buckets))})"
        f" AND hash IN ({', '.join(map(str, kept))}) AND article_key <> {mark}"
        f" GROUP BY article_key HAVING count(*) >= {needed} ORDER BY shared DESC, article_key LIMIT {_CANDIDATES}"
    )
    return [row[0] for row in connection.exec_driver_sql(command, (article.key,))]


def _buckets(connection: Connection, article: Fresh) -> list[int]:
    own = bucket_of(article.published)
    if own:
        return [0, own - 1, own, own + 1]
    table = schema.shingles
    low = connection.scalar(select(table.c.bucket).where(table.c.bucket > 0).order_by(table.c.bucket).limit(1))
    high = connection.scalar(select(table.c.bucket).order_by(table.c.bucket.desc()).limit(1))
    return [0, *range(low, (high or low) + 1)] if low else [0]


def _link(connection: Connection, article: Fresh, shares: dict[str, float]) -> None:
    rows: list[Row] = [
        {"article_id": one, "other_id": other, "share": share}
        for found, share in shares.items()
        for one, other in ((article.id, found), (found, article.id))
    ]
    insert_rows(connection, "copy", rows)
    set_origins(connection, [article.id, *shares])


def set_origins(connection: Connection, ids: Iterable[str]) -> None:
    """Give the articles that copy one another, starting from these, the earliest of them as origin."""
    table, copies = schema.articles, schema.copies
    left, found = set(ids), set[str]()
    while left:
        found |= left
        others = connection.scalars(select(copies.c.other_id).where(copies.c.article_id.in_(sorted(left))))
        left = set(others) - found
    rows = connection.execute(select(table.c.id, table.c.key).where(table.c.id.in_(sorted(found)))).all()
    if not rows:
        return
    origin = min(rows, key=lambda row: (row.key >> 26 == 0, row.key)).id
    told = connection.execute(select(copies.c.article_id, copies.c.share).where(copies.c.other_id == origin))
    with_origin = {row.article_id: row.share for row in told}
    for row in rows:
        share = with_origin.get(row.id)
        if share is None and row.id != origin:
            most = select(copies.c.share).where(copies.c.article_id == row.id).order_by(copies.c.share.desc())
            share = connection.scalar(most.limit(1))
        alone = len(rows) == 1
        values = {"origin": None if alone else origin, "share": None if alone else share}
        connection.execute(update(table).where(table.c.id == row.id).values(values))


def forget_copies(connection: Connection, key: int, identity: str) -> list[str]:
    """Take an article out of the fingerprints and of the copies; return the articles that it was linked with."""
    published = connection.scalar(select(schema.articles.c.published).where(schema.articles.c.key == key))
    connection.execute(
        delete(schema.shingles).where(
            schema.shingles.c.bucket == bucket_of(published), schema.shingles.c.article_key == key
        )
    )
    table = schema.copies
    linked = list(connection.scalars(select(table.c.other_id).where(table.c.article_id == identity)))
    connection.execute(delete(table).where(or_(table.c.article_id == identity, table.c.other_id == identity)))
    return linked


def origins(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Return the origin of each article: the earliest it copies, or itself."""
    table = schema.articles
    found: dict[str, str] = {}
    for start in range(0, len(ids), _CHUNK):
        rows = connection.execute(select(table.c.id, table.c.origin).where(table.c.id.in_(ids[start : start + _CHUNK])))
        found |= {identity: origin or identity for identity, origin in rows}
    return found
