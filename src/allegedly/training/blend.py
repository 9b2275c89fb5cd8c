"""Several networks of one shape as one: the mean of their weights."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch


def blend(networks: Sequence[Path], out: Path) -> None:
    """Writes into `out` the mean of the weights of `networks`.

    Stages that went on from one another lie in one valley of the loss, and between them a network does
    better on new text than at either end (Wortsman et al., 2022, "Robust fine-tuning of zero-shot models").

    Raises `ValueError` when their shapes differ.
    """
    states = [torch.load(network) for network in networks]
    shapes = [{name: value.shape for name, value in state.items()} for state in states]
    if any(shape != shapes[0] for shape in shapes):
        raise ValueError("only networks of one shape can be blended")
    torch.save({name: torch.stack([s[name] for s in states]).mean(0) for name in states[0]}, out)
