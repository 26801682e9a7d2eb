"""Where a report plays: the state that its soldiers, policemen, crowds and ministers of no named state belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from depesche import codebook
from depesche.model import Document

from .mentions import Mention

_LEAD = 1.3
"""How many times the weight of the next state the leading one must have."""
_LEAST = 3.0
"""Weight below which a state is not the scene, unless it is the only one named."""
_OPENING = 3
"""Sentences, headline and caption counted, that say what a report is about."""
_TOWN = 1.5
"""Weight of a town in which something happens."""
_LARGE = 100_000
"""Population from which a town's name is taken for the town whatever else it may mean."""
_HOME_ROLES = frozenset({"name", "adjective", "demonym", "capital", "seat", "place"})


def scene_of(document: Document, names: Sequence[Mention], *, locative: frozenset[str]) -> str | None:
    """Return the ISO code of the state in which the report mainly plays; None where no state clearly leads.

    Every naming counts; one in the opening sentences, or behind a preposition of place ("in Kenia"), counts double; so
    do its towns. A state that only lends its town, as Austria to talks in Vienna, is not the scene.
    """
    weights: defaultdict[str, float] = defaultdict(float)
    towns: list[str] = []
    for mention in names:
        if mention.kind != "state" or not mention.codes or mention.role not in _HOME_ROLES:
            continue
        weight = 1.0
        if mention.sentence < _OPENING:
            weight *= 2
        if mention.role == "place":
            towns.append(mention.codes[0])
            continue
        if _is_located(document, mention):
            weight *= 2
        weights[mention.codes[0]] += weight
    for code in (*towns, *_towns(document, locative)):
        if code in weights:
            weights[code] += _TOWN
    ranked = sorted(weights.items(), key=lambda pair: -pair[1])
    if not ranked:
        return None
    if len(ranked) > 1 and (ranked[0][1] < _LEAST or ranked[0][1] < _LEAD * ranked[1][1]):
        return None
    return ranked[0][0]


def _towns(document: Document, locative: frozenset[str]) -> Iterator[str]:
    """The states of the towns behind prepositions of place, towns that several states have left out."""
    for sentence in document.sentences:
        for before, token in pairwise(sentence.tokens):
            if token.upos == "PROPN" and (before.lemma.lower() in locative or before.text.lower() in locative):
                code = country_of(token.text)
                if code is not None:
                    yield code


def country_of(name: str) -> str | None:
    """Return the state in which the town or venue of a name lies, None if several states have one as large."""
    entries = [e for e in codebook.find_places(name) if e.kind in ("city", "venue")]
    large = [e for e in entries if (e.population or 0) >= _LARGE] or entries
    countries = {entry.country for entry in large}
    return countries.pop() if len(countries) == 1 else None


def _is_located(document: Document, mention: Mention) -> bool:
    """Whether the name stands in a phrase of place: "in Timor-Leste"."""
    sentence = document.sentences[mention.sentence]
    head = sentence.tokens[mention.head]
    return any(child.relation == "case" and child.lemma.lower() == "in" for child in sentence.dependents[head.index])
