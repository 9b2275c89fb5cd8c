"""How often each safety rule is right, counted on the labelled training articles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allegedly.article import Span
from allegedly.ingest import ingest
from allegedly.stages.ratchet import sightings
from allegedly.stages.segment import segment
from allegedly.training.prepare import read_lines, read_news, read_own_labels

TABLE = Path(__file__).parent.parent / "lang" / "en" / "ratchet.toml"

WEIGHT = 2.0
"""Sentences that the prior counts for: one right and one wrong where nothing else is known (Laplace)."""

WORTH = 0.5
"""A rule that is wrong more often than right is not written."""

ENOUGH = 10
"""Sentences that a rule must hit for its count to count more than what the labelling guide says of it."""

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


def labelled_news(data: Path, news: Path | None) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The real training articles that have labels: text and labelled sentences.

    They are those of `sourcing_train.jsonl`, those of `attribution_train.jsonl` that we labelled, and, with
    the wheel `news`, those of `read_news`. Raises `OSError` when a file is missing.
    """
    for doc in read_lines(data / "sourcing_train.jsonl"):
        yield doc["text"], doc["sentences"]
    texts = {doc["id"]: doc["text"] for doc in read_lines(data / "attribution_train.jsonl")}
    for doc_id, sentences in read_own_labels():
        yield texts[doc_id], sentences
    for _, text, sentences in read_news(news) if news else ():
        yield text, sentences


def counts(articles: Iterable[tuple[str, list[dict[str, Any]]]]) -> tuple[Count, ...]:
    """Every rule that sees anything in the articles, by name; they are text and labelled sentences.

    A rule counts once for a sentence. Half of a mixed sentence is enough for an allegation; furniture is not
    counted, nor a sentence on which two annotators differ. Precision is smoothed towards that of all rules
    for the same kind of speaker, wherever they see it (an m-estimate; for a kind it is Laplace's rule).
    """
    hits: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for text, labelled in articles:
        article = ingest(text)
        sentences = segment(article)
        for sentence, seen in zip(sentences, sightings(article, sentences), strict=True):
            gold = _gold(labelled, sentence.span) if seen else None
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
    """Puts the precisions that are worth it into the table, below the comments and guesses that head it.

    A guess stands until the articles have shown the rule `ENOUGH` times.
    """
    head = table.read_text(encoding="utf-8").split("[precision]")[0]
    enough = {c.rule for c in counted if c.hits >= ENOUGH}
    lines = [line for line in head.splitlines() if line.partition(" =")[0] not in enough]
    guessed = {line.partition(" =")[0] for line in lines}
    ordered = sorted((c for c in counted if c.precision >= WORTH), key=lambda c: (-c.precision, c.rule))
    rows = [
        f"{c.rule} = {c.precision:.3f}  # {c.right} of {c.hits}" for c in ordered if c.rule not in guessed
    ]
    table.write_text("\n".join([*lines, "[precision]", *rows]) + "\n", encoding="utf-8")
