"""Reads a shipped model back into network weights, so that training can go on from it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper
from vocabulary import Vocabulary

Array = NDArray[np.float32]


def _torch_gates(matrix: Array) -> Array:
    """Reorder the gates from ONNX (input, output, forget, cell) to torch (input, forget, cell, output)."""
    i, o, f, c = np.split(matrix, 4, axis=0)
    return np.concatenate([i, f, c, o], axis=0)


def _names(layers: int) -> list[str]:
    """Names of the weights in the order in which `export.build_graph` writes them."""
    names = ["word.weight", "letter.weight", "filters.weight", "filters.bias", "affix.weight", "shape.weight"]
    for layer in range(layers):
        names += [f"lstm.{layer}.{kind}" for kind in ("w", "r", "b")]
    for name in ("tag", "lemma", "upos", "xpos", "script", "feats", "arc_dep", "arc_head"):
        names += [f"{name}.weight", f"{name}.bias"]
    names += ["arc.weight", "arc.bias"]
    for name in ("label_dep", "label_head"):
        names += [f"{name}.weight", f"{name}.bias"]
    return names


def _lstm_weights(name: str, values: Array) -> dict[str, Array]:
    layer, kind = name.rsplit(".", 1)
    made: dict[str, Array] = {}
    for number, way in enumerate(("", "_reverse")):
        own = values[number]
        if kind == "b":
            first, second = np.split(own, 2)
            made[f"{layer}.bias_ih_l0{way}"], made[f"{layer}.bias_hh_l0{way}"] = _torch_gates(first), _torch_gates(second)
        else:
            made[f"{layer}.weight_{'ih' if kind == 'w' else 'hh'}_l0{way}"] = _torch_gates(own)
    return made


def restore(folder: Path) -> tuple[dict[str, Array], Vocabulary, str]:
    """Return the weights, the inventories and the version of the model in `folder`; half-precision files only."""
    content = json.loads(gzip.decompress((folder / "syntax.json.gz").read_bytes()))
    model = onnx.load(str(folder / "syntax.onnx"))
    stored = [numpy_helper.to_array(w).astype(np.float32) for w in model.graph.initializer if w.data_type == onnx.TensorProto.FLOAT16]
    layers = sum(node.op_type == "LSTM" for node in model.graph.node)
    weights: dict[str, Array] = {}
    for name, values in zip(_names(layers), stored, strict=True):
        if name.startswith("lstm."):
            weights.update(_lstm_weights(name, values))
        elif name.endswith(".weight") and values.ndim == 2 and not name.startswith(("word", "letter", "affix", "shape")):
            weights[name] = np.ascontiguousarray(values.T)
        else:
            weights[name] = values
    weights["arc"] = np.concatenate([weights.pop("arc.weight").T, weights.pop("arc.bias")[None]])
    shape = content["label_shape"]
    weights["label"] = np.frombuffer(bytes.fromhex(content["label"]), np.float16).astype(np.float32).reshape(shape)
    fields = ("words", "letters", "upos", "xpos", "feats", "scripts", "labels", "lemmas")
    vocabulary = Vocabulary(**{name: content[name] for name in fields}, tails=bool(content.get("tails")))
    return weights, vocabulary, str(content["version"])
