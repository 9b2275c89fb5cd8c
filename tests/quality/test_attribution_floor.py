"""Who said what in the development articles, from bare text to attributions, against its measured floors.

Where windows are cut moves each figure by some tenths of a point, up or down: the floors are under the mean
over `CUTS` sets of cuts, of which the first is the engine's own. (They were under that one alone before.)
"""

from __future__ import annotations

from statistics import mean
from zlib import crc32

import pytest

from allegedly.model import reading
from allegedly.model.words import Words
from quality.conftest import Scored

CUTS = 3

Figures = dict[str, dict[str, float]]


@pytest.fixture(scope="module")
def figures(scored: Scored) -> Figures:
    """The scorer's F1, in per cent, of tokens and spans by role, of contents, and of these with sources."""
    own, seen = reading._mark, []
    for number in range(CUTS):

        def mark(words: Words, end: int, number: int = number) -> int:
            first, rest = divmod(own(words, end), 1 << 32)
            return (first << 32) + (crc32(f"{number} {rest}".encode()) if number else rest)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reading, "_mark", mark)
            seen.append(scored("attribution", "attributions")["all"])
    roles = ("content", "source", "cue")
    return {
        "tokens": {role: 100 * mean(f["tokens"][role]["f1"] for f in seen) for role in roles},
        "spans": {role: 100 * mean(f["spans"][role]["f1"] for f in seen) for role in roles},
        "contents": {part: 100 * mean(f[part]["f1"] for f in seen) for part in ("iou50", "joint")},
    }


@pytest.mark.parametrize("role", ["content", "source", "cue"])
def test_words_have_their_role(figures: Figures, floors: Figures, role: str) -> None:
    assert figures["tokens"][role] >= floors["attribution"][f"token F1 {role}"]


@pytest.mark.parametrize("role", ["content", "source", "cue"])
def test_spans_end_where_they_should(figures: Figures, floors: Figures, role: str) -> None:
    assert figures["spans"][role] >= floors["attribution"][f"exact spans F1 {role}"]


def test_contents_are_found(figures: Figures, floors: Figures) -> None:
    assert figures["contents"]["iou50"] >= floors["attribution"]["content IoU>=0.5 F1"]


def test_contents_have_their_source(figures: Figures, floors: Figures) -> None:
    assert figures["contents"]["joint"] >= floors["attribution"]["content and source F1"]
