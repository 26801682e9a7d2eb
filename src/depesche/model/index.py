"""Look-ups over a document's layers: which token stands at an offset, which actors a token refers to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from .document import Document
from .layers import Actor
from .text import Sentence, Span, Token


class TokenIndex:
    """Finds sentence and token by text offset."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.sentences = sentences
        self._starts = [sentence.start for sentence in sentences]

    def sentence_at(self, offset: int) -> int | None:
        """Return the number of the sentence that covers `offset`, or None between sentences."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0 or offset >= self.sentences[number].end:
            return None
        return number

    def tokens_in(self, span: Span) -> list[tuple[int, Token]]:
        """Return (sentence number, token) of every token that overlaps `span`, in text order."""
        number = max(bisect_right(self._starts, span.start) - 1, 0)
        found: list[tuple[int, Token]] = []
        while number < len(self.sentences) and self.sentences[number].start < span.end:
            found.extend((number, token) for token in self.sentences[number].tokens_in(span))
            number += 1
        return found


def speakers_of(document: Document) -> list[tuple[Span, Actor]]:
    """Return the spans of direct speech with the actor who speaks each."""
    by_id = {actor.id: actor for actor in document.actors}
    return [
        (span, by_id[quotation.speaker])
        for quotation in document.quotations
        if quotation.form in ("direct", "mixed") and quotation.speaker in by_id
        for span in quotation.content
    ]


class ActorIndex:
    """Finds the actors that a token or a stretch of text refers to; `own_words` tells who says "I" and "we" where."""

    def __init__(self, document: Document, own_words: Sequence[tuple[Span, Actor]] = ()) -> None:
        self.by_id = {actor.id: actor for actor in document.actors}
        self._own_words = tuple(own_words)
        self._spans = sorted(
            ((mention, actor) for actor in document.actors for mention in actor.mentions),
            key=lambda pair: (pair[0].start, -pair[0].end),
        )
        self._starts = [mention.start for mention, _ in self._spans]
        self._longest = max((mention.end - mention.start for mention, _ in self._spans), default=0)

    def at(self, token: Token) -> tuple[Actor, ...]:
        """Return the actors whose shortest mention covers `token`; several for "beide Länder"."""
        last = bisect_right(self._starts, token.start)
        best: list[tuple[int, Actor]] = []
        for number in range(last - 1, -1, -1):
            mention, actor = self._spans[number]
            if mention.start < token.start - self._longest:
                break
            if mention.end >= token.end:
                best.append((mention.end - mention.start, actor))
        if not best:
            return self._speaker(token)
        shortest = min(length for length, _ in best)
        return tuple(dict.fromkeys(actor for length, actor in reversed(best) if length == shortest))

    def _speaker(self, token: Token) -> tuple[Actor, ...]:
        if token.upos != "PRON" or token.feats.get("Person") != "1":
            return ()
        return next(((actor,) for span, actor in self._own_words if span.covers(token.span)), ())

    def within(self, span: Span) -> list[tuple[Span, Actor]]:
        """Return the mentions that lie inside `span`, in text order."""
        first = bisect_right(self._starts, span.start - 1)
        found = []
        for mention, actor in self._spans[first:]:
            if mention.start >= span.end:
                break
            if mention.end <= span.end:
                found.append((mention, actor))
        return found
