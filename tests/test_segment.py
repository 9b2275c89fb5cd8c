"""Sentences and clauses, case by case."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import resources

import pytest

from allegedly.article import Article, Block, Sentence, Span
from allegedly.errors import InputError
from allegedly.ingest import ingest
from allegedly.stages.segment import punkt_text, require_article, segment
from conftest import Case
from counted import steps

STAGE = "segment"


def sentences(text: str) -> tuple[Sentence, ...]:
    return segment(Article(text, (Block(Span(0, len(text)), "paragraph", 0),)))


def test_sentences_and_clauses(case: Case) -> None:
    got = sentences(case.input)
    shown = [" | ".join(clause.slice(case.input) for clause in s.clauses) for s in got]
    if "|" not in case.output:
        shown = [s.span.slice(case.input) for s in got]
    assert shown == case.output.split("\n")


def test_clauses_are_not_cut_where_a_case_shows_none() -> None:
    for text in (
        "Officials said the army was beaten and the bridge was lost.",
        "The mayor and the minister were late.",
    ):
        (sentence,) = sentences(text)
        assert sentence.clauses == (sentence.span,)


def test_a_furniture_block_is_one_sentence() -> None:
    text = "Cranes in Sund. The port is shut. Reuters"
    article = Article(text, (Block(Span(0, len(text)), "furniture", 0, "caption"),))
    (sentence,) = segment(article)
    assert sentence.span == Span(0, len(text))
    assert sentence.is_furniture


def test_hard_wrapped_lines_do_not_end_sentences() -> None:
    assert len(sentences("The port of Sund was closed on\nMonday after a crane fell.")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Rebels took the town of Sund on Monday and the army has left it",
        "Port shuts\n\nThe port of Sund is shut.",
    ],
)
def test_one_sentence_is_no_article(text: str) -> None:
    with pytest.raises(InputError, match="only one sentence"):
        require_article(segment(ingest(text)))


def test_two_sentences_are_an_article() -> None:
    require_article(sentences("The port of Sund is shut. It was shut on Monday."))


def test_punkt_parameters_are_small_plain_data() -> None:
    data = resources.files("allegedly.lang.en").joinpath("punkt.json").read_bytes()
    assert len(data) < 300_000
    assert set(json.loads(data)) == {"abbreviations", "collocations", "starters", "contexts"}


def test_punkt_text_keeps_every_offset() -> None:
    text = "“We left…”\r\n‘Why?’\u00a0\u200bNo\u0085"
    assert len(punkt_text(text)) == len(text)


@pytest.mark.parametrize("first", ["import nltk.tokenize.punkt", "pass"])
def test_punkt_comes_alone_and_leaves_nltk_whole(first: str) -> None:
    code = (
        f"{first}\nimport sys\nbefore = 'nltk' in sys.modules\n"
        "from allegedly.stages.segment import _punkt\n_punkt()\n"
        "assert ('nltk' in sys.modules) == before, 'left behind'\n"
        "import nltk\nassert nltk.tokenize.punkt.PunktSentenceTokenizer and nltk.FreqDist\n"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True, timeout=120)


@pytest.mark.parametrize(
    "piece",
    [
        'The port was shut on Monday. "Why?" he asked. U.S. Gen. Oland left... ',
        ". ",
        "A. ",
        "and he is ",
        "(he ",
        "x",
    ],
)
def test_work_grows_in_a_straight_line(piece: str) -> None:
    text = piece * (1_000 // len(piece))
    sentences(text)
    assert steps(lambda: sentences(text * 64)) < 12 * steps(lambda: sentences(text * 8))
