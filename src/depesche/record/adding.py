"""Puts readings into the record: new articles, and articles read anew by another version."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, select

from depesche.model import Document

from . import schema
from .clusters import recluster
from .copies import Fresh, find_copies
from .identity import identify_persons
from .judging import carry_over, corrected
from .keys import article_key
from .linking import link_events
from .packing import unpack_reading
from .rows import Provenance, document_rows
from .writing import free_slots, remove_article, write_documents


@dataclass(frozen=True, slots=True)
class Reading:
    """A document and what it was made with: versions of the pipeline and of the lexicons."""

    document: Document
    pipeline: str
    lexicon: str


def add_readings(connection: Connection, readings: Sequence[Reading], *, link: bool = True) -> list[bool]:
    """Write readings; return for each whether it was new or read anew.

    Without `link`, copies and happenings are not looked for: for measuring, and for readings that are linked later.
    """
    known = _known(connection, [reading.document.article.id for reading in readings])
    fresh: dict[str, Reading] = {}
    answers = []
    for reading in readings:
        identity = reading.document.article.id
        same = identity in fresh or known.get(identity, (0, 0, "", ""))[2:] == (reading.pipeline, reading.lexicon)
        answers.append(not same)
        if not same:
            fresh[identity] = reading
    for identity in fresh:
        if identity in known:
            remove_article(connection, known[identity][0])
    slots = free_slots(connection, [identity for identity in fresh if identity not in known])
    slots |= {identity: known[identity][1] for identity in fresh if identity in known}
    rows, documents = [], []
    judged = _with_judgements(connection, list(fresh))
    carry_over(connection, [fresh[identity].document for identity in fresh if identity in judged])
    with _uncollected():
        for identity, reading in fresh.items():
            kept = reading.document
            document, marks = corrected(connection, kept) if identity in judged else (kept, None)
            made = Provenance(reading.pipeline, reading.lexicon)
            rows.append(document_rows(document, made, slot=slots[identity], original=kept, judged=marks))
            documents.append(document)
        write_documents(connection, rows)
    again = judged | {identity for identity in fresh if identity in known}
    recluster(connection, [event.id for d in documents if d.article.id in again for event in d.events])
    if link:
        link_articles(connection, documents, slots)
    return answers


@contextmanager
def _uncollected() -> Iterator[None]:
    """Python does not look for circles among the many rows of a batch, which have none: a tenth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _with_judgements(connection: Connection, ids: Sequence[str]) -> set[str]:
    """The articles about whose entries there are judgements, by persons or, read anew, by rules."""
    table = schema.judgements
    found: set[str] = set()
    for start in range(0, len(ids), 500):
        chunk = ids[start : start + 500]
        for column in (table.c.article_id, table.c.right_article_id):
            found |= set(connection.scalars(select(column).where(column.in_(chunk)).distinct()))
    return found


def link_articles(connection: Connection, documents: Sequence[Document], slots: Mapping[str, int]) -> None:
    """Find what new articles copy, and which of their events other reports tell of."""
    articles = [document.article for document in documents]
    keys = {article.id: article_key(article.published, slot=slots[article.id]) for article in articles}
    find_copies(connection, [Fresh(keys[a.id], a.id, a.text, a.published, a.agencies) for a in articles])
    event = schema.events
    fresh: list[int] = []
    every = sorted(keys.values())
    for start in range(0, len(every), 500):
        fresh += connection.scalars(select(event.c.key).where(event.c.article_key.in_(every[start : start + 500])))
    identify_persons(connection, (actor.id for document in documents for actor in document.actors))
    link_events(connection, fresh)


def _known(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[int, int, str, str]]:
    """(key, slot, pipeline, lexicon) of those articles that are in the record."""
    table = schema.articles
    found: dict[str, tuple[int, int, str, str]] = {}
    for start in range(0, len(ids), 500):
        rows = connection.execute(
            select(table.c.id, table.c.key, table.c.slot, table.c.pipeline, table.c.lexicon).where(
                table.c.id.in_(ids[start : start + 500])
            )
        )
        found |= {identity: (key, slot, pipeline, lexicon) for identity, key, slot, pipeline, lexicon in rows}
    return found


def stored_reading(connection: Connection, identity: str) -> str | None:
    """Return the reading of an article as JSON of the contract, None if it is not in the record."""
    articles, readings = schema.articles, schema.readings
    row = connection.execute(
        select(readings.c.text, readings.c.data)
        .join(articles, articles.c.key == readings.c.article_key)
        .where(articles.c.id == identity)
    ).first()
    if row is None:
        return None
    return unpack_reading(row.text, row.data)
