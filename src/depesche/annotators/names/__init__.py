"""Who and where: names of persons, organisations and places, found by a trained tagger.

The tagger reads sentence by sentence; a surname then follows the full name that the report gives it elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from depesche.lang import Pack
from depesche.model import Document, Name, Sentence, Token

from .model import NameSpan, load_name_model

__all__ = ["find_names", "names_in"]

_MODELS = Path(__file__).parents[2] / "lang"
_SURE = 0.8
"""Score from which a full name lends its kind to the surname alone."""
_LENT = 0.7
"""Score of a surname that only the full name elsewhere makes a name."""
_SHORTEST_SURNAME = 3


def find_names(document: Document, *, pack: Pack) -> Document:
    """Return the document with the layer `names`, in text order; needs sentences.

    "Lawrow traf Blinken." gives two persons, after "Sergej Lawrow" and "Antony Blinken" with a higher score.
    """
    return replace(document, names=names_in(document.sentences, pack=pack))


def names_in(sentences: Iterable[Sentence], *, pack: Pack) -> tuple[Name, ...]:
    """Return the names in the sentences of one report, in text order."""
    known = list(sentences)
    model = load_name_model(_MODELS / pack.language / "model", pack.language)
    found = model.tag([([t.text for t in s.tokens], [t.upos for t in s.tokens]) for s in known])
    surnames = set(_surnames(known, found))
    names = [name for s, spans in zip(known, found, strict=True) for name in _of_sentence(s, spans, surnames)]
    return tuple(sorted(names, key=lambda name: name.start))


def _surnames(sentences: list[Sentence], found: list[list[NameSpan]]) -> Iterator[str]:
    """The last words of full names of persons."""
    for sentence, spans in zip(sentences, found, strict=True):
        for span in spans:
            word = sentence.tokens[span.end - 1].text
            full = span.kind == "person" and span.end - span.first > 1 and span.score >= _SURE
            if full and len(word) >= _SHORTEST_SURNAME and word[0].isupper():
                yield word


def _of_sentence(sentence: Sentence, spans: list[NameSpan], surnames: set[str]) -> Iterator[Name]:
    taken = {index for span in spans for index in range(span.first, span.end)}
    for span in spans:
        tokens = sentence.tokens[span.first : span.end]
        kind = "person" if len(tokens) == 1 and _bears(tokens[0], surnames) else span.kind
        yield Name(start=tokens[0].start, end=tokens[-1].end, kind=kind, score=span.score)
    for token in sentence.tokens:
        if token.index not in taken and token.upos == "PROPN" and _bears(token, surnames):
            yield Name(start=token.start, end=token.end, kind="person", score=_LENT)


def _bears(token: Token, surnames: set[str]) -> bool:
    """Whether a token is one of the surnames, bare or in the genitive: "Lawrows"."""
    return token.text in surnames or (token.text[-1:] == "s" and token.text[:-1] in surnames)
