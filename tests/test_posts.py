"""Posts copied from a social network: whose they are, the article says, or they are allegations."""

from __future__ import annotations

import re

import pytest

from allegedly.analysis import Judgement, Sourcing
from allegedly.article import Block, Sentence, Span
from allegedly.stages.posts import UNSIGNED, unsigned_posts


def judged(text: str, spoken: str, found: tuple[int, ...] = ()) -> list[tuple[Sourcing, str]]:
    """What becomes of the sentences of `text`; `spoken` has R for one on record, F for a fact; "|" parts."""
    spans = [Span(*m.span()) for m in re.finditer(r"[^|]+?[.!](?= |\||$)", text)]
    made, paragraph = [], 0
    for span, letter in zip(spans, spoken.replace("|", ""), strict=True):
        paragraph = text.count("|", 0, span.start)
        block = Block(span, "paragraph", paragraph)
        sourcing: Sourcing = "on-record" if letter == "R" else "fact"
        behind = found if letter == "R" else ()
        made.append(Judgement(Sentence(span, block, (span,)), sourcing, 0.6, "model", behind))
    return [(j.sourcing, j.rule) for j in unsigned_posts(made, text)]


POSTS = "The bus is a gull. Our bus is a gull now pic.twitter.com/aB3. Be proud, Orford! It squawks."


def test_a_post_and_those_beside_it_are_nobodys() -> None:
    alleged = ("allegation", UNSIGNED)
    assert judged(POSTS, "FRRF") == [("fact", "model"), alleged, alleged, ("fact", "model")]


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        (POSTS.replace("pic.twitter.com/aB3", "and I love it"), "FRRF"),
        (POSTS.replace("Be proud", "Ida Noll (@noll): be proud"), "FRRF"),
        (POSTS.replace(" Be proud", "|Be proud"), "FFRF"),
    ],
    ids=["no post", "a handle signs", "another paragraph"],
)
def test_what_is_no_post_or_has_an_author_stays(text: str, spoken: str) -> None:
    assert UNSIGNED not in [rule for _, rule in judged(text, spoken)]


def test_whose_words_are_known_stays() -> None:
    assert UNSIGNED not in [rule for _, rule in judged(POSTS, "FRRF", found=(0,))]
