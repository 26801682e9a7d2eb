"""The trained syntax model of a language: tags, features, lemmas and trees, run through onnxruntime."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from depesche.errors import SyntaxModelError
from depesche.settings import load_settings

from .decode import best_heads
from .features import FeatureReader, make_batch
from .scripts import apply_script

if TYPE_CHECKING:
    import onnxruntime

FORMAT = 1
BATCH_TOKENS = 1500
_DECIMALS = 3
"""Scores are rounded before the best is taken, so that a sentence reads alike in every batch."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the model says of one token; `head` counts from 1, 0 is the root."""

    lemma: str
    upos: str
    xpos: str
    feats: Mapping[str, str]
    head: int
    deprel: str


class SyntaxModel:
    """A model read from `syntax.onnx` and `syntax.json.gz` in one folder."""

    def __init__(self, folder: Path) -> None:
        content = _read_inventories(folder)
        self.version = str(content["version"])
        self._session = _open_session(folder, self.version)
        words, letters = _strings(content["words"]), _strings(content["letters"])
        self._reader = FeatureReader(
            {w: k for k, w in enumerate(words)}, {c: k for k, c in enumerate(letters)}, tails=bool(content.get("tails"))
        )
        self._upos, self._xpos = _strings(content["upos"]), _strings(content["xpos"])
        self._scripts, self._labels = _strings(content["scripts"]), _strings(content["labels"])
        feats = content["feats"]
        lemmas = content["lemmas"]
        assert isinstance(feats, dict) and isinstance(lemmas, dict)
        self._feats: list[tuple[str, list[str]]] = [(name, values) for name, values in feats.items()]
        self._bounds = np.cumsum([0, *(len(values) for _, values in self._feats)])
        self._lemmas: dict[str, str] = lemmas
        shape = [int(n) for n in content["label_shape"]]  # type: ignore[attr-defined]
        raw = np.frombuffer(bytes.fromhex(str(content["label"])), np.float16).astype(np.float32)
        self._label = np.ascontiguousarray(raw.reshape(shape).transpose(1, 0, 2).reshape(shape[1], -1))
        self._width = shape[2]
        self._known_feats: dict[tuple[int, ...], Mapping[str, str]] = {}

    def analyse(self, sentences: Sequence[Sequence[str]]) -> list[list[Analysis]]:
        """Return one analysis per token; sentences are batched by length and come back in their order."""
        found: list[list[Analysis]] = [[] for _ in sentences]
        for numbers in _batches(sentences):
            for number, analyses in zip(numbers, self._run([sentences[n] for n in numbers]), strict=True):
                found[number] = analyses
        return found

    def _run(self, sentences: list[Sequence[str]]) -> list[list[Analysis]]:
        batch = make_batch(sentences, self._reader)
        inputs = {
            "words": batch.words,
            "letters": batch.letters,
            "affixes": batch.affixes,
            "shapes": batch.shapes,
            "index": batch.index,
            "lengths": batch.lengths,
        }
        names = ["upos", "xpos", "script", "feats", "arc", "label_dep", "label_head"]
        out = dict(zip(names, self._session.run(names, inputs), strict=True))
        arc = np.round(out["arc"], _DECIMALS)
        heads = np.zeros(batch.index.shape, np.int64)
        for row, sentence in enumerate(sentences):
            size = len(sentence) + 1
            heads[row, 1:size] = best_heads(arc[row, :size, :size])[1:]
        feats = np.stack([out["feats"][..., a:b].argmax(-1) for a, b in pairwise(self._bounds)], axis=-1)
        labels = self._best_labels(out["label_dep"], out["label_head"], heads)
        return [
            [
                self._analysis(
                    form,
                    out["upos"][row, k],
                    out["xpos"][row, k],
                    out["script"][row, k],
                    feats[row, k],
                    heads[row, k],
                    labels[row, k],
                )
                for k, form in enumerate(sentence, start=1)
            ]
            for row, sentence in enumerate(sentences)
        ]

    def _best_labels(
        self, dep: NDArray[np.float32], head: NDArray[np.float32], heads: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        rows, columns = heads.shape
        chosen = np.take_along_axis(head, heads[..., None], axis=1).reshape(rows * columns, -1)
        chosen = np.concatenate([chosen, np.ones((len(chosen), 1), np.float32)], axis=1)
        left = dep.reshape(rows * columns, -1)
        left = np.concatenate([left, np.ones((len(left), 1), np.float32)], axis=1) @ self._label
        scores = np.einsum("nly,ny->nl", left.reshape(len(left), -1, self._width), chosen)
        best: NDArray[np.int64] = np.round(scores, _DECIMALS).argmax(-1).reshape(rows, columns)
        return best

    def _analysis(
        self, form: str, upos: int, xpos: int, script: int, feats: NDArray[np.int64], head: int, label: int
    ) -> Analysis:
        tag = self._upos[upos]
        key = tuple(int(n) for n in feats)
        known = self._known_feats.get(key)
        if known is None:
            known = {name: values[n] for (name, values), n in zip(self._feats, key, strict=True) if values[n]}
            self._known_feats[key] = known
        lemma = self._lemmas.get(f"{form}|{tag}") or apply_script(form, self._scripts[script]) or form
        return Analysis(lemma, tag, self._xpos[xpos] if self._xpos else "_", known, int(head), self._labels[label])


def _strings(value: object) -> list[str]:
    assert isinstance(value, list)
    return value


def _batches(sentences: Sequence[Sequence[str]]) -> list[list[int]]:
    """Numbers of sentences of about one length, few enough to fit into memory; empty sentences left out."""
    order = sorted((n for n, s in enumerate(sentences) if s), key=lambda n: (len(sentences[n]), n))
    made: list[list[int]] = []
    for number in order:
        if not made or (len(made[-1]) + 1) * (len(sentences[number]) + 1) > BATCH_TOKENS:
            made.append([])
        made[-1].append(number)
    return made


def _read_inventories(folder: Path) -> dict[str, object]:
    path = folder / "syntax.json.gz"
    try:
        content = json.loads(gzip.decompress(path.read_bytes()))
    except (OSError, ValueError, EOFError) as error:
        raise SyntaxModelError(f"{path}: the syntax model cannot be read ({error}). Reinstall the package.") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise SyntaxModelError(f"{path}: a syntax model of another format; expected {FORMAT}. Reinstall the package.")
    return content


def _open_session(folder: Path, version: str) -> onnxruntime.InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = load_settings().threads
    options.log_severity_level = 3
    path = folder / "syntax.onnx"
    try:
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises classes of its own that share no public base
        raise SyntaxModelError(
            f"{path}: the syntax model cannot be opened ({error}). Reinstall the package."
        ) from error
    if session.get_modelmeta().custom_metadata_map.get("version") != version:
        raise SyntaxModelError(f"{path}: network and inventories are of different versions. Reinstall the package.")
    return session


@lru_cache(maxsize=4)
def load_model(folder: Path) -> SyntaxModel:
    """Return the model of a folder; raises SyntaxModelError if it is missing or damaged."""
    return SyntaxModel(folder)
