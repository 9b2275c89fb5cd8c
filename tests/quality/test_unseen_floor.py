"""The sourcing of articles that nobody trained on or tuned to, against its measured floors.

`unseen` and `unseen_harder` hold 48 articles each, `unseen_border` 28, `unseen_general` 24, of many outlets
and subjects, invented and labelled like those of `allegedly.training`, and kept apart. They never go into
training, and no rule is written for one of them (but for one: "lawyers following the case" are nobody who is
named, since a miss of `unseen_border` on another processor showed it). The harder ones have accounts of
unnamed people that go on for sentences without a cue; others stand on the border: party groups that speak in
public, descriptions that get a name later, beliefs that are narrated and not claimed. The last are general
news, and that of the English-language press of Asia and Africa; their floors were set by a network that had
not seen their like.

`forms` holds 28 articles with the layout, the mess and the ways of sourcing of as many real pages. No network
has seen them, but rules were mended after what they showed: their floors only keep that.

`real.jsonl` has our labels for 114 articles whose text lies with the measuring data (44 of those with
attributions, 70 of those with summaries), given by two annotators who did not see each other's: offsets and
codes, no text. They had no part in any training, and show what the others hide: real news of all kinds,
in which few sentences are allegations and these are seldom told in plain words. `real_rest.jsonl` is the
same for the other 67 of CNN and the Daily Mail: 15 allegations in 1,505 sentences, so its first two figures
say little, and its last two how much is hedged that should not be.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from allegedly.training.prepare import CODES, read_invented, read_lines
from quality.conftest import Scored

SETS = ("unseen", "unseen_harder", "unseen_border", "unseen_general", "forms", "real", "real_rest")


def articles(name: str, data: Path) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """The articles of a set: id, text, labelled sentences."""
    here = Path(__file__).parent
    if not name.startswith("real"):
        yield from read_invented(here / name)
        return
    files = ("attribution_dev", "summary_dev")
    texts = {doc["id"]: doc["text"] for file in files for doc in read_lines(data / f"{file}.jsonl")}
    for row in read_lines(here / f"{name}.jsonl"):
        yield row["id"], texts[row["id"]], [sentence(*columns) for columns in row["sentences"]]


def sentence(start: int, end: int, code: str, second: str) -> dict[str, Any]:
    """A sentence as the scorer takes it: of a mixed one the first half counts."""
    return {"start": start, "end": end, "label": CODES[code[0]], "second_label": CODES[second[0]]}


@pytest.fixture(scope="module", params=SETS)
def measured(
    request: pytest.FixtureRequest,
    shared: Path,
    scored: Scored,
    floors: dict[str, Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[dict[str, Any], dict[str, float]]:
    """The scorer's figures for all articles of a set together, and the set's floors."""
    gold = tmp_path_factory.mktemp(request.param) / "gold.jsonl"
    with gold.open("w", encoding="utf-8") as out:
        for doc_id, text, sentences in articles(request.param, shared / "data"):
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
