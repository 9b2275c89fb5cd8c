"""A brief that breaks a promise is never shipped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from allegedly.analysis import Analysis
from allegedly.article import Span
from allegedly.briefing import Briefing, Item
from allegedly.compose import compose
from allegedly.config import Options
from allegedly.errors import VerificationError
from allegedly.verify import verify
from handmade import Piece, Told, Who, falling

PIECE = Piece(
    title="Mine to close",
    told=(
        Told(
            "The Tarn mine will close in spring, its owner said on Friday.",
            "on-record",
            0,
            "its owner",
            "said",
        ),
        Told("The pit may well flood first.", "fact", hedge="may well"),
        Told("Two engineers said the pumps were broken.", "allegation", 1, "Two engineers", "said"),
    ),
    who=(Who("organisation", "its owner"), Who("unnamed", "two engineers", ("Two engineers",), plural=True)),
)


@pytest.fixture
def analysis() -> Analysis:
    return PIECE.analysis()


@pytest.fixture
def briefing(analysis: Analysis) -> Briefing:
    return compose(analysis, Options(), falling(analysis))


def with_item(briefing: Briefing, section: int, number: int, change: Callable[[Item], Item]) -> Briefing:
    items = list(briefing.sections[section].items)
    items[number] = change(items[number])
    sections = list(briefing.sections)
    sections[section] = replace(sections[section], items=tuple(items))
    return replace(briefing, sections=tuple(sections))


def test_a_sound_brief_passes_and_says_what_was_checked(briefing: Briefing, analysis: Analysis) -> None:
    assert len(verify(briefing, analysis, 330)) >= 6


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda i: replace(i, text=i.text.replace("close", "shut")), "slices"),
        (lambda i: replace(i, text=i.text + " So be it."), "not the article's"),
        (lambda i: replace(i, text="[Lord Nobody] " + i.text), "brackets"),
        (lambda i: replace(i, notice=" "), "no notice"),
        (lambda i: replace(i, notice='Its owner: "we are ruined".'), "quotes"),
        (lambda i: replace(i, notice="Told by 17 people."), "number"),
        (lambda i: replace(i, notice="Its owner, in part through Lord Nobody."), "name"),
        (lambda i: replace(i, spans=()), "no place"),
        (lambda i: replace(i, sourcing="allegation"), "allegation under facts"),
    ],
)
def test_a_changed_item_is_named(
    briefing: Briefing, analysis: Analysis, change: Callable[[Item], Item], complaint: str
) -> None:
    with pytest.raises(VerificationError, match=rf"^item 1 .*{complaint}"):
        verify(with_item(briefing, 0, 0, change), analysis, alone=True)


def test_an_allegation_under_facts_is_refused(briefing: Briefing, analysis: Analysis) -> None:
    laundered = replace(briefing.sections[1].items[0], sourcing="fact")
    wrong = with_item(briefing, 0, 0, lambda _: laundered)
    with pytest.raises(VerificationError, match="allegation under reported facts"):
        verify(wrong, analysis)


def test_a_lost_hedge_is_refused(briefing: Briefing, analysis: Analysis) -> None:
    text = analysis.article.text
    start = text.index("The pit")
    spans = (Span(start, start + 7), Span(text.index("flood"), text.index("flood") + 12))
    flat = Item("The pit … flood first.", spans, "fact", "The article's own reporting.", None)
    with pytest.raises(VerificationError, match="loses the hedge 'may well'"):
        verify(with_item(briefing, 0, 1, lambda _: flat), analysis)


def test_words_left_out_need_a_mark(briefing: Briefing, analysis: Analysis) -> None:
    text = analysis.article.text
    spans = (Span(0, 13), Span(text.index("will"), text.index("in spring")))
    gone = Item(
        "The Tarn mine close",
        (spans[0], Span(text.index("close"), text.index(" in spring"))),
        "on-record",
        "n",
        None,
    )
    with pytest.raises(VerificationError, match="without a mark"):
        verify(with_item(briefing, 0, 0, lambda _: gone), analysis)


def test_too_many_words_are_refused(briefing: Briefing, analysis: Analysis) -> None:
    with pytest.raises(VerificationError, match="10 were allowed"):
        verify(briefing, analysis, 10)


def test_a_title_of_other_words_is_refused(briefing: Briefing, analysis: Analysis) -> None:
    for title in ("Mine owner flees", "Mine to close [Lord Nobody]", "Mine to close at once"):
        with pytest.raises(VerificationError, match="the title"):
            verify(replace(briefing, title=title), analysis)


def test_a_missing_section_or_section_notice_is_refused(briefing: Briefing, analysis: Analysis) -> None:
    with pytest.raises(VerificationError, match="lacks a section"):
        verify(replace(briefing, sections=briefing.sections[:1]), analysis)
    mute = replace(briefing.sections[0], notice="")
    with pytest.raises(VerificationError, match="has no notice"):
        verify(replace(briefing, sections=(mute, briefing.sections[1])), analysis)
