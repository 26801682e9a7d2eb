"""Who fills the roles of a frame: the two sides of one event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from depesche import codebook
from depesche.lang import Frame, find_slot
from depesche.lang.needs import is_one_of
from depesche.lang.phrases import case_markers, is_passive
from depesche.lang.slots import slot_from
from depesche.model import Actor, Sentence, Token

from . import unsaid
from .compounds import named_in_compound
from .filling import ClauseWords, Lookups, fill, fill_all, states_of_towns
from .unsaid import OBJECT

_OF_CLAUSE = slot_from("ccomp.nsubj", where="roles")
_WHOSE = ("det", "poss")
_SENT = frozenset({"ACCUSE", "AGREE", "AID", "CONSULT", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
"""Types whose noun may tell whence it comes; one retreats from where one stands."""


@dataclass(frozen=True, slots=True)
class Roles:
    """The filled roles of one event."""

    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]

    @property
    def all(self) -> tuple[Actor, ...]:
        """Actors and recipients."""
        return (*self.actors, *self.recipients)

    @property
    def united(self) -> Roles:
        """Everybody as actors: all who take part in a meeting."""
        return Roles(self.all, ())


def find_roles(sentence: Sentence, predicate: Token, frame: Frame, lookups: Lookups) -> Roles:
    """Return actors and recipients of a predicate; of a reciprocal one with whom the subject does it are recipients."""
    if frame.reciprocal:
        return _both_sides(sentence, predicate, frame, lookups)
    acting = unsaid.by_paper(sentence, predicate, frame, lookups)
    acting = acting or fill(sentence, predicate, frame.actor, lookups, against=frame.type != "PROTEST", beside=(predicate.index,))
    if not acting:
        whence = [slot for slot in frame.actor if slot.marker in {origin.marker for origin in lookups.words.origin}]
        acting = states_of_towns(sentence, predicate, whence, lookups.towns)
    acting = acting or unsaid.of_bare_past(sentence, predicate, frame, lookups)
    hostile = "conflict" in codebook.load_plover().types[frame.type].quad
    beside = _named_beside(sentence, predicate, frame)
    receiving = fill(sentence, predicate, frame.recipient, lookups, against=hostile, beside=beside)
    if not acting:
        acting = unsaid.subject_of_clause(sentence, predicate, lookups, reciprocal=False)
        if acting and not receiving:
            receiving = fill(sentence, sentence.tokens[predicate.head], [OBJECT], lookups)
    if frame.type == "ACCUSE":
        receiving = unsaid.doers_of_object(sentence, predicate, frame, receiving, lookups)
    if not acting and predicate.upos == "VERB" and frame.type in _SENT:
        acting = unsaid.in_writing(sentence, predicate, lookups)
    if not acting and predicate.upos == "NOUN" and frame.type in _SENT:
        acting = unsaid.from_where(sentence, predicate, lookups)
        for bearer in unsaid.bearers(sentence, predicate, lookups.words) if acting and not receiving else ():
            receiving = receiving or fill(sentence, bearer, frame.recipient, lookups, against=hostile, beside=beside)
    if not receiving and acting and predicate.upos == "VERB":
        receiving = unsaid.run_together(sentence, predicate, lookups)
    if not receiving and acting:
        receiving = unsaid.of_clause(sentence, predicate, lookups)
    if not receiving and acting and _OF_CLAUSE in frame.recipient:
        receiving = unsaid.behind_that(sentence, predicate, lookups)
    if not receiving and acting and frame.type == "THREATEN":
        receiving = unsaid.who_may_avert(sentence, predicate, lookups)
    if not receiving:
        receiving = states_of_towns(sentence, predicate, frame.recipient, lookups.towns, below=bool(acting))
    inside = named_in_compound(predicate, language=lookups.language) if predicate.upos == "NOUN" else None
    if inside is not None:
        named, acts = inside
        if acts and not acting:
            acting.append(named)
        elif not acts and not receiving:
            receiving.append(named)
    receiving = [r for r in receiving if r not in acting]
    return Roles(_distinct(acting), _distinct(receiving))


def _named_beside(sentence: Sentence, predicate: Token, frame: Frame) -> frozenset[int]:
    """Places of words that the frame asks for elsewhere than in its roles: the court in "den Streit vor ein Gericht bringen"."""
    slots = {slot.relation for slot in (*frame.actor, *frame.recipient)}
    return frozenset(
        head.index
        for slot, lemmas in frame.needs
        if lemmas and slot.relation not in slots
        for head in find_slot(sentence, predicate, slot)
        if is_one_of(head, lemmas)
    )


def _both_sides(sentence: Sentence, predicate: Token, frame: Frame, lookups: Lookups) -> Roles:
    """The sides of something done together: "Japan und Indien schlossen", "Indien schloss mit Japan", "NATO-Gespräche"."""
    with_whom = [slot for slot in frame.recipient if not slot.pairs]
    partners = fill(sentence, predicate, with_whom, lookups)
    pairs = [slot for slot in frame.recipient if slot.pairs]
    named = [slot for slot in frame.actor if slot not in with_whom]
    subjects = fill_all(sentence, predicate, [*(s for s in named if (s.relation, s.marker) != _WHOSE), *pairs], lookups)
    if _sides_of((*subjects, *partners)) < 2:  # else both sides are named already
        clause = unsaid.subject_of_clause(sentence, predicate, lookups, reciprocal=True)
        if _sides_of((*subjects, *clause)) < 2:  # else "Bolivien und Chile setzen ihre Gespräche fort"
            subjects = list(dict.fromkeys([*fill_all(sentence, predicate, [*named, *pairs], lookups), *subjects]))
        if _sides_of((*subjects, *partners)) < 2:
            subjects += clause
    inside = named_in_compound(predicate, language=lookups.language) if predicate.upos == "NOUN" else None
    if inside is not None:
        subjects.append(inside[0])
    both = _distinct([*subjects, *partners])
    acting = tuple(actor for actor in both if actor in subjects)
    return Roles(acting, tuple(actor for actor in both if actor not in subjects))


def _sides_of(actors: Sequence[Actor]) -> int:
    return len({code for actor in actors for code in actor.codes})


def _distinct(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Actors without a state that a person among them already acts for."""
    unique = list(dict.fromkeys(actors))
    covered = {code for actor in unique if actor.kind == "person" for code in actor.codes}
    return tuple(
        a for a in unique if a.kind == "person" or not a.codes or a.codes[0] not in covered or a.kind == "unnamed"
    )


def is_background(sentence: Sentence, predicate: Token, words: ClauseWords) -> bool:
    """Return whether a noun tells of something known that the clause only refers to.

    "wegen seines Krieges", "seit Beginn des Krieges".
    """
    if predicate.upos != "NOUN":
        return False
    for token in (predicate, *sentence.ancestors(predicate)):
        if token.upos in ("VERB", "AUX"):
            return False
        if not words.background.isdisjoint(case_markers(sentence, token)):
            return True
        if token.relation not in ("nmod", "obl", "appos", "conj"):
            return False
    return False


def agentless(sentence: Sentence, predicate: Token) -> bool:
    """Return whether the predicate is a passive that leaves its agent unsaid."""
    return is_passive(sentence, predicate) or (
        predicate.relation in ("amod", "acl") and predicate.feats.get("VerbForm") == "Part"
    )
