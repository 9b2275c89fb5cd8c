"""Who said what in the development articles, from bare text to attributions, against its measured floors."""

from __future__ import annotations

from typing import Any

import pytest

from quality.conftest import Scored


@pytest.fixture(scope="module")
def figures(scored: Scored) -> dict[str, Any]:
    """The scorer's figures for all attributions, quoted or not."""
    result: dict[str, Any] = scored("attribution", "attributions")["all"]
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
