"""Labels unlabelled sentences with a first tagger, where it is sure, to teach the final one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus import Tagged

from depesche.annotators.names.model import NameModel

SURE = 0.8


def label(model: NameModel, sentences: Sequence[Tagged]) -> list[Tagged]:
    """Return the sentences that hold names and only such as the tagger is sure of, labelled."""
    found = []
    for sentence, names in zip(sentences, model.tag([(s.tokens, s.tags) for s in sentences]), strict=True):
        if not names or any(name.score < SURE for name in names):
            continue
        labels = ["O"] * len(sentence.tokens)
        for name in names:
            labels[name.first : name.end] = [f"B-{name.kind}", *[f"I-{name.kind}"] * (name.end - name.first - 1)]
        found.append(replace(sentence, labels=tuple(labels)))
    return found
