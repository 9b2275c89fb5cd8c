"""The network as an ONNX graph, node by node, in the operators that onnxruntime runs fastest."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from allegedly.model import labels
from allegedly.model.reading import WINDOW
from allegedly.training.network import NARROW, Layer, Network

OPSET = 18
FUSED = "com.microsoft"
"""The domain of onnxruntime's own operators. A traced graph of the same network is a fifth slower: its
quantised products and its attention are each a chain of small steps."""

STEPS = 64
"""Weights are whole numbers from -64 to 64 times a scale. With 127, processors without VNNI add pairs of
products in 16 bits that overflow (255 * 127 * 2), and the network answers differently there; with 64 they
cannot."""


def build(network: Network, *, int8: bool = True) -> onnx.ModelProto:
    """The graph of a trained network.

    Inputs `pieces` and `shapes` (1, time), and `asked` (asked): the places of the word pieces whose answers
    are wanted. Output `answers` (1, asked, sum of `WORD_OUTPUTS`). The last `NARROW` blocks run for the
    pieces asked alone; to the first of these the others still are context. With `int8` weights are whole
    numbers, one scale for each output (for each row of a table), and activations are quantised as they
    come, one scale for each product; without, all is fp32.
    """
    graph = _Graph(int8)
    x = graph.embedded(network)
    first_narrow = len(network.layers) - NARROW
    for i, layer in enumerate(network.layers):
        x = graph.layer(x, layer, "asked" if i == first_narrow else None)
    shipped = sum(labels.WORD_OUTPUTS.values())
    answers = graph.product(x, network.answers.weight[:shipped], network.answers.bias[:shipped])
    return graph.model(answers, shipped)


class _Graph:
    def __init__(self, int8: bool) -> None:
        self._int8 = int8
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def model(self, answers: str, width: int) -> onnx.ModelProto:
        """The finished graph, checked."""
        self._nodes.append(helper.make_node("Identity", [answers], ["answers"]))
        inputs = [
            helper.make_tensor_value_info(name, TensorProto.INT64, shape)
            for name, shape in (("pieces", [1, "time"]), ("shapes", [1, "time"]), ("asked", ["asked"]))
        ]
        output = helper.make_tensor_value_info("answers", TensorProto.FLOAT, [1, "asked", width])
        graph = helper.make_graph(self._nodes, "allegedly", inputs, [output], self._constants)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=9)
        onnx.checker.check_model(model)
        return model

    def embedded(self, network: Network) -> str:
        """Word pieces, places and shapes, added and normed."""
        length = self._node("Shape", "pieces", start=1, end=2)
        place = self._node(
            "Range", self._scalar(0), self._node("Squeeze", length), self._scalar(1)
        )  # as many as there are pieces
        x = self._table(network.pieces.weight, "pieces")
        x = self._node("Add", x, self._table(network.positions.weight[:WINDOW], place))
        x = self._node("Add", x, self._table(network.shapes.weight, "shapes"))
        return self._norm(x, network.norm)

    def layer(self, x: str, layer: Layer, asked: str | None) -> str:
        """One block; with `asked` it answers for those places only, and attends to all."""
        width = layer.out.in_features
        weight, bias = layer.qkv.weight, layer.qkv.bias
        if asked is None:
            query, key, value = self._split(self.product(x, weight, bias))
        else:
            pair = self.product(x, weight[width:], bias[width:])
            x = self._node("Gather", x, asked, axis=1)
            query = self.product(x, weight[:width], bias[:width])
            key, value = self._split(pair, parts=2)
        mixed = self._node("MultiHeadAttention", query, key, value, domain=FUSED, num_heads=layer.heads)
        x = self._norm(self._node("Add", x, self._linear(mixed, layer.out)), layer.out_norm)
        inner = self._node("Relu", self._linear(x, layer.up))
        return self._norm(self._node("Add", x, self._linear(inner, layer.down)), layer.down_norm)

    def product(self, x: str, weight: Tensor, bias: Tensor) -> str:
        """`x` times the transpose of `weight` (outputs, inputs), plus `bias`."""
        matrix = _array(weight).T
        if not self._int8:
            return self._node(
                "Add", self._node("MatMul", x, self._constant(matrix)), self._constant(_array(bias))
            )
        whole, scale = _whole(matrix, 0)
        zeros = np.zeros(len(scale), np.int8)
        constants = [self._constant(a) for a in (whole, scale, zeros, _array(bias))]
        return self._node("DynamicQuantizeMatMul", x, *constants, domain=FUSED)

    def _linear(self, x: str, layer: nn.Linear) -> str:
        return self.product(x, layer.weight, layer.bias)

    def _norm(self, x: str, layer: nn.LayerNorm) -> str:
        constants = [self._constant(_array(a)) for a in (layer.weight, layer.bias)]
        return self._node("LayerNormalization", x, *constants, axis=-1, epsilon=layer.eps)

    def _table(self, weight: Tensor, ids: str) -> str:
        if not self._int8:
            return self._node("Gather", self._constant(_array(weight)), ids)
        whole, scale = _whole(_array(weight), 1)
        rows = self._node("Cast", self._node("Gather", self._constant(whole), ids), to=TensorProto.FLOAT)
        return self._node("Mul", rows, self._node("Gather", self._constant(scale[:, None]), ids))

    def _scalar(self, value: int) -> str:
        return self._constant(np.array(value, np.int64))

    def _constant(self, array: NDArray[Any]) -> str:
        name = f"constant_{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.asarray(array, order="C"), name))
        return name

    def _node(self, operator: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        name = f"node_{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, list(inputs), [name], domain=domain, **attributes))
        return name

    def _split(self, x: str, parts: int = 3) -> list[str]:
        names = [f"node_{len(self._nodes)}_{i}" for i in range(parts)]
        self._nodes.append(helper.make_node("Split", [x], names, axis=-1, num_outputs=parts))
        return names


def _array(tensor: Tensor) -> NDArray[np.float32]:
    return np.asarray(tensor.detach().float().numpy(), np.float32)


def _whole(matrix: NDArray[np.float32], axis: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """The matrix in whole numbers, and the scale of each of its columns (`axis` 0) or rows (1)."""
    largest = np.abs(matrix).max(axis, keepdims=True)
    scale = np.where(largest > 0, largest / STEPS, 1.0).astype(np.float32)
    return np.round(matrix / scale).astype(np.int8), scale.ravel()
