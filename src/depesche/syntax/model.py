"""The trained syntax model of a language: tags, features, lemmas and trees, run through onnxruntime."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from depesche.errors import SyntaxModelError
from depesche.settings import load_settings

from .decode import best_heads
from .features import FeatureReader, make_batch
from .scripts import apply_script

if TYPE_CHECKING:
    import onnxruntime

IntArray = NDArray[np.int64]

FORMAT = 2
_OUTPUTS = ["upos", "xpos", "script", "feats", "arc", "label", "label_head"]
NETWORK, INVENTORIES = "syntax.onnx", "syntax.json.gz"
BATCH_TOKENS = 2000
_MORPHOLOGIES = 1 << 20
"""More sets of features than ever occur."""
_CACHED_WORDS = 200_000
_DECIMALS = 3
"""Scores are rounded before the best is taken, so that a sentence reads alike in every batch."""
_SMALL = frozenset({"ADJ", "ADV", "VERB"})
"""Tags of words that German writes without a capital."""
_NOUN_TAG = "NN"


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the model says of one token; `head` counts from 1, 0 is the root."""

    lemma: str
    upos: str
    xpos: str
    feats: Mapping[str, str]
    head: int
    deprel: str

    @property
    def relation(self) -> str:
        """The UD relation without subtype."""
        return self.deprel.partition(":")[0]


