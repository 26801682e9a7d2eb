"""Where an event took place: the phrase of place nearest to its predicate, else what the report leaves no doubt about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from depesche import codebook
from depesche.model import Actor, Event, Place, Sentence, Token, Toponym

from .made import state_of
from .reader import Reader, is_located, located_in

_FARTHEST = 4
"""Steps in the tree beyond which a phrase of place does not belong to the predicate."""
_CONFERENCE = 10
"""Sentences after a meeting in which what is said is said there."""
_DAY = len("2023-03-02")
_NOWHERE = Place(name="", country=None)
_MATERIAL = "material"
EXPELS = "expel"
"""PLOVER mode of sending diplomats away, out of the state that does it."""
_AWAY = frozenset({"ASSAULT", "AID"})
"""Types whose event happens where the recipient is."""
_AT_HOME = frozenset({"PROTEST", "COERCE"})
"""Types whose event happens where the actor is."""


@dataclass(frozen=True, slots=True)
class Located:
    """A place and what it rests on: `named`, `context`, `scene` or `dateline`."""

    place: Place
    basis: str


def find_place(reader: Reader, sentence: Sentence, predicate: Token, *, own_words: bool = False) -> Located | None:
    """Return the place that a phrase of place at or above the predicate names; None if none does.

    With `own_words` only phrases below the predicate count.
    """
    best: tuple[int, Toponym] | None = None
    for toponym in located_in(reader.document, sentence):
        head = sentence.head_of(toponym.span)
        if head is None or not is_located(sentence, toponym, reader.locative):
            continue
        if _in_lower_clause(sentence, head, predicate) or _names_an_actor(reader, toponym):
            continue
        distance = _tree_distance(sentence, head, predicate)
        if own_words and all(token.index != predicate.index for token in sentence.ancestors(head)):
            continue
        if best is None or distance < best[0]:
            best = (distance, toponym)
    return Located(best[1].place, "named") if best is not None and best[0] <= _FARTHEST else None


def _in_lower_clause(sentence: Sentence, head: Token, predicate: Token) -> bool:
    """Whether another verb below the predicate has the phrase of place."""
    for token in sentence.ancestors(head):
        if token.index == predicate.index:
            return False
        if token.upos == "VERB" and any(t.index == predicate.index for t in sentence.ancestors(token)):
            return True
    return False


def _names_an_actor(reader: Reader, toponym: Toponym) -> bool:
    """Whether the place only tells which body is meant: "the government in Minsk"."""
    return any(
        mention.covers(toponym.span) and mention != toponym.span
        for actor in reader.document.actors
        for mention in actor.mentions
    )


def infer_place(
    reader: Reader, number: int, event: Event, actors: Mapping[str, Actor], meetings: Mapping[int, Event]
) -> Located | None:
    """Return the place of an event whose clause names none, with what it rests on; None where that would be a guess.

    A deed happens where its sentence or report plays; what is said, where the meeting told of last took place.
    `meetings` holds the meetings that have a place, by the number of their sentence.
    """
    if EXPELS in event.modes:
        return _country(next(filter(None, (state_of(actors[identity]) for identity in event.actors)), None))
    near = reader.nearest_place(number)
    if _MATERIAL in codebook.load_plover().types[event.type].quad:
        here = near is not None and near is reader.located[number]
        if near is not None and (here or (not reader.is_venue(near) and _may_play_in(near.place.country, event, actors))):
            return Located(near.place, "context")
        code = _by_participants(event, actors) or reader.document.scene
        return _country(code)
    if event.type == "CONSULT":
        return Located(near.place, "context") if near is not None else None
    home = _home_of_all(event, actors)
    if home is not None:
        return _country(home)
    before = [n for n in meetings if number - _CONFERENCE <= n <= number and _on_one_day(meetings[n], event)]
    if before:
        return Located(meetings[max(before)].place or _NOWHERE, "context")
    town = reader.nearest_place(number, towns=True)
    return Located(town.place, "context") if town is not None else None


def _may_play_in(country: str | None, event: Event, actors: Mapping[str, Actor]) -> bool:
    """Whether a deed may be done in a country that only sentences before name.

    Attacks and aid where their recipients are, if these are of one state; arrests and protests where who does them is.
    """
    sides = (event.recipients if event.type not in _AT_HOME else (), event.actors if event.type not in _AWAY else ())
    homes = _homes([identity for side in sides for identity in side], actors)
    return not homes or country in homes or (event.type in _AWAY and len(homes) > 1)


def _homes(ids: Sequence[str], actors: Mapping[str, Actor]) -> set[str]:
    """The states of actors, those of none left out."""
    return {code for identity in ids if (code := state_of(actors[identity])) is not None}


def _home_of_all(event: Event, actors: Mapping[str, Actor]) -> str | None:
    """The state of all sides where they are of one state and nobody outside it takes part."""
    if not event.actors or not event.recipients:
        return None
    homes = {state_of(actors[identity]) for identity in (*event.actors, *event.recipients)}
    return homes.pop() if len(homes) == 1 else None


def _on_one_day(meeting: Event, event: Event) -> bool:
    dates = [e.date.value for e in (meeting, event) if e.date is not None]
    return len(dates) == 2 and dates[0] == dates[1] and len(dates[0]) == _DAY


def _by_participants(event: Event, actors: Mapping[str, Actor]) -> str | None:
    """The state in which a deed happens by who does what to whom: attacks where the victim is, arrests at home.

    None where those are of several states, as soldiers of a peace force are.
    """
    for side, types in ((event.recipients, _AWAY), (event.actors, _AT_HOME)):
        homes = _homes(side, actors)
        if event.type in types and len(homes) == 1:
            return homes.pop()
    return None


def _country(code: str | None) -> Located | None:
    state = codebook.load_states().get(code or "")
    return None if state is None else Located(Place(name=state.name_en, country=state.code), "scene")


def _tree_distance(sentence: Sentence, one: Token, other: Token) -> int:
    up_one = [one.index, *(t.index for t in sentence.ancestors(one))]
    up_other = [other.index, *(t.index for t in sentence.ancestors(other))]
    for steps, index in enumerate(up_one):
        if index in up_other:
            return steps + up_other.index(index)
    return 99
