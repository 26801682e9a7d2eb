"""Builds an ONNX graph whose large products are of whole numbers, so that a sentence reads alike in every batch.

Weights have seven bits and a scale for each output: eight would overflow in the sums of machines without VNNI.
Activations have eight bits; their scale is fixed behind a tanh and else taken row by row, never over the batch.
"""

from __future__ import annotations

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Array = NDArray[np.float32]
LEVELS = 63
_TINY = 1e-9


def quantize(matrix: Array) -> tuple[NDArray[np.int8], Array]:
    """Return the whole numbers of [input, output] weights and the scale of each output."""
    scale = np.maximum(np.abs(matrix).max(axis=0), _TINY) / LEVELS
    return np.round(matrix / scale).astype(np.int8), scale.astype(np.float32)


class Graph:
    """Collects nodes and weights of an ONNX graph or of the body of a loop."""

    def __init__(self, prefix: str = "n") -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self._prefix = prefix
        self._number = 0

    def constant(self, values: NDArray[np.generic], name: str = "") -> str:
        """Store `values` as they are; return their name."""
        self._number += 1
        name = name or f"{self._prefix}c{self._number}"
        self.weights.append(numpy_helper.from_array(values, name))
        return name

    def weight(self, values: Array, name: str) -> str:
        """Store `values` in half precision, widened when the model is loaded; return their name."""
        return self.node("Cast", [self.constant(values.astype(np.float16), name)], to=TensorProto.FLOAT)

    def node(self, kind: str, inputs: list[str], *, name: str = "", **options: object) -> str:
        """Add a node; return the name of its output."""
        return self.nodes_of(kind, inputs, 1, name=name, **options)[0]

    def nodes_of(self, kind: str, inputs: list[str], outputs: int, *, name: str = "", **options: object) -> list[str]:
        """Add a node with several outputs; return their names."""
        self._number += 1
        stem = name or f"{self._prefix}{self._number}"
        names = [stem, *(f"{stem}_{k}" for k in range(1, outputs))]
        self.nodes.append(helper.make_node(kind, inputs, names, **options))
        return names

    def split(self, x: str, sizes: list[int], *, axis: int) -> list[str]:
        """Cut `x` along an axis into parts of the given sizes."""
        return self.nodes_of("Split", [x, self.constant(np.array(sizes, np.int64))], len(sizes), axis=axis)

    def rows(self, x: str) -> tuple[str, str]:
        """Return `x` in eight bits and the scale of each row."""
        top = self.node("ReduceMax", [self.node("Abs", [x])], axes=[-1], keepdims=1)
        scale = self.node("Mul", [self.node("Add", [top, self._float(_TINY)]), self._float(1 / 127)])
        moved = self.node("Add", [self.node("Div", [x, scale]), self._float(128.5)])
        return self.node("Cast", [moved], to=TensorProto.UINT8), scale

    def bounded(self, x: str) -> str:
        """Return `x`, which lies between -1 and 1, in eight bits of 1/127."""
        return self.node("QuantizeLinear", [x, self._float(1 / 127), self._zero()])

    def product(self, x: str, matrix: Array, bias: Array | None, name: str, *, scale: str = "") -> str:
        """Add `x @ matrix + bias` for `x` in eight bits, with a scale of each row or the fixed one."""
        numbers, scales = quantize(matrix)
        whole = self.node("MatMulInteger", [x, self.constant(numbers, f"{name}.numbers"), self._zero()])
        made = self.node("Cast", [whole], to=TensorProto.FLOAT)
        factor = scales if scale else scales / np.float32(127)
        made = self.node("Mul", [made, self.constant(factor.astype(np.float32), f"{name}.scales")])
        if scale:
            made = self.node("Mul", [made, scale])
        return made if bias is None else self.node("Add", [made, self.constant(bias.astype(np.float32), f"{name}.bias")])

    def linear(self, x: str, matrix: Array, bias: Array, name: str) -> str:
        """Add `x @ matrix + bias`, `x` being brought to eight bits row by row."""
        numbers, scale = self.rows(x)
        return self.product(numbers, matrix, bias, name, scale=scale)

    def _float(self, value: float) -> str:
        return self.constant(np.array(value, np.float32))

    def _zero(self) -> str:
        return self.constant(np.array(128, np.uint8))


def lstm_body(recurrent: tuple[Array, Array], hidden: int, name: str) -> onnx.GraphProto:
    """Return one step of both ways: states and gate inputs of [forward batch + backward batch] in, states out."""
    body = Graph(f"{name}.")
    ways = body.nodes_of("Split", [body.bounded("h_in")], 2, axis=0)
    sums = [body.product(x, matrix, None, f"{name}.r{way}") for way, (x, matrix) in enumerate(zip(ways, recurrent, strict=True))]
    gates = body.node("Add", [body.node("Concat", sums, axis=0), "x_in"])
    opening, new = body.split(gates, [3 * hidden, hidden], axis=1)
    enter, leave, forget = body.nodes_of("Split", [body.node("Sigmoid", [opening])], 3, axis=1)
    kept = body.node("Mul", [forget, "c_in"])
    body.node("Add", [kept, body.node("Mul", [enter, body.node("Tanh", [new])])], name="c_out")
    body.node("Mul", [leave, body.node("Tanh", ["c_out"])], name="h_out")
    body.node("Identity", ["h_out"], name="y_out")
    info = helper.make_tensor_value_info
    inputs = [info(n, TensorProto.FLOAT, ["N", w]) for n, w in (("h_in", hidden), ("c_in", hidden), ("x_in", 4 * hidden))]
    outputs = [info(n, TensorProto.FLOAT, ["N", hidden]) for n in ("h_out", "c_out", "y_out")]
    return helper.make_graph(body.nodes, f"{name}_step", inputs, outputs, body.weights)
