"""The house ranker against the first sentences and sumy, on human-written summaries."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from allegedly.ingest import ingest
from allegedly.stages.rank import choose
from allegedly.stages.segment import segment

pytest.importorskip("rouge_score")

BEST_OF_SUMY = ("lex-rank", "sum-basic", "luhn")
"""The other five score lower (30.5 to 28.0), which does not change while sumy does not."""


def first_words(texts: list[str], words: int) -> list[str]:
    """The first sentences that fit, each that does not passed over, as the house ranker does."""
    taken: list[str] = []
    for text in texts:
        if len(text.split()) <= words:
            taken.append(text)
            words -= len(text.split())
    return taken


@pytest.fixture(scope="module")
def rows(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The scorer's row for each way to summarise; `lead` is what the others are compared with."""
    folder = tmp_path_factory.mktemp("summaries")
    data = shared / "data" / "summary_dev.jsonl"
    articles = {}
    for record in map(json.loads, data.read_text().splitlines()):
        article = ingest(record["text"])
        body = [s for s in segment(article) if not s.is_furniture and not s.is_headline]
        articles[record["id"]] = [s.span.slice(article.text) for s in body]

    def of(texts: list[str], **bounds: Any) -> list[str]:
        return [texts[i] for i in choose(texts, **bounds)]

    made = {
        "lead": {id_: texts[:3] for id_, texts in articles.items()},
        "house": {id_: of(texts, sentences=3) for id_, texts in articles.items()},
        "lead 100 words": {id_: first_words(texts, 100) for id_, texts in articles.items()},
        "house 100 words": {id_: of(texts, words=100) for id_, texts in articles.items()},
    }
    for ranker in BEST_OF_SUMY:
        made[ranker] = {id_: of(texts, sentences=3, ranker=ranker) for id_, texts in articles.items()}
    paths = []
    for name, summaries in made.items():
        paths.append(folder / f"{name}.jsonl")
        lines = (json.dumps({"id": id_, "summary": summary}) for id_, summary in summaries.items())
        paths[-1].write_text("\n".join(lines))
    scorer = shared / "eval" / "score_summary.py"
    scored = subprocess.run(
        [sys.executable, scorer, data, *paths, "--json"], capture_output=True, check=True, text=True
    )
    return {Path(row["pred"]).stem: row for row in json.loads(scored.stdout)}


def test_three_sentences_keep_their_floor_and_beat_the_first_three(
    rows: dict[str, Any], floors: dict[str, Any]
) -> None:
    assert rows["house"]["r1_f"] >= floors["summary"]["3 sentences, ROUGE-1 F"]
    low, _ = rows["house"]["r1_f_minus_first_ci95"]
    assert low > 0


def test_the_best_of_sumy_stays_three_points_behind(rows: dict[str, Any]) -> None:
    for ranker in BEST_OF_SUMY:
        assert rows[ranker]["r1_f"] <= rows["house"]["r1_f"] - 3, ranker


def test_a_hundred_words_keep_their_floor(rows: dict[str, Any], floors: dict[str, Any]) -> None:
    row = rows["house 100 words"]
    assert row["words"] <= 100
    assert row["r1_f"] >= floors["summary"]["100 words, ROUGE-1 F"]
    assert row["r1_r"] >= rows["lead 100 words"]["r1_r"]
