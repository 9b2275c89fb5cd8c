"""The sourcing of the development articles, from bare text to judgements, against its measured floors."""

from __future__ import annotations

from typing import Any

import pytest

from quality.conftest import Scored


@pytest.fixture(scope="module")
def figures(scored: Scored) -> dict[str, Any]:
    """The scorer's figures for all slices together."""
    result: dict[str, Any] = scored("sourcing", "sentences")["ALL"]
    return result


def test_allegations_are_found(figures: dict[str, Any], floors: dict[str, Any]) -> None:
    assert figures["allegation"]["f1"] >= floors["sourcing"]["allegation F1"]


def test_few_allegations_are_laundered(figures: dict[str, Any], floors: dict[str, Any]) -> None:
    assert figures["laundered"] <= floors["sourcing"]["laundered, at most"]


def test_few_statements_are_over_hedged(figures: dict[str, Any], floors: dict[str, Any]) -> None:
    assert figures["over_hedged"] <= floors["sourcing"]["over-hedged, at most"]


def test_the_four_labels_agree_overall(figures: dict[str, Any], floors: dict[str, Any]) -> None:
    assert figures["macro_f1"] >= floors["sourcing"]["macro F1"]
