"""Posts copied from a social network: whose they are, the article says, or they are allegations."""

from __future__ import annotations

import re

import pytest

from allegedly.analysis import Attribution, Judgement, Source, Sourcing
from allegedly.article import Block, Sentence, Span
from allegedly.stages.posts import UNSIGNED, unsigned_posts

SPEAKERS = {"N": Source("person", "Ida Noll", ()), "O": Source("outlet", "Orford Herald", ())}


def judged(text: str, spoken: str) -> list[tuple[Sourcing, str]]:
    """What becomes of the sentences of `text`; "|" parts paragraphs.

    `spoken` has F for a fact, R for what is on record, by whom nobody knows, N for Noll's, O for an outlet's.
    """
    spans = [Span(*m.span()) for m in re.finditer(r"[^|]+?[.!](?= |\||$)", text)]
    made = []
    for span, letter in zip(spans, spoken, strict=True):
        block = Block(span, "paragraph", text.count("|", 0, span.start))
        sourcing: Sourcing = "fact" if letter == "F" else "on-record"
        by = (list(SPEAKERS).index(letter),) if letter in SPEAKERS else ()
        made.append(Judgement(Sentence(span, block, (span,)), sourcing, 0.6, "model", by))
    told = [Attribution((), (), (), k, (), "by-hand") for k in range(len(SPEAKERS))]
    return [(j.sourcing, j.rule) for j in unsigned_posts(made, text, list(SPEAKERS.values()), told)]


POSTS = "The bus is a gull. Our bus is a gull now pic.twitter.com/aB3. Be proud, Orford! It squawks."


@pytest.mark.parametrize("before", ["F", "O"])
def test_a_post_and_those_beside_it_are_nobodys(before: str) -> None:
    assert [rule for _, rule in judged(POSTS, f"{before}RRF")] == ["model", UNSIGNED, UNSIGNED, "model"]
    assert [sourcing for sourcing, _ in judged(POSTS, "FRRF")][1:3] == ["allegation"] * 2


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        (POSTS.replace("pic.twitter.com/aB3", "and I love it"), "FRRF"),
        (POSTS.replace("Be proud", "Ida Noll (@noll): be proud"), "FRRF"),
        (POSTS.replace("It squawks", "Ida Noll (@noll) likes it"), "FRRF"),
        (POSTS.replace(" Be proud", "|Be proud"), "FFRF"),
        (POSTS, "NRRF"),
        (POSTS, "FNRF"),
    ],
    ids=["no post", "signed in it", "signed behind it", "another paragraph", "behind her words", "hers"],
)
def test_what_is_no_post_or_has_an_author_stays(text: str, spoken: str) -> None:
    assert UNSIGNED not in [rule for _, rule in judged(text, spoken)]
