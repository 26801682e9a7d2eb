"""What the network sees of a word: its number, its letters, its affixes and its shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

PADDING, UNKNOWN, ROOT = 0, 1, 2
LETTERS = 16
"""Letters kept of a word: the first six and the last ten of a longer one."""
BUCKETS = 4000
_SHORTEST_TAIL = 5
SHAPES = 12
_AFFIXES = (("p", 1), ("p", 2), ("p", 3), ("p", 4), ("s", 1), ("s", 2), ("s", 3), ("s", 4), ("s", 5))
AFFIXES = len(_AFFIXES)

IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class WordFeatures:
    """The numbers of one word form."""

    word: int
    letters: tuple[int, ...]
    affixes: tuple[int, ...]
    shape: int


ROOT_FEATURES = WordFeatures(ROOT, (ROOT,) + (PADDING,) * (LETTERS - 1), (1,) * AFFIXES, 1)
"""The artificial first token that governs the root of the sentence."""


def word_key(form: str) -> str:
    """Return the form under which a word stands in the vocabulary: lower case, digits as 0."""
    lowered = form.lower()
    if any(letter.isdigit() for letter in lowered):
        return "".join("0" if letter.isdigit() else letter for letter in lowered)
    return lowered


def shape_of(form: str) -> int:
    """Return the number of a word's shape: capitals, digits, hyphens, signs."""
    if form.isdigit():
        return 2
    if form[0].isdigit():
        return 3
    if not any(letter.isalnum() for letter in form):
        return 4
    if len(form) > 1 and form.isupper():
        return 5
    if form[0].isupper():
        if "-" in form:
            return 7
        return 8 if any(letter.isupper() for letter in form[1:]) else 6
    if "-" in form:
        return 9
    return 10 if any(letter.isdigit() for letter in form) else 11


def _affix(kind: str, length: int, key: str) -> int:
    part = key[:length] if kind == "p" else key[-length:]
    return 2 + crc32(f"{kind}{length}{part}".encode()) % (BUCKETS - 2)


def _cut(form: str) -> str:
    return form if len(form) <= LETTERS else form[:6] + form[-10:]


@dataclass(slots=True)
class FeatureReader:
    """Turns word forms into numbers and remembers those it has seen."""

    words: Mapping[str, int]
    letters: Mapping[str, int]
    tails: bool = False
    """Whether an unknown word counts as its longest known ending: "US-Außenminister" as "außenminister"."""
    cache_size: int = 200_000
    _cache: dict[str, WordFeatures] = field(default_factory=dict)

    def features_of(self, form: str) -> WordFeatures:
        """Return the features of `form`; an empty form counts as an unknown sign."""
        known = self._cache.get(form)
        if known is not None:
            return known
        if len(self._cache) >= self.cache_size:
            self._cache.clear()
        made = self._read(form or "_")
        self._cache[form] = made
        return made

    def _read(self, form: str) -> WordFeatures:
        key = word_key(form)
        letters = [self.letters.get(letter, UNKNOWN) for letter in _cut(form)]
        letters += [PADDING] * (LETTERS - len(letters))
        affixes = tuple(_affix(kind, length, key) for kind, length in _AFFIXES)
        number = self.words.get(key, UNKNOWN)
        if number == UNKNOWN and self.tails:
            number = self._tail(key)
        return WordFeatures(number, tuple(letters), affixes, shape_of(form))

    def _tail(self, key: str) -> int:
        for cut in range(1, len(key) - _SHORTEST_TAIL + 1):
            number = self.words.get(key[cut:])
            if number is not None:
                return number
        return UNKNOWN


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences as the network takes them: a table of distinct words and where they stand."""

    words: IntArray
    letters: IntArray
    affixes: IntArray
    shapes: IntArray
    index: IntArray
    """[sentence, position]: row of the word table; position 0 is the root, row 0 the padding."""
    lengths: NDArray[np.int32]
    """Tokens of each sentence, the root counted."""


_PADDING_FEATURES = WordFeatures(PADDING, (PADDING,) * LETTERS, (PADDING,) * AFFIXES, PADDING)


def make_batch(sentences: Sequence[Sequence[str]], reader: FeatureReader) -> Batch:
    """Return the batch of `sentences`, padded to the longest of them."""
    table: list[WordFeatures] = [_PADDING_FEATURES, ROOT_FEATURES]
    rows: dict[str, int] = {}
    longest = 1 + max((len(sentence) for sentence in sentences), default=0)
    index = np.zeros((len(sentences), longest), np.int64)
    for number, sentence in enumerate(sentences):
        numbers = [1]
        for form in sentence:
            row = rows.get(form)
            if row is None:
                row = rows[form] = len(table)
                table.append(reader.features_of(form))
            numbers.append(row)
        index[number, : len(numbers)] = numbers
    return Batch(
        words=np.array([entry.word for entry in table], np.int64),
        letters=np.array([entry.letters for entry in table], np.int64),
        affixes=np.array([entry.affixes for entry in table], np.int64),
        shapes=np.array([entry.shape for entry in table], np.int64),
        index=index,
        lengths=np.array([len(sentence) + 1 for sentence in sentences], np.int32),
    )
