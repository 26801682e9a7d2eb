"""What an event's words are about, in a form that reports in other languages share: names, places, numbers, words."""

from __future__ import annotations

import re

from depesche.codebook import transcription_fold
from depesche.model import Document, Event

_WORD = re.compile(r"[^\W\d_]{4,}|\d[\d.,]*")
_MOST = 40


def signature_of(document: Document, event: Event) -> str:
    """Return the marks of an event, separated by blanks: `@id` of actors, `#place`, `=number`, folded words."""
    marks: dict[str, None] = {}
    for actor in document.actors:
        if any(span.covers(mention) for span in event.evidence for mention in actor.mentions):
            marks[f"@{actor.id.replace(' ', '_')}"] = None
    for toponym in document.places:
        if any(span.covers(toponym.span) for span in event.evidence):
            marks[f"#{toponym.place.name.replace(' ', '_')}"] = None
    for span in event.evidence:
        for word in _WORD.findall(document.article.text[span.start : span.end]):
            marks[_mark(word)] = None
    return " ".join(list(marks)[:_MOST])


def _mark(word: str) -> str:
    if word[0].isdigit():
        return "=" + re.sub(r"[.,]\d{3}\b", lambda m: m[0][1:], word).rstrip(".,")
    return transcription_fold(word)[:7]
