"""Who and where: names of persons, organisations and places, found by a trained tagger.

The tagger reads sentence by sentence; a surname then follows the full name that the report gives it elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from depesche.lang import Pack
from depesche.model import Document, Name, Sentence

from .features import parts_of
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
    """Return the names in the sentences of one report, in text order.

    A name may be a part of a hyphenated word: "HSV" in "HSV-Fans".
    """
    model = load_name_model(_MODELS / pack.language / "model", pack.language)
    read = [_pieces(sentence) for sentence in sentences]
    found = model.tag([([p.form for p in pieces], [p.tag for p in pieces]) for pieces in read])
    surnames = set(_surnames(read, found))
    names = [name for pieces, spans in zip(read, found, strict=True) for name in _of_sentence(pieces, spans, surnames)]
    return tuple(sorted(names, key=lambda name: name.start))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word or a part of a hyphenated one, as the tagger reads it."""

    form: str
    tag: str
    start: int
    end: int


def _pieces(sentence: Sentence) -> list[_Piece]:
    return [
        _Piece(token.text[a:b], token.upos, token.start + a, token.start + b)
        for token in sentence.tokens
        for a, b in parts_of(token.text)
    ]


def _surnames(read: list[list[_Piece]], found: list[list[NameSpan]]) -> Iterator[str]:
    """The last words of full names of persons."""
    for pieces, spans in zip(read, found, strict=True):
        for span in spans:
            word = pieces[span.end - 1].form
            full = span.kind == "person" and span.end - span.first > 1 and span.score >= _SURE
            if full and len(word) >= _SHORTEST_SURNAME and word[0].isupper():
                yield word


def _of_sentence(pieces: list[_Piece], spans: list[NameSpan], surnames: set[str]) -> Iterator[Name]:
    taken = {index for span in spans for index in range(span.first, span.end)}
    for span in spans:
        words = pieces[span.first : span.end]
        kind = "person" if len(words) == 1 and _bears(words[0], surnames) else span.kind
        yield Name(start=words[0].start, end=words[-1].end, kind=kind, score=span.score)
    for index, piece in enumerate(pieces):
        if index not in taken and piece.tag == "PROPN" and _bears(piece, surnames):
            yield Name(start=piece.start, end=piece.end, kind="person", score=_LENT)


def _bears(piece: _Piece, surnames: set[str]) -> bool:
    """Whether a word is one of the surnames, bare or in the genitive: "Lawrows"."""
    return piece.form in surnames or (piece.form[-1:] == "s" and piece.form[:-1] in surnames)
