"""Writes the trained network as an ONNX graph of whole numbers, and its inventories beside it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from graph import Array, Graph, lstm_body
from onnx import TensorProto, helper

from depesche.syntax.features import AFFIXES, BUCKETS

VERSION = 2
Weights = Mapping[str, Array]
TABLES = ("word.weight", "letter.weight", "filters.weight", "filters.bias", "affix.weight", "shape.weight")
HEADS = ("tag", "lemma", "arc_dep", "arc_head", "label_dep", "label_head")


def without_source(weights: Weights) -> Weights:
    """Return the weights of a network that always reads in the way of its first treebank."""
    if "source.weight" not in weights:
        return weights
    made = dict(weights)
    told = made.pop("source.weight")[0]
    for way in ("", "_reverse"):
        matrix = made[f"lstm.0.weight_ih_l0{way}"]
        made[f"lstm.0.weight_ih_l0{way}"] = np.ascontiguousarray(matrix[:, : -len(told)])
        made[f"lstm.0.bias_ih_l0{way}"] = made[f"lstm.0.bias_ih_l0{way}"] + matrix[:, -len(told) :] @ told
    return made


def _gates(matrix: Array) -> Array:
    """Reorder the gates from torch (input, forget, cell, output) to (input, output, forget, cell)."""
    i, f, c, o = np.split(matrix, 4, axis=0)
    return np.concatenate([i, o, f, c], axis=0)


def _way(weights: Weights, layer: int, way: str) -> tuple[Array, Array, Array]:
    """Input matrix, recurrent matrix and bias of one direction of a layer."""
    w, r, first, second = (
        _gates(weights[f"lstm.{layer}.{kind}_l0{way}"]) for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    )
    return np.ascontiguousarray(w.T), np.ascontiguousarray(r.T), first + second


def _encoder(graph: Graph, weights: Weights) -> str:
    """Add the word encoder; return the name of the vectors of the distinct words."""
    table = {name: graph.weight(weights[name], name) for name in TABLES}
    word = graph.node("Gather", [table["word.weight"], "words"])
    letters = graph.node("Gather", [table["letter.weight"], "letters"])
    letters = graph.node("Transpose", [letters], perm=[0, 2, 1])
    convolved = graph.node(
        "Conv", [letters, table["filters.weight"], table["filters.bias"]], pads=[1, 1], kernel_shape=[3]
    )
    convolved = graph.node("ReduceMax", [convolved], axes=[2], keepdims=0)
    rows = graph.node("Add", ["affixes", graph.constant((np.arange(AFFIXES) * BUCKETS).astype(np.int64))])
    affix = graph.node("Gather", [table["affix.weight"], rows])
    affix = graph.node("Reshape", [affix, graph.constant(np.array([0, -1], np.int64))])
    shape = graph.node("Gather", [table["shape.weight"], "shapes"])
    return graph.node("Concat", [word, convolved, affix, shape], axis=1)


class _Layers:
    """Adds the recurrent layers; positions run along the first axis, sentences along the second."""

    def __init__(self, graph: Graph, weights: Weights) -> None:
        self.graph, self.weights = graph, weights
        self.lengths = graph.node("Cast", ["lengths"], to=TensorProto.INT64)

    def backwards(self, x: str) -> str:
        """Reverse each sentence in itself."""
        return self.graph.node("ReverseSequence", [x, self.lengths], batch_axis=1, time_axis=0)

    def first(self, vectors: str, scale: str, index: str) -> str:
        """Add the first layer: its input products are made once for each distinct word."""
        gates = []
        for number, (way, places) in enumerate((("", index), ("_reverse", self.backwards(index)))):
            w, _, bias = _way(self.weights, 0, way)
            made = self.graph.product(vectors, w, bias, f"lstm.0.w{number}", scale=scale)
            gates.append(self.graph.node("Gather", [made, places]))
        return self._scan(0, gates)

    def next(self, layer: int, x: str) -> str:
        """Add a further layer over the outputs of one below."""
        numbers = self.graph.bounded(x)
        gates = []
        for number, (way, source) in enumerate((("", numbers), ("_reverse", self.backwards(numbers)))):
            w, _, bias = _way(self.weights, layer, way)
            gates.append(self.graph.product(source, w, bias, f"lstm.{layer}.w{number}"))
        return self._scan(layer, gates)

    def _scan(self, layer: int, gates: list[str]) -> str:
        graph = self.graph
        recurrent = (_way(self.weights, layer, "")[1], _way(self.weights, layer, "_reverse")[1])
        hidden = recurrent[0].shape[0]
        both = graph.node("Concat", gates, axis=1)
        count = graph.node("Gather", [graph.node("Shape", [both]), graph.constant(np.array([1], np.int64))])
        shape = graph.node("Concat", [count, graph.constant(np.array([hidden], np.int64))], axis=0)
        start = graph.node("ConstantOfShape", [shape])
        body = lstm_body(recurrent, hidden, f"lstm.{layer}")
        made = graph.nodes_of("Scan", [start, start, both], 3, body=body, num_scan_inputs=1)
        onward, back = graph.nodes_of("Split", [made[2]], 2, axis=1)
        return graph.node("Concat", [onward, self.backwards(back)], axis=2)


def _matrix(weights: Weights, *names: str) -> tuple[Array, Array]:
    """The matrices of several layers over the same input side by side, and their biases."""
    return (
        np.concatenate([weights[f"{name}.weight"].T for name in names], axis=1),
        np.concatenate([weights[f"{name}.bias"] for name in names]),
    )


def _heads(graph: Graph, weights: Weights, x: str, inputs: str, scale: str, index: str) -> None:
    """Add all that is read off the last layer; `inputs` are the eight-bit vectors of the distinct words."""
    hidden = weights["tag.weight"].shape[1]
    lemma = weights["lemma.weight"]
    own = dict(weights) | {"lemma.weight": np.ascontiguousarray(lemma[:, :hidden])}
    numbers = graph.bounded(graph.node("Transpose", [x], perm=[1, 0, 2]))
    matrix, bias = _matrix(own, *HEADS)
    sizes = [weights[f"{name}.bias"].shape[0] for name in HEADS]
    parts = graph.split(graph.product(numbers, matrix, bias, "heads"), sizes, axis=2)
    word = graph.product(inputs, np.ascontiguousarray(lemma[:, hidden:].T), None, "lemma_word", scale=scale)
    parts[1] = graph.node("Add", [parts[1], graph.node("Gather", [word, "index"])])
    names = ["", "", "", "", "", "label_head"]
    tag, script, dep, head, label, _ = (graph.node("Relu", [p], name=n) for p, n in zip(parts, names, strict=True))
    tags = ("upos", "xpos", "feats")
    matrix, bias = _matrix(weights, *tags)
    sizes = [weights[f"{name}.bias"].shape[0] for name in tags]
    upos, xpos, feats = graph.split(graph.linear(tag, matrix, bias, "tags"), sizes, axis=2)
    script = graph.linear(script, *_matrix(weights, "script"), "script")
    for source, name in ((upos, "upos"), (xpos, "xpos"), (script, "script")):
        graph.node("ArgMax", [source], name=name, axis=-1, keepdims=0)
    graph.node("Identity", [feats], name="feats")
    cube = np.ascontiguousarray(weights["label"].transpose(1, 0, 2).reshape(weights["label"].shape[1], -1))
    scored = graph.linear(label, cube[:-1], cube[-1], "label_left")
    graph.node("Identity", [scored], name="label")
    arc = weights["arc"]
    left = graph.linear(dep, np.ascontiguousarray(arc[:-1]), arc[-1], "arc_left")
    graph.node("MatMul", [left, graph.node("Transpose", [head], perm=[0, 2, 1])], name="arc")


def build_graph(weights: Weights, *, layers: int) -> onnx.ModelProto:
    """Return the inference graph: words in, best tags and scripts and the tree scores out."""
    graph = Graph()
    vectors, scale = graph.rows(_encoder(graph, weights))
    recurrent = _Layers(graph, weights)
    x = recurrent.first(vectors, scale, graph.node("Transpose", ["index"], perm=[1, 0]))
    for layer in range(1, layers):
        x = recurrent.next(layer, x)
    _heads(graph, weights, x, vectors, scale, "index")
    integer = TensorProto.INT64
    shapes = (("words", ["U"]), ("letters", ["U", "C"]), ("affixes", ["U", AFFIXES]), ("shapes", ["U"]), ("index", ["B", "T"]))
    inputs = [helper.make_tensor_value_info(name, integer, shape) for name, shape in shapes]
    inputs.append(helper.make_tensor_value_info("lengths", TensorProto.INT32, ["B"]))
    outputs = [helper.make_tensor_value_info(name, integer, ["B", "T"]) for name in ("upos", "xpos", "script")]
    outputs += [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["B", "T", size])
        for name, size in (("feats", "F"), ("arc", "S"), ("label", "L"), ("label_head", "M"))
    ]
    made = helper.make_graph(graph.nodes, "syntax", inputs, outputs, graph.weights)
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
    model = build_graph(without_source(weights), layers=layers)
    helper.set_model_props(model, {"version": version})
    content = dict(vocabulary, format=VERSION, version=version)
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    folder.mkdir(parents=True, exist_ok=True)
    packed = gzip.compress(text.encode("utf-8"), mtime=0)
    _replace(folder / "syntax.onnx", model.SerializeToString())
    _replace(folder / "syntax.json.gz", packed)
