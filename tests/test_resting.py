"""On whom a statement rests, of all the attributions that touch its words."""

from __future__ import annotations

import pytest

from allegedly.analysis import Analysis, Attribution, Source, SourceKind
from allegedly.article import Article, Block, Span
from allegedly.resting import touching

TEXT = "Republicans said it was late. Democrats reportedly called it a ploy, two aides said."


def at(words: str) -> tuple[Span, ...]:
    start = TEXT.index(words)
    return (Span(start, start + len(words)),)


def rests(second: SourceKind, cue: str, first: SourceKind = "collective") -> tuple[int, ...]:
    """What the second sentence rests on, whose words the first speaker's content is taken to reach into."""
    sources = (Source(first, "Republicans", at("Republicans")), Source(second, "Democrats", at("Democrats")))
    attributions = (
        Attribution(at("Republicans"), at("said"), at("it was late. Democrats"), 0, (), "model", 1.0),
        Attribution(at("Democrats"), at(cue), at("a ploy"), 1, (), "model", 1.0),
    )
    article = Article(TEXT, (Block(Span(0, len(TEXT)), "paragraph", 0),))
    analysis = Analysis(article, (), attributions, sources)
    return touching(analysis, (0, 1), (Span(TEXT.index("Democrats"), len(TEXT)),))


@pytest.mark.parametrize(
    ("second", "first", "numbers"),
    [
        ("collective", "collective", (1,)),
        ("person", "unnamed", (0, 1)),
        ("person", "hearsay", (1,)),
    ],
    ids=["an unnamed speaker of its own", "a named one in an account", "hearsay in its own words"],
)
def test_who_speaks_before_is_left_out_where_the_statement_shows_its_own(
    second: SourceKind, first: SourceKind, numbers: tuple[int, ...]
) -> None:
    assert rests(second, "called", first) == numbers
