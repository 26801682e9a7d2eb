"""The full text of articles: FTS5 in SQLite, tsvector in PostgreSQL, each with the text also spelt out (ß as ss, ä as ae)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from .folds import bare, spelt_out

CREATE = {
    "sqlite": (
        "CREATE VIRTUAL TABLE words USING fts5(plain, spelt, content='', tokenize='unicode61 remove_diacritics 2')",
    ),
    "postgresql": (
        "CREATE TABLE words (article_key BIGINT PRIMARY KEY REFERENCES article(key) ON DELETE CASCADE, vector tsvector NOT NULL)",
        "CREATE INDEX words_by_vector ON words USING gin (vector)",
    ),
}
_LONGEST = 500_000
"""Letters of an article that PostgreSQL's tsvector is made of; it holds no more than 1 MB."""


def create_words(connection: Connection) -> None:
    """Make the table of the full text."""
    for command in CREATE[connection.dialect.name]:
        connection.exec_driver_sql(command)


def _spelt(text: str) -> str:
    """The second column: empty where it would say nothing new."""
    spelt = spelt_out(text)
    return spelt if spelt != text.lower() else ""


def write_words(connection: Connection, texts: Sequence[tuple[int, str]]) -> None:
    """Put texts, given with their articles' keys, into the full text."""
    if not texts:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "INSERT INTO words (rowid, plain, spelt) VALUES (?, ?, ?)",
            [(key, text, _spelt(text)) for key, text in texts],
        )
    else:
        connection.exec_driver_sql(
            "INSERT INTO words (article_key, vector) VALUES (%s, to_tsvector('simple', %s) || to_tsvector('simple', %s))"
            " ON CONFLICT DO NOTHING",
            [(key, bare(text)[:_LONGEST], _spelt(text)[:_LONGEST]) for key, text in texts],
        )


def forget_words(connection: Connection, key: int, text: str) -> None:
    """Take a text out of the full text."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "INSERT INTO words (words, rowid, plain, spelt) VALUES ('delete', ?, ?, ?)", (key, text, _spelt(text))
        )
    else:
        connection.exec_driver_sql("DELETE FROM words WHERE article_key = %s", (key,))
