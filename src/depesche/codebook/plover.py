"""PLOVER's types, modes, contexts, quad categories and sectors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from depesche.errors import CodebookError

from .reading import DATA, Entry, read_toml


@dataclass(frozen=True, slots=True)
class PloverType:
    """One of the sixteen event types."""

    name: str
    quad: str
    score: float
    """Conflict–cooperation value from -10 to 10."""
    gloss: str
    modes: tuple[str, ...]
    stance: str | None
    """Where an act shows its actor to stand toward its recipient: `supports` or `opposes`; None for neither."""
    implied_actor: str | None
    """Who acts where nobody is named: `population`, `state` or `unknown`; None where nobody may be assumed."""
    implied_recipient: str | None
    implies_scene: bool
    """Whether an act that names no recipient is done to the state which the report is about."""


@dataclass(frozen=True, slots=True)
class Plover:
    """All labels of the scheme."""

    types: Mapping[str, PloverType]
    contexts: frozenset[str]
    sectors: frozenset[str]
    statuses: tuple[str, ...]


@lru_cache(maxsize=1)
def load_plover() -> Plover:
    """Return PLOVER's labels."""
    tables = read_toml(DATA / "plover.toml")
    types, labels = tables.get("types"), tables.get("labels")
    if not isinstance(types, dict) or not isinstance(labels, dict):
        raise CodebookError("plover.toml: the tables [types] and [labels] must be there.")
    found = {}
    for name, row in types.items():
        entry = Entry(row, f"plover.toml: {name}")
        found[name] = PloverType(
            name,
            entry.needed("quad"),
            entry.number("score") or 0.0,
            entry.needed("gloss"),
            entry.strings("modes"),
            entry.text("stance"),
            entry.text("implied_actor"),
            entry.text("implied_recipient"),
            entry.flag("implies_scene"),
        )
        entry.done()
    words = Entry(labels, "plover.toml: labels")
    return Plover(
        found, frozenset(words.strings("contexts")), frozenset(words.strings("sectors")), words.strings("statuses")
    )
