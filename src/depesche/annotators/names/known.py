"""Names that lists know: persons of the codebook, well-known organisations."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from .gazetteer import ORGANISED, OTHERWISE, PERSON, Gazetteer
from .model import NameSpan
from .pieces import Piece, by_first, overlapping

_KNOWN = 0.9
"""Least score of a full name that the codebook knows."""
_LISTED = 0.7
"""Least score of an organisation that a list knows."""

Phrases = Sequence[tuple[int, int, int]]


def with_persons(spans: list[NameSpan], phrases: Phrases) -> list[NameSpan]:
    """Return the names with full names of the codebook's persons: "State Antony Blinken" is cut, one overlooked is added."""
    for first, end, bits in phrases:
        if not bits & PERSON:
            continue
        over = overlapping(spans, first, end)
        if all(span.kind == "person" or (first <= span.first and span.end <= end) for span in over):
            score = max([_KNOWN, *(span.score for span in over)])
            spans = sorted([*(s for s in spans if s not in over), NameSpan(first, end, "person", score)], key=by_first)
    return spans


def with_organisations(pieces: Sequence[Piece], spans: list[NameSpan], phrases: Phrases) -> list[NameSpan]:
    """Return the names with organisations of several words that lists know: "Wiener Börse" is no Wiener beside a Börse."""
    for first, end, bits in phrases:
        if not bits & ORGANISED or bits & OTHERWISE:
            continue
        over = overlapping(spans, first, end)
        inside = all(first <= span.first and span.end <= end for span in over)
        if inside and (over or any(piece.tag == "PROPN" for piece in pieces[first:end])):
            score = max([_LISTED, *(span.score for span in over)])
            spans = [*(s for s in spans if s not in over), NameSpan(first, end, "organisation", score)]
    return sorted(spans, key=by_first)


def with_single(
    pieces: Sequence[Piece], spans: list[NameSpan], gazetteer: Gazetteer, tags: Collection[str]
) -> list[NameSpan]:
    """Return the names with well-known organisations of one word that the tagger overlooked."""
    taken = {index for span in spans for index in range(span.first, span.end)}
    added = [
        NameSpan(index, index + 1, "organisation", _LISTED)
        for index, piece in enumerate(pieces)
        if index not in taken and piece.tag in tags and gazetteer.is_organisation(piece.form)
    ]
    return sorted([*spans, *added], key=by_first) if added else spans
