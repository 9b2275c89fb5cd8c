"""Several networks of one shape as one: the weighted mean of their weights."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch


def blend(networks: Sequence[Path], out: Path, shares: Sequence[float] = ()) -> None:
    """Writes into `out` the mean of the weights of `networks`, each with its share: else all alike.

    Stages that went on from one another lie in one valley of the loss, and between them a network does
    better on new text than at either end (Wortsman et al., 2022, "Robust fine-tuning of zero-shot models").

    Raises `ValueError` when their shapes differ, or the shares are not one for each and one together.
    """
    shares = shares or [1 / len(networks)] * len(networks)
    if len(shares) != len(networks) or abs(sum(shares) - 1) > 1e-6:
        raise ValueError("one share for each network, and together 1")
    states = [torch.load(network) for network in networks]
    shapes = [{name: value.shape for name, value in state.items()} for state in states]
    if any(shape != shapes[0] for shape in shapes):
        raise ValueError("only networks of one shape can be blended")
    torch.save(
        {
            name: sum(share * s[name].float() for share, s in zip(shares, states, strict=True))
            for name in states[0]
        },
        out,
    )
