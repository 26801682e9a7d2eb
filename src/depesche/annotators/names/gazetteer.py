"""What lists say of words: given names, surnames, places, and the names of the codebook."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from depesche import codebook
from depesche.errors import CodebookError

BITS = ("given", "surname", "town", "place", "state", "organisation", "company", "person", "inside")
GIVEN, SURNAME, _TOWN, _PLACE, _STATE, _ORGANISATION, _COMPANY, PERSON, _INSIDE = (1 << n for n in range(len(BITS)))
WHERE = _TOWN | _PLACE | _STATE
ORGANISED = _ORGANISATION | _COMPANY
OTHERWISE = _PLACE | _STATE | PERSON
"""What keeps a phrase from being an organisation's name alone."""
_KINDS = {"state": _STATE, "person": PERSON}
_LISTED = {
    "given": GIVEN,
    "surnames": SURNAME,
    "towns": _TOWN,
    "listed": _COMPANY,
    "companies": _COMPANY,
    "organisations": _ORGANISATION,
}
_WELL_KNOWN = ("companies", "organisations")
_LISTS = Path(__file__).with_name("lists.json.gz")
_SHORTEST_TOWN = 4

Phrases = Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]


class Gazetteer:
    """Lists of one language; looks up single words and phrases of several."""

    def __init__(
        self, words: Mapping[str, int], phrases: Phrases, *, organisations: frozenset[str], small: bool
    ) -> None:
        self._words = words
        self._phrases = phrases
        self._organisations = organisations
        self._small = small

    def word(self, form: str) -> int:
        """Return the bits of one word; words all in capitals, and where nouns are small all small ones, are read in ordinary spelling too."""
        bits = self._bits(form)
        if not bits and len(form) > 3 and (form.isupper() or (self._small and form.islower())):
            bits = self._bits(form.capitalize())
        return bits

    def is_organisation(self, form: str) -> bool:
        """Return whether a word names a well-known organisation, and no town, state or given name besides."""
        return form in self._organisations and not self._words.get(form, 0) & (WHERE | GIVEN)

    def _bits(self, form: str) -> int:
        bits = self._words.get(form, 0)
        return bits | _PLACE if len(form) >= _SHORTEST_TOWN and codebook.find_places(form) else bits

    def phrases(self, forms: Sequence[str]) -> Iterator[tuple[int, int, int]]:
        """Yield first token, end token and bits of each known phrase of several words, the longest at each place."""
        position = 0
        while position < len(forms):
            end, bits = self._phrase_at(forms, position)
            if bits:
                yield position, end, bits
                position = end
            else:
                position += 1

    def _phrase_at(self, forms: Sequence[str], position: int) -> tuple[int, int]:
        first = forms[position]
        for words, bits in self._phrases.get(first, ()):
            if tuple(forms[position : position + len(words)]) == words:
                return position + len(words), bits
        if first[:1].isupper() and forms[position + 1 : position + 2] and forms[position + 1][:1].isupper():
            for end in (position + 3, position + 2):
                if end <= len(forms) and codebook.find_places(" ".join(forms[position:end])):
                    return end, _PLACE
        return position, 0


def inside(bits: int) -> int:
    """Return the bits of a word that goes on a phrase."""
    return bits | _INSIDE


@lru_cache(maxsize=4)
def load_gazetteer(language: str) -> Gazetteer:
    """Return the lists of a configured language; raises CodebookError where the list of persons' names is damaged."""
    words: dict[str, int] = {}
    phrases: dict[tuple[str, ...], int] = {}
    lists = _lists()
    named = ((str(name), bit) for key, bit in _LISTED.items() for name in lists[key])
    for form, bits in (*_codebook(language), *named):
        parts = tuple(form.replace("-", " - ").split())
        if len(parts) == 1:
            words[form] = words.get(form, 0) | bits
        else:
            phrases[parts] = phrases.get(parts, 0) | bits
            if bits & PERSON:
                words[parts[0]] = words.get(parts[0], 0) | GIVEN
                words[parts[-1]] = words.get(parts[-1], 0) | SURNAME
    grouped: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for parts, bits in phrases.items():
        grouped.setdefault(parts[0], []).append((parts, bits))
    ordered = {first: tuple(sorted(rows, key=lambda r: (-len(r[0]), r))) for first, rows in grouped.items()}
    known = frozenset(name for key in _WELL_KNOWN for name in lists[key])
    return Gazetteer(words, ordered, organisations=known, small=language == "en")


def _codebook(language: str) -> Iterator[tuple[str, int]]:
    for form in codebook.actor_forms(language):
        yield form.form, _KINDS.get(form.kind, _ORGANISATION)


def _lists() -> Mapping[str, Sequence[str]]:
    try:
        lists = json.loads(gzip.decompress(_LISTS.read_bytes()))
        return {key: [str(name) for name in lists[key]] for key in _LISTED}
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise CodebookError(f"{_LISTS.name}: cannot be read ({error}). Reinstall the package.") from error
