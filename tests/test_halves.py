"""A sentence of two halves, one named speaker's and one of somebody unnamed, is an allegation."""

from __future__ import annotations

import pytest

from allegedly import analyse

CLINIC = """Clinic kept two sets of books

Two trustees said the clinic kept two sets of books for eight years.

{sentence}

The clinic opened in 1990.
"""


@pytest.mark.parametrize(
    ("sentence", "sourcing"),
    [
        (
            "Owner Jon Alm said the books were in order, but a clerk in his office said he had burned one.",
            "allegation",
        ),
        (
            "Olga Vern said that was false, but a second trustee told us that she had signed both.",
            "allegation",
        ),
        (
            "Olga Vern said that was false, but a review of records indicates that she had signed both.",
            "on-record",
        ),
        (
            "Olga Vern said that was false, but Jon Alm told us that she had signed both.",
            "on-record",
        ),
    ],
)
def test_whoever_is_unnamed_in_the_second_half_decides(sentence: str, sourcing: str) -> None:
    analysis = analyse(CLINIC.format(sentence=sentence))
    text = analysis.article.text
    assert [j.sourcing for j in analysis.judgements if j.span.slice(text) == sentence] == [sourcing]
