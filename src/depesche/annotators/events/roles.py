"""Who fills the roles of a frame: the actors that stand in its slots, or below what stands there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from depesche.lang import Frame, Slot, find_slot
from depesche.lang.slots import case_markers, is_passive, slot_from
from depesche.model import Actor, ActorIndex, Sentence, Token

from .compounds import named_in_compound

_BELOW = ("appos", "flat", "nmod", "amod", "compound", "det", "obl", "acl", "ccomp", "obj")
_ROLE_DEPTH = 2
_AGAINST = frozenset({"gegen", "against"})
_SUBJECT = slot_from("nsubj", where="roles")


@dataclass(frozen=True, slots=True)
class Roles:
    """The filled roles of one event."""

    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """Words that tell whether the subject of a clause does what its noun names; a language's own."""

    light: frozenset[str]
    occasion: frozenset[str]
    manner: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lookups:
    """What filling roles takes from a document and its language."""

    index: ActorIndex
    towns: Mapping[int, Actor]
    """State of each town that is named, by where the name begins."""
    words: ClauseWords
    language: str


def actors_at(sentence: Sentence, token: Token, index: ActorIndex, *, below: bool = True) -> list[Actor]:
    """Return the actors that the phrase headed by `token` refers to.

    Where the head is no actor, those below it are taken: "den Angriff Russlands" → RUS.
    """
    here = [actor for actor in index.at(token) if actor.codes or actor.kind in ("person", "unnamed")]
    if here or not below:
        return here
    return _below(sentence, token, index, depth=_ROLE_DEPTH)


def _below(sentence: Sentence, token: Token, index: ActorIndex, *, depth: int) -> list[Actor]:
    """The actors below a token that is none itself; whom a thing is against is only looked for right below it."""
    for relation in _BELOW:
        found: list[Actor] = []
        for child in sentence.dependents[token.index]:
            if child.relation != relation:
                continue
            if depth < _ROLE_DEPTH and _AGAINST.intersection(case_markers(sentence, child)):
                continue
            here = [actor for actor in index.at(child) if actor.codes]
            if not here and depth > 1 and child.upos in ("NOUN", "PROPN", "VERB", "ADJ"):
                here = _below(sentence, child, index, depth=depth - 1)
            found.extend(here)
            if here:
                for conjunct in sentence.dependents[child.index]:
                    if conjunct.relation == "conj":
                        found.extend(actor for actor in index.at(conjunct) if actor.codes)
        if found:
            return list(dict.fromkeys(found))
    return []


def fill(sentence: Sentence, predicate: Token, slots: Iterable[Slot], index: ActorIndex, *, below: bool) -> list[Actor]:
    """Return the actors of the first slot that is filled by any."""
    for slot in slots:
        found: list[Actor] = []
        for head in find_slot(sentence, predicate, slot):
            if head.index != predicate.index:
                found.extend(actors_at(sentence, head, index, below=below))
        if found:
            return list(dict.fromkeys(found))
    return []


def fill_all(
    sentence: Sentence, predicate: Token, slots: Iterable[Slot], index: ActorIndex, *, below: bool
) -> list[Actor]:
    """Return the actors of every slot."""
    found: list[Actor] = []
    for slot in slots:
        found.extend(fill(sentence, predicate, [slot], index, below=below))
    return list(dict.fromkeys(found))


def find_roles(sentence: Sentence, predicate: Token, frame: Frame, lookups: Lookups) -> Roles:
    """Return actors and recipients of a predicate; for a reciprocal one both sides are actors."""
    index = lookups.index
    acting = (
        fill_all(sentence, predicate, frame.actor, index, below=True)
        if frame.reciprocal
        else fill(sentence, predicate, frame.actor, index, below=True)
    )
    receiving = fill(sentence, predicate, frame.recipient, index, below=True)
    if not acting or frame.reciprocal:
        acting += subject_of_clause(sentence, predicate, index, reciprocal=frame.reciprocal, words=lookups.words)
    if not receiving and not frame.reciprocal:
        receiving = _by_town(sentence, predicate, frame.recipient, lookups.towns)
    inside = named_in_compound(predicate, language=lookups.language) if predicate.upos == "NOUN" else None
    if inside is not None:
        named, acts = inside
        if frame.reciprocal or (acts and not acting):
            acting.append(named)
        elif not acts and not receiving:
            receiving.append(named)
    if frame.reciprocal:
        return Roles(_distinct([*acting, *receiving]), ())
    receiving = [r for r in receiving if r not in acting]
    return Roles(_distinct(acting), _distinct(receiving))


def subject_of_clause(
    sentence: Sentence, noun: Token, index: ActorIndex, *, reciprocal: bool, words: ClauseWords
) -> list[Actor]:
    """Return the actors who, as subjects of the clause, do what one of its nouns names.

    "Die OSZE übte Kritik": she criticises. "Nach Gesprächen mit Blinken reiste Lawrow ab": he talked, too. But in "Nach
    dem Angriff sprach Lawrow" he attacks nobody.
    """
    if noun.upos != "NOUN" or noun.head < 0:
        return []
    governor = sentence.tokens[noun.head]
    if governor.upos not in ("VERB", "AUX") or is_passive(sentence, governor):
        return []
    markers = case_markers(sentence, noun)
    allowed = words.manner | words.occasion if reciprocal else words.manner
    light = governor.lemma in words.light and noun.relation in ("obj", "obl")
    if not light and not (noun.relation == "obl" and allowed.intersection(markers)):
        return []
    return [a for head in find_slot(sentence, governor, _SUBJECT) for a in actors_at(sentence, head, index)]


def _by_town(
    sentence: Sentence, predicate: Token, slots: Sequence[Slot], towns: Mapping[int, Actor]
) -> list[Actor]:
    """The states whose towns stand in a slot: "beschoss Odessa" is done to Ukraine."""
    for slot in slots:
        found = [towns[head.start] for head in find_slot(sentence, predicate, slot) if head.start in towns]
        if found:
            return list(dict.fromkeys(found))
    return []


def _distinct(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Actors without a state that a person among them already acts for."""
    unique = list(dict.fromkeys(actors))
    covered = {code for actor in unique if actor.kind == "person" for code in actor.codes}
    return tuple(
        a for a in unique if a.kind == "person" or not a.codes or a.codes[0] not in covered or a.kind == "unnamed"
    )


def agentless(sentence: Sentence, predicate: Token) -> bool:
    """Return whether the predicate is a passive that leaves its agent unsaid."""
    return is_passive(sentence, predicate) or (
        predicate.relation in ("amod", "acl") and predicate.feats.get("VerbForm") == "Part"
    )
