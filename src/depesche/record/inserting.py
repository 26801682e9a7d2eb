"""Inserts many rows in one statement, in both stores."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from .rows import Row


def insert_rows(connection: Connection, table: str, rows: Sequence[Row]) -> None:
    """Insert rows of one table, all with the same fields; rows whose key is there already are left out."""
    if not rows:
        return
    fields = list(rows[0])
    names = ", ".join(f'"{field}"' for field in fields)
    if connection.dialect.name == "sqlite":
        command = f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({", ".join("?" * len(fields))})'
    else:
        command = f'INSERT INTO "{table}" ({names}) VALUES ({", ".join(["%s"] * len(fields))}) ON CONFLICT DO NOTHING'
    connection.exec_driver_sql(command, [tuple(row.values()) for row in rows])
