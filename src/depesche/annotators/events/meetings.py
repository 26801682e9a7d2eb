"""What a report says of a meeting beyond who met: format, venue, duration, occasion, and its own comparison.

"Das Gespräch soll zehn Minuten gedauert haben." gives the meeting told before a duration of PT10M, by hearsay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from depesche.lang import Pack
from depesche.model import Document, Event, Meeting, Sentence, Timex, Token, TokenIndex

from .status import find_status

_REACH = 2
"""Sentences after a meeting that may still tell of it."""


@dataclass(frozen=True, slots=True)
class _Words:
    formats: tuple[tuple[str, frozenset[str]], ...]
    again: frozenset[str]
    lasting: frozenset[str]
    beside: frozenset[str]
    first: frozenset[str]
    since: frozenset[str]


def describe_meetings(document: Document, events: Sequence[Event], *, pack: Pack) -> list[Event]:
    """Return the events in their order, those of type CONSULT with what the report says of the meeting."""
    words = _words(pack)
    tokens = TokenIndex(document.sentences)
    return [
        replace(event, meeting=_meeting(document, event, tokens, words, pack)) if event.type == "CONSULT" else event
        for event in events
    ]


def _words(pack: Pack) -> _Words:
    table = pack.table("meetings")
    formats, words = table.get("format", {}), table.get("words", {})
    assert isinstance(formats, dict) and isinstance(words, dict)
    return _Words(
        tuple((name, frozenset(map(str, lemmas))) for name, lemmas in formats.items()),
        *(frozenset(map(str, words.get(key, ()))) for key in ("again", "lasting", "beside", "first", "since")),
    )


def _meeting(document: Document, event: Event, tokens: TokenIndex, words: _Words, pack: Pack) -> Meeting | None:
    numbers = sorted({n for span in event.evidence if (n := tokens.sentence_at(span.start)) is not None})
    own = [(n, t) for span in event.evidence for n, t in tokens.tokens_in(span)]
    duration, status = _duration(document, numbers, words, pack)
    found = Meeting(
        format=_format([token for _, token in own], words),
        venue=_venue(document, event),
        duration=duration,
        duration_status=status,
        occasion=_occasion(document, own, words),
        comparison=_comparison(document, own, words),
    )
    return None if found == Meeting() else found


def _format(tokens: Sequence[Token], words: _Words) -> str | None:
    for name, lemmas in words.formats:
        if any(token.lemma in lemmas or token.lemma.rpartition("-")[2] in lemmas for token in tokens):
            return name
    return None


def _venue(document: Document, event: Event) -> str | None:
    """The building or conference town that the meeting's own words name."""
    for toponym in document.places:
        place = toponym.place
        is_venue = place.geonames is None and place.lat is not None
        if is_venue and any(span.covers(toponym.span) for span in event.evidence):
            return place.name
    return None


def _duration(
    document: Document, numbers: Sequence[int], words: _Words, pack: Pack
) -> tuple[str | None, str | None]:
    """The duration told beside the meeting or shortly after it, and the status that the sentence gives it."""
    for number in _near(numbers, len(document.sentences)):
        sentence = document.sentences[number]
        for timex in document.times:
            if timex.type == "DURATION" and sentence.span.covers(timex.span) and timex.value.startswith("PT"):
                told = _told(sentence, timex, words, near=number in numbers)
                if told is not None:
                    return timex.value, find_status(sentence, told, pack=pack)
    return None, None


def _near(numbers: Sequence[int], count: int) -> Iterator[int]:
    for number in numbers:
        yield from range(number, min(number + _REACH + 1, count))


def _told(sentence: Sentence, timex: Timex, words: _Words, *, near: bool) -> Token | None:
    """The word that gives a meeting its duration: "dauerte zehn Minuten", "zehnminütiges Gespräch"."""
    head = sentence.head_of(timex.span)
    if head is None:
        return None
    for token in (head, *sentence.ancestors(head)):
        if token.lemma in words.lasting:
            subjects = sentence.children(token, "nsubj")
            if near or any(s.lemma in words.again for s in subjects):
                return token
        if token.lemma in words.again and token.upos == "NOUN":
            return token
    return None


def _occasion(document: Document, own: Sequence[tuple[int, Token]], words: _Words) -> str | None:
    """ "am Rande des G20-Treffens": the noun phrase with its preposition, as printed."""
    for number, token in own:
        if token.lemma not in words.beside or token.upos != "NOUN":
            continue
        sentence = document.sentences[number]
        inside = sentence.subtree(token)
        end = max(inside[-1].end, _end_of_phrase(sentence, token))
        if len(inside) > 1:
            return document.article.text[inside[0].start : end].strip(" ,")
    return None


def _end_of_phrase(sentence: Sentence, noun: Token) -> int:
    """Where the noun phrase right behind `noun` ends, if it follows without a preposition: "am Rande einer Konferenz"."""
    end = noun.end
    for token in sentence.tokens[noun.index + 1 :]:
        if token.upos not in ("DET", "ADJ", "NOUN", "PROPN", "NUM"):
            break
        end = token.end
    return end


def _comparison(document: Document, own: Sequence[tuple[int, Token]], words: _Words) -> str | None:
    """ "ersten persönlichen Begegnung … seit Beginn des Krieges", as printed from the ordinal to the end of its clause."""
    for number, token in own:
        if token.lemma.lower() not in words.first and token.text.lower() not in words.first:
            continue
        sentence = document.sentences[number]
        head = sentence.tokens[token.head] if token.head >= 0 else token
        end = _end_of(sentence, token, words)
        if end is not None:
            return document.article.text[token.start : end]
        if token.relation == "amod" and head.lemma in words.again:
            return document.article.text[token.start : head.end]
    return None


def _end_of(sentence: Sentence, token: Token, words: _Words) -> int | None:
    """Where the phrase opened by "seit" behind `token` ends; None without one."""
    for later in sentence.tokens[token.index + 1 :]:
        if later.lemma.lower() in words.since and later.relation in ("case", "mark") and later.head > token.index:
            head = sentence.tokens[later.head]
            if not _is_time(head):
                continue
            return max(t.end for t in sentence.subtree(head) if t.relation != "punct")
    return None


def _is_time(head: Token) -> bool:
    return head.upos in ("NOUN", "NUM", "PROPN", "VERB", "ADV")

