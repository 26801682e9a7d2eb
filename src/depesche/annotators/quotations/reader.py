"""What the steps of reading quotations share: the document's look-ups and the clauses of each sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

from depesche.lang import Pack
from depesche.model import ActorIndex, Document, Span, TokenIndex

from .clauses import Clauses
from .marks import find_marked
from .words import ClauseWords, clause_words


@dataclass(frozen=True)
class Reader:
    """A document on its way to quotations."""

    document: Document
    pack: Pack
    actors: ActorIndex
    tokens: TokenIndex
    marked: list[Span]
    words: ClauseWords
    _clauses: dict[int, Clauses] = field(default_factory=dict)

    def clauses(self, number: int) -> Clauses:
        """Return the clauses of sentence `number`."""
        if number not in self._clauses:
            self._clauses[number] = Clauses(self.document.sentences[number], self.marked, self.words)
        return self._clauses[number]

    @property
    def text(self) -> str:
        """The article's text."""
        return self.document.article.text


def read(document: Document, *, pack: Pack) -> Reader:
    """Return the reader of a document that has sentences, times and actors."""
    marked = find_marked(document.article.text, document.article.blocks)
    words = clause_words(pack)
    return Reader(document, pack, ActorIndex(document), TokenIndex(document.sentences), marked, words)
