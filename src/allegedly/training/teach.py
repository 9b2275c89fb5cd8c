"""Self-training: the engine labels what the annotators left open, for a second stage of training."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

from rich.console import Console
from rich.progress import track

from allegedly.training.evaluate import predict
from allegedly.training.prepare import (
    UNKNOWN,
    Labelled,
    add_attributions,
    add_sourcing,
    read_invented,
    read_lines,
)

TRUST = 0.5
"""What a label of the engine's counts beside one of an annotator's."""


def teach(data: Path, work: Path, out: Path) -> None:
    """Writes into `out` the arrays of `work` with the missing labels as rules and network together give them.

    Six hundred articles have attributions and no sourcing, four hundred the reverse. The network learns from
    them what the rules alone know (whom a pronoun continues, who is named paragraphs away), and subjects that
    one of the tasks lacks: self-training with noise, as in Xie et al. (2020), "Noisy Student".

    Raises `OSError` when data are missing.
    """
    with (work / "train.pickle").open("rb") as file:
        articles: list[Labelled] = pickle.load(file)  # noqa: S301
    texts = {
        doc["id"]: doc["text"]
        for name in ("attribution", "sourcing")
        for doc in read_lines(data / f"{name}_train.jsonl")
    }
    texts |= {doc_id: text for doc_id, text, _ in read_invented()}
    console = Console(stderr=True)
    for article in track(articles, "Labelling", console=console, disable=not console.is_terminal):
        add_missing(article, texts[article.id])
    out.mkdir(parents=True, exist_ok=True)
    for name in ("tokenizer.json", "kept.json"):
        shutil.copy(work / name, out / name)
    with (out / "train.pickle").open("wb") as file:
        pickle.dump(articles, file)


def add_missing(article: Labelled, text: str) -> None:
    """Adds attributions, or the sourcing of sentences, where the annotators gave none; both count `TRUST`."""
    tagged = any(t != UNKNOWN for t in article.tag)
    if tagged and article.sentences:
        return
    said = predict(text, None, "both")
    if not tagged:
        add_attributions(article, said["attributions"])
        article.tag_trust = TRUST
    if not article.sentences:
        marker = list(article.marker)
        labelled = [{"start": s["start"], "end": s["end"], "label": s["sourcing"]} for s in said["sentences"]]
        add_sourcing(article, text, labelled)
        article.marker = marker  # the engine names no marker word by word, and splits few mixed sentences
        article.sourcing_trust = TRUST
