"""Makes the rows of an article anew from its stored reading, with the corrections that stand."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, select

from depesche.model import Document

from . import schema
from .packing import restore_document
from .rows import Judged, Provenance, document_rows
from .writing import remove_article, write_documents

Correct = Callable[[Connection, Document], tuple[Document, Judged]]


def load_document(connection: Connection, article_id: str) -> Document:
    """Return the reading of an article as it was made; the article must be in the record."""
    article, reading = schema.articles, schema.readings
    row = connection.execute(
        select(reading.c.text, reading.c.data)
        .join(article, article.c.key == reading.c.article_key)
        .where(article.c.id == article_id)
    ).one()
    return restore_document(row.text, row.data)


def rewrite_article(connection: Connection, article_id: str, correct: Correct) -> None:
    """Write the entries of an article anew; provenance, time of adding and judgements stay."""
    from .adding import link_articles

    table = schema.articles
    row = connection.execute(select(table).where(table.c.id == article_id)).mappings().first()
    if row is None:  # taken out since; the judgement waits for it
        return
    document = load_document(connection, article_id)
    fresh, judged = correct(connection, document)
    remove_article(connection, row["key"])
    provenance = Provenance(row["pipeline"], row["lexicon"], row["added"])
    rows = document_rows(fresh, provenance, slot=row["slot"], original=document, judged=judged)
    write_documents(connection, [rows])
    link_articles(connection, [rows])
