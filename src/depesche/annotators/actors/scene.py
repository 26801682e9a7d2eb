"""Where a report plays: the state that its soldiers, policemen, crowds and ministers of no named state belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from depesche.model import Document

from .mentions import Mention

_LEAD = 1.3
"""How many times the weight of the next state the leading one must have."""
_LEAST = 3.0
"""Weight below which a state is not the scene, unless it is the only one named."""
_OPENING = 3
"""Sentences, headline and caption counted, that say what a report is about."""
_HOME_ROLES = frozenset({"name", "adjective", "demonym", "capital", "seat", "place"})


def scene_of(document: Document, names: Sequence[Mention]) -> str | None:
    """Return the ISO code of the state in which the report mainly plays; None where no state clearly leads.

    Every naming counts; one in the opening sentences, or behind a preposition of place ("in Kenia"), counts double.
    """
    weights: defaultdict[str, float] = defaultdict(float)
    for mention in names:
        if mention.kind != "state" or not mention.codes or mention.role not in _HOME_ROLES:
            continue
        weight = 1.0
        if mention.sentence < _OPENING:
            weight *= 2
        if mention.role == "place" or _is_located(document, mention):
            weight *= 2
        weights[mention.codes[0]] += weight
    ranked = sorted(weights.items(), key=lambda pair: -pair[1])
    if not ranked:
        return None
    if len(ranked) > 1 and (ranked[0][1] < _LEAST or ranked[0][1] < _LEAD * ranked[1][1]):
        return None
    return ranked[0][0]


def _is_located(document: Document, mention: Mention) -> bool:
    """Whether the name stands in a phrase of place: "in Timor-Leste"."""
    sentence = document.sentences[mention.sentence]
    head = sentence.tokens[mention.head]
    return any(child.relation == "case" and child.lemma.lower() == "in" for child in sentence.dependents[head.index])
