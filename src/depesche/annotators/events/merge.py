"""One happening told several times in one report is one event with all its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from depesche.model import Actor, Document, Event, Span

from .made import UNKNOWN

_SAYINGS = frozenset({"ACCUSE", "SUPPORT", "REJECT", "REQUEST", "THREATEN", "CONCEDE", "AGREE"})
_ALIKE = 0.35
"""Share of common words from which two sayings are taken for one."""
_STATUS_ORDER = {"factual": 0, "reported": 1, "planned": 2, "denied": 3, "hypothetical": 4}


def in_text_order(events: Sequence[Event]) -> list[Event]:
    """Return the events by where their evidence begins."""
    return sorted(events, key=lambda event: (event.evidence[0].start, -event.evidence[0].end))


def merge_events(document: Document, events: Sequence[Event], actors: Mapping[str, Actor]) -> list[Event]:
    """Return the events with those joined that tell of the same thing, in order of their first evidence."""
    merged: list[Event] = []
    for event in events:
        for number, other in enumerate(merged):
            if _takes_up(other, event):
                merged[number] = replace(other, evidence=tuple(sorted({*other.evidence, *event.evidence})))
                break
            if _same(other, event, actors) and _retells(document, other, event):
                merged[number] = _joined(other, event, actors)
                break
        else:
            merged.append(event)
    return merged


def _takes_up(one: Event, other: Event) -> bool:
    """Whether a deed without a named participant only takes up one told before: "condemned the attack"."""
    if one.type != other.type or one.type in _SAYINGS or one.type == "CONSULT" or one.status == "denied":
        return False
    nobody_named = set(other.implied) >= {*other.actors, *other.recipients}
    dates = one.date.value if one.date else None, other.date.value if other.date else None
    places = {event.place.country for event in (one, other) if event.place is not None}
    return nobody_named and _dates_agree(*dates) and len(places) < 2


def _retells(document: Document, one: Event, other: Event) -> bool:
    """Whether two sayings may be one told twice: in headline, caption or lead and again, or in like words.

    Who criticises twice in one report does so twice; meetings and deeds of the same people on one day are one. A saying
    whose sayer is left open is retold with his name below the headline, not from one sentence of the body to another.
    """
    if one.type not in _SAYINGS or one.evidence[0] == other.evidence[0]:
        return True
    spans = [*one.evidence, *other.evidence]
    if _one_unknown(one, other):
        in_front = any(_is_in_front(document, span) for span in spans)
    else:
        lead = _lead(document)
        in_front = min(span.start for span in spans) < lead and not (
            one.evidence[-1].start >= lead and other.evidence[0].start >= lead
        )
    if in_front:
        return True
    return any(_likeness(document, a, b) >= _ALIKE for a in one.evidence for b in other.evidence)


def _lead(document: Document) -> int:
    """Where headline, captions and the first two sentences of the report end."""
    body = [s for s in document.sentences if not _is_in_front(document, s.span)]
    return body[min(2, len(body) - 1)].start if body else 0


def _is_in_front(document: Document, span: Span) -> bool:
    return any(
        block.kind in ("headline", "caption", "subheading") and Span(block.start, block.end).covers(span)
        for block in document.article.blocks
    )


def _likeness(document: Document, one: Span, other: Span) -> float:
    """Share of words that two stretches have in common."""
    text = document.article.text
    first, second = (
        {word for word in text[span.start : span.end].lower().split() if len(word) > 3} for span in (one, other)
    )
    return len(first & second) / len(first | second) if first and second else 0.0


def _codes(ids: Sequence[str], actors: Mapping[str, Actor]) -> frozenset[str]:
    return frozenset(code for identity in ids for code in (actors[identity].codes or (identity,)))


def _dates_agree(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return True
    return one.startswith(other) or other.startswith(one)


def _same(one: Event, other: Event, actors: Mapping[str, Actor]) -> bool:
    if one.type != other.type or (one.status == "denied") != (other.status == "denied"):
        return False
    if not _dates_agree(one.date.value if one.date else None, other.date.value if other.date else None):
        return False
    if one.place and other.place and one.place.country != other.place.country:
        return False
    acting, also_acting = _codes(one.actors, actors), _codes(other.actors, actors)
    receiving, also_receiving = _codes(one.recipients, actors), _codes(other.recipients, actors)
    if one.type == "CONSULT":
        together, also_together = acting | receiving, also_acting | also_receiving
        return together == also_together and _same_people(one, other, actors)
    if acting != also_acting and not (receiving == also_receiving and _one_unknown(one, other)):
        return False
    if receiving and also_receiving:
        return receiving == also_receiving or receiving < also_receiving or also_receiving < receiving
    return True


def _same_people(one: Event, other: Event, actors: Mapping[str, Actor]) -> bool:
    """Whether the people named at one of two meetings are among those named at the other."""
    first, second = (
        {i for i in (*event.actors, *event.recipients) if actors[i].kind == "person"} for event in (one, other)
    )
    return first <= second or second <= first


def _one_unknown(one: Event, other: Event) -> bool:
    """Whether just one of two events leaves open who did it, so that the other may tell."""
    return ((UNKNOWN,) in (one.actors, other.actors) or () in (one.actors, other.actors)) and one.actors != other.actors


def _joined(one: Event, other: Event, actors: Mapping[str, Actor]) -> Event:
    if one.actors in ((UNKNOWN,), ()) and other.actors:
        one = replace(one, actors=other.actors, implied=other.implied)
    dates = [date for date in (one.date, other.date) if date is not None]
    date = max(dates, key=lambda d: len(d.value)) if dates else None
    status = min((one.status, other.status), key=lambda s: _STATUS_ORDER.get(s, 9))
    meeting = one.meeting or other.meeting
    acting = one.actors if len(one.actors) >= len(other.actors) else other.actors
    receiving = one.recipients if len(one.recipients) >= len(other.recipients) else other.recipients
    return replace(
        one,
        modes=tuple(dict.fromkeys([*one.modes, *other.modes])),
        contexts=tuple(dict.fromkeys([*one.contexts, *other.contexts])),
        status=status,
        actors=acting,
        recipients=tuple(identity for identity in receiving if not _acts_itself(identity, one.type, acting, actors)),
        date=date,
        place=one.place or other.place,
        attribution=one.attribution if status == one.status else other.attribution,
        evidence=tuple(sorted({*one.evidence, *other.evidence})),
        confidence=max(one.confidence, other.confidence),
        meeting=meeting,
    )


def _acts_itself(identity: str, event_type: str, acting: Sequence[str], actors: Mapping[str, Actor]) -> bool:
    """Whether a recipient is among those who act, in a meeting also by an envoy."""
    if identity in acting:
        return True
    return event_type == "CONSULT" and bool(_codes([identity], actors)) and _codes([identity], actors) <= _codes(acting, actors)
