"""The trained network as one int8 ONNX file, with its heads, tokenizer and digest."""

from __future__ import annotations

import hashlib
import json
import shutil
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from allegedly.model import labels
from allegedly.training.network import Network

OPSET = 17
WEIGHTS = "network.onnx"


class _OneWindow(nn.Module):
    """The network for one window at a time, which needs no mask, without the answers that only taught it."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        shipped = sum(labels.WORD_OUTPUTS.values())
        self.answers = nn.Linear(network.answers.in_features, shipped)
        self.answers.load_state_dict({k: v[:shipped] for k, v in network.answers.state_dict().items()})

    def forward(self, pieces: Tensor, shapes: Tensor) -> Tensor:
        network = self.network
        place = torch.arange(pieces.shape[1])
        x = network.norm(network.pieces(pieces) + network.positions(place) + network.shapes(shapes))
        for layer in network.layers:
            x = layer(x, None)
        answers: Tensor = self.answers(x)
        return answers


def load_trained(work: Path, name: str = "network.pt") -> Network:
    """The network that training wrote, ready to answer."""
    state = torch.load(work / name)
    network = Network(state["pieces.weight"].shape[0])
    network.load_state_dict(state)
    network.eval()
    return network


def export(work: Path, out: Path, name: str = "network.pt", temperature: float = 1.0) -> None:
    """Writes weights, tokenizer and configuration into `out`, and the fp32 network into `work`."""
    network = load_trained(work, name)
    whole = work / "network-fp32.onnx"
    example = torch.ones(1, 16, dtype=torch.long)
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # torch's own deprecations; the tracing exporter needs no further package
        torch.onnx.export(
            _OneWindow(network),
            (example, torch.zeros_like(example)),
            str(whole),
            input_names=["pieces", "shapes"],
            output_names=["answers"],
            dynamic_axes={name: {1: "time"} for name in ("pieces", "shapes", "answers")},
            opset_version=OPSET,
            dynamo=False,
        )
    ready = work / "network-ready.onnx"
    quant_pre_process(str(whole), str(ready), skip_symbolic_shape=True)
    quantize_dynamic(str(ready), str(out / WEIGHTS), per_channel=True, weight_type=QuantType.QInt8)
    shutil.copy(work / "tokenizer.json", out / "tokenizer.json")
    heads = {
        "sourcing_weight": network.sourcing.weight,
        "sourcing_bias": network.sourcing.bias,
        "distance": network.distance,
    }
    config = {
        "sha256": hashlib.sha256((out / WEIGHTS).read_bytes()).hexdigest(),
        "heads": {
            n: [[round(x, 6) for x in r] for r in v.tolist()] if v.ndim > 1 else v.tolist()
            for n, v in heads.items()
        }
        | {"temperature": temperature},
    }
    (out / "config.json").write_text(json.dumps(config, indent=None) + "\n", encoding="utf-8")
