"""Brings a record to this version's tables, in one transaction, with a copy of the SQLite file before."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from depesche.errors import RecordError, RecordVersionError
from depesche.model import Document
from depesche.model.restore import loads

from . import engines, schema
from .adding import link_articles
from .fulltext import create_words
from .judging import corrected
from .rewriting import rewrite_article
from .rows import Provenance, document_rows
from .writing import free_slots, write_documents

_SCRIPTS = Path(__file__).parent / "migrations"
_FIRST_TABLES = {"article", "event", "party", "evidence"}
_BATCH = 200


def prepare(engine: Engine, name: str) -> None:
    """Make the tables of a new record, or bring those of an old one up to date; a present one is not written to.

    Raises RecordVersionError for a record of a newer version, RecordError for the tables of another program.
    """
    with engines.reading(engine, name) as connection:
        found = version_of(connection, name)
    if found == schema.VERSION:
        return
    if found > schema.VERSION:
        raise RecordVersionError(
            f"{engines.hidden(name)}: written by a newer Depesche (schema {found}, this one knows {schema.VERSION}). "
            "Update Depesche to open it."
        )
    if found and engine.dialect.name == "sqlite" and name != ":memory:":
        back_up(Path(name), found)
    with engines.writing(engine, name) as connection:
        found = version_of(connection, name)  # another program may have been quicker
        if found < schema.VERSION:
            (_migrate if found else _create)(connection)


def _create(connection: Connection) -> None:
    schema.metadata.create_all(connection)
    create_words(connection)
    context = MigrationContext.configure(connection)
    context.stamp(_scripts(), "head")


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(_SCRIPTS))


def _migrate(connection: Connection) -> None:
    """Run the migrations from the record's schema to this one, then make the derived tables anew."""
    scripts = _scripts()
    context = MigrationContext.configure(
        connection, opts={"script": scripts, "fn": lambda revision, _: scripts._upgrade_revs("head", revision)}
    )
    if context.get_current_revision() is None:
        context.stamp(scripts, "0001")
    with Operations.context(context):
        context.run_migrations()
    schema.metadata.create_all(connection)
    if inspect(connection).has_table("kept_reading"):  # a migration has asked for the derived tables to be made anew
        create_words(connection)
        _rebuild(connection)
        connection.exec_driver_sql("DROP TABLE kept_reading")
    if inspect(connection).has_table("stale_article"):  # a migration has named articles to be written anew
        for (identity,) in connection.exec_driver_sql("SELECT id FROM stale_article ORDER BY id").all():
            rewrite_article(connection, identity, corrected)
        connection.exec_driver_sql("DROP TABLE stale_article")


def _rebuild(connection: Connection) -> None:
    """Write the kept readings into the tables of this version."""
    last = ""
    while True:
        rows = connection.execute(
            text(
                "SELECT id, reading, pipeline, lexicon, added FROM kept_reading WHERE id > :last ORDER BY id LIMIT :most"
            ),
            {"last": last, "most": _BATCH},
        ).all()
        if not rows:
            return
        last = rows[-1].id
        _write(connection, [tuple(row) for row in rows])


def _write(connection: Connection, rows: Sequence[tuple[str, ...]]) -> None:
    slots = free_slots(connection, [row[0] for row in rows])
    made = []
    for identity, reading, pipeline, lexicon, added in rows:
        original = _restored(identity, reading)
        document, judged = corrected(connection, original)
        made.append(
            document_rows(
                document, Provenance(pipeline, lexicon, added), slot=slots[identity], original=original, judged=judged
            )
        )
    write_documents(connection, made)
    link_articles(connection, made)


def _restored(identity: str, reading: str) -> Document:
    try:
        return loads(reading)
    except (ValueError, KeyError, TypeError) as error:
        raise RecordError(
            f"The stored reading of article {identity} is damaged ({type(error).__name__}: {error}). The record is as it "
            "was; open it with the version that wrote it, or restore a copy."
        ) from error


def back_up(path: Path, version: int) -> Path:
    """Return a copy of a record's file that was made beside it; raises RecordError where there is no room."""
    copy = path.with_name(f"{path.name}.schema{version}")
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
    except (sqlite3.Error, OSError) as error:
        raise RecordError(
            f"{copy}: the copy before the update could not be made ({error}). Make room, then open again."
        ) from error
    return copy


def version_of(connection: Connection, name: str) -> int:
    """Return the number of a record's schema, 0 for an empty store; raises RecordError for another program's tables."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return 0
    if "alembic_version" in tables:
        revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        if revision is not None and str(revision).isdigit():
            return int(revision)
    elif tables >= _FIRST_TABLES:
        return 1
    raise RecordError(f"{engines.hidden(name)}: holds tables, but no record of Depesche. Name another with --record.")
