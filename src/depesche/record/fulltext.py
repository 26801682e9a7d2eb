"""The full text of articles: FTS5 in SQLite, tsvector in PostgreSQL, each with the text also spelt out (ß as ss, ä as ae)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from .expressions import WORD
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
_LONGEST = 150_000
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
            "INSERT INTO words (article_key, vector)"
            " SELECT key, to_tsvector('simple', plain) || to_tsvector('simple', spelt)"
            " FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS given (key, plain, spelt) ON CONFLICT DO NOTHING",
            (
                [key for key, _ in texts],
                [_parted(bare(text)) for _, text in texts],
                [_parted(_spelt(text)) for _, text in texts],
            ),
        )


def _parted(text: str) -> str:
    """The words that searches know, parted by blanks: the server's own parser would make others of hyphens and dots."""
    return " ".join(WORD.findall(text[:_LONGEST]))


def forget_words(connection: Connection, key: int, text: str) -> None:
    """Take a text out of the full text."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "INSERT INTO words (words, rowid, plain, spelt) VALUES ('delete', ?, ?, ?)", (key, text, _spelt(text))
        )
    else:
        connection.exec_driver_sql("DELETE FROM words WHERE article_key = %s", (key,))
