"""Frozen records that all floors share; no behaviour that needs data."""

from .document import Article, Document
from .index import ActorIndex, TokenIndex, speakers_of
from .layers import (
    Actor,
    Event,
    EventDate,
    Meeting,
    Name,
    OfficeFact,
    Place,
    Position,
    Quotation,
    Timex,
    Toponym,
)
from .text import NO_FEATURES, Block, Issue, Sentence, Span, Token

__all__ = [
    "NO_FEATURES",
    "Actor",
    "ActorIndex",
    "Article",
    "Block",
    "Document",
    "Event",
    "EventDate",
    "Issue",
    "Meeting",
    "Name",
    "OfficeFact",
    "Place",
    "Position",
    "Quotation",
    "Sentence",
    "Span",
    "Timex",
    "Token",
    "TokenIndex",
    "Toponym",
    "speakers_of",
]
