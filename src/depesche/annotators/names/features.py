"""What the tagger sees of each word: the word, its beginning and endings, its shape, its tag, and what lists say of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from .gazetteer import BITS, Gazetteer, inside

UPOS = ("", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
        "SCONJ", "SYM", "VERB", "X")  # fmt: skip
AFFIX_BUCKETS, SHAPE_BUCKETS = 4096, 512
COLUMNS = ("word", "start", "end2", "end3", "end4", "shape", "upos")
_UPOS = {name: number for number, name in enumerate(UPOS)}
_LONGEST = 80
"""Letters of the longest hyphenated word that is cut."""
_MOST_FORMS = 50_000
"""Distinct words whose features are kept; reading goes on without keeping more."""

_COMPOUND = re.compile(r"[#(]?\w[\w’'&.]*(?:-[\w’'&.]+)+-?")
_PART = re.compile(r"-|[^-]+")

Ids = NDArray[np.int64]
Flags = NDArray[np.float32]


def shape_of(form: str) -> str:
    """Return the shape of a word, runs shortened: `McDonald` is `XxXxx`, `G20` is `Xdd`, `U.S.` is `X.X.`."""
    made: list[str] = []
    for letter in form[:24]:
        mark = "X" if letter.isupper() else "x" if letter.isalpha() else "d" if letter.isdigit() else letter
        if made[-2:] != [mark, mark]:
            made.append(mark)
    return "".join(made)


def parts_of(form: str) -> list[tuple[int, int]]:
    """Return where the parts of a hyphenated word lie in it, hyphens too: `HSV-Fans` has three; else the whole word."""
    if "-" not in form or len(form) > _LONGEST or not _COMPOUND.fullmatch(form):
        return [(0, len(form))]
    return [match.span() for match in _PART.finditer(form)]


class FeatureReader:
    """Numbers for the words of sentences, by the vocabulary of a trained model."""

    def __init__(self, words: Mapping[str, int], gazetteer: Gazetteer) -> None:
        self._words = words
        self._gazetteer = gazetteer
        self._known: dict[str, tuple[list[int], int]] = {}

    def read(self, forms: Sequence[str], tags: Sequence[str]) -> tuple[list[list[int]], list[int]]:
        """Return one row of numbers and the list bits for each word of a sentence; `tags` are universal ones."""
        rows, bits = [], []
        for form, tag in zip(forms, tags, strict=True):
            numbers, found = self._known.get(form) or self._remember(form)
            rows.append([*numbers, _UPOS.get(tag, 0)])
            bits.append(found)
        for first, end, found in self._gazetteer.phrases(forms):
            bits[first] |= found
            for position in range(first + 1, end):
                bits[position] |= inside(found)
        return rows, bits

    def _remember(self, form: str) -> tuple[list[int], int]:
        stem = form.lstrip("#@") or form
        lower = stem.lower()
        numbers = [
            self._words.get(lower, 0),
            crc32(("<" + lower[:3]).encode()) % AFFIX_BUCKETS,
            crc32((">" + lower[-2:]).encode()) % AFFIX_BUCKETS,
            crc32((">" + lower[-3:]).encode()) % AFFIX_BUCKETS,
            crc32((">" + lower[-4:]).encode()) % AFFIX_BUCKETS,
            crc32(shape_of(form).encode()) % SHAPE_BUCKETS,
        ]
        result = numbers, self._gazetteer.word(stem)
        if len(self._known) < _MOST_FORMS:
            self._known[form] = result
        return result


def flags_from(bits: Sequence[int]) -> Flags:
    """Return the list bits as a matrix of zeros and ones."""
    values = np.asarray(bits, np.int64)[:, None] >> np.arange(len(BITS))
    return (values & 1).astype(np.float32)
