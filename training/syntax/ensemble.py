"""Several models read as one: the mean of what they say of every arc and label, for silver trees better than one gives."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from depesche.syntax.decode import best_heads
from depesche.syntax.model import Analysis, SyntaxModel

Floats = NDArray[np.float32]


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(axis=-1, keepdims=True)
    made: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return made


class Ensemble(SyntaxModel):
    """Models of one inventory of labels; tags, features and lemmas are the first one's, the trees are of all."""

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__(folders[0])
        self.members = [SyntaxModel(folder) for folder in folders]
        if any(member._labels != self._labels for member in self.members):
            sys.exit("The models differ in their labels; only models trained on the same treebanks can be joined.")

    def _run(self, sentences: list[Sequence[str]]) -> list[list[Analysis]]:
        found = super()._run(sentences)
        outs = [member.scores(sentences) for member in self.members]
        for row, sentence in enumerate(sentences):
            size = len(sentence) + 1
            arcs = np.stack([_log_softmax(out["arc"][row, :size, :size]) for out in outs])
            heads = best_heads(arcs.mean(0))
            labels = np.stack([self._label_scores(out, row, heads) for out in outs]).mean(0)
            labels[:, self._root] = -np.inf
            best = labels.argmax(-1)
            found[row] = [
                Analysis(a.lemma, a.upos, a.xpos, a.feats, int(head), "root" if head == 0 else self._labels[label])
                for a, head, label in zip(found[row], heads[1:], best, strict=True)
            ]
        return found

    def _label_scores(self, out: dict[str, Floats], row: int, heads: NDArray[np.int64]) -> Floats:
        size = len(heads)
        left = out["label"][row, 1:size].reshape(size - 1, len(self._labels), -1)
        chosen = out["label_head"][row, heads[1:]]
        return _log_softmax(np.einsum("nly,ny->nl", left[..., :-1], chosen) + left[..., -1])
