"""To whom an act is done that names no recipient: who is being answered, else the state that the report is about.

"Ankara warf Athen vor, … Athen wies das zurück." rejects Ankara. "Helen Clark sagte Hilfe zu", in a report on
Timor-Leste, is said to Timor-Leste. Both are marked as implied.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from depesche import codebook
from depesche.model import Actor, Document, Event, TokenIndex

_CALLS = frozenset({"REQUEST", "ACCUSE", "THREATEN", "SANCTION", "REJECT"})
"""Acts that are answered."""
_ANSWERS = frozenset({"REJECT", "CONCEDE", "AGREE"})
"""Acts that answer."""
_DOMESTIC = frozenset({"REJECT", "REQUEST", "THREATEN", "ACCUSE"})
"""Acts of officials that, without a recipient, are done to their own state: "Der Präsident drohte mit seinem Veto"."""
_REACH = 3
"""Sentences between call and answer."""


def add_addressees(document: Document, events: Sequence[Event], actors: Mapping[str, Actor]) -> list[Event]:
    """Return the events in their order, those without recipients given the one whom the report implies."""
    tokens = TokenIndex(document.sentences)
    numbers = [tokens.sentence_at(event.evidence[0].start) or 0 for event in events]
    found: list[Event] = []
    for event, number in zip(events, numbers, strict=True):
        if event.recipients or not event.actors or not _takes_recipient(event):
            found.append(event)
            continue
        recipients: tuple[str, ...] = ()
        if event.type in _ANSWERS:
            earlier = [e for e, n in zip(found, numbers, strict=False) if number - n <= _REACH]
            recipients = _answered(event, earlier, actors)
        recipients = recipients or _concerned(document, event, actors)
        found.append(replace(event, recipients=recipients, implied=(*event.implied, *recipients)))
    return found


def _takes_recipient(event: Event) -> bool:
    return codebook.load_plover().types[event.type].implies_scene


def _codes(ids: Sequence[str], actors: Mapping[str, Actor]) -> set[str]:
    return {code for identity in ids if identity in actors for code in actors[identity].codes}


def _answered(event: Event, earlier: Sequence[Event], actors: Mapping[str, Actor]) -> tuple[str, ...]:
    own = _codes(event.actors, actors)
    for call in reversed(earlier):
        if call.type in _CALLS and own & _codes(call.recipients, actors) and not own & _codes(call.actors, actors):
            return call.actors
    return ()


def _concerned(document: Document, event: Event, actors: Mapping[str, Actor]) -> tuple[str, ...]:
    """The state that the report is about, for an act of somebody from elsewhere or of its own opposition and people."""
    scene = document.scene
    codes = _codes(event.actors, actors)
    if scene is None or not codes:
        return ()
    if scene in codes and (event.type not in _DOMESTIC or f"state:{scene}" in event.actors):
        return ()
    return (f"state:{scene}",)
