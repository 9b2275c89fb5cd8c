"""A smaller network out of a trained one: the neurons and heads of attention that say least are cut away."""

from __future__ import annotations

import json
import pickle
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import torch
from torch import Tensor, nn

from allegedly.training.distil import Batch
from allegedly.training.network import HEAD, Network, from_state
from allegedly.training.prepare import Labelled
from allegedly.training.train import batches, collate

BATCHES = 24
"""How many batches of the training text show what a neuron says (4 GB of memory). A third of them would keep
the same neurons but for three in a hundred."""

SEED = 7

Place = tuple[int, str]
"""A block, and its matrix `down` or `out`."""


def slim(work: Path, network: Path, out: Path, *, inner: int, heads: int) -> None:
    """Writes into `out` the weights of `network` with `inner` neurons and `heads` heads left in each block.

    Those go whose output varies least over the training text in `work`, weighed by the weights behind them;
    what they give on average is added to the bias, so that only what varied is lost (An et al.,
    2024, "Fluctuation-based Adaptive Structured Pruning"). The result wants more training, with the whole
    network as a teacher.

    Raises `ValueError` when more is asked for than there is.
    """
    whole = from_state(torch.load(network))
    whole.eval()
    with (work / "train.pickle").open("rb") as file:
        articles: list[Labelled] = pickle.load(file)  # noqa: S301
    tokens = json.loads((work / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    said = _outputs(whole, [collate(b) for b in batches(articles, tokens, SEED)[:BATCHES]])
    state = whole.state_dict()
    for i, layer in enumerate(whole.layers):
        if inner > layer.down.in_features or heads > layer.heads:
            raise ValueError(f"block {i} has {layer.down.in_features} neurons and {layer.heads} heads")
        for name, size, kept in (("down", 1, inner), ("out", HEAD, heads)):
            matrix = getattr(layer, name)
            rows = _columns_to_keep(matrix, said[i, name], size, kept)
            gone = torch.ones(matrix.in_features, dtype=torch.bool)
            gone[rows] = False
            mean = said[i, name].mean(0)
            key = f"layers.{i}.{name}"
            state[f"{key}.bias"] = matrix.bias + matrix.weight[:, gone] @ mean[gone]
            state[f"{key}.weight"] = matrix.weight[:, rows].contiguous()
            feeding, times = ("up", 1) if name == "down" else ("qkv", 3)
            feeds = torch.cat([rows + part * matrix.in_features for part in range(times)])
            for value in ("weight", "bias"):
                fed = f"layers.{i}.{feeding}.{value}"
                state[fed] = state[fed][feeds].contiguous()
    torch.save(state, out)


def _outputs(network: Network, shown: Sequence[Batch]) -> dict[Place, Tensor]:
    """What goes into `down` and `out` of each block (pieces, width), for all pieces that are not padding."""
    seen: dict[Place, list[Tensor]] = defaultdict(list)

    def keep(place: Place, _: nn.Module, given: tuple[Tensor]) -> None:
        seen[place].append(given[0])

    hooks = [
        getattr(layer, name).register_forward_pre_hook(partial(keep, (i, name)))
        for i, layer in enumerate(network.layers)
        for name in ("down", "out")
    ]
    with torch.no_grad():
        for batch in shown:
            network.encode(*batch)
    for hook in hooks:
        hook.remove()
    masks = [mask.bool() for _, _, mask in shown]
    return {
        place: torch.cat([given[mask] for given, mask in zip(parts, masks, strict=True)])
        for place, parts in seen.items()
    }


def _columns_to_keep(matrix: nn.Linear, given: Tensor, size: int, kept: int) -> Tensor:
    """The columns of the `kept` groups of `size` columns whose product with `given` varies most, in order."""
    groups = (given - given.mean(0)).split(size, 1)
    weights = matrix.weight.split(size, 1)
    # The variance of a group's product needs its covariance only, not the product for every piece.
    varies = torch.stack([((w @ (g.T @ g / len(g))) * w).sum() for g, w in zip(groups, weights, strict=True)])
    chosen = varies.argsort(descending=True)[:kept].sort().values
    return torch.cat([torch.arange(c * size, (c + 1) * size) for c in chosen.tolist()])
