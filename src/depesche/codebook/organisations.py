"""International organisations, non-state groups, blocs without an organisation, and media."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from .reading import DATA, read_entries


@dataclass(frozen=True, slots=True)
class Organisation:
    """An international organisation, alliance, forum, court, bank or agency."""

    code: str
    acts_for: str
    """Code under which its acts are coded: that of the organisation it is a part of, else its own."""
    name_en: str
    kind: str
    seat: str | None
    wikidata: str | None
    names: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Group:
    """An armed group, party, movement or company."""

    code: str
    name_en: str
    kind: str
    state: str | None
    wikidata: str | None
    names: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Collective:
    """A bloc that acts without an organisation: the West, the international community; or a people without a state."""

    key: str
    """Code, with the variant behind a slash where a code has several camps: `INTL/few`."""
    code: str
    name_en: str
    names: Mapping[str, tuple[str, ...]]
    adjectives: Mapping[str, tuple[str, ...]]
    is_people: bool


@dataclass(frozen=True, slots=True)
class Medium:
    """A news agency, broadcaster or paper."""

    id: str
    name: str
    country: str | None
    names: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def load_organisations() -> Mapping[str, Organisation]:
    """Return the organisations by code."""
    found: dict[str, Organisation] = {}
    for entry in read_entries(DATA / "organisations.toml", "organisation"):
        code = entry.needed("code")
        made = Organisation(
            code,
            entry.text("part_of") or code,
            entry.needed("name_en"),
            entry.needed("kind"),
            entry.text("seat"),
            entry.text("wikidata"),
            {"en": entry.strings("en"), "de": entry.strings("de")},
        )
        entry.done()
        found[made.code] = made
    return found


@lru_cache(maxsize=1)
def load_groups() -> Mapping[str, Group]:
    """Return the groups by code."""
    found: dict[str, Group] = {}
    for entry in read_entries(DATA / "groups.toml", "group"):
        made = Group(
            entry.needed("code"),
            entry.needed("name_en"),
            entry.needed("kind"),
            entry.text("state"),
            entry.text("wikidata"),
            {"en": entry.strings("en"), "de": entry.strings("de")},
        )
        entry.done()
        found[made.code] = made
    return found


@lru_cache(maxsize=1)
def load_collectives() -> Mapping[str, Collective]:
    """Return the blocs by key."""
    found: dict[str, Collective] = {}
    for entry in read_entries(DATA / "collectives.toml", "collective"):
        code, variant = entry.needed("code"), entry.text("variant")
        made = Collective(
            f"{code}/{variant}" if variant else code,
            code,
            entry.needed("name_en"),
            {"en": entry.strings("en"), "de": entry.strings("de")},
            {"en": entry.strings("adj_en"), "de": entry.strings("adj_de")},
            entry.text("kind") == "people",
        )
        entry.done()
        found[made.key] = made
    return found


@lru_cache(maxsize=1)
def load_media() -> Mapping[str, Medium]:
    """Return the media by id."""
    found: dict[str, Medium] = {}
    for entry in read_entries(DATA / "media.toml", "medium"):
        made = Medium(
            entry.needed("id"),
            entry.needed("name"),
            entry.text("country"),
            {"en": entry.strings("en"), "de": entry.strings("de")},
        )
        entry.done()
        found[made.id] = made
    return found
