"""What a network learns from others that were trained before it: their answers, beside the labels."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from allegedly.model import labels
from allegedly.training.network import LINKED, Network, Part
from allegedly.training.windows import Window

CONTENT = [i for i, tag in enumerate(labels.TAGS) if tag.endswith("content")]
CUE = [i for i, tag in enumerate(labels.TAGS) if tag.endswith("cue")]

HELD = 0.2
"""The probability of a role above which the teachers are asked for a word's links."""

Batch = tuple[Tensor, Tensor, Tensor]


class Lessons:
    """What a student's answers lack to its teachers', on the same windows (Hinton et al., 2015).

    Several teachers answer together, by the mean of their probabilities.
    """

    def __init__(self, student: Network, teachers: Sequence[Network]) -> None:
        self._student, self._teachers = student, teachers
        for teacher in teachers:
            teacher.eval()

    def __call__(self, windows: list[Window], batch: Batch, answers: Tensor) -> dict[str, Tensor]:
        """Mean losses over words and sentences, whether anybody labelled them or not.

        The student's `answers` (batch, 1 + words, outputs) are for the words asked; the teachers read all.
        """
        rows = [torch.tensor([0, *w.first], dtype=torch.long) for w in windows]
        spans, start = [], 1
        for window in windows:
            spans += [slice(start + first, start + last) for first, last, *_ in window.sentences]
            start += 1 + len(window.first)
        mine = _parts(answers, [torch.arange(len(row)) for row in rows])
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            taught = [_parts(teacher.encode(*batch).float(), rows) for teacher in self._teachers]
        out = {
            "tag lesson": _far(mine["tag"], [part["tag"] for part in taught]).mean(),
            "clause lesson": functional.binary_cross_entropy_with_logits(
                mine["clause"], torch.stack([part["clause"].sigmoid() for part in taught]).mean(0)
            ),
            "link lesson": self._links(windows, mine, taught),
        }
        if spans:
            with torch.no_grad():
                right = [
                    _sourcing(teacher, part, spans)
                    for teacher, part in zip(self._teachers, taught, strict=True)
                ]
            out["sourcing lesson"] = _far(_sourcing(self._student, mine, spans), right).mean()
        return out

    def _links(self, windows: list[Window], mine: Part, taught: Sequence[Part]) -> Tensor:
        """How far the links of words that the teachers hold for content, or for a cue, are from theirs.

        Each word counts as much as they hold it for one.
        """
        roles = torch.stack([part["tag"].softmax(-1) for part in taught]).mean(0)
        content, cue = roles[:, CONTENT].sum(-1), roles[:, CUE].sum(-1)
        total = held = torch.zeros(())
        start = 0
        for window in windows:
            rows = slice(start, start + 1 + len(window.first))  # the opening mark comes first
            start = rows.stop
            for which, asking in enumerate((content + cue, content)):
                places = (asking[rows][1:] > HELD).nonzero()[:, 0]
                if not len(places):
                    continue
                right = [
                    _scores(teacher, which, part, rows, places)
                    for teacher, part in zip(self._teachers, taught, strict=True)
                ]
                counts = asking[rows][1:][places]
                far = _far(_scores(self._student, which, mine, rows, places), right)
                total, held = total + (far * counts).sum(), held + counts.sum()
        return total / held.clamp(min=1.0)


def _scores(network: Network, which: int, part: Part, rows: slice, places: Tensor) -> Tensor:
    queries, keys = (part[f"{LINKED[which]}_{end}"][rows] for end in ("query", "key"))
    return network.link_scores(which, queries[1:][places], keys, places)


def _parts(answers: Tensor, rows: Sequence[Tensor]) -> Part:
    chosen = torch.cat([answers[i, row] for i, row in enumerate(rows)])
    return dict(zip(labels.TAUGHT, chosen.split(list(labels.TAUGHT.values()), -1), strict=True))


def _sourcing(network: Network, part: Part, spans: Sequence[slice]) -> Tensor:
    pooled = torch.cat([network.pool(part["feature"][span]) for span in spans])
    logits: Tensor = network.sourcing(functional.gelu(pooled))
    return logits


def _far(mine: Tensor, theirs: Sequence[Tensor]) -> Tensor:
    """How far each row's distribution is from the mean of others (Kullback and Leibler), given as logits."""
    mean = torch.stack([logits.softmax(-1) for logits in theirs]).mean(0)
    return functional.kl_div(mine.log_softmax(-1), mean, reduction="none").sum(-1)
