"""The rankers: what is chosen, in which order, and what degenerate input does to them."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys

import pytest

from allegedly.article import Article, Block, Sentence, Span
from allegedly.errors import OptionError
from allegedly.stages.rank import RANKERS, WEIGHTS, choose, measure, pick, rank
from counted import steps

TEXTS = (
    "The harbour council of Norrvik voted on Monday to close the old fish market after 112 years.",
    "The market has lost money since the new bridge opened, the council said.",
    '"I have sold herring here since I was nine and I will not stop now," said Greta Holm.',
    "Traders will be offered stalls in a hall behind the railway station.",
    "It was raining.",
    "The council voted on Monday to close the fish market.",
    "Norrvik's mayor, Anders Lie, said the market building would become a library.",
    "What will the gulls do?",
)

DEGENERATE = {
    "one sentence": ("The bridge is shut.",),
    "one word": ("Shut.",),
    "stop words alone": ("It was and it is.", "They were there.", "He had been."),
    "the same sentence again and again": ("The bridge is shut.",) * 6,
    "fewer words than sentences": ("Bridge.", "Bridge.", "Bridge shut.", "Shut."),
    "punctuation alone": ("...", "!!!", "—"),
    "not English": ("Мост закрыт.", "桥已关闭。", "Η γέφυρα έκλεισε."),
    "single letters": ("A b c.", "B c d.", "C."),
}


@pytest.mark.parametrize("ranker", RANKERS)
def test_every_ranker_gives_each_sentence_one_salience(ranker: str) -> None:
    saliences = rank(TEXTS, ranker=ranker, title="Norrvik to close its fish market")
    assert len(saliences) == len(TEXTS)
    assert len(set(saliences)) > 1


@pytest.mark.parametrize("ranker", RANKERS)
@pytest.mark.parametrize("name", DEGENERATE)
def test_degenerate_input_never_fails(ranker: str, name: str) -> None:
    texts = DEGENERATE[name]
    assert len(rank(texts, ranker=ranker)) == len(texts)
    assert choose(texts, sentences=3, ranker=ranker)
    assert choose(texts, words=5, ranker=ranker)


@pytest.mark.parametrize("ranker", RANKERS)
def test_nothing_to_rank_gives_nothing(ranker: str) -> None:
    assert rank((), ranker=ranker) == ()
    assert choose((), sentences=3, ranker=ranker) == ()
    assert choose((), words=3, ranker=ranker) == ()


@pytest.mark.parametrize("ranker", RANKERS)
def test_a_repeated_sentence_is_chosen_once(ranker: str) -> None:
    texts = (*TEXTS[:2], TEXTS[0], *TEXTS[2:4], f"  {TEXTS[0].upper()} ")
    chosen = choose(texts, sentences=6, ranker=ranker)
    assert len(chosen) == 4
    assert len({texts[i].casefold().strip() for i in chosen}) == 4


@pytest.mark.parametrize("ranker", RANKERS)
def test_bounds_hold_and_reading_order_is_kept(ranker: str) -> None:
    for count in range(1, 10):
        chosen = choose(TEXTS, sentences=count, ranker=ranker)
        assert len(chosen) == min(count, len(TEXTS))
        assert list(chosen) == sorted(chosen)
    for words in (3, 10, 40, 1000):
        chosen = choose(TEXTS, words=words, ranker=ranker)
        assert sum(len(TEXTS[i].split()) for i in chosen) <= words


def test_a_word_bound_under_every_sentence_gives_the_shortest() -> None:
    assert choose(TEXTS, words=1) == (4,)


def test_the_house_ranker_takes_the_news_and_leaves_speech_and_questions() -> None:
    assert choose(TEXTS, sentences=2) == (0, 1)
    assert {2, 4, 7}.isdisjoint(choose(TEXTS, sentences=5))


def test_saying_it_again_costs_a_sentence_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("allegedly.stages.rank.REDUNDANCY", 0.0)
    assert 5 in choose(TEXTS, sentences=3)
    monkeypatch.setattr("allegedly.stages.rank.REDUNDANCY", 10.0)
    assert 5 not in choose(TEXTS, sentences=3)


def test_measures_are_those_that_are_weighted_and_masses_sum_to_one() -> None:
    for measured in measure(TEXTS, str):
        assert measured.features.keys() == WEIGHTS.keys()
        assert sum(measured.mass.values()) == pytest.approx(1) or not measured.mass


def test_the_house_ranker_is_linear() -> None:
    # Every sentence differs, so that none is skipped as a repetition; half of the words are new in each copy.
    small = tuple(f"{text} No {i} of {i * 7} by Mr Quell{i}." for i in range(10) for text in TEXTS)
    large = tuple(f"{text} No {i} of {i * 7} by Mr Quell{i}." for i in range(80) for text in TEXTS)
    choose(small, words=len(small))
    assert steps(lambda: choose(large, words=len(large))) < 12 * steps(
        lambda: choose(small, words=len(small))
    )


@pytest.mark.parametrize(
    ("bounds", "complaint"),
    [
        ({}, "either"),
        ({"sentences": 2, "words": 5}, "either"),
        ({"sentences": 0}, "sentences must be at least 1"),
        ({"words": -3}, "words must be at least 1"),
    ],
)
def test_impossible_bounds_are_option_errors(bounds: dict[str, int], complaint: str) -> None:
    with pytest.raises(OptionError, match=complaint):
        choose(TEXTS, **bounds)  # type: ignore[arg-type]


def test_an_unknown_ranker_names_those_that_exist() -> None:
    with pytest.raises(OptionError, match=r"'page-rank'.*house, lex-rank"):
        rank(TEXTS, ranker="page-rank")
    with pytest.raises(OptionError):
        choose((), sentences=1, ranker="page-rank")


def test_furniture_and_the_headline_are_never_picked() -> None:
    text = "Market to close\nPhoto: A. Berg\n" + " ".join(TEXTS)
    spans, at = [], 0
    for part in ("Market to close", "Photo: A. Berg", *TEXTS):
        start = text.index(part, at)
        at = start + len(part)
        spans.append(Span(start, at))
    kinds = ("headline", "furniture", *("paragraph",) * len(TEXTS))
    blocks = tuple(Block(span, kind, i) for i, (span, kind) in enumerate(zip(spans, kinds, strict=True)))  # type: ignore[arg-type]
    sentences = tuple(Sentence(block.span, block, (block.span,)) for block in blocks)
    article = Article(text, blocks)
    picked = pick(article, sentences, sentences=20)
    assert [s.block.kind for s in picked] == ["paragraph"] * len(TEXTS)
    assert pick(article, sentences[:2], sentences=20) == sentences[:1]


def test_the_house_ranker_works_wherever_sumys_do() -> None:
    from sumy.models.dom import ObjectDocumentModel, Paragraph
    from sumy.models.dom import Sentence as SumySentence
    from sumy.nlp.stemmers import Stemmer
    from sumy.summarizers._summarizer import AbstractSummarizer
    from sumy.utils import ItemsCount

    from allegedly.stages.rank import HouseSummarizer

    class Words:
        def to_words(self, text: str) -> list[str]:
            return text.split()

    sentences = [SumySentence(text, Words()) for text in TEXTS]
    heading = SumySentence("Norrvik to close its fish market", Words(), is_heading=True)
    document = ObjectDocumentModel([Paragraph([heading, *sentences[:3]]), Paragraph(sentences[3:])])
    summarizer = HouseSummarizer(Stemmer("english"))
    assert isinstance(summarizer, AbstractSummarizer)
    assert [str(s) for s in summarizer(document, 3)] == [TEXTS[i] for i in choose(TEXTS, sentences=3)]
    assert len(summarizer(document, "50%")) == len(summarizer(document, ItemsCount(4))) == 4
    assert summarizer(ObjectDocumentModel([]), 3) == ()
    assert HouseSummarizer()(document, 99) == tuple(sentences)
    assert pickle.loads(pickle.dumps(HouseSummarizer)) is HouseSummarizer  # noqa: S301 -- our own bytes


def test_sumys_plain_text_parser_feeds_the_house_ranker() -> None:
    from sumy.parsers.plaintext import PlaintextParser

    from allegedly.stages.rank import HouseSummarizer

    class Lines:
        """A tokenizer in sumy's shape that needs no Punkt data."""

        def to_sentences(self, text: str) -> tuple[str, ...]:
            return tuple(part + "." for part in text.strip(". ").split(". "))

        def to_words(self, text: str) -> tuple[str, ...]:
            return tuple(text.split())

    document = PlaintextParser.from_string(
        "The mill burned down. The fire began at noon. It rained.", Lines()
    )
    assert len(HouseSummarizer()(document.document, 2)) == 2


def test_hash_seeds_do_not_change_what_is_chosen() -> None:
    program = (
        "from allegedly.stages.rank import RANKERS, choose\n"
        "from test_rank import TEXTS\n"
        "print([choose(TEXTS, sentences=3, ranker=r) for r in RANKERS])"
    )
    here = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=here,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_the_house_ranker_loads_neither_sumy_nor_numpy() -> None:
    program = (
        "import sys\n"
        "from allegedly.stages.rank import choose\n"
        "assert not {'nltk', 'numpy', 'sumy'} & sys.modules.keys()\n"
        "choose(['The mill burned down.', 'The fire began at noon.'], sentences=1)\n"
        "assert not {'requests', 'sumy.summarizers', 'sumy.utils'} & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
