"""The sourcing of the development articles, from bare text to judgements, against its measured floors."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from allegedly.pipeline import analyse


@pytest.fixture(scope="module")
def figures(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The scorer's figures for all slices together."""
    gold = shared / "data" / "sourcing_dev.jsonl"
    predicted = tmp_path_factory.mktemp("sourcing") / "predicted.jsonl"
    with predicted.open("w", encoding="utf-8") as out:
        for record in map(json.loads, gold.read_text(encoding="utf-8").splitlines()):
            sentences = analyse(record["text"]).to_dict()["sentences"]
            out.write(json.dumps({"id": record["id"], "sentences": sentences}) + "\n")
    scorer = shared / "eval" / "score_sourcing.py"
    done = subprocess.run(
        [sys.executable, str(scorer), str(gold), str(predicted), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    result: dict[str, Any] = json.loads(done.stdout)["ALL"]
    return result


def test_allegations_are_found(figures: dict[str, Any], floors: dict[str, Any]) -> None:
    assert figures["allegation"]["f1"] >= floors["sourcing"]["allegation F1"]


def test_few_allegations_are_laundered(figures: dict[str, Any], floors: dict[str, Any]) -> None:
    assert figures["laundered"] <= floors["sourcing"]["laundered, at most"]


def test_few_statements_are_over_hedged(figures: dict[str, Any], floors: dict[str, Any]) -> None:
    assert figures["over_hedged"] <= floors["sourcing"]["over-hedged, at most"]


def test_the_four_labels_agree_overall(figures: dict[str, Any], floors: dict[str, Any]) -> None:
    assert figures["macro_f1"] >= floors["sourcing"]["macro F1"]
