"""What an event's words are about, in a form that reports in other languages share: names, places, numbers, words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from depesche.codebook import transcription_fold
from depesche.model import Document, Event, Span

_WORD = re.compile(r"[^\W\d_]{4,}|\d[\d.,]*")
_GROUPS = re.compile(r"[.,](?=\d{3}(?!\d))")
_MOST, KEPT_LETTERS = 32, 7
_NAMED_BY_CODE = ("state", "org", "group", "collective")


class Signatures:
    """Makes the signatures of the events of one document."""

    def __init__(self, document: Document) -> None:
        self._text = document.article.text
        self._found: dict[tuple[int, int], tuple[list[str], list[str]]] = {}
        self._marks: list[tuple[Span, str]] = [
            (mention, f"@{actor.id.replace(' ', '_')}") for actor in document.actors for mention in actor.mentions
        ]
        named = [m for actor in document.actors if actor.kind in _NAMED_BY_CODE for m in actor.mentions]
        places = [t for t in document.places if not any(t.span.overlaps(mention) for mention in named)]
        self._marks += [(t.span, f"#{t.place.name.replace(' ', '_')}") for t in places]
        self._marks.sort(key=lambda pair: (pair[0].start, pair[0].end))
        self._mark_starts = [span.start for span, _ in self._marks]
        spoken_for = sorted((span.start, span.end) for span in [*named, *(t.span for t in document.places)])
        self._spoken_starts = [start for start, _ in spoken_for]
        self._spoken_ends = [end for _, end in spoken_for]
        self._blanked = _blanked(self._text, spoken_for)

    def of(self, event: Event) -> str:
        """Return the marks of an event, separated by blanks: `@id` of actors, `#place`, `=number`, folded words."""
        of_spans = [self._of_span(span) for span in event.evidence]
        named, words = (dict.fromkeys(mark for pair in of_spans for mark in pair[side]) for side in (0, 1))
        return " ".join(list(named | words)[:_MOST])

    def _of_span(self, span: Span) -> tuple[list[str], list[str]]:
        """The marks of what is named in a span, and of its words; kept, since events often share their evidence."""
        known = self._found.get((span.start, span.end))
        if known is None:
            known = self._found[(span.start, span.end)] = (list(self._within(span)), self._free_words(span))
        return known

    def _free_words(self, span: Span) -> list[str]:
        """The marks of words that belong to no name of a state, body or place, for which a mark of its own stands."""
        if self._blanked is not None:
            return [_mark(word) for word in _WORD.findall(self._blanked, span.start, span.end)]
        starts, ends = self._spoken_starts, self._spoken_ends
        found = []
        for word in _WORD.finditer(self._text, span.start, span.end):
            offset = word.start()
            number = bisect_right(starts, offset) - 1
            if number < 0 or ends[number] <= offset:
                found.append(_mark(word[0]))
        return found

    def _within(self, span: Span) -> Iterator[str]:
        for number in range(bisect_left(self._mark_starts, span.start), len(self._marks)):
            mention, mark = self._marks[number]
            if mention.start >= span.end:
                return
            if mention.end <= span.end:
                yield mark


def _runs_on(pair: str) -> bool:
    """Whether two letters next to each other belong to one word or number."""
    if len(pair) < 2:
        return False
    one, other = pair[0], pair[1]
    number = one.isdecimal() or one in ".,"
    return number == (other.isdecimal() or other in ".,") and (number or pair.isalnum())


def _blanked(text: str, stretches: Sequence[tuple[int, int]]) -> str | None:
    """The text with blanks in place of these stretches; None where they overlap, or a word reaches over an edge."""
    parts: list[str] = []
    begun, done = -1, 0
    for start, end in stretches:
        if begun < start < done or _runs_on(text[start - 1 : start + 1]) or _runs_on(text[max(0, end - 1) : end + 1]):
            return None
        if end > done:
            parts += (text[done:start], " " * (end - max(start, done)))
            begun, done = start, end
    return "".join((*parts, text[done:]))


@lru_cache(maxsize=100_000)
def _mark(word: str) -> str:
    """A number without the marks between thousands, or the beginning of a word in a spelling alike for languages."""
    if word[0].isdigit():
        return "=" + _GROUPS.sub("", word).rstrip(".,")
    return transcription_fold(word)[:KEPT_LETTERS]
