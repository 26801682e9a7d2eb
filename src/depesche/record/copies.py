"""Copies: which articles are the same agency text, whole, cut or edited."""

from __future__ import annotations

from sqlalchemy import Connection, delete, or_, select

from . import schema


def forget_copies(connection: Connection, key: int, identity: str) -> None:
    """Take an article out of the fingerprints and of the copies."""
    connection.execute(delete(schema.shingles).where(schema.shingles.c.article_key == key))
    connection.execute(
        delete(schema.copies).where(or_(schema.copies.c.article_id == identity, schema.copies.c.other_id == identity))
    )


def origins(connection: Connection, ids: list[str]) -> dict[str, str]:
    """Return the origin of each article: the earliest it copies, or itself."""
    table = schema.articles
    rows = connection.execute(select(table.c.id, table.c.origin).where(table.c.id.in_(ids)))
    return {identity: origin or identity for identity, origin in rows}
