"""The bundled weights as a trained network again, for a stage that goes on from them or learns from them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from allegedly.training.export import WEIGHTS
from allegedly.training.network import HEAD, LAYERS, NARROW, Network

State = dict[str, Tensor]


def recover(model: Path, out: Path) -> None:
    """Writes into `out` the weights that `export` left in the folder `model`, as `train` reads them.

    Each weight is its whole number times its scale, so within half a scale of what was trained. What is not
    shipped stays untrained: the answers that only teach (`labels.TAUGHT`), and places beyond a window's.

    Raises `OSError` when a file is missing, `ValueError` for a graph of another shape than `graph.build`'s.
    """
    graph = onnx.load(model / WEIGHTS).graph
    constants = _Constants(numpy_helper.to_array(one) for one in graph.initializer)
    heads = json.loads((model / "config.json").read_text(encoding="utf-8"))["heads"]
    state = constants.state()
    state["sourcing.weight"] = torch.tensor(heads["sourcing_weight"])
    state["sourcing.bias"] = torch.tensor(heads["sourcing_bias"])
    state["distance"] = torch.tensor(heads["distance"])
    inner = len(state["layers.0.up.bias"])
    network = Network(len(state["pieces.weight"]), inner, heads=len(state["layers.0.qkv.bias"]) // (3 * HEAD))
    whole = network.state_dict()
    for name, value in state.items():
        whole[name][: len(value)] = value  # a table's or a matrix's first rows
    torch.save(whole, out)


class _Constants:
    """The constants of a graph, read in the order in which `graph.build` writes them."""

    def __init__(self, arrays: Iterator[np.ndarray]) -> None:
        self._arrays = arrays

    def state(self) -> State:
        """The parameters that the graph holds; raises `ValueError` when it holds more or fewer."""
        state: State = {}
        try:
            self._next(), self._next()  # the bounds of the range of places
            for name in ("pieces", "positions", "shapes"):
                state[f"{name}.weight"] = self._table()
            self._norm(state, "norm")
            for i in range(LAYERS):
                self._layer(state, f"layers.{i}", narrows=i == LAYERS - NARROW)
            self._product(state, "answers")
        except StopIteration as error:
            raise ValueError("the graph has fewer constants than a bundled one") from error
        if next(self._arrays, None) is not None:
            raise ValueError("the graph has more constants than a bundled one")
        return state

    def _layer(self, state: State, name: str, *, narrows: bool) -> None:
        if narrows:  # keys and values for all words come apart from the queries of those asked
            self._product(state, "pair")
            self._product(state, "query")
            for part in ("weight", "bias"):
                state[f"{name}.qkv.{part}"] = torch.cat(
                    (state.pop(f"query.{part}"), state.pop(f"pair.{part}"))
                )
        else:
            self._product(state, f"{name}.qkv")
        self._product(state, f"{name}.out")
        self._norm(state, f"{name}.out_norm")
        self._product(state, f"{name}.up")
        self._product(state, f"{name}.down")
        self._norm(state, f"{name}.down_norm")

    def _next(self) -> Tensor:
        return torch.tensor(np.array(next(self._arrays)))

    def _table(self) -> Tensor:
        whole, scale = self._next(), self._next()
        return whole.float() * scale

    def _product(self, state: State, name: str) -> None:
        whole, scale, _, bias = self._next(), self._next(), self._next(), self._next()
        state[f"{name}.weight"] = (whole.float() * scale).T.contiguous()
        state[f"{name}.bias"] = bias

    def _norm(self, state: State, name: str) -> None:
        state[f"{name}.weight"], state[f"{name}.bias"] = self._next(), self._next()
