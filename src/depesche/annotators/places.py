"""Where: place names of the text, resolved by the countries the text speaks of and by population."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from depesche import codebook
from depesche.lang import Pack
from depesche.lang.phrases import follows
from depesche.model import Document, Place, Sentence, Span, Token, Toponym

_LONGEST = 6
"""Tokens of the longest name: "People 's Republic of China" has five."""
_LARGE_TOWN = 100_000
"""Population from which a noun without attributes behind a preposition of place is the town: "nördlich von Goma"."""
_ATTRIBUTES = ("det", "amod", "nummod", "compound", "acl")
_SMALL_TOWN = 150_000
"""Towns below this population count only behind a preposition of place or in a country the text names."""


@dataclass(frozen=True, slots=True)
class _Around:
    """What a name is resolved by, beside the name."""

    countries: Counter[str]
    """How often the text names each state."""
    locative: frozenset[str]
    genitive: bool
    """Whether names may bear a genitive s without apostrophe."""
    persons: Sequence[Span]


def find_places(document: Document, *, pack: Pack) -> Document:
    """Return `document` with its toponyms, each resolved to a place; names of persons are left alone."""
    around = _Around(
        countries=_countries(document),
        locative=frozenset(str(word) for word in _strings(pack, "locative")),
        genitive=pack.table("actors").get("genitive_names") is True,
        persons=sorted(m for a in document.actors if a.kind == "person" for m in a.mentions),
    )
    found: list[Toponym] = []
    for sentence in document.sentences:
        index = 0
        while index < len(sentence.tokens):
            toponym, width = _toponym_at(document, sentence, index, around)
            if toponym is not None:
                found.append(toponym)
            index += max(width, 1)
        found += _capitals(document, sentence, pack.words("actors", "capital_nouns"))
    return replace(document, places=tuple(sorted(found, key=lambda toponym: toponym.start)))


def _capitals(document: Document, sentence: Sentence, nouns: Container[str]) -> Iterator[Toponym]:
    """The capitals of which a sentence says only whose they are: "in der somalischen Hauptstadt"."""
    for noun in sentence.tokens:
        following = sentence.tokens[noun.index + 1] if noun.index + 1 < len(sentence.tokens) else noun
        if noun.lemma not in nouns or following.upos == "PROPN":
            continue
        below = sentence.children(noun, "amod", "compound", "nmod")
        owners = {a.codes[0] for a in document.actors if a.kind == "state" and any(m.covers(c.span) for c in below for m in a.mentions)}
        place = _capital_of(owners.pop()) if len(owners) == 1 else None
        if place is not None:
            words = [t for t in (noun, *below, *sentence.children(noun, "det")) if t.index <= noun.index]
            yield Toponym(start=min(t.start for t in words), end=noun.end, place=place)


@lru_cache(maxsize=300)
def _capital_of(code: str) -> Place | None:
    """The capital of a state; None where it has several, or the gazetteer lacks it."""
    state = codebook.load_states().get(code)
    names = state.capitals["en"] if state is not None else ()
    entries = [e for e in codebook.find_places(names[0]) if e.country == code] if len(names) == 1 else []
    return _place(max(entries, key=lambda e: e.population or 0)) if entries else None


def _strings(pack: Pack, key: str) -> Sequence[object]:
    value = pack.table("actors").get(key, [])
    return value if isinstance(value, list) else []


def _countries(document: Document) -> Counter[str]:
    """How often the text names each state."""
    counts: Counter[str] = Counter()
    for actor in document.actors:
        for code in actor.codes:
            if len(code) == 3:
                counts[code] += len(actor.mentions)
    return counts


def _toponym_at(document: Document, sentence: Sentence, index: int, around: _Around) -> tuple[Toponym | None, int]:
    first = sentence.tokens[index]
    if not first.text[:1].isupper() or first.upos not in ("PROPN", "NOUN", "X", "ADJ"):
        return None, 1
    for width in range(min(_LONGEST, len(sentence.tokens) - index), 0, -1):
        last = sentence.tokens[index + width - 1]
        if not last.text[:1].isalpha():
            continue
        name = document.article.text[first.start : last.end]
        taken = [person for person in around.persons if person.start < last.end and first.start < person.end]
        if taken and not (follows(sentence, first, around.locative) and taken[0].start == first.start and taken[0].end == last.end):
            continue  # but "in Novi Sad" is a town, whomever a tagger takes it for
        if width > 1 and name in codebook.namesakes(document.article.language):
            return None, width  # "das Pariser Klimaabkommen", "the Gulf of Mexico": nothing happened in Paris or Mexico
        entry = _resolve(name, first, sentence, width, around)
        if entry is not None:
            place = _place(entry)
            return Toponym(start=first.start, end=last.end, place=place), width
    return None, 1


def _place(entry: codebook.PlaceEntry) -> Place:
    """A country keeps no point: a place with a point is a town or a building, and maps draw states by the codebook's."""
    lat, lon = (None, None) if entry.kind == "country" else (entry.lat, entry.lon)
    return Place(name=entry.name, country=entry.country, geonames=entry.geonames, lat=lat, lon=lon)


def _resolve(name: str, first: Token, sentence: Sentence, width: int, around: _Around) -> codebook.PlaceEntry | None:
    behind_preposition = follows(sentence, first, around.locative)
    candidates = codebook.find_places(name)
    if not candidates and around.genitive and not behind_preposition and name.endswith("s") and len(name) > 4:
        candidates = codebook.find_places(name[:-1])
    if not candidates:
        return None
    best = max(candidates, key=lambda entry: _weight(entry, around.countries))
    if best.kind == "city" and (first.upos == "NOUN" or (best.population or 0) < _SMALL_TOWN):
        bare = not any(c.relation in _ATTRIBUTES for c in sentence.dependents[first.index])
        large = bare and (best.population or 0) >= _LARGE_TOWN
        known = large or (best.country is not None and around.countries[best.country] > 0)
        if not behind_preposition or (first.upos == "NOUN" and width == 1 and not known):
            return None
    return best


def _weight(entry: codebook.PlaceEntry, countries: Counter[str]) -> float:
    named = countries[entry.country] if entry.country else 0
    population = float(entry.population or 0)
    if entry.kind in ("venue", "region", "country"):
        population = max(population, 2_000_000.0)
    return population * (4.0 if named else 1.0)
