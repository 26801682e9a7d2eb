"""Spans, tokens, sentences and blocks: the text and its syntax.

All offsets count Unicode code points of the article's cleaned text and are half-open: `[start, end)`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch `[start, end)` of the cleaned text."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Return whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Return whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Token:
    """One token with its place in the Universal Dependencies tree of its sentence."""

    index: int
    """Position in the sentence, from 0."""
    start: int
    end: int
    text: str
    lemma: str
    upos: str
    xpos: str
    feats: Mapping[str, str] = field(hash=False)
    head: int
    """Index of the head in the sentence; -1 for the root."""
    deprel: str
    """UD relation with its subtype, as `nsubj:pass`."""

    @property
    def span(self) -> Span:
        """The token's span in the text."""
        return Span(self.start, self.end)

    @property
    def relation(self) -> str:
        """The UD relation without subtype."""
        return self.deprel.partition(":")[0]


@dataclass(frozen=True)
class Sentence:
    """A sentence: its span and its tokens in text order."""

    start: int
    end: int
    tokens: tuple[Token, ...]

    @property
    def span(self) -> Span:
        """The sentence's span in the text."""
        return Span(self.start, self.end)

    @cached_property
    def dependents(self) -> tuple[tuple[Token, ...], ...]:
        """For each token, by index, its direct dependents in text order."""
        below: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head >= 0:
                below[token.head].append(token)
        return tuple(tuple(tokens) for tokens in below)

    def children(self, token: Token, *relations: str) -> list[Token]:
        """Return the dependents of `token`, of the given relations only (with or without subtype)."""
        below = self.dependents[token.index]
        if not relations:
            return list(below)
        return [child for child in below if child.deprel in relations or child.relation in relations]

    def subtree(self, token: Token) -> list[Token]:
        """Return `token` and all tokens below it, in text order."""
        found = {token.index}
        stack = [token.index]
        while stack:
            for child in self.dependents[stack.pop()]:
                if child.index not in found:
                    found.add(child.index)
                    stack.append(child.index)
        return [self.tokens[index] for index in sorted(found)]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """Yield the head of `token`, its head, and so on to the root."""
        seen = {token.index}
        while token.head >= 0 and token.head not in seen:
            token = self.tokens[token.head]
            seen.add(token.index)
            yield token

    def token_at(self, offset: int) -> Token | None:
        """Return the token that covers the text offset, or None between tokens."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            token = self.tokens[middle]
            if token.end <= offset:
                low = middle + 1
            elif token.start > offset:
                high = middle
            else:
                return token
        return None

    def tokens_in(self, span: Span) -> list[Token]:
        """Return the tokens that overlap `span`, in text order."""
        return [token for token in self.tokens if token.start < span.end and span.start < token.end]

    def head_of(self, span: Span) -> Token | None:
        """Return the syntactically highest token inside `span`, or None if no token lies in it."""
        inside = self.tokens_in(span)
        indices = {token.index for token in inside}
        for token in inside:
            if token.head not in indices:
                return token
        return inside[0] if inside else None


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the text as laid out: `headline`, `caption`, `credit`, `subheading`, `paragraph`, `byline`, `dateline`."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a part could not read: who noticed it, where, and what."""

    annotator: str
    message: str
    start: int | None = None
    end: int | None = None


NO_FEATURES: Mapping[str, str] = {}
"""The feature set of a token without morphology."""
