"""Who speaks, and through whom: the speaker as an actor, the chain of carriers between speaker and report."""

from __future__ import annotations

from depesche.lang.phrases import case_markers, verb_above
from depesche.model import ActorIndex, Sentence, Token

from .cues import Announcement, is_cited

_DEPTH = 3
_OWN = frozenset({"eigen"})


def resolve_speakers(announcement: Announcement, actors: ActorIndex) -> tuple[str | None, tuple[str, ...]]:
    """Return the id of the speaking actor (None if the text leaves it open) and the carriers, outermost first."""
    sentence = announcement.sentence
    via: list[str] = [name for head in announcement.via if (name := _carrier(sentence, head, actors)) is not None]
    heads = list(announcement.speakers)
    if is_cited(announcement):
        passive_subject = [c for c in sentence.dependents[announcement.token.index] if c.relation == "nsubj"]
        below = [*sentence.dependents[announcement.token.index]]
        below.extend(
            c for child in below if child.relation in ("advcl", "nsubj") for c in sentence.dependents[child.index]
        )
        via.extend(
            name
            for c in below
            if c.upos in ("NOUN", "PROPN")
            and (c.deprel == "obl:agent" or "von" in case_markers(sentence, c) or "by" in case_markers(sentence, c))
            and (name := _carrier(sentence, c, actors)) is not None
        )
        heads = heads if announcement.cue.kind != "cite" else passive_subject
    for head in heads:
        speaker = _speaker(sentence, head, actors, depth=_DEPTH) or _by_own_account(sentence, head, actors)
        if speaker is not None:
            return speaker, tuple(dict.fromkeys(via))
    return None, tuple(dict.fromkeys(via))


def _speaker(sentence: Sentence, head: Token, actors: ActorIndex, *, depth: int) -> str | None:
    here = actors.at(head)
    if here:
        return here[0].id
    if depth == 0:
        return None
    for relation in ("appos", "flat", "nmod", "amod", "compound", "conj"):
        for child in sentence.dependents[head.index]:
            if child.relation == relation:
                found = _speaker(sentence, child, actors, depth=depth - 1)
                if found is not None:
                    return found
    return None


def _by_own_account(sentence: Sentence, head: Token, actors: ActorIndex) -> str | None:
    """The subject of the clause, by whose "eigenen Angaben" it is told."""
    if not any(child.lemma in _OWN for child in sentence.children(head, "amod", "det")):
        return None
    verb = verb_above(sentence, head)
    subjects = sentence.children(verb, "nsubj") if verb is not None else []
    return next((found for s in subjects if (found := _speaker(sentence, s, actors, depth=1)) is not None), None)


def _carrier(sentence: Sentence, head: Token, actors: ActorIndex) -> str | None:
    """The carrier's name: a medium by its id, else the actor, else the words themselves."""
    for token in (head, *sentence.children(head, "appos", "flat", "nmod")):
        named = [actor for actor in actors.at(token) if actor.kind == "media"]
        if named:
            return named[0].id
    name = sentence.children(head, "appos", "flat")
    if name and name[0].upos == "PROPN":
        return name[0].text
    found = _speaker(sentence, head, actors, depth=1)
    if found is None or found.startswith("unnamed:"):  # "von den Medien zitiert": whose media is not said
        return head.text
    return found
