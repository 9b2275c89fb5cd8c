"""What a network learns from others that were trained before it: their answers, beside the labels."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from allegedly.model import labels
from allegedly.training.network import Network
from allegedly.training.windows import Window

VECTORS = ("source_query", "source_key", "cue_query", "cue_key", "feature")
"""Answers that are compared as they are; their scale is the teacher's spread."""

Batch = tuple[Tensor, Tensor, Tensor]


class Lessons:
    """What a student's answers lack to its teachers', on the same windows (Hinton et al., 2015).

    Several teachers answer together, by the mean of their probabilities. Vectors are compared with the first
    one's, from which the student started: those of networks that were trained apart have nothing in common.
    """

    def __init__(self, student: Network, teachers: Sequence[Network]) -> None:
        self._student, self._teachers = student, teachers
        for teacher in teachers:
            teacher.eval()

    def __call__(self, windows: list[Window], batch: Batch, answers: Tensor) -> dict[str, Tensor]:
        """Mean losses over words and sentences, whether anybody labelled them or not."""
        rows = [torch.tensor([0, *w.first], dtype=torch.long) for w in windows]
        spans, start = [], 1
        for window in windows:
            spans += [slice(start + first, start + last) for first, last, *_ in window.sentences]
            start += 1 + len(window.first)
        mine = _parts(answers, rows)
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            taught = [_parts(teacher.encode(*batch).float(), rows) for teacher in self._teachers]
        vectors = [((mine[n] - taught[0][n]) ** 2).mean() / taught[0][n].var() for n in VECTORS]
        out = {
            "tag lesson": _divergence(mine["tag"], [part["tag"] for part in taught]),
            "clause lesson": functional.binary_cross_entropy_with_logits(
                mine["clause"], torch.stack([part["clause"].sigmoid() for part in taught]).mean(0)
            ),
            "vector lesson": torch.stack(vectors).mean(),
        }
        if spans:
            with torch.no_grad():
                right = [
                    _sourcing(teacher, part, spans)
                    for teacher, part in zip(self._teachers, taught, strict=True)
                ]
            out["sourcing lesson"] = _divergence(_sourcing(self._student, mine, spans), right)
        return out


def _parts(answers: Tensor, rows: Sequence[Tensor]) -> dict[str, Tensor]:
    chosen = torch.cat([answers[i, row] for i, row in enumerate(rows)])
    return dict(zip(labels.TAUGHT, chosen.split(list(labels.TAUGHT.values()), -1), strict=True))


def _sourcing(network: Network, part: dict[str, Tensor], spans: Sequence[slice]) -> Tensor:
    pooled = torch.cat([network.pool(part["feature"][span]) for span in spans])
    logits: Tensor = network.sourcing(functional.gelu(pooled))
    return logits


def _divergence(mine: Tensor, theirs: Sequence[Tensor]) -> Tensor:
    """How far a distribution is from the mean of others (Kullback and Leibler), all given as logits."""
    mean = torch.stack([logits.softmax(-1) for logits in theirs]).mean(0)
    return functional.kl_div(mine.log_softmax(-1), mean, reduction="batchmean")
