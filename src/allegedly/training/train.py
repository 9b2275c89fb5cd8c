"""Training: one encoder, all tasks in one loss, seeded, checkpointed and resumable."""

from __future__ import annotations

import json
import pickle
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import torch
from rich.console import Console
from torch import Tensor
from torch.nn import functional

from allegedly.model import labels
from allegedly.training.distil import Lessons
from allegedly.training.network import LINKED, Asked, Network, from_state, load_base
from allegedly.training.prepare import NOWHERE, UNKNOWN, Labelled, base_folder
from allegedly.training.windows import Roughener, Window

BATCH = 14
ENCODER_RATE = 1.6e-4
HEAD_RATE = 6e-4
WARMUP = 0.06
WEIGHTS = {
    "tag": 1.0,
    "link": 0.3,
    "pos": 0.12,
    "entity": 0.12,
    "clause": 0.3,
    "marker": 0.4,
    "sourcing": 1.0,
    "mixed": 0.1,
}
"""What each task adds to the loss; attribution and sourcing are what the product stands on."""

ALLEGATION_WEIGHT = 2.0
"""An allegation counts twice in the sourcing loss: laundering one is the cardinal error."""

LESSONS = {"tag lesson": 1.0, "clause lesson": 0.15, "link lesson": 0.3, "sourcing lesson": 0.1}
"""What the teachers' answers add to the loss, where there are teachers. Sourcing counts far less than its
task: most sentences are labelled, and the teachers have not seen the newest labels."""

TAUGHT_SHARE = 0.5
"""What the labels themselves count beside teachers, who have seen them too."""

CHECKPOINT_SECONDS = 120
CONSOLE = Console(stderr=True)


