"""Checks a record: every row has what it refers to, every span lies inside its text, every judgement its entry."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from depesche import codebook

from . import schema
from .tallies import wrong_tallies
from .views import Problem

_SPANNED = (("event", schema.events), ("quotation", schema.quotations), ("position", schema.positions))
_MOST = 1000
"""Problems of one kind after which no more are looked for."""


def find_problems(connection: Connection) -> list[Problem]:
    """Return what is wrong, empty where nothing is."""
    found: list[Problem] = []
    for check in (_file, _orphans, _readings, _counts, _spans, _happenings, _judgements, _fulltext):
        for number, problem in enumerate(check(connection)):
            if number == _MOST:
                found.append(Problem(problem.kind, "…", "there are more of this kind"))
                break
            found.append(problem)
    return found


def _file(connection: Connection) -> Iterator[Problem]:
    """Damage of the file itself."""
    if connection.dialect.name == "sqlite":
        for (line,) in connection.exec_driver_sql("PRAGMA quick_check"):
            if line != "ok":
                yield Problem("file", "", str(line))


def _orphans(connection: Connection) -> Iterator[Problem]:
    """Rows whose parent is missing."""
    for table in schema.metadata.sorted_tables:
        for key in table.foreign_keys:
            parent = key.column.table.alias()
            missing = (
                select(key.parent)
                .where(~select(parent.c[key.column.name]).where(parent.c[key.column.name] == key.parent).exists())
                .limit(_MOST + 1)
            )
            for value in connection.scalars(missing):
                yield Problem("orphan", f"{table.name} {value}", f"its {key.column.table.name} is missing")
    articles, readings = schema.articles, schema.readings
    without = select(articles.c.id).outerjoin(readings, readings.c.article_key == articles.c.key)
    for identity in connection.scalars(without.where(readings.c.article_key.is_(None))):
        yield Problem("article", identity, "has no reading")


def _readings(connection: Connection) -> Iterator[Problem]:
    """Readings that cannot be unpacked."""
    articles, readings = schema.articles, schema.readings
    rows = connection.execute(
        select(articles.c.id, readings.c.data).join(readings, readings.c.article_key == articles.c.key)
    ).yield_per(200)
    for identity, data in rows:
        try:
            read = json.loads(zlib.decompress(data))
        except (zlib.error, ValueError):
            yield Problem("reading", identity, "is damaged and cannot be unpacked")
            continue
        if read.get("article", {}).get("id") != identity:
            yield Problem("reading", identity, "is that of another article")


def _counts(connection: Connection) -> Iterator[Problem]:
    """Articles that say they have more or fewer entries than there are, and actors counted wrongly."""
    articles = schema.articles
    for name, table in (("events", schema.events), ("quotations", schema.quotations)):
        counted = select(table.c.article_key, func.count().label("number")).group_by(table.c.article_key).subquery()
        rows = connection.execute(
            select(articles.c.id, articles.c[name], func.coalesce(counted.c.number, 0))
            .outerjoin(counted, counted.c.article_key == articles.c.key)
            .where(articles.c[name] != func.coalesce(counted.c.number, 0))
        )
        for identity, said, number in rows:
            yield Problem("article", identity, f"should have {said} {name} and has {number}")
    seen, actors = schema.appearances, schema.actors
    counted = (
        select(seen.c.actor_id, func.count().label("articles"), func.sum(seen.c.mentions).label("mentions"))
        .group_by(seen.c.actor_id)
        .subquery()
    )
    wrong = connection.scalars(
        select(actors.c.id)
        .outerjoin(counted, counted.c.actor_id == actors.c.id)
        .where(
            (actors.c.articles != func.coalesce(counted.c.articles, 0))
            | (actors.c.mentions != func.coalesce(counted.c.mentions, 0))
        )
    )
    for identity in wrong:
        yield Problem("actor", identity, "is counted wrongly")
    for code, side, month, _ in wrong_tallies(connection):
        yield Problem("tally", f"{code} {side} {month // 12}-{month % 12}", "is counted wrongly")


def _spans(connection: Connection) -> Iterator[Problem]:
    """Spans that are empty, reversed or outside their text."""
    readings = schema.readings
    known = set(codebook.load_plover().types)
    for kind, table in _SPANNED:
        rows = connection.execute(
            select(table, func.length(readings.c.text).label("size")).join(
                readings, readings.c.article_key == table.c.article_key
            )
        ).yield_per(1000)
        for row in rows.mappings():
            if not _inside(row["spans"], row["size"]):
                yield Problem(kind, row["id"], f"has spans outside its text of {row['size']} letters: {row['spans']}")
            if kind == "event" and row["type"] not in known:
                yield Problem(kind, row["id"], f"has the type {row['type']!r}, which the codebook does not know")


def _inside(stored: str, size: int) -> bool:
    spans: list[Any] = json.loads(stored)
    return bool(spans) and all(0 <= start < end <= size for start, end in spans)


def _happenings(connection: Connection) -> Iterator[Problem]:
    """Happenings that are not named after one of their events, or have only one."""
    events = schema.events
    rows = connection.execute(
        select(events.c.happening, func.count(), func.min(events.c.id))
        .where(events.c.happening.is_not(None))
        .group_by(events.c.happening)
    )
    for happening, number, lowest in rows:
        if number < 2:
            yield Problem("happening", happening, "has one event only")
        if happening != lowest:
            yield Problem("happening", happening, f"should be named {lowest}")


def _judgements(connection: Connection) -> Iterator[Problem]:
    """Judgements of persons that stand and name an entry that is not there."""
    table = schema.judgements
    later = table.alias()
    undone = select(later.c.id).where(later.c.undoes == table.c.id).exists()
    rows = connection.execute(
        select(table.c.id, table.c.left_id, table.c.right_id, table.c.kind)
        .where(table.c.human == 1, table.c.verdict != "undone", table.c.kind != "actor", ~undone)
        .order_by(table.c.id)
    ).all()
    for number, left, right, _ in rows:
        for identity in (left, right):
            if identity is not None and not _is_entry(connection, identity):
                yield Problem("judgement", str(number), f"is about {identity}, which the present reading does not have")


def _is_entry(connection: Connection, identity: str) -> bool:
    return any(connection.scalar(select(table.c.id).where(table.c.id == identity)) is not None for _, table in _SPANNED)


def _fulltext(connection: Connection) -> Iterator[Problem]:
    """Articles that are not in the full text, or the other way round."""
    if connection.dialect.name == "sqlite":
        ids = "SELECT id FROM words_docsize"
    else:
        ids = "SELECT article_key FROM words"
    for (key,) in connection.exec_driver_sql(f"SELECT key FROM article WHERE key NOT IN ({ids}) LIMIT {_MOST}"):
        yield Problem("full text", str(key), "lacks the article of this key")
    column = ids.split()[1]
    for (key,) in connection.exec_driver_sql(f"{ids} WHERE {column} NOT IN (SELECT key FROM article) LIMIT {_MOST}"):
        yield Problem("full text", str(key), "holds an article that is not there")
