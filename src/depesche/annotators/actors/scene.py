"""Where a report plays: the state that its soldiers, policemen, crowds and ministers of no named state belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from depesche import codebook
from depesche.lang.phrases import follows
from depesche.model import Document, Sentence, Token

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
_WORDS = 4
"""Most words of a town's name."""
_HOME_ROLES = frozenset({"name", "adjective", "demonym", "capital", "seat", "place"})


def scene_of(document: Document, ranked: Sequence[tuple[str, float]]) -> str | None:
    """Return the ISO code of the state in which the report mainly plays; None where no state clearly leads.

    Of two that lead alike it is the one that the report was sent from.
    """
    if len(ranked) > 1 and (ranked[0][1] < _LEAST or ranked[0][1] < _LEAD * ranked[1][1]):
        sent_from = state_of_dateline(document)
        return sent_from if sent_from in [code for code, _ in ranked[:2]] else None
    return ranked[0][0] if ranked else None


def rank_states(
    document: Document, names: Sequence[Mention], *, locative: frozenset[str], talks: frozenset[str]
) -> list[tuple[str, float]]:
    """Return the states that the report speaks of with how much it does, first who leads.

    Every naming counts; one in the opening sentences, or behind a preposition of place ("in Kenia"), counts double; so
    do its towns. A state that only lends its town, as Austria to talks in Vienna, is left out; so is one that is named only
    as the place of `talks`.
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
            if not _tells_of(document.sentences[mention.sentence], talks):
                towns.append(mention.codes[0])
            continue
        if _is_located(document, mention):
            if _tells_of(document.sentences[mention.sentence], talks):
                towns.append(mention.codes[0])
                continue
            weight *= 2
        weights[mention.codes[0]] += weight
    for code in (*towns, *_towns(document, locative, talks)):
        if code in weights:
            weights[code] += _TOWN
    return sorted(weights.items(), key=lambda pair: -pair[1])


def state_of_dateline(document: Document) -> str | None:
    """Return the state of the one town that the dateline names; None if it names none or several."""
    named = [_spelt(name) for name in (document.article.dateline or "").split("/")]
    if len(named) != 1:
        return None
    states = codebook.load_states().values()
    of_capital = {s.code for s in states for names in (*s.capitals.values(), *s.towns.values()) if named[0] in names}
    return of_capital.pop() if len(of_capital) == 1 else country_of(named[0])


def _spelt(town: str) -> str:
    """A town as it is spelt in a text: "MANILA", "Sofia, Bulgaria"."""
    name = town.partition(",")[0].strip()
    return codebook.name_from_capitals(name)


def _tells_of(sentence: Sentence, nouns: frozenset[str]) -> bool:
    return any(token.lemma in nouns for token in sentence.tokens)


def _towns(document: Document, locative: frozenset[str], talks: frozenset[str]) -> Iterator[str]:
    """The states of the towns behind prepositions of place, towns that several states have and venues of talks left out."""
    for sentence in document.sentences:
        if _tells_of(sentence, talks):
            continue
        for token in sentence.tokens:
            if token.upos == "PROPN" and follows(sentence, token, locative):
                code = country_of_town(sentence, token)
                if code is not None:
                    yield code


def country_of_town(sentence: Sentence, token: Token) -> str | None:
    """Return the state of the town whose name a word belongs to: Serbia for either word of "Novi Sad".

    A word of a longer name that no list has is taken for a town only where a large one is called so.
    """
    first = last = token.index
    while first > 0 and sentence.tokens[first - 1].upos == "PROPN":
        first -= 1
    while last + 1 < len(sentence.tokens) and sentence.tokens[last + 1].upos == "PROPN":
        last += 1
    for length in range(min(last - first + 1, _WORDS), 1, -1):
        for start in range(max(first, token.index - length + 1), min(token.index, last - length + 1) + 1):
            code = country_of(" ".join(t.text for t in sentence.tokens[start : start + length]))
            if code is not None:
                return code
    if first != last and all((e.population or 0) < _LARGE for e in codebook.find_places(token.text)):
        return None
    return country_of(token.text)


def is_town(sentence: Sentence, name: Sequence[Token], locative: frozenset[str]) -> bool:
    """Return whether the words of a name behind a preposition of place are a town's: "in Lagos", "in Novi Sad"."""
    return follows(sentence, name[0], locative) and bool(codebook.find_places(" ".join(token.text for token in name)))


def country_of(name: str) -> str | None:
    """Return the state in which the town, province or venue of a name lies, None if several states have one as large."""
    entries = [e for e in codebook.find_places(name) if e.kind in ("city", "venue", "region")]
    large = [e for e in entries if (e.population or 0) >= _LARGE] or entries
    countries = {entry.country for entry in large}
    return countries.pop() if len(countries) == 1 else None


def _is_located(document: Document, mention: Mention) -> bool:
    """Whether the name stands in a phrase of place: "in Timor-Leste"."""
    sentence = document.sentences[mention.sentence]
    head = sentence.tokens[mention.head]
    return any(child.relation == "case" and child.lemma.lower() == "in" for child in sentence.dependents[head.index])
