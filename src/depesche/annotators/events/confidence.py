"""How sure an event is: what speaks for it, and the figure that follows."""

from __future__ import annotations

from dataclasses import dataclass

from depesche.model import Sentence, Token

_DEEPEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What speaks for or against an event, as seen by the annotator."""

    verbal: bool
    """A verb tells it, not a noun."""
    depth: int
    """Clauses above its own."""
    actor: bool
    recipient: bool
    specific: bool
    """Its frame asks for more than the predicate itself."""
    real: bool
    """It is held for real or announced."""


def clause_depth(sentence: Sentence, predicate: Token) -> int:
    """Return how many clauses stand above that of the predicate, coordinated ones not counted."""
    depth = 0
    below = predicate
    for token in sentence.ancestors(predicate):
        if (token.upos in ("VERB", "AUX") and below.relation != "conj") or below.relation in ("nmod", "acl", "appos"):
            depth += 1
        below = token
    return min(depth, _DEEPEST)


def confidence_of(grounds: Grounds) -> float:
    """Return a figure between 0 and 1."""
    score = 0.4
    score += 0.15 if grounds.verbal else 0.0
    score += 0.15 - 0.05 * grounds.depth
    score += 0.1 if grounds.actor else -0.05
    score += 0.1 if grounds.recipient else 0.0
    score += 0.05 if grounds.specific else 0.0
    score += 0.0 if grounds.real else -0.15
    return round(min(max(score, 0.05), 0.95), 2)
