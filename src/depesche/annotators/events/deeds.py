"""One deed that a clause tells by verb and noun is one event: "Bei einem Angriff der Armee auf Goris wurden drei getötet"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from depesche.lang.phrases import case_markers
from depesche.model import Event, Sentence, Token

from .made import UNKNOWN, people_of

_DEEDS = frozenset({"ASSAULT", "COERCE"})
_STATE, _PEOPLE = "state:", "unnamed:CIV:"
_MEANS = frozenset({"in", "by", "bei", "durch"})
"""Prepositions before the deed in which the verb's came about."""


def one_deed_each(sentence: Sentence, told: Sequence[tuple[Token, Event]]) -> list[Event]:
    """Return the events of a sentence, those joined of which a noun says who did what the verb tells the outcome of."""
    events = list(told)
    for noun, deed in told:
        outcome = next((pair for pair in events if _is_outcome(sentence, noun, deed, *pair)), None)
        if outcome is not None:
            events.remove((noun, deed))
            events[events.index(outcome)] = (outcome[0], _joined(outcome[1], deed))
    return [event for _, event in events]


def _is_outcome(sentence: Sentence, noun: Token, deed: Event, verb: Token, outcome: Event) -> bool:
    """Whether the verb tells what came of the deed of a noun below it, done by nobody else."""
    if noun.upos != "NOUN" or verb.upos != "VERB" or deed.type not in _DEEDS or deed.type != outcome.type:
        return False
    if noun.head != verb.index or (noun.deprel != "nsubj" and _MEANS.isdisjoint(case_markers(sentence, noun))):
        return False
    return not _named(outcome.actors, outcome) or not _named(deed.actors, deed) or outcome.actors == deed.actors


def _named(ids: Sequence[str], event: Event) -> tuple[str, ...]:
    return tuple(identity for identity in ids if identity not in event.implied and identity != UNKNOWN)


def _joined(outcome: Event, deed: Event) -> Event:
    actors = _named(outcome.actors, outcome) or _named(deed.actors, deed) or outcome.actors
    recipients = _victims(_named(outcome.recipients, outcome), actors, _named(deed.recipients, deed)) or outcome.recipients
    return replace(
        outcome,
        actors=actors,
        recipients=recipients,
        implied=tuple(identity for identity in outcome.implied if identity in (*actors, *recipients)),
        modes=tuple(dict.fromkeys((*outcome.modes, *deed.modes))),
        contexts=tuple(sorted({*outcome.contexts, *deed.contexts})),
        place=outcome.place or deed.place,
        place_basis=outcome.place_basis or deed.place_basis,
        confidence=max(outcome.confidence, deed.confidence),
    )


def _victims(hit: tuple[str, ...], actors: Sequence[str], aimed_at: tuple[str, ...]) -> tuple[str, ...]:
    """Who was hit; people whom only the nearest name made the attacker's own are those of the state that was attacked."""
    if not hit or not aimed_at:
        return hit or aimed_at
    own = {f"{_PEOPLE}{identity.removeprefix(_STATE)}/" for identity in actors if identity.startswith(_STATE)}
    states = [identity.removeprefix(_STATE) for identity in aimed_at if identity.startswith(_STATE)]
    if states and all(any(identity.startswith(people) for people in own) for identity in hit):
        return tuple(people_of(state) for state in states)
    return hit
