"""The trained network as one int8 ONNX file, with its heads, tokenizer and digest."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import torch

from allegedly.training.graph import build
from allegedly.training.network import Network, from_state

WEIGHTS = "network.onnx"


def load_trained(work: Path, name: str = "network.pt") -> Network:
    """The network that training wrote, ready to answer."""
    network = from_state(torch.load(work / name))
    network.eval()
    return network


def export(work: Path, out: Path, name: str = "network.pt", temperature: float = 1.0) -> None:
    """Writes weights, tokenizer and configuration into `out`, and the fp32 network into `work`."""
    network = load_trained(work, name)
    (work / "network-fp32.onnx").write_bytes(build(network, int8=False).SerializeToString())
    (out / WEIGHTS).write_bytes(build(network).SerializeToString())
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
