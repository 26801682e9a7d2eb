"""Article and document: the text as published, and the same text with its layers."""

from __future__ import annotations

from dataclasses import dataclass

from .layers import Actor, Event, Name, OfficeFact, Position, Quotation, Timex, Toponym
from .text import Block, Issue, Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text as published by an outlet; `id` follows from the content."""

    id: str
    text: str
    """Cleaned text, blocks separated by blank lines; every span points into it."""
    language: str
    """ISO 639-1 code of a configured language."""
    blocks: tuple[Block, ...] = ()
    headline: str | None = None
    published: str | None = None
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as precise as known; None if unknown."""
    outlet: str | None = None
    url: str | None = None
    dateline: str | None = None
    bylines: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    external_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article with its layers of annotation; annotators return a new document with one layer more."""

    article: Article
    sentences: tuple[Sentence, ...] = ()
    times: tuple[Timex, ...] = ()
    names: tuple[Name, ...] = ()
    places: tuple[Toponym, ...] = ()
    actors: tuple[Actor, ...] = ()
    offices: tuple[OfficeFact, ...] = ()
    scene: str | None = None
    """Code of the state in which the report mainly plays; None where no state clearly leads."""
    quotations: tuple[Quotation, ...] = ()
    events: tuple[Event, ...] = ()
    positions: tuple[Position, ...] = ()
    issues: tuple[Issue, ...] = ()
