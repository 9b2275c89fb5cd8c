"""The sourcing of articles that nobody trained on or tuned to, against its measured floors.

`unseen` holds 48 articles of many outlets and subjects, invented and labelled like those of
`allegedly.training`, and kept apart. They never go into training, and no rule is written for one of them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from allegedly.training.prepare import read_invented
from quality.conftest import Scored


@pytest.fixture(scope="module")
def figures(scored: Scored, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The scorer's figures for all of them together."""
    gold = tmp_path_factory.mktemp("unseen") / "gold.jsonl"
    with gold.open("w", encoding="utf-8") as out:
        for doc_id, text, sentences in read_invented(Path(__file__).parent / "unseen"):
            line = {"id": doc_id, "slice": "unseen", "text": text, "sentences": sentences}
            out.write(json.dumps(line) + "\n")
    result: dict[str, Any] = scored("sourcing", "sentences", gold)["ALL"]
    return result


@pytest.mark.parametrize("figure", ["allegation F1", "macro F1"])
def test_sourcing_is_right(figures: dict[str, Any], floors: dict[str, Any], figure: str) -> None:
    measured = {"allegation F1": figures["allegation"]["f1"], "macro F1": figures["macro_f1"]}
    assert measured[figure] >= floors["unseen"][figure]


@pytest.mark.parametrize("figure", ["laundered", "over_hedged"])
def test_few_are_wrong(figures: dict[str, Any], floors: dict[str, Any], figure: str) -> None:
    assert figures[figure] <= floors["unseen"][f"{figure.replace('_', '-')}, at most"]
