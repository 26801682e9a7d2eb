"""Offices that actors held: shipped with the codebook, and learnt from reports."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection, select

from depesche import codebook

from . import schema
from .views import OfficeEntry


def offices_of(connection: Connection, ids: Sequence[str]) -> list[OfficeEntry]:
    """Return the offices of an actor, latest first; learnt ones that the codebook knows are added to those."""
    shipped = [
        office for identity in ids if (person := codebook.load_persons().get(identity)) for office in person.offices
    ]
    learnt = _learnt(connection, ids)
    found = []
    for office in shipped:
        said = [row for row in learnt if (row[0], row[1]) == (office.post, office.code) and _within(row[2], office)]
        learnt = [row for row in learnt if row not in said]
        found.append(_entry(office.post, office.code, office.start, office.end, "codebook", said))
    grouped: dict[tuple[str, str], list[tuple[str, str, str | None, str, str]]] = {}
    for row in learnt:
        grouped.setdefault((row[0], row[1]), []).append(row)
    for (post, code), said in grouped.items():
        days = sorted(row[2] for row in said if row[2])
        found.append(_entry(post, code, days[0] if days else None, days[-1] if days else None, "reports", said))
    return sorted(found, key=lambda o: (o.start or "", o.office), reverse=True)


def _within(published: str | None, office: codebook.Office) -> bool:
    return published is None or ((office.start or "") [: len(published)] <= published and (
        office.end is None or published[: len(office.end)] <= office.end
    ))  # fmt: skip


def _entry(
    post: str, code: str, start: str | None, end: str | None, source: str,
    said: Sequence[tuple[str, str, str | None, str, str]],
) -> OfficeEntry:  # fmt: skip
    return OfficeEntry(
        office=post, code=code, start=start, end=end, source=source,
        articles=list(dict.fromkeys(row[3] for row in said)), words=said[0][4] if said else None,
    )  # fmt: skip


def _learnt(connection: Connection, ids: Sequence[str]) -> list[tuple[str, str, str | None, str, str]]:
    """(post, code, published, article, words), earliest report first."""
    office, article, reading = schema.offices, schema.articles, schema.readings
    rows = connection.execute(
        select(office.c.office, office.c.code, article.c.published, article.c.id, office.c.spans, reading.c.text)
        .join(article, article.c.key == office.c.article_key)
        .join(reading, reading.c.article_key == office.c.article_key)
        .where(office.c.person.in_(ids))
        .order_by(article.c.key)
    )
    return [
        (post, code, published, identity, " … ".join(text[start:end] for start, end in json.loads(spans)))
        for post, code, published, identity, spans, text in rows
    ]
