"""One happening told several times in one report is one event with all its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from depesche.model import Actor, Event

_STATUS_ORDER = {"factual": 0, "reported": 1, "planned": 2, "denied": 3, "hypothetical": 4}


def in_text_order(events: Sequence[Event]) -> list[Event]:
    """Return the events by where their evidence begins."""
    return sorted(events, key=lambda event: (event.evidence[0].start, -event.evidence[0].end))


def merge_events(events: Sequence[Event], actors: dict[str, Actor]) -> list[Event]:
    """Return the events with those joined that tell of the same thing, in order of their first evidence."""
    merged: list[Event] = []
    for event in events:
        for number, other in enumerate(merged):
            if _same(other, event, actors):
                merged[number] = _joined(other, event)
                break
        else:
            merged.append(event)
    return merged


def _codes(ids: Sequence[str], actors: dict[str, Actor]) -> frozenset[str]:
    return frozenset(code for identity in ids for code in (actors[identity].codes or (identity,)))


def _dates_agree(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return True
    return one.startswith(other) or other.startswith(one)


def _same(one: Event, other: Event, actors: dict[str, Actor]) -> bool:
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
        return together == also_together
    if acting != also_acting:
        return False
    if receiving and also_receiving:
        return receiving == also_receiving or receiving < also_receiving or also_receiving < receiving
    return True


def _joined(one: Event, other: Event) -> Event:
    dates = [date for date in (one.date, other.date) if date is not None]
    date = max(dates, key=lambda d: len(d.value)) if dates else None
    status = min((one.status, other.status), key=lambda s: _STATUS_ORDER.get(s, 9))
    meeting = one.meeting or other.meeting
    return replace(
        one,
        modes=tuple(dict.fromkeys([*one.modes, *other.modes])),
        contexts=tuple(dict.fromkeys([*one.contexts, *other.contexts])),
        status=status,
        recipients=one.recipients if len(one.recipients) >= len(other.recipients) else other.recipients,
        actors=one.actors if len(one.actors) >= len(other.actors) else other.actors,
        date=date,
        place=one.place or other.place,
        attribution=one.attribution if status == one.status else other.attribution,
        evidence=tuple(sorted({*one.evidence, *other.evidence})),
        confidence=max(one.confidence, other.confidence),
        meeting=meeting,
    )
