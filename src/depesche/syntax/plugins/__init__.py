"""Parsers that a user may plug in instead of the shipped one: `spacy:MODEL` and `stanza[:LANG]`."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from depesche.errors import InputError

from ..parser import Parser

__all__ = ["Parsers", "plugged_parsers"]

Parsers = Callable[[str], Parser]
"""Gives the parser of a language; raises LanguageError where it has none."""


@lru_cache(maxsize=8)
def plugged_parsers(choice: str) -> Parsers:
    """Return the parsers that `spacy:MODEL` or `stanza[:LANG]` stands for.

    Raises InputError for another choice and SyntaxModelError where the library or the model is missing.
    """
    library, _, name = choice.partition(":")
    if library == "spacy" and name:
        return _spacy(name)
    if library == "stanza":
        return _stanza(name or None)
    raise InputError(f"--syntax {choice}: not known. Use spacy:MODEL, stanza or stanza:LANG.")


def _spacy(name: str) -> Parsers:
    from .spacy_parser import SpacyParser, load_pipeline

    pipeline = load_pipeline(name)
    return lru_cache(maxsize=4)(lambda language: SpacyParser(pipeline, language, name=name))


def _stanza(asked: str | None) -> Parsers:
    from .stanza_parser import StanzaParser, check_language

    @lru_cache(maxsize=4)
    def parser(language: str) -> Parser:
        check_language(asked, language)
        return StanzaParser(language)

    if asked is not None:
        parser(asked)
    return parser
