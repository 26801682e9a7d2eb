"""Inserts many rows in one statement, in both stores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import BigInteger, Connection, Float, Integer, LargeBinary

from . import schema
from .rows import Row


def insert_rows(connection: Connection, table: str, rows: Sequence[Row]) -> None:
    """Insert rows of one table, all with the same fields; rows whose key is there already are left out."""
    if not rows:
        return
    put_rows(connection, table, list(rows[0]), [tuple(row.values()) for row in rows], "ON CONFLICT DO NOTHING")


def add_counts(connection: Connection, table: str, count: str, counts: Mapping[tuple[object, ...], int]) -> None:
    """Add counts to those under the same primary key, whose columns are in the order of the table."""
    if not counts:
        return
    fields = [column.name for column in schema.metadata.tables[table].primary_key]
    rows = sorted((*values, number) for values, number in counts.items())
    added = f"ON CONFLICT ({', '.join(fields)}) DO UPDATE SET {count} = {table}.{count} + excluded.{count}"
    put_rows(connection, table, [*fields, count], rows, added)


def put_rows(
    connection: Connection, table: str, fields: Sequence[str], rows: Sequence[tuple[object, ...]], conflict: str
) -> None:
    """Insert rows (at least one) of these fields; `conflict` says in SQL what becomes of rows whose key is there."""
    names = ", ".join(f'"{field}"' for field in fields)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(fields))
        connection.exec_driver_sql(f'INSERT INTO "{table}" ({names}) VALUES ({marks}) {conflict}', list(rows))
        return
    # One statement with a list for each column is many times as fast as one statement a row.
    columns = ", ".join(f"%s::{_postgres_type(table, field)}[]" for field in fields)
    command = f'INSERT INTO "{table}" ({names}) SELECT * FROM unnest({columns}) {conflict}'
    connection.exec_driver_sql(command, tuple(list(column) for column in zip(*rows, strict=True)))


def _postgres_type(table: str, field: str) -> str:
    known = schema.metadata.tables.get(table)
    kind = known.c[field].type if known is not None else BigInteger()
    for python_kind, name in ((BigInteger, "bigint"), (Integer, "integer"), (Float, "float8"), (LargeBinary, "bytea")):
        if isinstance(kind, python_kind):
            return name
    return "text"
