"""The sourcing of articles that nobody trained on or tuned to, against its measured floors.

`unseen` and `unseen_harder` hold 48 articles each, `unseen_border` 28, `unseen_general` 24, of many outlets
and subjects, invented and labelled like those of `allegedly.training`, and kept apart. They never go into
training, and no rule is written for one of them. The harder ones have accounts of unnamed people that go on
for sentences without a cue; others stand on the border: party groups that speak in public, descriptions that
get a name later, beliefs that are narrated and not claimed. The last are general news, and that of the
English-language press of Asia and Africa; their floors were set by a network that had not seen their like.

`forms` holds 28 articles with the layout, the mess and the ways of sourcing of as many real pages. No network
has seen them, but rules were mended after what they showed: their floors only keep that.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from allegedly.training.prepare import read_invented
from quality.conftest import Scored


@pytest.fixture(
    scope="module", params=["unseen", "unseen_harder", "unseen_border", "unseen_general", "forms"]
)
def measured(
    request: pytest.FixtureRequest,
    scored: Scored,
    floors: dict[str, Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[dict[str, Any], dict[str, float]]:
    """The scorer's figures for all articles of a set together, and the set's floors."""
    gold = tmp_path_factory.mktemp(request.param) / "gold.jsonl"
    with gold.open("w", encoding="utf-8") as out:
        for doc_id, text, sentences in read_invented(Path(__file__).parent / request.param):
            line = {"id": doc_id, "slice": request.param, "text": text, "sentences": sentences}
            out.write(json.dumps(line) + "\n")
    return scored("sourcing", "sentences", gold)["ALL"], floors[request.param]


def test_sourcing_is_right(measured: tuple[dict[str, Any], dict[str, float]]) -> None:
    figures, floors = measured
    assert figures["allegation"]["f1"] >= floors["allegation F1"]
    assert figures["macro_f1"] >= floors["macro F1"]


@pytest.mark.parametrize("figure", ["laundered", "over_hedged"])
def test_few_are_wrong(measured: tuple[dict[str, Any], dict[str, float]], figure: str) -> None:
    figures, floors = measured
    assert figures[figure] <= floors[f"{figure.replace('_', '-')}, at most"]
