"""Syntax: sentences, tokens, lemmas, tags and Universal Dependencies trees."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from depesche.model import Block, Sentence

from .parser import Parser, ShippedParser, Text
from .plugins import Parsers, plugged_parsers

__all__ = ["Parser", "Parsers", "ShippedParser", "choose_parsers", "load_parser", "parse_text", "parse_texts"]


@lru_cache(maxsize=4)
def load_parser(language: str) -> ShippedParser:
    """Return the shipped parser of a configured language; raises SyntaxModelError if its model is damaged."""
    return ShippedParser(language)


def choose_parsers(choice: str | None) -> Parsers:
    """Return the parser of each language: the shipped ones for None, else those of `spacy:MODEL` or `stanza[:LANG]`.

    Raises InputError for an unknown choice, SyntaxModelError where the library or the model is missing.
    """
    return load_parser if choice is None else plugged_parsers(choice)


def parse_text(
    text: str, blocks: Sequence[Block] = (), *, language: str, parser: Parser | None = None
) -> tuple[Sentence, ...]:
    """Return the sentences of `text`, parsed by `parser` or by the shipped one of `language`."""
    return (parser or load_parser(language)).parse([(text, blocks)])[0]


def parse_texts(texts: Sequence[Text], *, language: str, parser: Parser | None = None) -> list[tuple[Sentence, ...]]:
    """Return the sentences of each text; faster than one by one."""
    return (parser or load_parser(language)).parse(texts)
