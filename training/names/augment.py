"""Varies sentences: now and then a name gives way to another of its kind, so that the words around it are learnt."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from corpus import Tagged
from score import gold_spans

from depesche import codebook

Name = tuple[tuple[str, ...], tuple[str, ...]]


class Augmenter:
    """Draws names from the training sentences themselves and from the codebook."""

    def __init__(self, sentences: Sequence[Tagged], rng: random.Random, options: Mapping[str, float]) -> None:
        self._rng = rng
        self._share = options["swap_names"]
        self._recase = options["recase"]
        self._names: dict[tuple[str, str], list[Name]] = {}
        for sentence in sentences:
            for first, end, kind in sorted(gold_spans(sentence.labels)):
                if all(t == "PROPN" for t in sentence.tags[first:end]):
                    self._add(sentence.language, kind, sentence.tokens[first:end], sentence.tags[first:end])
        for language in sorted({s.language for s in sentences}):
            for form in codebook.actor_forms(language):
                kind = {"person": "person", "org": "organisation", "group": "organisation", "media": "organisation"}.get(form.kind)
                if kind and form.role == "name":
                    words = tuple(form.form.split())
                    self._add(language, kind, words, ("PROPN",) * len(words))

    def _add(self, language: str, kind: str, words: Sequence[str], tags: Sequence[str]) -> None:
        self._names.setdefault((language, kind), []).append((tuple(words), tuple(tags)))

    def varied(self, sentence: Tagged) -> Tagged:
        """Return the sentence, some of its proper names exchanged, some sentences all in small letters or capitals."""
        return self._recased(self._renamed(sentence))

    def _recased(self, sentence: Tagged) -> Tagged:
        if self._rng.random() >= self._recase or sentence.language != "en":
            return sentence
        change = str.lower if self._rng.random() < 0.75 else str.upper
        tokens = tuple(change(token) for token in sentence.tokens)
        return Tagged(tokens, sentence.tags, sentence.labels, sentence.language, sentence.source)

    def _renamed(self, sentence: Tagged) -> Tagged:
        names = sorted(gold_spans(sentence.labels))
        if not names or self._rng.random() > 0.5:
            return sentence
        tokens, tags, labels = list(sentence.tokens), list(sentence.tags), list(sentence.labels)
        for first, end, kind in reversed(names):
            pool = self._names.get((sentence.language, kind))
            if not pool or self._rng.random() > self._share or any(t != "PROPN" for t in sentence.tags[first:end]):
                continue
            words, marks = self._rng.choice(pool)
            tokens[first:end], tags[first:end] = words, marks
            labels[first:end] = [f"B-{kind}", *[f"I-{kind}"] * (len(words) - 1)]
        return Tagged(tuple(tokens), tuple(tags), tuple(labels), sentence.language, sentence.source)
