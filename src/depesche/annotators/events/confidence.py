"""How sure an event is: what speaks for it, and the figure that follows."""

from __future__ import annotations

from dataclasses import dataclass

from depesche.model import Sentence, Token

_DEEPEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What speaks for or against an event, as seen by the annotator."""

    depth: int
    """Clauses above its own."""
    actor: bool
    recipient: bool
    specific: bool
    """Its frame asks for more than the predicate itself."""
    status: str


def clause_depth(sentence: Sentence, predicate: Token) -> int:
    """Return how many clauses stand above that of the predicate, coordinated ones not counted."""
    depth = 0
    below = predicate
    for token in sentence.ancestors(predicate):
        if (token.upos in ("VERB", "AUX") and below.relation != "conj") or below.relation in ("nmod", "acl", "appos"):
            depth += 1
        below = token
    return min(depth, _DEEPEST)


_DOUBT = {"reported": 0.08, "hypothetical": 0.1, "denied": 0.3}
"""What each status takes from the figure."""


def confidence_of(grounds: Grounds) -> float:
    """Return a figure between 0 and 1, weighed so that of events with 0.7 about seven in ten are right.

    The weights follow the shares of right events in the gold reports, rounded; `python -m evaluation.calibration` prints
    how well the figure holds.
    """
    score = 0.62 - 0.07 * grounds.depth
    score += 0.03 if grounds.actor else -0.05
    score += 0.14 if grounds.recipient else 0.0
    score += 0.03 if grounds.specific else 0.0
    score -= _DOUBT.get(grounds.status, 0.0)
    return round(min(max(score, 0.05), 0.95), 2)