class SyntaxModel:
    """A model read from `syntax.onnx` and `syntax.json.gz` in one folder."""

    def __init__(self, folder: Path) -> None:
        content = _read_inventories(folder)
        self.version = str(content.get("version"))
        self._session = _open_session(folder, self.version)
        try:
            self._take(content)
        except (KeyError, TypeError, ValueError) as error:
            raise SyntaxModelError(
                f"{folder / INVENTORIES}: an inventory is missing or damaged ({error}). Reinstall the package."
            ) from error
        self._morphologies: list[Mapping[str, str]] = []
        self._morphology_numbers: dict[int, int] = {}
        self._words: dict[tuple[str, int], tuple[str, str, str, Mapping[str, str]]] = {}

    def _take(self, content: Mapping[str, object]) -> None:
        """Read the inventories: what the numbers that go into the network and come out of it mean."""
        words, letters = _strings(content["words"]), _strings(content["letters"])
        self._tails = bool(content.get("tails"))  # a language that joins its compounds and gives nouns a capital: German
        self._reader = FeatureReader(
            {w: k for k, w in enumerate(words)}, {c: k for k, c in enumerate(letters)}, tails=self._tails
        )
        self._upos, self._xpos = _strings(content["upos"]), _strings(content["xpos"])
        self._scripts, self._labels = _strings(content["scripts"]), _strings(content["labels"])
        self._root = self._labels.index("root")
        self._feats = [(str(name), _strings(values)) for name, values in _table(content["feats"]).items()]
        self._bounds = np.cumsum([0, *(len(values) for _, values in self._feats)])
        self._lemmas = {form: str(lemma) for form, lemma in _table(content["lemmas"]).items()}

    def analyse(self, sentences: Sequence[Sequence[str]]) -> list[list[Analysis]]:
        """Return one analysis per token; sentences are batched by length and come back in their order."""
        found: list[list[Analysis]] = [[] for _ in sentences]
        for numbers in _batches(sentences):
            for number, analyses in zip(numbers, self._run([sentences[n] for n in numbers]), strict=True):
                found[number] = analyses
        return found

    def scores(self, sentences: Sequence[Sequence[str]]) -> dict[str, NDArray[Any]]:
        """Return what the network says of a batch, by output; rows are sentences, position 0 of each is the root."""
        batch = make_batch(sentences, self._reader)
        inputs = {
            "words": batch.words,
            "letters": batch.letters,
            "affixes": batch.affixes,
            "shapes": batch.shapes,
            "index": batch.index,
            "lengths": batch.lengths,
        }
        return dict(zip(_OUTPUTS, self._session.run(_OUTPUTS, inputs), strict=True))

    def _run(self, sentences: list[Sequence[str]]) -> list[list[Analysis]]:
        out = self.scores(sentences)
        arc = np.round(out["arc"], _DECIMALS)
        heads = np.zeros(arc.shape[:2], np.int64)
        for row, sentence in enumerate(sentences):
            size = len(sentence) + 1
            heads[row, 1:size] = best_heads(arc[row, :size, :size])[1:]
        labels = self._best_labels(out["label"], out["label_head"], heads)
        codes = self._codes(out["upos"], out["xpos"], out["script"], out["feats"])
        return [
            [
                self._analysis(form, code, head, label)
                for form, code, head, label in zip(
                    sentence,
                    codes[row, 1 : len(sentence) + 1].tolist(),
                    heads[row, 1 : len(sentence) + 1].tolist(),
                    labels[row, 1 : len(sentence) + 1].tolist(),
                    strict=True,
                )
            ]
            for row, sentence in enumerate(sentences)
        ]

    def _codes(self, upos: IntArray, xpos: IntArray, script: IntArray, feats: NDArray[np.float32]) -> NDArray[np.int64]:
        """One number for each word's tags, script and features, so that equal analyses are made once."""
        best = [feats[..., a:b].argmax(-1) for a, b in pairwise(self._bounds)]
        morphology = np.zeros(upos.shape, np.int64)
        for values, (_, names) in zip(best, self._feats, strict=True):
            np.multiply(morphology, len(names), out=morphology)
            morphology += values
        distinct, numbers = np.unique(morphology, return_inverse=True)
        known = np.array([self._morphology(int(code)) for code in distinct.tolist()], np.int64)
        code = (upos * max(1, len(self._xpos)) + xpos) * len(self._scripts) + script
        return code * _MORPHOLOGIES + known[numbers.reshape(upos.shape)]

    def _morphology(self, code: int) -> int:
        """The number of a set of features, given their values as one number of mixed radix."""
        number = self._morphology_numbers.get(code)
        if number is None:
            found: dict[str, str] = {}
            rest = code
            for name, values in reversed(self._feats):
                rest, value = divmod(rest, len(values))
                if values[value]:
                    found[name] = values[value]
            number = self._morphology_numbers[code] = len(self._morphologies)
            self._morphologies.append(dict(reversed(found.items())))
        return number

    def _best_labels(
        self, dep: NDArray[np.float32], head: NDArray[np.float32], heads: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        rows, columns = heads.shape
        chosen = np.take_along_axis(head, heads[..., None], axis=1).reshape(rows * columns, -1)
        left = dep.reshape(len(chosen), len(self._labels), -1)
        scores = np.einsum("nly,ny->nl", left[..., :-1], chosen) + left[..., -1]
        scores[:, self._root] = -np.inf
        best: IntArray = np.round(scores, _DECIMALS).argmax(-1).reshape(rows, columns)
        return np.where(heads == 0, self._root, best)

    def _analysis(self, form: str, code: int, head: int, label: int) -> Analysis:
        word = self._words.get((form, code))
        if word is None:
            if len(self._words) >= _CACHED_WORDS:
                self._words.clear()
            word = self._words[form, code] = self._word(form, code)
        return Analysis(*word, head, self._labels[label])

    def _word(self, form: str, code: int) -> tuple[str, str, str, Mapping[str, str]]:
        rest, morphology = divmod(code, _MORPHOLOGIES)
        rest, script = divmod(rest, len(self._scripts))
        upos, xpos = divmod(rest, max(1, len(self._xpos)))
        tag = self._upos[upos]
        if tag in _SMALL and self._tails and form[:1].isupper() and self._is_only_noun(form, tag):
            return self._lemmas[f"{form}|NOUN"], "NOUN", _NOUN_TAG, self._morphologies[morphology]
        lemma = self._lemmas.get(f"{form}|{tag}") or apply_script(form, self._scripts[script]) or form
        return lemma, tag, self._xpos[xpos] if self._xpos else "_", self._morphologies[morphology]

    def _is_only_noun(self, form: str, tag: str) -> bool:
        """Whether a form with a capital is known as a noun's and not as the one that was guessed: "Zusammenstöße zwischen …"."""
        return f"{form}|NOUN" in self._lemmas and f"{form}|{tag}" not in self._lemmas


def _strings(value: object) -> list[str]:
    if not isinstance(value, list):
        raise TypeError(f"a list was expected, not {type(value).__name__}")
    return value


def _table(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError(f"a table was expected, not {type(value).__name__}")
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
    path = folder / INVENTORIES
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
    path = folder / NETWORK
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
