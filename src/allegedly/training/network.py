"""The network in PyTorch: MiniLM's encoder with a shape embedding, one matrix of answers, sentence heads."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from allegedly.model import labels
from allegedly.model.words import SHAPES

WIDTH = 384
HEADS = 12
LAYERS = 6
INNER = 1536
POSITIONS = 512
EPSILON = 1e-12
DROPOUT = 0.1


class Layer(nn.Module):
    """One block of BERT (Devlin et al., 2019): attention and a feed-forward net, a norm after each."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.out_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.down_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """`x` (batch, time, `WIDTH`) after this block; `bias` (batch, 1, 1, time) is added to attention."""
        batch, time, _ = x.shape
        q, k, v = self.qkv(x).view(batch, time, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(
            q, k, v, attn_mask=None if bias is None else bias.to(q.dtype)
        )
        x = self.out_norm(x + self.dropout(self.out(mixed.transpose(1, 2).reshape(batch, time, WIDTH))))
        return self.down_norm(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Network(nn.Module):
    """Word pieces and shapes in, every answer out: see `allegedly.model.labels` for their order."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.dropout = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.answers = nn.Linear(WIDTH, sum(labels.TAUGHT.values()))
        self.sourcing = nn.Linear(2 * labels.FEATURE_SIZE, len(labels.SOURCINGS))
        self.mixed = nn.Linear(2 * labels.FEATURE_SIZE, 1)
        self.distance = nn.Parameter(torch.zeros(2, labels.DISTANCE_BUCKETS + 1))

    def encode(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """The answers (batch, time, sum of `TAUGHT`); ids, shapes and 0-or-1 mask (batch, time)."""
        place = torch.arange(pieces.shape[1])
        x = self.dropout(self.norm(self.pieces(pieces) + self.positions(place) + self.shapes(shapes)))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        answers: Tensor = self.answers(x)
        return answers

    def pool(self, features: Tensor) -> Tensor:
        """The pooled features (1, 2 * `FEATURE_SIZE`) of the words (n, `FEATURE_SIZE`) of one sentence."""
        return torch.cat((features.mean(0), features.max(0).values)).unsqueeze(0)


def from_state(state: dict[str, Tensor]) -> Network:
    """The network that has these weights."""
    network = Network(len(state["pieces.weight"]))
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
