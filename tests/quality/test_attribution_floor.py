"""Who said what in the development articles, from bare text to attributions, against its measured floors."""

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
    """The scorer's figures for all attributions, quoted or not."""
    gold = shared / "data" / "attribution_dev.jsonl"
    predicted = tmp_path_factory.mktemp("attribution") / "predicted.jsonl"
    with predicted.open("w", encoding="utf-8") as out:
        for record in map(json.loads, gold.read_text(encoding="utf-8").splitlines()):
            attributions = analyse(record["text"]).to_dict()["attributions"]
            out.write(json.dumps({"id": record["id"], "attributions": attributions}) + "\n")
    scorer = shared / "eval" / "score_attribution.py"
    done = subprocess.run(
        [sys.executable, str(scorer), str(gold), str(predicted), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    result: dict[str, Any] = json.loads(done.stdout)["all"]
    return result


@pytest.mark.parametrize("role", ["content", "source", "cue"])
def test_words_have_their_role(figures: dict[str, Any], floors: dict[str, Any], role: str) -> None:
    assert 100 * figures["tokens"][role]["f1"] >= floors["attribution"][f"token F1 {role}"]


@pytest.mark.parametrize("role", ["content", "source", "cue"])
def test_spans_end_where_they_should(figures: dict[str, Any], floors: dict[str, Any], role: str) -> None:
    assert 100 * figures["spans"][role]["f1"] >= floors["attribution"][f"exact spans F1 {role}"]


def test_contents_are_found(figures: dict[str, Any], floors: dict[str, Any]) -> None:
    assert 100 * figures["iou50"]["f1"] >= floors["attribution"]["content IoU>=0.5 F1"]


def test_contents_have_their_source(figures: dict[str, Any], floors: dict[str, Any]) -> None:
    assert 100 * figures["joint"]["f1"] >= floors["attribution"]["content and source F1"]
