"""For any text at all: spans are ordered, disjoint and complete, and nothing ends in a traceback."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.article import Article, Sentence, Span
from allegedly.decoding import shadow
from allegedly.errors import InputError
from allegedly.ingest import ingest, read_article
from allegedly.stages.segment import segment

LAYOUTS = tuple(
    path.read_text(encoding="utf-8")
    for folder in (Path(__file__).parent / "golden", Path(__file__).parents[1] / "seeds")
    for path in sorted((*folder.glob("*.txt"), *folder.glob("*/article.txt")))
)

PIECES = st.sampled_from(
    [
        ". ",
        "… ",
        "?” ",
        "! ",
        '" ',
        "(",
        ")",
        "\n",
        "\n\n",
        "\r\n",
        "U.S. ",
        "Gen. ",
        "a.m. ",
        "J. ",
        "Sund ",
        "the ",
        "and his rule is ",
        "He said ",
        "By Ida Brandt\n",
        "SUND — ",
        "Photo: AP\n",
        "\u00a0",
        "\u200b",
        "\x85",
        "12.5 ",
        "No. 4 ",
        "www.sund.example ",
        "; ",
        ", but ",
        "x" * 90,
        "\n> ",
        "govern-\nment ",
        "\n\f",
        "\nPage 1 of 2\n",
        "\nTHE POST\n",
        "\nMost read\n",
        "\nImage caption,\n",
        "\nFrom: Ida Brandt\nSubject: Sund\n",
        "The port of Sund was closed on Monday after a crane fell into\n",
    ]
)


def check(text: str) -> None:
    try:
        article = ingest(text)
    except InputError as error:
        check_message(error)
        return
    sentences = segment(article)
    assert article.text == text
    assert article == ingest(text)
    check_cover(article, [block.span for block in article.blocks])
    check_cover(article, [sentence.span for sentence in sentences])
    for sentence in sentences:
        check_sentence(article, sentence)


def check_message(error: InputError) -> None:
    assert str(error).strip()
    assert "\n" not in str(error)


def check_cover(article: Article, spans: list[Span]) -> None:
    """Ordered, disjoint, without outer white space, and over every character that prints something."""
    clear = shadow(article.text)
    at = 0
    for span in spans:
        assert at <= span.start < span.end
        assert clear[at : span.start].strip() == ""
        assert span.slice(clear) == span.slice(clear).strip()
        at = span.end
    assert clear[at:].strip() == ""


def check_sentence(article: Article, sentence: Sentence) -> None:
    assert sentence.block in article.blocks
    assert sentence.block.span.contains(sentence.span)
    clear = shadow(article.text)
    at = sentence.span.start
    for clause in sentence.clauses:
        assert clear[at : clause.start].strip() == ""
        assert at <= clause.start < clause.end
        at = clause.end
    assert at == sentence.span.end


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=400))
def test_any_unicode(text: str) -> None:
    check(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=80).map("".join))
def test_any_mixture_of_what_pages_are_made_of(text: str) -> None:
    check(text)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(LAYOUTS), st.integers(0), st.integers(0))
def test_real_layouts_cut_anywhere(text: str, start: int, length: int) -> None:
    start %= len(text)
    check(text[start : start + length % len(text)])


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(LAYOUTS), st.lists(st.tuples(st.integers(0), st.integers(0, 3), PIECES), max_size=12))
def test_real_layouts_with_damage(text: str, changes: list[tuple[int, int, str]]) -> None:
    for place, removed, added in changes:
        at = place % (len(text) + 1)
        text = text[:at] + added + text[at + removed :]
    check(text)


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.sampled_from(LAYOUTS).flatmap(
            lambda t: st.integers(0, 200).map(lambda n: t.encode()[: -n or None] + b"\xe2")
        ),
    )
)
def test_any_bytes(data: bytes) -> None:
    try:
        article = read_article(data)
    except InputError as error:
        check_message(error)
    else:
        check(article.text)
