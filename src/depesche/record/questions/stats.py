"""What a record holds: counts, versions, and an id of its content."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, func, select

from .. import schema
from ..entries import Stats
from ..keys import day_of


def find_stats(connection: Connection) -> Stats:
    """Return counts, versions and the snapshot id of the record."""
    articles, judgements, happening = schema.articles, schema.judgements, schema.events.c.happening
    low, high = connection.execute(
        select(func.min(articles.c.key), func.max(articles.c.key)).where(articles.c.key >= 1 << 26)
    ).one()
    return Stats(
        articles=_count(connection, articles),
        events=_count(connection, schema.events),
        quotations=_count(connection, schema.quotations),
        positions=_count(connection, schema.positions),
        actors=_count(connection, schema.actors),
        happenings=int(
            connection.scalar(select(func.count(func.distinct(happening))).where(happening.is_not(None))) or 0
        ),
        judgements=int(
            connection.scalar(select(func.count()).select_from(judgements).where(judgements.c.human == 1)) or 0
        ),
        copies=int(
            connection.scalar(select(func.count()).select_from(articles).where(articles.c.origin != articles.c.id)) or 0
        ),
        languages=_by(connection, articles.c.language),
        first=day_of(low >> 26) if low else None,
        last=day_of(high >> 26) if high else None,
        snapshot=snapshot_id(connection),
        schema=str(schema.VERSION),
        pipelines=_by(connection, articles.c.pipeline),
        lexicons=_by(connection, articles.c.lexicon),
        store=connection.dialect.name,
    )


def _count(connection: Connection, table: object) -> int:
    return int(connection.scalar(select(func.count()).select_from(table)) or 0)  # type: ignore[arg-type]


def _by(connection: Connection, column: object) -> dict[str, int]:
    rows = connection.execute(select(column, func.count()).group_by(column).order_by(column))  # type: ignore[call-overload]
    return {str(row[0]): int(row[1]) for row in rows}


def snapshot_id(connection: Connection) -> str:
    """Return an id that is the same for records with the same articles, readings and judgements of persons."""
    digest = hashlib.sha256()
    articles, judgements = schema.articles, schema.judgements
    rows = connection.execute(
        select(articles.c.id, articles.c.pipeline, articles.c.lexicon).order_by(articles.c.id)
    ).yield_per(10_000)
    for row in rows:
        digest.update("|".join(row).encode())
    names = ("kind", "left_id", "right_id", "verdict", "field", "value", "by", "reason", "at")
    for row in connection.execute(
        select(*(judgements.c[name] for name in names)).where(judgements.c.human == 1).order_by(judgements.c.id)
    ):
        digest.update("|".join(str(part) for part in row).encode())
    return digest.hexdigest()[:16]
