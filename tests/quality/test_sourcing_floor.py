"""The measured floor of sourcing on the development articles: it may be raised, never lowered."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from allegedly.pipeline import analyse

SHARED = Path(__file__).parents[3] / "shared"
GOLD = SHARED / "data" / "sourcing_dev.jsonl"
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))["sourcing"]

pytestmark = pytest.mark.skipif(
    not GOLD.exists(), reason="the labelled articles are not part of the repository"
)


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_sourcing", SHARED / "eval" / "score_sourcing.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    scorer = _scorer()
    gold = scorer.read(GOLD)
    pred = {key: {"sentences": analyse(doc["text"]).to_dict()["sentences"]} for key, doc in gold.items()}
    result: dict[str, Any] = scorer.score(gold, pred)["ALL"]
    return result


def test_allegations_are_found(figures: dict[str, Any]) -> None:
    assert figures["allegation"]["f1"] >= FLOORS["allegation_f1"]


def test_few_allegations_are_laundered(figures: dict[str, Any]) -> None:
    assert figures["laundered"] <= FLOORS["laundered"]


def test_few_facts_are_over_hedged(figures: dict[str, Any]) -> None:
    assert figures["over_hedged"] <= FLOORS["over_hedged"]


def test_labels_agree_overall(figures: dict[str, Any]) -> None:
    assert figures["macro_f1"] >= FLOORS["macro_f1"]