def batches(articles: list[Labelled], marks: dict[str, int], seed: int) -> list[list[Window]]:
    """One epoch's batches; windows of like length go together, which saves padding."""
    rng = random.Random(seed)  # noqa: S311
    roughener = Roughener(articles, marks, rng)
    windows = list(roughener.epoch(articles, marks["[CLS]"], marks["[SEP]"]))
    windows.sort(key=lambda w: len(w.pieces) // 32)
    out = [windows[i : i + BATCH] for i in range(0, len(windows), BATCH)]
    rng.shuffle(out)
    return out


def collate(windows: list[Window]) -> tuple[Tensor, Tensor, Tensor]:
    """Pieces, shapes and mask (batch, time)."""
    time_steps = max(len(w.pieces) for w in windows)
    pieces = torch.zeros(len(windows), time_steps, dtype=torch.long)
    shapes = torch.zeros_like(pieces)
    mask = torch.zeros(len(windows), time_steps)
    for row, window in enumerate(windows):
        n = len(window.pieces)
        pieces[row, :n] = torch.tensor(window.pieces)
        shapes[row, :n] = torch.tensor(window.shapes)
        mask[row, :n] = 1
    return pieces, shapes, mask


def asked_of(windows: list[Window]) -> Asked:
    """The opening mark and the words that each window asks for."""
    longest = max(len(w.first) for w in windows)
    places = torch.zeros(len(windows), 1 + longest, dtype=torch.long)
    mask = torch.zeros(len(windows), 1 + longest)
    for row, window in enumerate(windows):
        places[row, 1 : 1 + len(window.first)] = torch.tensor(window.first, dtype=torch.long)
        mask[row, : 1 + len(window.first)] = 1
    return Asked(places, mask)


class Losses:
    """The losses of a batch, task by task."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._weight = torch.ones(len(labels.SOURCINGS))
        self._weight[labels.SOURCINGS.index("allegation")] = ALLEGATION_WEIGHT

    def __call__(self, windows: list[Window], answers: Tensor) -> dict[str, Tensor]:
        """Mean loss of each task that the batch has labels for; `answers` (batch, 1 + words, outputs)."""
        sizes = list(labels.TAUGHT.values())
        rows = [answers[row, 1 : 1 + len(w.first)] for row, w in enumerate(windows)]
        parts = [dict(zip(labels.TAUGHT, row.split(sizes, -1), strict=True)) for row in rows]
        out: dict[str, Tensor] = {}
        for task in ("tag", "pos", "entity"):
            logits = torch.cat([p[task] for p in parts])
            truth = torch.tensor([x for w in windows for x in w.word_labels[task]])
            known = truth != UNKNOWN
            if known.any():
                each = functional.cross_entropy(logits, truth, ignore_index=UNKNOWN, reduction="none")
                if task == "tag":
                    each = each * torch.tensor([w.tag_trust for w in windows for _ in w.first])
                out[task] = each.sum() / known.sum()
        clause = torch.cat([p["clause"] for p in parts])
        for column, name in enumerate(("opens_clause", "ends_clause")):
            self._binary(out, "clause", clause[:, column], windows, name)
        self._binary(out, "marker", torch.cat([p["marker"] for p in parts])[:, 0], windows, "marker")
        self._links(out, windows, parts, answers)
        self._sourcing(out, windows, parts)
        return out

    @staticmethod
    def _binary(out: dict[str, Tensor], task: str, logits: Tensor, windows: list[Window], name: str) -> None:
        truth = torch.tensor([x for w in windows for x in w.word_labels[name]])
        known = truth != UNKNOWN
        if known.any():
            loss = functional.binary_cross_entropy_with_logits(logits[known], truth[known].float())
            out[task] = out.get(task, torch.zeros(())) + loss

    def _links(
        self, out: dict[str, Tensor], windows: list[Window], parts: list[dict[str, Tensor]], answers: Tensor
    ) -> None:
        losses = []
        names = list(labels.TAUGHT)
        offset = sum(labels.TAUGHT[name] for name in names[: names.index("source_query")])
        for row, (window, part) in enumerate(zip(windows, parts, strict=True)):
            for which, name in enumerate(LINKED):
                links = [(here, there) for kind, here, there in window.links if kind == which]
                if not links:
                    continue
                here = torch.tensor([h for h, _ in links])
                there = torch.tensor([0 if t == NOWHERE else t + 1 for _, t in links])
                start = offset + (2 * which + 1) * labels.LINK_SIZE
                nothing = answers[row, :1, start : start + labels.LINK_SIZE]
                scores = self._network.link_scores(
                    which, part[f"{name}_query"][here], torch.cat((nothing, part[f"{name}_key"])), here
                )
                losses.append(functional.cross_entropy(scores, there) * window.tag_trust)
        if losses:
            out["link"] = torch.stack(losses).mean()

    def _sourcing(
        self, out: dict[str, Tensor], windows: list[Window], parts: list[dict[str, Tensor]]
    ) -> None:
        pooled, truth, mixed, trust = [], [], [], []
        for window, part in zip(windows, parts, strict=True):
            for first, last, sourcing, is_mixed in window.sentences:
                pooled.append(self._network.pool(part["feature"][first:last]))
                truth.append(sourcing)
                mixed.append(float(is_mixed))
                trust.append(window.sourcing_trust)
        if pooled:
            weight = torch.tensor(trust)
            vectors = functional.dropout(functional.gelu(torch.cat(pooled)), 0.1, self._network.training)
            target = torch.tensor(truth)
            each = functional.cross_entropy(
                self._network.sourcing(vectors), target, weight=self._weight, reduction="none"
            )
            out["sourcing"] = (each * weight).sum() / self._weight[target].sum()
            out["mixed"] = functional.binary_cross_entropy_with_logits(
                self._network.mixed(vectors)[:, 0], torch.tensor(mixed), weight=(weight == 1).float()
            )


def optimiser_of(network: Network, pace: float) -> torch.optim.AdamW:
    """AdamW; the new matrices learn faster than the encoder, norms and biases do not decay."""
    groups: dict[tuple[float, float], list[Tensor]] = defaultdict(list)
    for name, value in network.named_parameters():
        new = name.startswith(("answers", "sourcing", "mixed", "distance", "shapes"))
        decay = 0.01 if value.ndim > 1 and "norm" not in name else 0.0
        groups[pace * (HEAD_RATE if new else ENCODER_RATE), decay].append(value)
    return torch.optim.AdamW(
        [{"params": values, "lr": rate, "weight_decay": decay} for (rate, decay), values in groups.items()],
        fused=True,
    )


def thin(articles: list[Labelled], share: float, seed: int) -> list[Labelled]:
    """The articles with the sourcing labels of only `share` of them: do more labels pay?"""
    rng = random.Random(seed)  # noqa: S311
    for article in articles:
        if article.sentences and rng.random() >= share:
            article.sentences = []
            article.marker = [UNKNOWN] * len(article.marker)
    return [a for a in articles if a.sentences or any(t != UNKNOWN for t in a.tag)]


def train(
    work: Path,
    *,
    epochs: int = 4,
    seed: int = 1,
    without: frozenset[str] = frozenset(),
    label_share: float = 1.0,
    start: Path | None = None,
    pace: float = 1.0,
    teachers: Sequence[Path] = (),
) -> None:
    """Trains and writes `work/network.pt`; a run that was interrupted goes on from `work/checkpoint.pt`.

    A second stage begins with the weights `start`, and learns at `pace` times the rates of the first. With
    `teachers` it learns from their answers as well.
    """
    torch.manual_seed(seed)
    with (work / "train.pickle").open("rb") as file:
        articles: list[Labelled] = thin(pickle.load(file), label_share, seed)  # noqa: S301
    tokens = json.loads((work / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    if start:
        network = from_state(torch.load(start))
    else:
        network = load_base(base_folder(), json.loads((work / "kept.json").read_text(encoding="utf-8")))
    lessons = Lessons(network, [from_state(torch.load(t)) for t in teachers]) if teachers else None
    optimiser = optimiser_of(network, pace)
    losses = Losses(network)
    steps_an_epoch = len(batches(articles, tokens, seed))
    total = epochs * steps_an_epoch * 1.02  # later epochs cut a little differently
    scheduler = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / (WARMUP * total), max(0.0, (total - s) / (total * (1 - WARMUP))))
    )
    checkpoint = work / "checkpoint.pt"
    epoch = step = 0
    if checkpoint.exists():
        saved = torch.load(checkpoint)
        network.load_state_dict(saved["network"])
        optimiser.load_state_dict(saved["optimiser"])
        scheduler.load_state_dict(saved["scheduler"])
        epoch, step = saved["epoch"], saved["step"]
        torch.set_rng_state(saved["rng"])
    saved_at = time.monotonic()
    network.train()
    while epoch < epochs:
        plan = batches(articles, tokens, seed * 1000 + epoch)
        running: dict[str, float] = defaultdict(float)
        started, first = time.monotonic(), step
        while step < len(plan):
            windows = plan[step]
            batch = collate(windows)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                answers = network.encode(*batch, asked_of(windows))
            found = losses(windows, answers.float())
            loss = torch.stack([WEIGHTS[t] * v for t, v in found.items() if t not in without]).sum()
            if lessons:
                learnt = lessons(windows, batch, answers.float())
                loss = TAUGHT_SHARE * loss + torch.stack([LESSONS[t] * v for t, v in learnt.items()]).sum()
                found |= learnt
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            scheduler.step()
            step += 1
            for task, value in found.items():
                running[task] = (
                    0.98 * running[task] + 0.02 * value.item() if task in running else value.item()
                )
            if step % 20 == 0:
                rate = (time.monotonic() - started) / (step - first)
                shown = " ".join(f"{t} {v:.3f}" for t, v in running.items())
                CONSOLE.print(
                    f"epoch {epoch} step {step}/{len(plan)} {rate:.2f} s/step {shown}", highlight=False
                )
            if time.monotonic() - saved_at > CHECKPOINT_SECONDS:
                _save(checkpoint, network, optimiser, scheduler, epoch, step)
                saved_at = time.monotonic()
        epoch, step = epoch + 1, 0
        _save(checkpoint, network, optimiser, scheduler, epoch, step)
        torch.save(network.state_dict(), work / f"network-{epoch}.pt")
    torch.save(network.state_dict(), work / "network.pt")


def _save(
    path: Path,
    network: Network,
    optimiser: torch.optim.Optimizer,
    scheduler: torch.optim.lr_scheduler.LambdaLR,
    epoch: int,
    step: int,
) -> None:
    """Writes a checkpoint whole or not at all."""
    scratch = path.with_suffix(".part")
    torch.save(
        {
            "network": network.state_dict(),
            "optimiser": optimiser.state_dict(),
            "scheduler": scheduler.state_dict(),
            "epoch": epoch,
            "step": step,
            "rng": torch.get_rng_state(),
        },
        scratch,
    )
    scratch.replace(path)
