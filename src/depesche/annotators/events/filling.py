"""Which actors stand in a slot of a frame, or below what stands there."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from depesche.lang import Slot, find_slot
from depesche.lang.phrases import case_markers, is_epithet
from depesche.model import Actor, ActorIndex, Sentence, Token

from .compounds import named_in_compound

_BELOW = ("appos", "flat", "compound", "amod", "nmod", "det", "obl", "acl", "ccomp", "obj")
_ROLE_DEPTH = 2


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """Words that tell whether the subject of a clause does what its noun names; a language's own."""

    light: frozenset[str]
    ending: frozenset[str]
    """Those of them that end what others may do: "Ausschreitungen beenden"."""
    taking_part: frozenset[str]
    """Verbs whose passive subject does what stands behind "in": "were engaged in ethnic cleansing"."""
    occasion: frozenset[str]
    manner: frozenset[str]
    ahead: frozenset[str]
    shunning: frozenset[str]
    """Verbs of those who warn of a deed or flee from it, which is not theirs: "warnte vor Kämpfen"."""
    background: frozenset[str]
    against: frozenset[str]
    papers: frozenset[str]
    """What somebody says something in: "in einer Erklärung der Regierung"."""
    origin: tuple[Slot, ...]
    """Where stands whence something said or given comes: "Kritik aus Moskau"."""
    condition: frozenset[str]
    """Words that open a condition: "unless", "falls"."""
    arriving: frozenset[str]
    """Verbs that say no more than that it comes: "aus Moskau kam Kritik"."""


@dataclass(frozen=True, slots=True)
class Lookups:
    """What filling roles takes from a document and its language."""

    index: ActorIndex
    towns: Mapping[int, Actor]
    """State of each town that is named, by where the name begins."""
    words: ClauseWords
    language: str


def actors_at(
    sentence: Sentence, token: Token, lookups: Lookups, *, against: bool = True, beside: Container[int] = ()
) -> list[Actor]:
    """Return the actors that the phrase headed by `token` refers to; words at the places `beside` are passed over.

    Where the head is no actor, those below it are taken: "den Angriff Russlands" → RUS; also whom a thing is `against`,
    unless that is not wanted: "Waffen für den Kampf gegen Russland" go to somebody else.
    """
    here = [actor for actor in lookups.index.at(token) if actor.codes or actor.kind in ("person", "unnamed")]
    if not here and token.start in lookups.towns:
        return []  # "die Kritik aus Moskau an Polen", where a parser hangs Poland on Moscow
    passing = _Passing(against, beside)
    return here or acting_in_compound(token, lookups) or _below(sentence, token, lookups, passing, depth=_ROLE_DEPTH)


def acting_in_compound(token: Token, lookups: Lookups) -> list[Actor]:
    """Return the actor that acts in the first part of a compound: "NATO-Angriffe"."""
    named = named_in_compound(token, language=lookups.language) if token.upos == "NOUN" else None
    return [named[0]] if named is not None and named[1] else []


@dataclass(frozen=True, slots=True)
class _Passing:
    """What is passed over below a phrase."""

    against: bool
    """Whether whom a thing is against counts, right below it."""
    beside: Container[int]
    """Places of words that stand for something else."""


def _below(sentence: Sentence, token: Token, lookups: Lookups, passing: _Passing, *, depth: int) -> list[Actor]:
    """The actors below a token that is none itself; whom a thing is against is looked for right below it at most."""
    for relation in _BELOW:
        found: list[Actor] = []
        for child in sentence.dependents[token.index]:
            if child.relation != relation or child.index in passing.beside or is_epithet(sentence, child):
                continue
            if not passing.against and lookups.words.against.intersection(case_markers(sentence, child)):
                continue
            here = [actor for actor in lookups.index.at(child) if actor.codes]
            if not here and depth > 1 and child.upos in ("NOUN", "PROPN", "VERB", "ADJ"):
                here = _below(sentence, child, lookups, replace(passing, against=False), depth=depth - 1)
            found.extend(here)
            if here:
                for conjunct in sentence.dependents[child.index]:
                    if conjunct.relation == "conj":
                        found.extend(actor for actor in lookups.index.at(conjunct) if actor.codes)
        if found:
            return list(dict.fromkeys(found))
    return []


def fill(
    sentence: Sentence,
    predicate: Token,
    slots: Iterable[Slot],
    lookups: Lookups,
    *,
    against: bool = True,
    beside: Container[int] = (),
) -> list[Actor]:
    """Return the actors of the first slot that is filled by any; words at the places `beside` are passed over."""
    for slot in slots:
        found: list[Actor] = []
        for head in find_slot(sentence, predicate, slot):
            if head.index != predicate.index and head.index not in beside:
                found.extend(actors_at(sentence, head, lookups, against=against, beside=beside))
        if found:
            return list(dict.fromkeys(found))
    return []


def fill_all(sentence: Sentence, predicate: Token, slots: Iterable[Slot], lookups: Lookups) -> list[Actor]:
    """Return the actors of every slot."""
    return list(dict.fromkeys(actor for slot in slots for actor in fill(sentence, predicate, [slot], lookups)))


def states_of_towns(
    sentence: Sentence, predicate: Token, slots: Sequence[Slot], towns: Mapping[int, Actor], *, below: bool = False
) -> list[Actor]:
    """Return the states whose towns stand in a slot: "beschoss Odessa" is done to Ukraine; with `below` also "ein Haus in Odessa"."""
    for slot in slots:
        heads = find_slot(sentence, predicate, slot)
        found = [towns[head.start] for head in heads if head.start in towns]
        if below:
            found = found or [towns[t.start] for head in heads for t in sentence.children(head, "nmod") if t.start in towns]
        if found:
            return list(dict.fromkeys(found))
    return []
