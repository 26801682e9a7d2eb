"""Events: frames evoked by predicates, their roles filled by actors, their circumstances, their status."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from depesche import codebook
from depesche.lang import Pack
from depesche.model import Actor, Document, Event, Token, TokenIndex

from .addressees import add_addressees
from .coding import code_event
from .deeds import one_deed_each
from .demands import find_demands
from .frames import find_frames
from .made import made_actor
from .meetings import describe_meetings
from .merge import in_text_order, merge_events
from .places import infer_place
from .reader import Reader, make_reader
from .speech import find_speech_acts

__all__ = ["find_events"]
_ENDS = "discontinue"
"""PLOVER mode of sanctions that end what went on."""
_RELEASES = "release"
"""PLOVER mode of what ends an arrest or an abduction."""


def find_events(document: Document, *, pack: Pack) -> Document:
    """Return `document` with its events, one for each happening, in text order.

    Needs the layers actors, times, places and quotations.
    """
    reader = make_reader(document, pack=pack)
    found = [event for number in range(len(document.sentences)) for event in _events_in(reader, number)]
    found += find_demands(document, reader.lookups.index, pack=pack)
    found = in_text_order([*found, *find_speech_acts(document, reader.lookups.index, found, pack=pack)])
    found = add_addressees(document, found, _known(reader, found), pack=pack)
    known = _known(reader, found)
    merged = describe_meetings(document, merge_events(document, found, known), pack=pack)
    merged = _placed(reader, merged, known)
    own = {actor.id for actor in document.actors}
    used = dict.fromkeys(identity for event in merged for identity in (*event.actors, *event.recipients))
    return replace(
        document,
        actors=(*document.actors, *(known[identity] for identity in used if identity not in own)),
        events=tuple(_identified(document, event) for event in merged),
    )


def _known(reader: Reader, events: Sequence[Event]) -> dict[str, Actor]:
    """The document's actors by id, and those of the events that no mention stands for."""
    known = {actor.id: actor for actor in reader.lookups.towns.values()} | reader.lookups.index.by_id
    for event in events:
        for identity in (*event.actors, *event.recipients):
            if identity not in known:
                known[identity] = made_actor(identity)
    return known


def _events_in(reader: Reader, number: int) -> Iterator[Event]:
    """The events of a sentence, one for each predicate at most: by most participants, then by its most specific frame."""
    sentence = reader.document.sentences[number]
    kept: list[tuple[Token, Event]] = []
    for predicate, frames in groupby(find_frames(sentence, pack=reader.pack), key=lambda found: found[0]):
        coded = [(frame, event) for _, frame in frames if (event := code_event(reader, number, predicate, frame))]
        if not coded:
            continue
        _, event = max(coded, key=lambda pair: (_participants(pair[1]), len(pair[0].needs)))
        if any(_told_already(predicate, event, other, told) for other, told in kept):
            continue
        kept = [  # of "einen Haftbefehl erlassen" the verb tells more than its noun
            (other, told) for other, told in kept
            if other.head != predicate.index or not told.implied or not _told_already(other, told, predicate, event)
        ]  # fmt: skip
        kept.append((predicate, event))
    yield from one_deed_each(sentence, [pair for pair in kept if not _is_ended(*pair, kept)])


def _is_ended(predicate: Token, event: Event, kept: Sequence[tuple[Token, Event]]) -> bool:
    """Whether a noun only names what another event ends: "stoppt ihre Waffenlieferungen", "hat elf Geiseln freigelassen"."""
    if predicate.upos != "NOUN" or predicate.relation != "obj":
        return False
    helpful = codebook.load_plover().types[event.type].score > 0
    mode = _ENDS if helpful else _RELEASES
    return any(verb.index == predicate.head and mode in told.modes for verb, told in kept)


def _participants(event: Event) -> int:
    return len({*event.actors, *event.recipients} - set(event.implied))


def _told_already(predicate: Token, event: Event, other: Token, told: Event) -> bool:
    """Whether the event only repeats one that the same clause tells by another word."""
    own = set(event.implied)
    return told.type == event.type and (
        predicate.index == other.index
        or (set(event.actors) - own <= set(told.actors) and set(event.recipients) - own <= set(told.recipients))
    )


def _placed(reader: Reader, events: Sequence[Event], actors: dict[str, Actor]) -> list[Event]:
    """The events, those without a place given one where the report leaves no doubt."""
    tokens = TokenIndex(reader.document.sentences)
    meetings = {
        number: event
        for event in events
        if event.type == "CONSULT" and event.place is not None
        for span in event.evidence
        if (number := tokens.sentence_at(span.start)) is not None
    }
    placed = []
    for event in events:
        number = tokens.sentence_at(event.evidence[0].start) if event.place is None else None
        located = infer_place(reader, number, event, actors, meetings) if number is not None else None
        if located is not None:
            event = replace(event, place=located.place, place_basis=located.basis)
        placed.append(event)
    return placed


def _identified(document: Document, event: Event) -> Event:
    """The event with an id that follows from article, type, participants and words."""
    content = "|".join(
        [
            document.article.id,
            event.type,
            *event.actors,
            ">",
            *event.recipients,
            *(f"{span.start}-{span.end}" for span in event.evidence),
        ]
    )
    return replace(event, id=hashlib.sha256(content.encode()).hexdigest()[:16])
