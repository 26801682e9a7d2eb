"""Answers in the terminal: JSON, CSV and tables."""

from __future__ import annotations

import csv
import json as jsonlib
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

_GAP = 3
"""Letters between two columns."""
_READABLE = 30
"""Letters that the last column of a table has at least, if it holds as many."""
_EMPTY = ("", "–")


def plain(entry: Any) -> Any:
    """Return an entry as data that JSON can hold."""
    return asdict(entry) if is_dataclass(entry) and not isinstance(entry, type) else entry


def print_json(value: Any) -> None:
    """Print entries or one entry as JSON."""
    made = [plain(entry) for entry in value] if isinstance(value, list) else plain(value)
    print(jsonlib.dumps(made, ensure_ascii=False, indent=2))


def print_csv(entries: Iterable[Any], columns: Sequence[str]) -> None:
    """Print these fields of entries as CSV; lists are joined by semicolons."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for entry in entries:
        row = plain(entry)
        writer.writerow([_cell(row.get(column)) for column in columns])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "; ".join(_cell(item) for item in value)
    if isinstance(value, tuple):
        return "-".join(str(item) for item in value)
    if isinstance(value, dict):
        if "code" in value or "name" in value:
            return str(value.get("code") or value.get("name"))
        return "; ".join(f"{key}={item}" for key, item in value.items())
    return str(value)


def short(text: str, length: int = 160) -> str:
    """Return `text` in one line of at most `length` letters, safe to print as markup."""
    from rich.markup import escape

    line = " ".join(text.split())
    return escape(line if len(line) <= length else line[: length - 2].rsplit(" ", 1)[0] + " …")


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, none: str) -> None:
    """Print a table; the last column takes the room that is left. `none` is said where there are no rows.

    Where the terminal is too narrow for whole words, each entry is a block of its own.
    """
    from rich.console import Console
    from rich.table import Table

    found = list(rows)
    if not found:
        print(none)
        return
    out = Console(highlight=False)
    if len(columns) > 2 and _least_width(columns, found) > out.width:
        _print_blocks(columns, found, out)
        return
    table = Table(show_edge=False, pad_edge=False)
    for number, name in enumerate(columns):
        last = number == len(columns) - 1
        table.add_column(name, no_wrap=number < 2 and not last, ratio=1 if last else None)
    for row in found:
        table.add_row(*row)
    out.print(table)


def _least_width(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """The letters a table needs to cut no word and to leave its last column room to read."""
    from rich.cells import cell_len
    from rich.text import Text

    needed = _GAP * (len(columns) - 1)
    for number, name in enumerate(columns):
        cells = [name, *(Text.from_markup(row[number]).plain for row in rows)]
        words = [line if number < 2 else word for cell in cells for line in cell.splitlines() for word in line.split()]
        longest = max((cell_len(part) for part in words), default=0)
        if number == len(columns) - 1:
            longest = min(max(cell_len(line) for cell in cells for line in cell.splitlines() or [""]), _READABLE)
        needed += longest
    return needed


def _print_blocks(columns: Sequence[str], rows: Sequence[Sequence[str]], out: Console) -> None:
    """Print each row as a head of its first two cells, then the named other cells, then the last cell."""
    from rich.padding import Padding

    for row in rows:
        out.print(f"[bold]{row[0]}  {row[1]}[/bold]")
        middle = zip(columns[2:-1], row[2:-1], strict=True)
        facts = [
            " ".join((f"[dim]{name}[/dim] {' '.join(cell.split())}").split())
            for name, cell in middle
            if cell not in _EMPTY
        ]
        if facts:
            out.print(Padding("; ".join(facts), (0, 0, 0, 4)))
        if row[-1] not in _EMPTY:
            out.print(Padding(row[-1], (0, 0, 0, 4)))


def names(parties: Iterable[Any]) -> str:
    """Return the codes of parties, or their names where they have none."""
    return short(", ".join(p.code or p.name for p in parties), 60) or "–"


def print_cursor(cursor: str | None) -> None:
    """Say on standard error how the next page is asked for."""
    if cursor is not None and sys.stdout.isatty():
        print(f"More with --cursor {cursor}", file=sys.stderr)
