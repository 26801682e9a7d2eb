"""What the tagger reads of a sentence: words, and the parts of hyphenated ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from depesche.model import Sentence

from .features import parts_of
from .model import NameSpan


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or a part of a hyphenated one, as the tagger reads it."""

    form: str
    tag: str
    start: int
    end: int


def pieces_of(sentence: Sentence) -> list[Piece]:
    """Return the pieces of a sentence, in text order: three of "HSV-Fans"."""
    return [
        Piece(token.text[a:b], token.upos, token.start + a, token.start + b)
        for token in sentence.tokens
        for a, b in parts_of(token.text)
    ]


def overlapping(spans: Sequence[NameSpan], first: int, end: int) -> list[NameSpan]:
    """Return the spans that share a piece with `first` to `end`."""
    return [span for span in spans if span.first < end and first < span.end]


def by_first(span: NameSpan) -> int:
    """Return where a span begins, to sort by."""
    return span.first
