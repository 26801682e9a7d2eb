"""The record: readings kept in one SQLite file, added once, asked by filters."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, delete, event, insert, select, text
from sqlalchemy.exc import DatabaseError

from depesche.errors import RecordError, RecordVersionError
from depesche.model import Document

from . import rows, schema
from .query import ArticleEntry, EventEntry, Filters, QuotationEntry, article_entries, event_entries, quotation_entries

_HEADER = b"SQLite format 3\0"


class Record:
    """A record file; made if it does not exist. Use it as a context manager, or call `close()`."""

    def __init__(self, path: str | Path = "depesche.db", *, create: bool = True) -> None:
        self.path = Path(path)
        self._check_file(create=create)
        self._engine = _engine(self.path)
        self._prepare()

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()

    def _check_file(self, *, create: bool) -> None:
        if str(self.path) == ":memory:":
            return
        if not self.path.exists():
            if not create:
                raise RecordError(
                    f"{self.path}: there is no such record. Make one with `depesche add`, or name it with --record."
                )
            if not self.path.absolute().parent.is_dir():
                raise RecordError(f"{self.path}: the folder for the record does not exist. Make it first.")
            return
        if self.path.is_dir():
            raise RecordError(f"{self.path}: a folder, not a record. Name a file with --record.")
        with self.path.open("rb") as file:
            head = file.read(len(_HEADER))
        if head and head != _HEADER:
            raise RecordError(f"{self.path}: not a record (no SQLite file). Name another file with --record.")

    def _prepare(self) -> None:
        with self._begin() as connection:
            version = int(connection.execute(text("PRAGMA user_version")).scalar_one())
            if version > schema.VERSION:
                raise RecordVersionError(
                    f"{self.path}: written by a newer Depesche (schema {version}, this one knows {schema.VERSION}). "
                    "Update Depesche to open it."
                )
            if version == 0:
                known = connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one()
                if known:
                    raise RecordError(
                        f"{self.path}: an SQLite file, but no record of Depesche. Name another file with --record."
                    )
                schema.metadata.create_all(connection)
                connection.execute(text(f"PRAGMA user_version = {schema.VERSION}"))

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except DatabaseError as error:
            raise RecordError(
                f"{self.path}: {error.orig}. If another program writes to it, try again; else restore a copy."
            ) from error

    def holds(self, article_id: str) -> bool:
        """Return whether the article is in the record."""
        with self._begin() as connection:
            return (
                connection.execute(select(schema.articles.c.id).where(schema.articles.c.id == article_id)).first()
                is not None
            )

    def add(self, document: Document, *, pipeline: str, lexicon: str) -> bool:
        """Write a reading in one transaction; return False where the article is there already, read by the same version."""
        with self._begin() as connection:
            known = connection.execute(
                select(schema.articles.c.pipeline, schema.articles.c.lexicon).where(
                    schema.articles.c.id == document.article.id
                )
            ).first()
            if known is not None:
                if tuple(known) == (pipeline, lexicon):
                    return False
                connection.execute(delete(schema.articles).where(schema.articles.c.id == document.article.id))
            _write(connection, document, pipeline=pipeline, lexicon=lexicon)
            return True

    def events(self, filters: Filters | None = None, **wanted: Any) -> list[EventEntry]:
        """Return the events that match, latest first; `wanted` takes the fields of `Filters`."""
        with self._begin() as connection:
            return event_entries(connection, _filters(filters, wanted))

    def quotations(self, filters: Filters | None = None, **wanted: Any) -> list[QuotationEntry]:
        """Return the quotations that match, latest first."""
        with self._begin() as connection:
            return quotation_entries(connection, _filters(filters, wanted))

    def articles(self, filters: Filters | None = None, **wanted: Any) -> list[ArticleEntry]:
        """Return the articles that match, latest first."""
        with self._begin() as connection:
            return article_entries(connection, _filters(filters, wanted))

    def actor_entries(self, wanted: str) -> list[tuple[str, str, str, str | None, str | None, int, int]]:
        """Return (id, name, kind, code, office, articles, mentions) of the actors whose id, code or name is `wanted`."""
        from .query import actor_entries

        with self._begin() as connection:
            return actor_entries(connection, wanted)

    def reading(self, article_id: str) -> str | None:
        """Return the stored reading of an article as JSON, None if it is not in the record."""
        with self._begin() as connection:
            found = connection.execute(
                select(schema.articles.c.reading).where(schema.articles.c.id == article_id)
            ).first()
            return None if found is None else str(found[0])


def _filters(filters: Filters | None, wanted: dict[str, Any]) -> Filters:
    return filters if filters is not None else Filters(**wanted)


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _configure(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA busy_timeout = 10000")

    return engine


def _insert(connection: Connection, table: Table, values: Iterable[rows.Row]) -> None:
    found: Sequence[rows.Row] = list(values)
    if found:
        connection.execute(insert(table).prefix_with("OR IGNORE"), found)


def _write(connection: Connection, document: Document, *, pipeline: str, lexicon: str) -> None:
    actors = {actor.id: actor for actor in document.actors}
    identity = document.article.id
    _insert(connection, schema.articles, [rows.article_row(document, pipeline=pipeline, lexicon=lexicon)])
    _insert(connection, schema.actors, rows.actor_rows(document))
    _insert(connection, schema.events, (rows.event_row(document, n, e) for n, e in enumerate(document.events)))
    _insert(connection, schema.parties, (row for e in document.events for row in rows.party_rows(e, actors)))
    _insert(
        connection,
        schema.quotations,
        (rows.quotation_row(document, n, q, actors) for n, q in enumerate(document.quotations)),
    )
    _insert(
        connection,
        schema.offices,
        (
            {"article_id": identity, "person": o.person, "office": o.office, "code": o.code, "new": int(o.new)}
            for o in document.offices
        ),
    )
    _insert(
        connection,
        schema.positions,
        (
            {"article_id": identity, "holder": p.holder, "target": p.target, "stance": p.stance}
            for p in document.positions
        ),
    )
    _insert(
        connection,
        schema.evidence,
        (row for e in document.events for row in rows.evidence_rows(document, e.id, e.evidence)),
    )
    _insert(
        connection,
        schema.evidence,
        (
            row
            for q in document.quotations
            for row in rows.evidence_rows(document, rows.quotation_id(document, q), q.content)
        ),
    )
