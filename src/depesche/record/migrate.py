"""Brings a record to this version's tables, in one transaction, with a copy of the SQLite file before."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, inspect, text

from depesche.errors import RecordError, RecordVersionError

from . import engines, schema
from .fulltext import create_words


def prepare(engine: Engine, name: str, *, create: bool) -> None:
    """Make the tables of a new record, or check those of an old one."""
    with engines.writing(engine, name) as connection:
        version = version_of(connection, name)
        if version > schema.VERSION:
            raise RecordVersionError(
                f"{engines.hidden(name)}: written by a newer Depesche (schema {version}, this one knows {schema.VERSION}). "
                "Update Depesche to open it."
            )
        if version == 0:
            schema.metadata.create_all(connection)
            create_words(connection)
            connection.execute(schema.meta.insert().values(name="schema", value=str(schema.VERSION)))
            if connection.dialect.name == "sqlite":
                connection.execute(text(f"PRAGMA user_version = {schema.VERSION}"))


def version_of(connection: Connection, name: str) -> int:
    """Return the number of a record's schema, 0 for an empty store; raises RecordError for another program's tables."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return 0
    if "meta" in tables:
        return int(connection.execute(text("SELECT value FROM meta WHERE name = 'schema'")).scalar_one())
    raise RecordError(f"{engines.hidden(name)}: holds tables, but no record of Depesche. Name another with --record.")
