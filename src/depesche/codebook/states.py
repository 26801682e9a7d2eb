"""States, observers and disputed territories with all forms of their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from depesche.errors import CodebookError

from .reading import DATA, Entry, read_toml


@dataclass(frozen=True, slots=True)
class State:
    """A state; `code` is ISO 3166-1 alpha-3 (`XKX` for Kosovo)."""

    code: str
    alpha2: str
    wikidata: str | None
    names: Mapping[str, tuple[str, ...]]
    """Names by language, the usual one first."""
    adjectives: Mapping[str, tuple[str, ...]]
    people: Mapping[str, tuple[str, ...]]
    capitals: Mapping[str, tuple[str, ...]]
    """Names of the seat of government where it stands for the state."""
    seats: Mapping[str, tuple[str, ...]]
    """Buildings, organs and offices that stand for the state."""
    towns: Mapping[str, tuple[str, ...]]
    """Capitals whose name does not stand for the state, since it names too much else: Georgetown, San José."""
    regions: Mapping[str, tuple[str, ...]]
    """Parts that act for the state: Scotland, the US state of Georgia."""
    lat: float
    """Latitude of a point that stands for the state on a map, in degrees to one decimal: the capital's."""
    lon: float

    @property
    def name_en(self) -> str:
        """The usual English name."""
        return self.names["en"][0]


@lru_cache(maxsize=1)
def load_states() -> Mapping[str, State]:
    """Return the states by code."""
    found: dict[str, State] = {}
    for code, row in read_toml(DATA / "states.toml").items():
        if not isinstance(row, dict):
            raise CodebookError(f"states.toml: {code} must be a table.")
        entry = Entry(row, f"states.toml: {code}")
        found[code] = State(
            code=code,
            alpha2=entry.needed("a2"),
            wikidata=entry.text("q"),
            names={"de": entry.strings("de"), "en": entry.strings("en")},
            adjectives={"de": entry.strings("adj_de"), "en": entry.strings("adj_en")},
            people={"de": entry.strings("dem_de"), "en": entry.strings("dem_en")},
            capitals={"de": entry.strings("cap_de"), "en": entry.strings("cap_en")},
            seats={"de": entry.strings("seat_de"), "en": entry.strings("seat_en")},
            towns={"de": entry.strings("town_de"), "en": entry.strings("town_en")},
            regions={"de": entry.strings("region_de"), "en": entry.strings("region_en")},
            lat=entry.needed_number("lat"),
            lon=entry.needed_number("lon"),
        )
        entry.done()
    return found
