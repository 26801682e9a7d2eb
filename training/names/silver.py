"""Labels unlabelled sentences with a first tagger, where it is sure, to teach the final one.

Where a treebank marks the proper nouns, its boundaries count and only the kind comes from the tagger.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus import Tagged
from gum import TITLES

from depesche.annotators.names.model import NameModel, NameSpan

SURE = 0.8
Spans = list[tuple[int, int]]


def label(model: NameModel, sentences: Sequence[tuple[Tagged, Spans | None]], no_names: frozenset[str]) -> list[Tagged]:
    """Return the sentences whose names the tagger is sure of, labelled; `no_names` are proper nouns that name no one."""
    found = []
    for (sentence, spans), names in zip(sentences, model.tag([(s.tokens, s.tags) for s, _ in sentences]), strict=True):
        if any(name.score < SURE for name in names):
            continue
        fitted = names if spans is None else _fitted(sentence, spans, names, no_names)
        if fitted is not None and (fitted or spans is not None):
            labels = ["O"] * len(sentence.tokens)
            for name in fitted:
                labels[name.first : name.end] = [f"B-{name.kind}", *[f"I-{name.kind}"] * (name.end - name.first - 1)]
            found.append(Tagged(sentence.tokens, sentence.tags, tuple(labels), sentence.language, sentence.source))
    return found


def _fitted(sentence: Tagged, spans: Spans, names: Sequence[NameSpan], no_names: frozenset[str]) -> list[NameSpan] | None:
    """The names with the treebank's boundaries; None where a proper noun is left that the tagger does not know."""
    found = []
    for first, last in spans:
        over = [name for name in names if name.first <= last and first < name.end]
        if not over:
            if all(token in no_names for token in sentence.tokens[first : last + 1]):
                continue
            return None
        start = first
        if over[-1].kind == "person":
            while start <= last and sentence.tokens[start].lower() in TITLES:
                start += 1
        if start <= last:
            found.append(NameSpan(start, last + 1, over[-1].kind, over[-1].score))
    return found
