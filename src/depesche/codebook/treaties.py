"""Treaties and agreements by name, with their parties where these are few."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from depesche.errors import CodebookError

from .inflection import german_name_forms
from .reading import DATA, read_entries

_FEW = 6
"""Parties up to which somebody who breaks a treaty can be said to do so toward each of them."""


@dataclass(frozen=True, slots=True)
class Treaty:
    """A treaty, agreement, accord or memorandum."""

    code: str
    name_en: str
    names: Mapping[str, tuple[str, ...]]
    parties: tuple[str, ...]
    """Codes of the parties, empty where they are more than six, disputed or not surely known."""
    signed: str | None
    names_actors: bool
    """Whether the actors that stand in its name are meant: "EU-Turkey deal", not "Paris Agreement"."""


@lru_cache(maxsize=1)
def load_treaties() -> Mapping[str, Treaty]:
    """Return the treaties by code; raises CodebookError where one lists more than six parties."""
    found: dict[str, Treaty] = {}
    for entry in read_entries(DATA / "treaties.toml", "treaty"):
        treaty = Treaty(
            entry.needed("code"),
            entry.needed("name_en"),
            {"en": entry.strings("en"), "de": entry.strings("de")},
            entry.strings("parties"),
            entry.text("signed"),
            entry.flag("names_actors"),
        )
        entry.done()
        if len(treaty.parties) > _FEW:
            raise CodebookError(f"{entry.where}: more than {_FEW} parties of {treaty.code!r}. Leave `parties` out.")
        found[treaty.code] = treaty
    return found


@lru_cache(maxsize=4)
def treaty_forms(language: str) -> Mapping[str, str]:
    """Return the code of the treaty that each printed form names: "New-START-Vertrags" → `NEW START`."""
    found: dict[str, str] = {}
    for treaty in load_treaties().values():
        for name in treaty.names[language]:
            for form in german_name_forms(name) if language == "de" else (name,):
                found.setdefault(form, treaty.code)
    return found
