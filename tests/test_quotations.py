"""Where a quotation is open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.article import Span
from allegedly.quotations import left_open, open_at


def begun_inside(*sentences: str) -> list[int]:
    text = " ".join(sentences)
    spans: list[Span] = []
    for sentence in sentences:
        start = spans[-1].end + 1 if spans else 0
        spans.append(Span(start, start + len(sentence)))
    return sorted(open_at(text, spans))


@pytest.mark.parametrize("marks", ["“”", "‘’", "''", '""', "«»"])
def test_the_sentences_of_a_quotation_begin_inside_it(marks: str) -> None:
    left, right = marks[0], marks[1]
    assert begun_inside(f"He said: {left}One.", "Two.", f"Three.{right}", "Four.") == [1, 2]


def test_both_quotations_end_that_end_together() -> None:
    assert begun_inside("\"She told me, 'It's him,'\" he said.", "Two.", "Three.") == []


def test_two_apostrophes_are_a_double_mark() -> None:
    assert begun_inside("''One.", "Two,'' he said.", "Three.") == [1]


@pytest.mark.parametrize(
    "text",
    [
        "The ’90s and the '90s were the twins' best years.",
        "It's the boys' club, isn't it?",
        "He said ‘yes’ and “no ‘maybe’ no”.",
        "Rock 'n' roll is 5'9\" tall.",
    ],
)
def test_apostrophes_open_nothing(text: str) -> None:
    assert not left_open(text)


def test_a_quotation_that_goes_on_in_the_next_paragraph_opens_again() -> None:
    assert begun_inside("“One.", "“Two.”", "Three.") == []


def test_a_lost_closing_mark_is_forgotten() -> None:
    assert begun_inside("“One.", *(f"Sentence {n}." for n in range(9)))[-1] <= 5


@given(st.lists(st.text("ab .“”‘’'\"", max_size=12), max_size=12))
def test_any_marks_at_all_give_an_answer_within_the_text(pieces: list[str]) -> None:
    assert set(begun_inside(*pieces)) <= set(range(len(pieces)))
