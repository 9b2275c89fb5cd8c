"""Which words weaken what the article tells in its own voice."""

from __future__ import annotations

import pytest

from allegedly.ingest import ingest
from allegedly.stages.hedges import hedges
from allegedly.stages.segment import segment


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The gulls may leave, and perhaps they are likely to come back.",
            ["may", "perhaps", "are likely to"],
        ),
        ("As you may have heard, the gulls are back.", []),
        ("The longer it waits, the less likely it is that they go.", []),
        ("Gulls were more likely than crows to leave, and twice as likely to come back.", []),
        ("Gulls were 20% more likely to leave than crows are.", []),
        ("The gulls are more likely to leave.", ["more likely"]),
        ("The nest was moved so that it could be hidden.", []),
        ("The gulls are not thought to be ill.", ["are not thought to"]),
        ("It may be recalled that the gulls left.", []),
    ],
)
def test_hedges_are_the_articles_own_doubts(text: str, found: list[str]) -> None:
    article = ingest(text)
    assert [h.span.slice(text) for h in hedges(article, segment(article))] == found
