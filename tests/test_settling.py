"""Statements stand alone: what a cut takes with it, and who "his" is behind one."""

from __future__ import annotations

import pytest

from allegedly.analysis import Sourcing
from allegedly.settling import statements
from handmade import Piece, Told, Who

HALVES: tuple[tuple[str, Sourcing], ...] = (
    ("Erik Oland has promised to mend their bridge, ", "fact"),
    ("but activists say his plans mean that houses will go.", "allegation"),
)


def told(*sentences: Told) -> list[str]:
    analysis = Piece(sentences, who=(Who("collective", "activists", ("activists",), plural=True),)).analysis()
    return [one.wording(analysis.article.text) for one in statements(analysis)]


def test_his_in_a_half_is_the_subject_of_the_half_that_is_cut() -> None:
    sentence = Told("".join(text for text, _ in HALVES), "allegation", mixed=HALVES)
    first = Told("The plans of Erik Oland are new.")
    _, fact, alleged = told(first, sentence)
    assert fact == "Erik Oland has promised to mend their bridge …"
    assert alleged == "… activists say his plans mean that houses will go."
    _, _, alleged, _ = told(first, sentence, Told("Oland's plans are late."))
    assert alleged == "… activists say his [Oland's] plans mean that houses will go."


def test_a_rate_that_a_forecast_rests_on_stays() -> None:
    lost = Told("The board lost two million last year.")
    (_, forecast) = told(lost, Told("At that rate, the board will lose ten million this year."))
    assert forecast.endswith("At that rate, the board will lose ten million this year.")
    (_, plain) = told(lost, Told("At that time, the board had lost ten million in a year."))
    assert plain == "… the board had lost ten million in a year."


def test_a_first_sentence_whose_front_was_cut_does_not_open_with_he() -> None:
    halves: tuple[tuple[str, Sourcing], ...] = (
        ("Activists say that Erik Oland sold the quay, ", "allegation"),
        ("and he was seen on it on Friday evening.", "fact"),
    )
    made = told(Told("".join(text for text, _ in halves), "allegation", mixed=halves))
    assert not any(text.startswith("… he was") for text in made)


def test_what_bears_out_a_claim_does_not_stand_without_it() -> None:
    claim = Told("A clerk said the firm had sold 6,000 tickets too many.", "allegation")
    seen = Told("The Post has seen a list that appears to support that.")
    assert told(claim, seen) == ["A clerk said the firm had sold 6,000 tickets too many."]
    assert told(claim, Told("The Post has seen a list that supports the firm.")) != told(claim)


def test_his_is_of_who_opens_the_sentence() -> None:
    before = Told("“I have spent years on that pier,” said Ida Brandt.")
    left = Told("The former official left his job in June.")
    assert told(before, left) == [before.text, left.text]


def test_she_is_who_speaks_at_the_head_of_her_sentence() -> None:
    before = Told("Attempts to reach the firm were unsuccessful.")
    dreams = Told("The nurse says she still dreams of it.", "on-record", 0, "The nurse", "says")
    analysis = Piece((before, dreams), (Who("person", "the nurse", ("The nurse",)),)).analysis()
    text = analysis.article.text
    assert [s.wording(text) for s in statements(analysis)] == [before.text, dreams.text]


@pytest.mark.parametrize(
    "opening",
    [
        "It can now be revealed that the firm paid",
        "It has since emerged that the firm paid",
        "It later transpired that the firm paid",
        "It should also be recalled that the firm paid",
    ],
)
def test_it_that_only_points_ahead_stands_for_nothing(opening: str) -> None:
    assert told(Told("The bridge is 62 metres long."), Told(f"{opening} for it."))[1] == f"{opening} for it."


@pytest.mark.parametrize("told_it", ["has been told that", "had been assured that", "has announced that"])
def test_a_body_that_was_told_is_it(told_it: str) -> None:
    (_, named) = told(Told("The council opened a bridge."), Told(f"It {told_it} the steel would last."))
    assert named == f"[The council] {told_it} the steel would last."


@pytest.mark.parametrize(
    ("opening", "bracketed"),
    [
        ("Two clerks said he sold it.", "Two clerks said he [Erik Oland] sold it."),
        ("According to two clerks, he sold it.", "According to two clerks, he [Erik Oland] sold it."),
        ("Leaders close to him say it was sold.", "Leaders close to him [Erik Oland] say it was sold."),
        ("Clerks in his office say it is lost.", "Clerks in his [Erik Oland] office say it is lost."),
        ("A clerk said he sold it long ago.", "A clerk said he sold it long ago."),
        ("James said he sold it long ago.", "James said he sold it long ago."),
        ("Clerks said a man lost his job.", "Clerks said a man lost his job."),
        ("Vik believes critics say he lies.", "Vik believes critics say he lies."),
    ],
)
def test_he_is_none_of_the_people_who_open_the_sentence(opening: str, bracketed: str) -> None:
    before = (Told("Erik Oland, 52, came and saw Vik."), Told("Erik Oland, 52, opened the bridge."))
    assert told(*before, Told(opening, "allegation"))[2] == bracketed
