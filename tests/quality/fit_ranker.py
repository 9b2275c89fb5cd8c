"""How the house ranker's weights were fitted: `python tests/quality/fit_ranker.py` prints them, with a check.

Every set of three sentences among an article's first twelve and the six most central of the rest gets the
probability exp(sum of saliences - redundancy), normalised; the weights climb the expected ROUGE-1 F. That is
what a summary is judged by, while a label for each sentence ("an oracle took it") is not: fitted to such
labels, the same features do no better than the first three sentences. Needs the data beside the checkout.
"""

from __future__ import annotations

import itertools
import json
import random
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from rouge_score.tokenizers import DefaultTokenizer

from allegedly.ingest import ingest
from allegedly.stages.rank import WEIGHTS, Measured, _stemmer, measure
from allegedly.stages.segment import segment

DATA = Path(__file__).parents[3] / "shared" / "data" / "summary_dev.jsonl"
FIRST, CENTRAL, FOLDS = 12, 6, 5
PENALTY = 3e-4
OVERLAP_SCALE = 0.2
STEPS = 400

Sets = tuple[Any, Any, float]
"""For one article: scaled features of every set of three, their ROUGE-1 F, and that of the first three."""


def rouge(reference: Counter[str], chosen: list[Counter[str]]) -> float:
    words = sum(chosen, Counter[str]())
    both = (words & reference).total()
    return 2 * both / max(1, words.total() + reference.total())


def overlap(chosen: tuple[Measured, ...]) -> float:
    """The tf-idf mass that is said more than once."""
    most: dict[str, float] = {}
    for measured in chosen:
        for term, x in measured.mass.items():
            most[term] = max(x, most.get(term, 0.0))
    return sum(sum(m.mass.values()) for m in chosen) - sum(most.values())


def sets_of(record: dict[str, str], tokenizer: DefaultTokenizer) -> tuple[Any, Any, float, Any]:
    article = ingest(record["text"])
    body = [s for s in segment(article) if not s.is_furniture and not s.is_headline]
    texts = [s.span.slice(article.text) for s in body]
    measured = measure(texts, _stemmer())
    rest = sorted(range(FIRST, len(texts)), key=lambda i: -measured[i].features["centroid"])[:CENTRAL]
    candidates = [*range(min(FIRST, len(texts))), *sorted(rest)]
    words = {i: Counter(tokenizer.tokenize(texts[i])) for i in candidates}
    reference = Counter(tokenizer.tokenize(record["reference"]))
    rows, scores = [], []
    for chosen in itertools.combinations(candidates, min(3, len(candidates))):
        sums = [sum(measured[i].features[name] for i in chosen) for name in WEIGHTS]
        rows.append([*sums, -overlap(tuple(measured[i] for i in chosen))])
        scores.append(rouge(reference, [words[i] for i in chosen]))
    single = np.array([[measured[i].features[name] for name in WEIGHTS] for i in candidates])
    return np.array(rows), np.array(scores), scores[0], single


def fit(articles: list[Sets]) -> Any:
    """The weights of standardised features; Adam on the expected score, from nothing."""
    weights = np.zeros(len(WEIGHTS) + 1)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        slope = -2 * PENALTY * weights
        for rows, scores, _ in articles:
            logits = rows @ weights
            chance = np.exp(logits - logits.max())
            chance /= chance.sum()
            slope += (chance * (scores - chance @ scores)) @ rows / len(articles)
        mean += 0.1 * (slope - mean)
        square += 0.01 * (slope * slope - square)
        corrected = np.sqrt(square / (1 - 0.99**step)) + 1e-12
        weights += 0.1 * mean / (1 - 0.9**step) / corrected
    return weights


def best(weights: Any, article: Sets) -> float:
    return float(article[1][np.argmax(article[0] @ weights)])


def main() -> None:
    """Prints the weights for raw features, and the score on articles that a fit has not seen."""
    make = partial(sets_of, tokenizer=DefaultTokenizer(use_stemmer=True))
    raw = list(map(make, map(json.loads, DATA.read_text().splitlines())))
    scale = np.append(np.concatenate([single for *_, single in raw]).std(axis=0), OVERLAP_SCALE)
    articles = [(rows / scale, scores, lead) for rows, scores, lead, _ in raw]
    folds = [i % FOLDS for i in range(len(articles))]
    random.Random(0).shuffle(folds)  # noqa: S311 -- folds, not secrets
    unseen = 0.0
    for fold in range(FOLDS):
        weights = fit([a for a, f in zip(articles, folds, strict=True) if f != fold])
        unseen += sum(best(weights, a) for a, f in zip(articles, folds, strict=True) if f == fold)
    weights = fit(articles)
    for name, weight in zip([*WEIGHTS, "redundancy"], weights / scale, strict=True):
        print(f"{name:16} {weight:8.2f}")
    count = len(articles)
    print(f"first three      {100 * sum(lead for _, _, lead in articles) / count:8.2f}")
    print(f"unseen articles  {100 * unseen / count:8.2f}")
    print(f"fitted articles  {100 * sum(best(weights, a) for a in articles) / count:8.2f}")


if __name__ == "__main__":
    main()
