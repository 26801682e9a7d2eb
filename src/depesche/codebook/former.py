"""Former states and former names of states: whom they meant, and from when to when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from .reading import DATA, read_entries


@dataclass(frozen=True, slots=True)
class Former:
    """A state that is no more, or a name that a state has given up."""

    code: str
    """Of the state that carries it on (`RUS` for the Soviet Union); its own where none does (`DDR`)."""
    start: str | None
    end: str | None
    names: Mapping[str, tuple[str, ...]]
    adjectives: Mapping[str, tuple[str, ...]]
    people: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def load_former() -> tuple[Former, ...]:
    """Return the former states and names in the order of the file."""
    found = []
    for entry in read_entries(DATA / "former.toml", "former"):
        former = Former(
            entry.needed("code"),
            entry.text("from"),
            entry.text("to"),
            {"en": entry.strings("en"), "de": entry.strings("de")},
            {"en": entry.strings("adj_en"), "de": entry.strings("adj_de")},
            {"en": entry.strings("dem_en"), "de": entry.strings("dem_de")},
        )
        entry.done()
        found.append(former)
    return tuple(found)
