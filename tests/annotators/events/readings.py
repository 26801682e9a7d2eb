"""Events of a sentence as short readings, for tests that read with the whole pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from depesche.intake import make_article
from depesche.model import Document
from depesche.pipeline import read_article

PUBLISHED = "2023-03-02"


@dataclass(frozen=True)
class Reading:
    """An event's type, first codes of actors and recipients in alphabetical order, and status."""

    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...] | None
    """None where any recipients will do."""
    status: str

    def covers(self, found: Reading) -> bool:
        """Return whether `found` says the same, recipients left open not compared."""
        same = (self.type, self.actors, self.status) == (found.type, found.actors, found.status)
        return same and self.recipients in (None, found.recipients)


def read_events(sentence: str, *, language: str) -> list[Reading]:
    """Return the events that the pipeline reads in one sentence published on 2 March 2023."""
    document = read_article(make_article(sentence, language=language, published=PUBLISHED))
    return [
        Reading(event.type, _codes(document, event.actors), _codes(document, event.recipients), event.status)
        for event in document.events
    ]


def _codes(document: Document, ids: Sequence[str]) -> tuple[str, ...]:
    by_id = {actor.id: actor for actor in document.actors}
    return tuple(sorted({by_id[identity].codes[0] for identity in ids if by_id[identity].codes}))
