"""The rules of merging, from `merging.toml`, and an event as far as they look at it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from depesche.codebook import transcription_fold
from depesche.errors import CodebookError

from .signatures import KEPT_LETTERS

Participant = tuple[str, str | None]
"""Id of an actor and the code it acts for."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event as far as merging goes."""

    key: int
    id: str
    article: str
    type: str
    date: str | None
    stated: bool
    """Whether the words give the date, or it was inferred from the report's."""
    published: str | None
    place: str | None
    country: str | None
    signature: frozenset[str]
    actors: tuple[Participant, ...]
    """(id, code) of those who act, `recipients` of those it is done to."""
    recipients: tuple[Participant, ...]
    contact: str | None = None
    """How people met: `remote`, `present`, or None where the words leave it open."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The contents of `merging.toml`."""

    version: str
    days_apart: int
    candidates: int
    threshold: float
    values: Mapping[str, Mapping[str, float]]
    families: tuple[frozenset[str], ...]
    needs_words: frozenset[str]
    least_words: float
    disputed: frozenset[str]
    contacts: Mapping[str, str]


@lru_cache(maxsize=1)
def load_rules() -> Rules:
    """Return the rules of merging."""
    read = tomllib.loads(files(__package__).joinpath("merging.toml").read_text("utf-8"))
    try:
        return Rules(
            read["version"],
            read["days_apart"],
            read["candidates"],
            read["threshold"],
            {name: read[name] for name in ("weights", "type", "date", "place", "participants")},
            tuple(frozenset(row["types"]) for row in read["family"]),
            frozenset(read["needs_words"]["types"]),
            read["needs_words"]["least"],
            frozenset(read["disputed"]["types"]),
            {word: name for name, words in read["contact"].items() for word in words},
        )
    except KeyError as error:
        raise CodebookError(f"merging.toml: {error} is missing.") from error


@lru_cache(maxsize=1)
def common_marks() -> frozenset[str]:
    """Return the marks of words that say nothing."""
    read = tomllib.loads(files(__package__).joinpath("common_words.toml").read_text("utf-8"))
    return frozenset(transcription_fold(word)[:KEPT_LETTERS] for words in read.values() for word in words.split())
