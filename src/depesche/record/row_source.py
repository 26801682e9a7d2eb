"""What rows are made of: a document with its judgements, and values as they are stored."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from depesche import codebook
from depesche.model import Actor, Document, Position, Quotation, Span

Row = dict[str, Any]
Rows = dict[str, list[Row]]

MUTUAL = ("CONSULT",)
"""Types whose participants all act on one another."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """With what a reading was made."""

    pipeline: str
    lexicon: str
    added: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))


@dataclass(frozen=True, slots=True)
class Judged:
    """Ids of the entries of a document of which a person corrected a field, or which a person judged wrong."""

    corrected: frozenset[str] = frozenset()
    wrong: frozenset[str] = frozenset()


@lru_cache(maxsize=20_000)
def _written(values: tuple[str, ...]) -> str:
    return json.dumps(values, ensure_ascii=False)


def list_text(values: Iterable[str]) -> str:
    """Return a list as it is stored: JSON."""
    return _written(tuple(values))


def read_list(text: str) -> tuple[str, ...]:
    """Return a list of strings that was stored by `list_text`."""
    return tuple(json.loads(text))


def spans_text(spans: Iterable[Span]) -> str:
    """Return spans as they are stored."""
    return f"[{','.join(f'[{s.start},{s.end}]' for s in spans)}]"


def quotation_id(article_id: str, quotation: Quotation) -> str:
    """Return an id that follows from the article and the words said."""
    spans = "|".join(f"{s.start}-{s.end}" for s in (*quotation.content, *quotation.cue))
    return hashlib.sha256(f"{article_id}|{quotation.form}|{spans}".encode()).hexdigest()[:16]


def position_id(article_id: str, position: Position) -> str:
    """Return an id that follows from the article, the two sides and the words."""
    spans = "|".join(f"{s.start}-{s.end}" for s in position.evidence)
    content = f"{article_id}|{position.holder}|{position.target}|{position.stance}|{spans}"
    return hashlib.sha256(content.encode()).hexdigest()[:16]


class Source:
    """A document that rows are made of, with what every maker asks of it."""

    def __init__(self, document: Document, original: Document, *, key: int, slot: int, judged: Judged) -> None:
        self.document, self.original, self.key, self.slot, self.judged = document, original, key, slot, judged
        self.actors: Mapping[str, Actor] = {actor.id: actor for actor in document.actors}
        self.codes: Mapping[str, tuple[str, ...]] = {actor.id: _codes(actor) for actor in self.actors.values()}
        """The codes of each actor, without those that say only what it is and would be read as a state's."""

        self.mentions = [
            (dict.fromkeys((actor.id, *self.codes[actor.id])), [(m.start, m.end) for m in actor.mentions])
            for actor in document.actors
        ]
        """The keys of each actor, and where it is mentioned."""

    def code(self, identity: str | None) -> str | None:
        """Return the code that an actor acts for, None if it acts for none."""
        codes = self.codes.get(identity or "")
        return codes[0] if codes else None

    def flags(self, identity: str) -> Row:
        """Return what persons judged of an entry."""
        return {"judged": int(identity in self.judged.corrected), "wrong": int(identity in self.judged.wrong)}


def _codes(actor: Actor) -> tuple[str, ...]:
    if not any(codebook.is_bare_role(code, actor.kind, actor.sector) for code in actor.codes):
        return actor.codes
    return tuple(code for code in actor.codes if not codebook.is_bare_role(code, actor.kind, actor.sector))
