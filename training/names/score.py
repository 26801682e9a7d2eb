"""Exact span F1 of a tagger over labelled sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from corpus import Tagged

from depesche.annotators.names.model import KINDS, NameModel


def gold_spans(labels: Sequence[str]) -> set[tuple[int, int, str]]:
    """Return first token, end token and kind of each name."""
    found, start = set(), 0
    for position in range(len(labels) + 1):
        label = labels[position] if position < len(labels) else "O"
        if position and labels[position - 1] != "O" and label != f"I-{labels[position - 1][2:]}":
            found.add((start, position, labels[position - 1][2:]))
        if label.startswith("B-"):
            start = position
    return found


def span_f1(model: NameModel, sentences: Sequence[Tagged]) -> dict[str, float]:
    """Return F1 over all kinds, precision and recall, and F1 of each kind."""
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for sentence, names in zip(sentences, model.tag([(s.tokens, s.tags) for s in sentences]), strict=True):
        expected = gold_spans(sentence.labels)
        spans = {(n.first, n.end, n.kind) for n in names}
        for total, items in ((right, expected & spans), (found, spans), (gold, expected)):
            total.update(kind for _, _, kind in items)
            total["all"] += len(items)
    figures = {k: round(2 * right[k] / max(found[k] + gold[k], 1), 3) for k in ("all", *KINDS)}
    return {**figures, "p": round(right["all"] / max(found["all"], 1), 3), "r": round(right["all"] / max(gold["all"], 1), 3)}
