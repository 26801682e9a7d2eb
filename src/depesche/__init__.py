"""Depesche reads news reports and keeps the record of international relations, each entry with the words it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .api import read
    from .record import Filters, Record

__all__ = ["Filters", "Record", "__version__", "read"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Load the public names when they are first used, so that importing the package is quick."""
    if name == "read":
        from .api import read

        return read
    if name in ("Record", "Filters"):
        from . import record

        return getattr(record, name)
    raise AttributeError(f"module 'depesche' has no attribute {name!r}")
