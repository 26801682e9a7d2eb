"""A page of entries: a list that knows its next page and turns into a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, is_dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from depesche.errors import QueryError

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

T = TypeVar("T")


class Listing(list[T]):
    """A list of entries; `cursor` leads to the next page and is None on the last."""

    def __init__(self, entries: Iterable[T] = (), *, cursor: str | None = None) -> None:
        super().__init__(entries)
        self.cursor = cursor

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the entries as plain data, nested entries as dictionaries."""
        return [
            asdict(entry) if is_dataclass(entry) and not isinstance(entry, type) else {"value": entry} for entry in self
        ]

    def to_arrow(self) -> pyarrow.Table:
        """Return the entries as an Arrow table, one column a field. Needs the extra `tables`."""
        arrow = _load("pyarrow")
        return arrow.Table.from_pylist([_tabular(row) for row in self.to_dicts()])

    def to_pandas(self) -> pandas.DataFrame:
        """Return the entries as a pandas frame. Needs the extra `tables`."""
        frame: pandas.DataFrame = _load("pandas").DataFrame(self.to_dicts())
        return frame

    def to_polars(self) -> polars.DataFrame:
        """Return the entries as a polars frame. Needs the extra `tables`."""
        frame: polars.DataFrame = _load("polars").from_arrow(self.to_arrow())
        return frame


def _tabular(value: Any) -> Any:
    """Pairs as lists, which is what Arrow takes."""
    if isinstance(value, dict):
        return {key: _tabular(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_tabular(item) for item in value]
    return value


def _load(name: str) -> Any:
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError as error:
        raise QueryError(
            f"{name} is not installed. Install it with `pip install 'depesche[tables]'`, or use to_dicts()."
        ) from error
