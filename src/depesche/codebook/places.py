"""Places: towns cut from GeoNames, states, and the venues of diplomacy."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from depesche.errors import CodebookError

from .inflection import german_name_forms
from .reading import DATA, read_entries, read_toml
from .states import load_states

TOWNS = DATA / "places.tsv.gz"
_INNER = re.compile(r"(?<=[ -])[A-Z][a-z]{0,2}(?=[ -])")
"""Short words inside a name: "Rio de Janeiro"."""
_BETTER_KNOWN = 200_000
"""Population from which a town is as likely to be meant as the province of that name."""


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A place of the gazetteer."""

    name: str
    country: str | None
    geonames: int | None
    lat: float | None
    lon: float | None
    population: int | None
    kind: str
    """`city`, `country`, `region` or `venue`. A country's point is its capital's, to one decimal; a region has none."""


@lru_cache(maxsize=1)
def _index() -> Mapping[str, tuple[PlaceEntry, ...]]:
    found: dict[str, list[PlaceEntry]] = {}
    towns: dict[tuple[str, str], PlaceEntry] = {}
    for names, entry in _towns():
        for name in names:
            found.setdefault(name, []).append(entry)
            if entry.country is not None:
                known = towns.get((entry.country, name))
                if known is None or (known.population or 0) < (entry.population or 0):
                    towns[entry.country, name] = entry
    for name, town in _exonyms(towns):
        found.setdefault(name, []).append(town)
    for state in load_states().values():
        for english, german in ((state.capitals["en"], state.capitals["de"]), (state.towns["en"], state.towns["de"])):
            _add_capitals(found, towns, state.code, english, german)
        country = PlaceEntry(state.name_en, state.code, None, state.lat, state.lon, None, "country")
        for name in _spelled(state.names):
            found.setdefault(name, []).append(country)
        for name in _spelled(state.seats):
            found.pop(name, None)  # GeoNames knows Casablanca as White House
        for name in _spelled(state.regions):
            found[name] = [PlaceEntry(name, state.code, None, None, None, None, "region")]
    for venue in read_entries(DATA / "venues.toml", "venue"):
        spelled, code = venue.strings("names"), venue.needed("country")
        lat, lon = venue.number("lat"), venue.number("lon")
        venue.done()
        for name in spelled:
            found.setdefault(name, []).append(PlaceEntry(spelled[-1], code, None, lat, lon, None, "venue"))
    for name, province in _provinces():
        elsewhere = [e for e in found.get(name, []) if e.kind != "city" or (e.population or 0) >= _BETTER_KNOWN]
        found[name] = [*elsewhere, province]
    for name, part in _parts_of_states():
        found.setdefault(name, [part])
    return {name: tuple(dict.fromkeys(entries)) for name, entries in found.items()}


def _parts_of_states() -> Iterator[tuple[str, PlaceEntry]]:
    """The parts of states by bearing, as German names them in one word: "Ostukraine"; of names of one word only."""
    parts = read_toml(DATA / "parts.toml")
    before, but = parts.get("before"), parts.get("but")
    if not isinstance(before, list) or not isinstance(but, list):
        raise CodebookError("parts.toml: before and but must be lists of words.")
    for state in load_states().values():
        for name in state.names["de"]:
            if not name.isalpha() or name.isupper() or name in but:
                continue
            for spelled in (f"{word}{rest}" for word in before for rest in (name.lower(), f"-{name}")):
                for form in german_name_forms(spelled):
                    yield form, PlaceEntry(spelled, state.code, None, None, None, None, "region")


def _provinces() -> Iterator[tuple[str, PlaceEntry]]:
    """The first-order divisions of states by their names; one whose name a town of its state has means that, too."""
    for country, names in read_toml(DATA / "provinces.toml").items():
        if country not in load_states() or not isinstance(names, list):
            raise CodebookError(f"provinces.toml: {country} must be the code of a state with a list of names.")
        for name in names:
            for form in german_name_forms(str(name)):
                yield form, PlaceEntry(str(name), country, None, None, None, None, "region")


def _exonyms(towns: Mapping[tuple[str, str], PlaceEntry]) -> Iterator[tuple[str, PlaceEntry]]:
    """German names of towns with the towns; a name whose town is not in the table says nothing."""
    for country, names in read_toml(DATA / "exonyms.toml").items():
        if not isinstance(names, dict):
            raise CodebookError(f"exonyms.toml: {country} must be a table of names.")
        for german, own in names.items():
            town = towns.get((country, str(own)))
            if town is not None:
                yield german, town


def _spelled(names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return (*names["en"], *(form for name in names["de"] for form in german_name_forms(name)))


def _add_capitals(
    found: dict[str, list[PlaceEntry]],
    towns: Mapping[tuple[str, str], PlaceEntry],
    code: str,
    english: tuple[str, ...],
    german: tuple[str, ...],
) -> None:
    """Give a capital its German name."""
    for number, name in enumerate(german):
        town = next(
            (towns[code, n] for n in (name, *english[number : number + 1], *english[:1]) if (code, n) in towns), None
        )
        if town is not None:
            found.setdefault(name, []).append(town)


def _towns() -> Iterator[tuple[list[str], PlaceEntry]]:
    try:
        text = gzip.decompress(TOWNS.read_bytes()).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise CodebookError(f"{TOWNS.name}: cannot be read ({error}). Reinstall the package.") from error
    for line in text.splitlines():
        names, country, geonames, lat, lon, population = line.split("\t")
        spelled = names.split("|")
        yield spelled, PlaceEntry(spelled[0], country, int(geonames), float(lat), float(lon), int(population), "city")


def find_places(name: str) -> tuple[PlaceEntry, ...]:
    """Return the places that bear `name`, empty if none does."""
    return _index().get(name, ())


def name_from_capitals(printed: str) -> str:
    """Return a name that datelines print in capitals as the gazetteer spells it: "PORT-AU-PRINCE"; others as they are."""
    if not printed.isupper():
        return printed
    titled = printed.title()
    inner = _INNER.sub(lambda word: word.group().lower(), titled)
    return inner if find_places(inner) and not find_places(titled) else titled
