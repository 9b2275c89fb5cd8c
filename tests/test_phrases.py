"""What the word rules see of a text: the same length in any case, so that offsets hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from allegedly.phrases import flattened


def test_blanks_are_spaces_and_apostrophes_straight() -> None:
    assert flattened("They’re\tSAID\nto\u00a0Have") == "they're said to have"


@given(st.text())
def test_offsets_hold(text: str) -> None:
    assert len(flattened(text)) == len(text)


def test_a_capital_that_is_two_letters_in_lower_case_stays() -> None:
    assert flattened("İZMİR Reportedly") == "İzmİr reportedly"
