"""The network in PyTorch: MiniLM's encoder with a shape embedding, one matrix of answers, sentence heads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from allegedly.model import labels
from allegedly.model.words import SHAPES
from allegedly.training.windows import LENGTH, distances

WIDTH = 384
LAYERS = 6
HEADS = 12
HEAD = WIDTH // HEADS
"""Width of one head of attention."""

INNER = 1536
"""Neurons of a block's feed-forward net, as `HEADS` before anything is cut away: see `slim`."""

NARROW = 2
"""Blocks at the end that run for the words asked for alone, and leave the context of a window behind. With
four the engine takes a tenth less time, and finds one allegation in two hundred fewer even if trained so."""

POSITIONS = 512
EPSILON = 1e-12
DROPOUT = 0.1
BUCKETS = torch.tensor(distances(LENGTH))
LINKED = ("source", "cue")
"""What a content is linked to, in the order of the `distance` rows."""

Part = dict[str, Tensor]
"""Answers by name, one row for each word."""


class Layer(nn.Module):
    """One block of BERT (Devlin et al., 2019): attention and a feed-forward net, a norm after each.

    The base model's neurons are Gaussian error linear units. Ours are rectified: a fine-tuned network does
    as well with them (Mirzadeh et al., 2023, "ReLU Strikes Back"), the whole takes seven per cent less time,
    and many then say so little that they can be cut away.
    """

    def __init__(self, inner: int = INNER, heads: int = HEADS) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(WIDTH, 3 * heads * HEAD)
        self.out = nn.Linear(heads * HEAD, WIDTH)
        self.out_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.up = nn.Linear(WIDTH, inner)
        self.down = nn.Linear(inner, WIDTH)
        self.down_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, bias: Tensor, asked: Tensor | None = None) -> Tensor:
        """`x` (batch, time, `WIDTH`) after this block; `bias` (batch, 1, 1, time) is added to attention.

        With `asked` (batch, asked), places in `time`, it answers for those only, and attends to all.
        """
        q, k, v = self.qkv(x).unflatten(2, (3, self.heads, HEAD)).permute(2, 0, 3, 1, 4)
        if asked is not None:
            x = x.gather(1, asked[:, :, None].expand(-1, -1, WIDTH))
            q = q.gather(2, asked[:, None, :, None].expand(-1, self.heads, -1, HEAD))
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        x = self.out_norm(x + self.dropout(self.out(mixed.transpose(1, 2).flatten(2))))
        return self.down_norm(x + self.dropout(self.down(functional.relu(self.up(x)))))


@dataclass(frozen=True, slots=True)
class Asked:
    """The `places` (batch, asked) whose answers are wanted; `mask` (batch, asked) is 0 where they pad."""

    places: Tensor
    mask: Tensor


class Network(nn.Module):
    """Word pieces and shapes in, every answer out: see `allegedly.model.labels` for their order."""

    def __init__(self, vocabulary: int, inner: int = INNER, heads: int = HEADS) -> None:
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.dropout = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList(Layer(inner, heads) for _ in range(LAYERS))
        self.answers = nn.Linear(WIDTH, sum(labels.TAUGHT.values()))
        self.sourcing = nn.Linear(2 * labels.FEATURE_SIZE, len(labels.SOURCINGS))
        self.mixed = nn.Linear(2 * labels.FEATURE_SIZE, 1)
        self.distance = nn.Parameter(torch.zeros(2, labels.DISTANCE_BUCKETS + 1))

    def encode(self, pieces: Tensor, shapes: Tensor, mask: Tensor, asked: Asked | None = None) -> Tensor:
        """The answers (batch, time, sum of `TAUGHT`); ids, shapes and 0-or-1 mask (batch, time).

        With `asked` the answers (batch, asked, sum of `TAUGHT`) for those places, as the engine gets them:
        the last `NARROW` blocks run for them alone.
        """
        place = torch.arange(pieces.shape[1])
        x = self.dropout(self.norm(self.pieces(pieces) + self.positions(place) + self.shapes(shapes)))
        bias = _bias(mask)
        for i, layer in enumerate(self.layers):
            if asked and i == len(self.layers) - NARROW:
                x, bias = layer(x, bias, asked.places), _bias(asked.mask)
            else:
                x = layer(x, bias)
        answers: Tensor = self.answers(x)
        return answers

    def link_scores(self, which: int, queries: Tensor, keys: Tensor, places: Tensor) -> Tensor:
        """Scores (queries, 1 + words) of links to nothing and to each word of a window.

        `which` indexes `LINKED`; `keys` (1 + words, `LINK_SIZE`) begin with the opening mark's, which stands
        for nothing; `places` (queries) say which words ask.
        """
        bias = self.distance[which]
        near = bias[BUCKETS[places, : len(keys) - 1]]
        scores: Tensor = queries @ keys.T / 8 + torch.cat((bias[-1].expand(len(places), 1), near), 1)
        return scores

    def pool(self, features: Tensor) -> Tensor:
        """The pooled features (1, 2 * `FEATURE_SIZE`) of the words (n, `FEATURE_SIZE`) of one sentence."""
        return torch.cat((features.mean(0), features.max(0).values)).unsqueeze(0)


def _bias(mask: Tensor) -> Tensor:
    return (1.0 - mask)[:, None, None, :] * -1e4


def from_state(state: dict[str, Tensor]) -> Network:
    """The network that has these weights, whole or slim."""
    inner, heads = len(state["layers.0.up.bias"]), len(state["layers.0.qkv.bias"]) // (3 * HEAD)
    network = Network(len(state["pieces.weight"]), inner, heads)
    network.load_state_dict(state)
    return network


def load_base(folder: Path, kept: list[int]) -> Network:
    """A network that starts from the base model's encoder, with the vocabulary's rows `kept`."""
    base = load_file(folder / "model.safetensors")
    base = {name.removeprefix("bert."): value for name, value in base.items()}
    network = Network(len(kept))
    state = network.state_dict()
    state["pieces.weight"] = base["embeddings.word_embeddings.weight"][kept]
    state["positions.weight"] = (
        base["embeddings.position_embeddings.weight"] + (base["embeddings.token_type_embeddings.weight"][0])
    )
    for ours, theirs in (("weight", "weight"), ("bias", "bias")):
        state[f"norm.{ours}"] = base[f"embeddings.LayerNorm.{theirs}"]
        for i in range(LAYERS):
            old, new = f"encoder.layer.{i}", f"layers.{i}"
            state[f"{new}.qkv.{ours}"] = torch.cat(
                [base[f"{old}.attention.self.{name}.{theirs}"] for name in ("query", "key", "value")]
            )
            state[f"{new}.out.{ours}"] = base[f"{old}.attention.output.dense.{theirs}"]
            state[f"{new}.out_norm.{ours}"] = base[f"{old}.attention.output.LayerNorm.{theirs}"]
            state[f"{new}.up.{ours}"] = base[f"{old}.intermediate.dense.{theirs}"]
            state[f"{new}.down.{ours}"] = base[f"{old}.output.dense.{theirs}"]
            state[f"{new}.down_norm.{ours}"] = base[f"{old}.output.LayerNorm.{theirs}"]
    network.load_state_dict(state)
    return network
