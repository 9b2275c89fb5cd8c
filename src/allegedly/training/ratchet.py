"""How often each safety rule is right, counted on the labelled training articles."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allegedly.article import Span
from allegedly.ingest import ingest
from allegedly.stages.ratchet import sightings
from allegedly.stages.segment import segment
from allegedly.training.prepare import read_lines

TABLE = Path(__file__).parent.parent / "lang" / "en" / "ratchet.toml"

WEIGHT = 2.0
"""Sentences that the prior counts for: one right and one wrong where nothing else is known (Laplace)."""

WORTH = 0.5
"""A rule that is wrong more often than right is not written."""

_PLACE_RE = re.compile(
    r"^(?:according-to|cited|inverted|by)-(?!said)|-(?:said|believe|say|saying)$|(?<=^hearsay)-.+$|(?<=^continues)-.+$"
)


@dataclass(frozen=True, slots=True)
class Count:
    """The training sentences that a rule hits, how many of them are allegations, its smoothed precision."""

    rule: str
    hits: int
    right: int
    precision: float


def counts(data: Path) -> tuple[Count, ...]:
    """Every rule that sees anything in `sourcing_train.jsonl`, by name.

    A rule counts once for a sentence. Half of a mixed sentence is enough for an allegation; furniture is not
    counted, nor a sentence on which two annotators differ. Precision is smoothed towards that of all rules
    for the same kind of speaker, wherever they see it (an m-estimate; for a kind it is Laplace's rule).
    Raises `OSError` when the file is missing.
    """
    hits: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for doc in read_lines(data / "sourcing_train.jsonl"):
        article = ingest(doc["text"])
        sentences = segment(article)
        for sentence, seen in zip(sentences, sightings(article, sentences), strict=True):
            gold = _gold(doc["sentences"], sentence.span) if seen else None
            if gold is None:
                continue
            alleged = "allegation" in (gold["label"], gold.get("mixed_with"))
            for rule in {finding.rule for finding in seen}:
                hits[rule] += 1
                right[rule] += alleged
    kinds = {rule: _PLACE_RE.sub("", rule) for rule in hits}
    out = []
    for rule in sorted(hits):
        alike = [r for r in hits if kinds[r] == kinds[rule]]
        prior = (sum(right[r] for r in alike) + WEIGHT / 2) / (sum(hits[r] for r in alike) + WEIGHT)
        smoothed = (right[rule] + WEIGHT * prior) / (hits[rule] + WEIGHT)
        out.append(Count(rule, hits[rule], right[rule], smoothed))
    return tuple(out)


def _gold(labelled: list[dict[str, Any]], span: Span) -> dict[str, Any] | None:
    """The labelled sentence that shares most characters with `span`, if its label counts."""
    best = max(labelled, key=lambda g: min(g["end"], span.end) - max(g["start"], span.start), default=None)
    if best is None or best["start"] >= span.end or best["end"] <= span.start:
        return None
    differ = best.get("second_label", best["label"]) != best["label"]
    return None if differ or best["label"] == "furniture" else best


def write(counted: tuple[Count, ...], table: Path = TABLE) -> None:
    """Puts the precisions that are worth it into the table, below the comments that head it."""
    head = table.read_text(encoding="utf-8").split("[precision]")[0]
    ordered = sorted((c for c in counted if c.precision >= WORTH), key=lambda c: (-c.precision, c.rule))
    lines = [f"{c.rule} = {c.precision:.3f}  # {c.right} of {c.hits}" for c in ordered]
    table.write_text(head + "[precision]\n" + "\n".join(lines) + "\n", encoding="utf-8")
