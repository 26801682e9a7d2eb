"""Writes the trained network as an ONNX graph with half-precision weights, and its inventories beside it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from depesche.syntax.features import AFFIXES, BUCKETS

VERSION = 1


class Graph:
    """Collects nodes and weights of an ONNX graph."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self._number = 0

    def constant(self, values: NDArray[np.generic]) -> str:
        """Store `values` as they are; return their name."""
        self._number += 1
        name = f"c{self._number}"
        self.weights.append(numpy_helper.from_array(values, name))
        return name

    def weight(self, values: NDArray[np.float32]) -> str:
        """Store `values` in half precision, widened when the model is loaded; return their name."""
        return self.node("Cast", [self.constant(values.astype(np.float16))], to=TensorProto.FLOAT)

    def node(self, kind: str, inputs: list[str], *, name: str = "", outputs: int = 1, **options: object) -> str:
        """Add a node; return the name of its first output."""
        self._number += 1
        names = [name or f"n{self._number}"] + [f"n{self._number}_{k}" for k in range(1, outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, **options))
        return names[0]

    def linear(self, x: str, weight: NDArray[np.float32], bias: NDArray[np.float32], *, name: str = "") -> str:
        """Add `x @ weight.T + bias`."""
        product = self.node("MatMul", [x, self.weight(np.ascontiguousarray(weight.T))])
        return self.node("Add", [product, self.weight(bias)], name=name)


Weights = Mapping[str, NDArray[np.float32]]


def _gates(matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    """Reorder the gates from torch (input, forget, cell, output) to ONNX (input, output, forget, cell)."""
    i, f, c, o = np.split(matrix, 4, axis=0)
    return np.concatenate([i, o, f, c], axis=0)


def _lstm(graph: Graph, x: str, lengths: str, weights: Weights, layer: int) -> str:
    """Add one two-way layer over `x` [time, batch, width]; return [time, batch, 2 * hidden]."""
    def both(kind: str) -> NDArray[np.float32]:
        return np.stack([_gates(weights[f"lstm.{layer}.{kind}_l0{way}"]) for way in ("", "_reverse")])

    w, r = both("weight_ih"), both("weight_hh")
    b = np.concatenate([both("bias_ih"), both("bias_hh")], axis=1)
    y = graph.node("LSTM", [x, graph.weight(w), graph.weight(r), graph.weight(b), lengths],
                   hidden_size=r.shape[-1], direction="bidirectional")
    y = graph.node("Transpose", [y], perm=[0, 2, 1, 3])
    return graph.node("Reshape", [y, graph.constant(np.array([0, 0, -1], np.int64))])


def _encoder(graph: Graph, weights: Weights) -> str:
    """Add the word encoder; return the name of the vectors of the distinct words."""
    word = graph.node("Gather", [graph.weight(weights["word.weight"]), "words"])
    letters = graph.node("Gather", [graph.weight(weights["letter.weight"]), "letters"])
    letters = graph.node("Transpose", [letters], perm=[0, 2, 1])
    filters = [graph.weight(weights["filters.weight"]), graph.weight(weights["filters.bias"])]
    convolved = graph.node("Conv", [letters, *filters], pads=[1, 1], kernel_shape=[3])
    convolved = graph.node("ReduceMax", [convolved], axes=[2], keepdims=0)
    rows = graph.node("Add", ["affixes", graph.constant((np.arange(AFFIXES) * BUCKETS).astype(np.int64))])
    affix = graph.node("Gather", [graph.weight(weights["affix.weight"]), rows])
    affix = graph.node("Reshape", [affix, graph.constant(np.array([0, -1], np.int64))])
    shape = graph.node("Gather", [graph.weight(weights["shape.weight"]), "shapes"])
    return graph.node("Concat", [word, convolved, affix, shape], axis=1)


def build_graph(weights: Weights, *, layers: int) -> onnx.ModelProto:
    """Return the inference graph: words in, best tags and scripts and the tree scores out."""
    graph = Graph()

    def linear(x: str, layer: str, *, relu: bool = True, name: str = "") -> str:
        made = graph.linear(x, weights[f"{layer}.weight"], weights[f"{layer}.bias"], name="" if relu else name)
        return graph.node("Relu", [made], name=name) if relu else made

    vectors = _encoder(graph, weights)
    index = graph.node("Transpose", ["index"], perm=[1, 0])
    inputs = x = graph.node("Gather", [vectors, index])
    for layer in range(layers):
        x = _lstm(graph, x, "lengths", weights, layer)
    inputs = graph.node("Transpose", [inputs], perm=[1, 0, 2])
    x = graph.node("Transpose", [x], perm=[1, 0, 2])
    tag = linear(x, "tag")
    lemma = linear(graph.node("Concat", [x, inputs], axis=2), "lemma")
    for head, source in (("upos", tag), ("xpos", tag), ("script", lemma)):
        graph.node("ArgMax", [linear(source, head, relu=False)], name=head, axis=-1, keepdims=0)
    linear(tag, "feats", relu=False, name="feats")
    dep, head_vector = linear(x, "arc_dep"), linear(x, "arc_head")
    arc = weights["arc"]
    left = graph.linear(dep, np.ascontiguousarray(arc[:-1].T), arc[-1])
    graph.node("MatMul", [left, graph.node("Transpose", [head_vector], perm=[0, 2, 1])], name="arc")
    linear(x, "label_dep", name="label_dep")
    linear(x, "label_head", name="label_head")
    integer = TensorProto.INT64
    inputs_info = [
        helper.make_tensor_value_info("words", integer, ["U"]),
        helper.make_tensor_value_info("letters", integer, ["U", "C"]),
        helper.make_tensor_value_info("affixes", integer, ["U", AFFIXES]),
        helper.make_tensor_value_info("shapes", integer, ["U"]),
        helper.make_tensor_value_info("index", integer, ["B", "T"]),
        helper.make_tensor_value_info("lengths", TensorProto.INT32, ["B"]),
    ]
    outputs = [helper.make_tensor_value_info(name, integer, ["B", "T"]) for name in ("upos", "xpos", "script")]
    outputs += [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["B", "T", size])
                for name, size in (("feats", "F"), ("arc", "T"), ("label_dep", "L"), ("label_head", "L"))]
    made = helper.make_graph(graph.nodes, "syntax", inputs_info, outputs, graph.weights)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], producer_name="depesche")
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_suffix(path.suffix + ".part")
    temporary.write_bytes(content)
    temporary.replace(path)


def write_model(folder: Path, weights: Weights, vocabulary: dict[str, object], *, layers: int, version: str) -> None:
    """Write `syntax.onnx` and `syntax.json.gz`; both carry the version, so that a mixture is noticed."""
    model = build_graph(weights, layers=layers)
    helper.set_model_props(model, {"version": version})
    label = weights["label"].astype(np.float16)
    content = dict(vocabulary, format=VERSION, version=version, label_shape=list(label.shape), label=label.tobytes().hex())
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    folder.mkdir(parents=True, exist_ok=True)
    packed = gzip.compress(text.encode("utf-8"), mtime=0)
    _replace(folder / "syntax.onnx", model.SerializeToString())
    _replace(folder / "syntax.json.gz", packed)
