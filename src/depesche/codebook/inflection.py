"""Forms of names as they stand in running text: German endings, English plurals and demonyms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

ENDINGS = ("e", "en", "er", "es", "em")

_STRONG = ("rat", "hof", "amt", "bund", "fonds", "tag", "rund", "ausschuss", "reich", "pakt")
"""Endings of nouns whose genitive may take -es: "Sicherheitsrates"."""


def expand_adjectives(name: str) -> list[str]:
    """Return the forms of a German name whose adjectives end in `~`: "Vereint~ Nationen" → "Vereinte Nationen" …"""
    if "~" not in name:
        return [name]
    return [name.replace("~", ending) for ending in ENDINGS]


def german_name_forms(name: str) -> Iterator[str]:
    """Yield a German name with its endings, its genitive and, behind an adjective, its dative plural.

    "Syrisch~ Demokratisch~ Kräfte" → "Syrische Demokratische Kräfte", "Syrischen Demokratischen Kräften" …
    """
    for form in expand_adjectives(name):
        yield form
        if "~" in name and form.endswith(("e", "er")):
            yield form + "n"
        if form[-1].isalpha() and form[-1] not in "sxzßS" and len(form) > 2 and not form.isupper():
            yield form + "s"
            if form.endswith(_STRONG):
                yield form + "es"
        elif form.isupper() and len(form) > 1 and form[-1] != "S":
            yield form + "s"


def german_adjective_forms(stem: str) -> Iterator[str]:
    """Yield the inflected forms of an adjective stem, also capitalised: "russisch" → "russische", "Russischer" …"""
    if stem[0].isupper() and stem.endswith("er"):
        yield stem
        return
    for ending in ("", *ENDINGS):
        form = stem + ending
        yield form
        yield form[0].upper() + form[1:]


def german_people_forms(word: str) -> Iterator[str]:
    """Yield the forms of a word for the people: "Russe" → "Russen", "Russin" …; "Iraner" → "Iranern", "Iranerin" …

    "Zypriot" → "Zyprioten", "Zypriotin" …; "Saudi" → "Saudis". Words already in the plural or feminine stay as they are.
    """
    yield word
    if word.endswith("er"):
        yield from (word + "s", word + "n", word + "in", word + "innen")
    elif word.endswith("e"):
        yield word + "n"
        yield from (word[:-1] + "in", word[:-1] + "innen")
    elif word.endswith("t"):
        yield from (word + "en", word + "in", word + "innen")
    elif word[-1] in "aio":
        yield word + "s"


def english_people_forms(adjectives: Iterable[str]) -> Iterator[str]:
    """Yield plurals of English adjectives that also name the people: "Russian" → "Russians"."""
    for word in adjectives:
        if word.endswith(("an", "i", "k", "t", "b", "ne", "o")) and not word.endswith("ish"):
            yield word + "s"


def english_name_forms(name: str) -> Iterator[str]:
    """Yield an English name; the possessive is a token of its own."""
    yield name
