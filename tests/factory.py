"""Builders of documents by hand: tests say what they need and load no model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from depesche.model import (
    Actor,
    Article,
    Block,
    Document,
    Event,
    EventDate,
    Quotation,
    Sentence,
    Span,
    Token,
)


def span_of(text: str, words: str, *, nth: int = 0) -> Span:
    """Return the span of the `nth` occurrence of `words` in `text`; raises ValueError if there is none."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def make_document(text: str, *, lang: str = "de", rows: str | None = None, **fields: Any) -> Document:
    """Return a document whose sentences come from `rows`, its other layers and article fields from `fields`.

    `rows` has one token a line, `form lemma UPOS head deprel [Feats]`, heads counted from 1 in the sentence as in
    CoNLL-U, with an empty line between sentences. Without it the document has no sentences.

    >>> make_document("Ankara warnt.", rows='''Ankara Ankara PROPN 2 nsubj
    ... warnt warnen VERB 0 root
    ... . . PUNCT 2 punct''').sentences[0].tokens[1].lemma
    'warnen'
    """
    layers = {key: tuple(fields.pop(key)) for key in list(fields) if key in _LAYERS}
    blocks = tuple(fields.pop("blocks", (Block("paragraph", 0, len(text)),)))
    article = Article(id=fields.pop("id", "test"), text=text, language=lang, blocks=blocks, **fields)
    return Document(article=article, sentences=make_sentences(text, rows or ""), **layers)


_LAYERS = ("times", "places", "names", "actors", "offices", "quotations", "events", "positions", "issues")


def make_sentences(text: str, rows: str) -> tuple[Sentence, ...]:
    """Return the sentences that `rows` describes, their tokens found in `text` in order."""
    sentences = []
    position = 0
    for block in rows.strip().split("\n\n"):
        lines = [line.split() for line in block.splitlines() if line.strip()]
        tokens = []
        for index, line in enumerate(lines):
            token = _token(index, line, text, position)
            position = token.end
            tokens.append(token)
        if tokens:
            sentences.append(Sentence(tokens[0].start, tokens[-1].end, tuple(tokens)))
    return tuple(sentences)


def _token(index: int, line: Sequence[str], text: str, position: int) -> Token:
    form, lemma, upos, head, deprel = line[:5]
    feats = dict(pair.split("=", 1) for pair in line[5].split("|")) if len(line) > 5 else {}
    start = text.index(form, position)
    return Token(
        index=index,
        start=start,
        end=start + len(form),
        text=form,
        lemma=lemma,
        upos=upos,
        xpos=feats.pop("xpos", upos),
        feats=feats,
        head=int(head) - 1,
        deprel=deprel,
    )


def make_actor(text: str, identity: str, *mentions: str, **fields: Any) -> Actor:
    """Return an actor mentioned by the given words of `text`; a state acts for its own code."""
    kind, _, code = identity.partition(":")
    values: dict[str, Any] = {"name": mentions[0] if mentions else code, "kind": kind}
    if kind in ("state", "org"):
        values["codes"] = (code,)
    values.update(fields)
    return Actor(id=identity, mentions=tuple(span_of(text, words) for words in mentions), **values)


def make_event(text: str, words: str, **fields: Any) -> Event:
    """Return an event that rests on `words` of `text`; by default Russia consults the United States."""
    date = fields.pop("date", None)
    values: dict[str, Any] = {
        "id": "event",
        "type": "CONSULT",
        "actors": ("state:RUS", "state:USA"),
        "evidence": (span_of(text, words),),
        "date": EventDate(value=date) if isinstance(date, str) else date,
    }
    values.update(fields)
    return Event(**values)


def make_quotation(text: str, words: str, **fields: Any) -> Quotation:
    """Return a direct quotation of `words` of `text`."""
    values: dict[str, Any] = {"form": "direct", "content": (span_of(text, words),)}
    values.update(fields)
    return Quotation(**values)


def with_events(document: Document, *events: Event) -> Document:
    """Return the document with these events instead of its own."""
    return replace(document, events=events)
