"""Who and where: names of persons, organisations and places, found by a trained tagger.

The tagger reads sentence by sentence; lists add what they know, and rules mend where names begin and end. Then the
mentions of a name in one report decide for each other, and a surname follows the full name that the report gives it
elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from depesche.lang import Pack
from depesche.model import Document, Name, Sentence

from .borders import Borders, BorderWords, border_words
from .gazetteer import Gazetteer, load_gazetteer
from .known import with_organisations, with_persons, with_single
from .model import NameSpan, load_name_model
from .pieces import Piece, pieces_of

__all__ = ["find_names", "names_in"]

_MODELS = Path(__file__).parents[2] / "lang"
_SURE = 0.6
"""Score from which a full name lends its kind to the surname alone."""
_LENT = 0.7
"""Score of a word that only its other mentions make a name."""
_OFTEN = 1.2
"""Sum of scores from which the mentions of a name decide for each other."""
_SHORTEST = 3


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
    gazetteer, words = load_gazetteer(pack.language), border_words(pack)
    read = [pieces_of(sentence) for sentence in sentences]
    found = model.tag([([p.form for p in pieces], [p.tag for p in pieces]) for pieces in read])
    found = [_mended(pieces, spans, gazetteer, words) for pieces, spans in zip(read, found, strict=True)]
    kinds = {**_agreed(read, found), **dict.fromkeys(_surnames(read, found), "person")}
    names = [name for pieces, spans in zip(read, found, strict=True) for name in _of_sentence(pieces, spans, kinds)]
    return tuple(sorted(names, key=lambda name: name.start))


def _mended(pieces: list[Piece], spans: list[NameSpan], gazetteer: Gazetteer, words: BorderWords) -> list[NameSpan]:
    """The names of a sentence with what lists know and with their borders mended."""
    phrases = list(gazetteer.phrases([piece.form for piece in pieces]))
    spans = with_single(pieces, with_organisations(pieces, spans, phrases), gazetteer, words.known_tags)
    if not spans and not phrases:
        return spans
    whole = frozenset((first, end) for first, end, _ in phrases)
    return with_persons(Borders(pieces, words, gazetteer).mended(spans, whole=whole), phrases)


def _surnames(read: list[list[Piece]], found: list[list[NameSpan]]) -> Iterator[str]:
    """The last words of full names of persons."""
    for pieces, spans in zip(read, found, strict=True):
        for span in spans:
            word = pieces[span.end - 1].form
            full = span.kind == "person" and span.end - span.first > 1 and span.score >= _SURE
            if full and len(word) >= _SHORTEST and word[0].isupper():
                yield word


def _agreed(read: list[list[Piece]], found: list[list[NameSpan]]) -> dict[str, str]:
    """For each name that the report prints more than once, the kind that the tagger is surest of in all."""
    votes: dict[str, dict[str, float]] = {}
    for pieces, spans in zip(read, found, strict=True):
        for span in spans:
            kinds = votes.setdefault(_printed(pieces, span), {})
            kinds[span.kind] = kinds.get(span.kind, 0.0) + span.score
    often = {words: kinds for words, kinds in votes.items() if sum(kinds.values()) >= _OFTEN}
    return {words: max(kinds, key=lambda kind: (kinds[kind], kind)) for words, kinds in often.items()}


def _printed(pieces: list[Piece], span: NameSpan) -> str:
    return " ".join(piece.form for piece in pieces[span.first : span.end])


def _of_sentence(pieces: list[Piece], spans: list[NameSpan], kinds: Mapping[str, str]) -> Iterator[Name]:
    taken = {index for span in spans for index in range(span.first, span.end)}
    for span in spans:
        words = _printed(pieces, span)
        alone = _kind_of(words, kinds) if span.end - span.first == 1 else kinds.get(words)
        kind = alone or span.kind
        yield Name(start=pieces[span.first].start, end=pieces[span.end - 1].end, kind=kind, score=span.score)
    for index, piece in enumerate(pieces):
        known = _kind_of(piece.form, kinds)
        if known is not None and index not in taken and piece.tag == "PROPN" and len(piece.form) >= _SHORTEST:
            yield Name(start=piece.start, end=piece.end, kind=known, score=_LENT)


def _kind_of(word: str, kinds: Mapping[str, str]) -> str | None:
    """The kind of a word, bare or in the genitive: "Lawrows"."""
    return kinds.get(word) or (kinds.get(word[:-1]) if word[-1:] == "s" else None)
