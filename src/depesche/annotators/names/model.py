"""The trained tagger: convolutions over word features and the best path through its labels, in NumPy."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from depesche.errors import NameModelError

from .features import FeatureReader, flags_from
from .gazetteer import load_gazetteer

KINDS = ("person", "organisation", "place")
LABELS = ("O", *(f"{mark}-{kind}" for kind in KINDS for mark in "BI"))
FORMAT = 1
_DECIMALS = 3
"""Scores are rounded before the best is taken, so that a sentence reads alike in every batch."""

_BATCH = 256
"""Sentences read at once."""

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class NameSpan:
    """First token, end token, kind and score of a name in a sentence."""

    first: int
    end: int
    kind: str
    score: float
    """Mean probability of the name's labels, each seen by itself."""


class NameModel:
    """A model read from `names.npz` and `names.json.gz` in one folder."""

    def __init__(self, folder: Path, language: str) -> None:
        words, self.dilations, self.version = _read_inventory(folder / "names.json.gz")
        self._weights = _read_weights(folder / "names.npz", len(words) + 1)
        gazetteer = load_gazetteer(language)
        self.reader = FeatureReader({word: number for number, word in enumerate(words, start=1)}, gazetteer)

    def tag(self, sentences: Sequence[tuple[Sequence[str], Sequence[str]]]) -> list[list[NameSpan]]:
        """Return the names of each sentence, given as its words and their universal tags."""
        found: list[list[NameSpan]] = [[] for _ in sentences]
        filled = [n for n, (forms, _) in enumerate(sentences) if forms]
        for first in range(0, len(filled), _BATCH):
            self._tag_batch(sentences, filled[first : first + _BATCH], found)
        return found

    def _tag_batch(
        self, sentences: Sequence[tuple[Sequence[str], Sequence[str]]], filled: list[int], found: list[list[NameSpan]]
    ) -> None:
        rows: list[list[int]] = []
        bits: list[int] = []
        starts = []
        gap = 2 * max(self.dilations)
        for number in filled:
            ids, flags = self.reader.read(*sentences[number])
            starts.append(len(rows) + gap)
            rows += [[0] * len(ids[0])] * gap + ids
            bits += [0] * gap + flags
        lengths = [len(sentences[n][0]) for n in filled]
        scores = self._scores(np.asarray(rows, np.int64), flags_from(bits), starts, lengths)
        for number, start, length, path in zip(
            filled, starts, lengths, self._paths(scores, starts, lengths), strict=True
        ):
            found[number] = _spans(path, scores[start : start + length])

    def _scores(self, ids: NDArray[np.int64], flags: Matrix, starts: list[int], lengths: list[int]) -> Matrix:
        w = self._weights
        keep = np.zeros((len(ids), 1), np.float32)
        for start, length in zip(starts, lengths, strict=True):
            keep[start : start + length] = 1
        parts = [w[f"table{n}"][ids[:, n]] for n in range(ids.shape[1])]
        x = np.maximum(np.concatenate([*parts, flags], 1) @ w["entry"] + w["entry_bias"], 0) * keep
        for number, dilation in enumerate(self.dilations):
            wide = np.pad(x, ((dilation, dilation), (0, 0)))
            window = np.concatenate([wide[: len(x)], x, wide[2 * dilation :]], 1)
            x = (x + np.maximum(window @ w[f"block{number}"] + w[f"block{number}_bias"], 0)) * keep
        scores: Matrix = np.round(x @ w["exit"] + w["exit_bias"], _DECIMALS)
        return scores

    def _paths(self, scores: Matrix, starts: list[int], lengths: list[int]) -> list[list[int]]:
        """The best labels of each sentence, all sentences at once."""
        longest = max(lengths)
        places = np.asarray(starts)[:, None] + np.minimum(np.arange(longest), np.asarray(lengths)[:, None] - 1)
        padded = scores[places]
        total = padded[:, 0] + self._weights["first"]
        back = np.zeros((longest, *total.shape), np.int64)
        last = np.asarray(lengths) - 1
        ends = np.where((last == 0)[:, None], total, 0)
        for n in range(1, longest):
            ways = total[:, :, None] + self._weights["steps"]
            back[n] = ways.argmax(1)
            total = np.take_along_axis(ways, back[n][:, None], 1)[:, 0] + padded[:, n]
            ends = np.where((last == n)[:, None], total, ends)
        labels = ends.argmax(1)
        paths: list[list[int]] = []
        for row, length in enumerate(lengths):
            label = int(labels[row])
            path = [label]
            for n in range(length - 1, 0, -1):
                label = int(back[n, row, label])
                path.append(label)
            paths.append(path[::-1])
        return paths


def _spans(path: Sequence[int], scores: Matrix) -> list[NameSpan]:
    if not any(path):
        return []
    odds = np.exp(scores - scores.max(1, keepdims=True))
    chances = (odds / odds.sum(1, keepdims=True))[np.arange(len(path)), path]
    found = []
    position = 0
    while position < len(path):
        label = LABELS[path[position]]
        end = position + 1
        if label != "O":
            while end < len(path) and LABELS[path[end]] == f"I-{label[2:]}":
                end += 1
            found.append(NameSpan(position, end, label[2:], round(float(chances[position:end].mean()), 3)))
        position = end
    return found


def _read_inventory(path: Path) -> tuple[list[str], list[int], str]:
    try:
        content = json.loads(gzip.decompress(path.read_bytes()))
        words, dilations = [str(w) for w in content["words"]], [int(d) for d in content["dilations"]]
        version, known = str(content["version"]), content["format"] == FORMAT and content["labels"] == list(LABELS)
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise NameModelError(f"{path}: the name tagger cannot be read ({error}). Reinstall the package.") from error
    if not known:
        raise NameModelError(f"{path}: a name tagger of another format; expected {FORMAT}. Reinstall the package.")
    return words, dilations, version


def _read_weights(path: Path, words: int) -> dict[str, Matrix]:
    try:
        with np.load(path, allow_pickle=False) as stored:
            weights = {name: stored[name].astype(np.float32) for name in stored.files}
        fits = len(weights["table0"]) == words and weights["steps"].shape == (len(LABELS), len(LABELS))
    except (OSError, ValueError, EOFError, KeyError, BadZipFile) as error:
        raise NameModelError(f"{path}: the name tagger cannot be read ({error}). Reinstall the package.") from error
    if not fits:
        raise NameModelError(f"{path}: weights and words are of different versions. Reinstall the package.")
    return weights


@lru_cache(maxsize=4)
def load_name_model(folder: Path, language: str) -> NameModel:
    """Return the tagger of a folder; raises NameModelError if it is missing or damaged."""
    return NameModel(folder, language)
