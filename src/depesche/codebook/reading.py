"""Strict reading of the codebook's TOML files."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from depesche.errors import CodebookError

DATA = Path(__file__).parent / "data"
PERSONS = Path(__file__).parent / "persons"


def read_toml(path: Path) -> dict[str, object]:
    """Return the file's tables; raises CodebookError if it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CodebookError(f"{path.name}: cannot be read ({error}). Mend the file.") from error


def read_entries(path: Path, key: str) -> Iterator[Entry]:
    """Yield the `[[key]]` tables of a file; any other table is an error."""
    for table, rows in read_toml(path).items():
        if table != key or not isinstance(rows, list):
            raise CodebookError(f"{path.name}: unknown table {table!r}; only [[{key}]] may stand here.")
        for number, row in enumerate(rows, start=1):
            yield Entry(row, f"{path.name}#{number}")


class Entry:
    """One table, read key by key; what is left unread is an error."""

    def __init__(self, table: Mapping[str, object], where: str) -> None:
        self._table = dict(table)
        self.where = where

    def text(self, key: str) -> str | None:
        """Return the string at `key`, None if there is none."""
        value = self._table.pop(key, None)
        if value is not None and not isinstance(value, str):
            raise CodebookError(f"{self.where}: {key!r} must be a string, not {value!r}.")
        return value

    def needed(self, key: str) -> str:
        """Return the string at `key`, which must be there."""
        value = self.text(key)
        if not value:
            raise CodebookError(f"{self.where}: {key!r} is missing.")
        return value

    def number(self, key: str) -> float | None:
        """Return the number at `key`, None if there is none."""
        value = self._table.pop(key, None)
        if value is not None and not isinstance(value, (int, float)):
            raise CodebookError(f"{self.where}: {key!r} must be a number, not {value!r}.")
        return None if value is None else float(value)

    def needed_number(self, key: str) -> float:
        """Return the number at `key`, which must be there."""
        value = self.number(key)
        if value is None:
            raise CodebookError(f"{self.where}: {key!r} is missing.")
        return value

    def flag(self, key: str) -> bool:
        """Return the truth value at `key`, False if there is none."""
        value = self._table.pop(key, False)
        if not isinstance(value, bool):
            raise CodebookError(f"{self.where}: {key!r} must be true or false, not {value!r}.")
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        """Return the list of strings at `key`, empty if there is none."""
        value = self._table.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise CodebookError(f"{self.where}: {key!r} must be a list of strings.")
        return tuple(value)

    def tables(self, key: str) -> list[Entry]:
        """Return the list of tables at `key`, empty if there is none."""
        value = self._table.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise CodebookError(f"{self.where}: {key!r} must be a list of tables.")
        return [Entry(item, f"{self.where}.{key}") for item in value]

    def done(self) -> None:
        """Raise CodebookError if a key was left unread."""
        if self._table:
            raise CodebookError(f"{self.where}: unread keys {sorted(self._table)}.")
