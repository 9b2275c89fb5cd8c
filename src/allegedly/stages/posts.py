"""Part of the evidence stage: posts copied from a social network, without whoever wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from allegedly.analysis import Attribution, Judgement, Source

_LINK_RE = re.compile(r"\b(?:pic\.(?:twitter|x)\.com|t\.co)/\w")
_SIGNED_RE = re.compile(r"\(@\w+\)")
_SIGNATURE = 40
"""Characters behind a post in which whoever signs it stands: "— Orford Herald (@herald) May 2"."""

UNSIGNED = "unsigned-post"


def unsigned_posts(
    made: Sequence[Judgement], text: str, sources: Sequence[Source], attributions: Sequence[Attribution]
) -> Iterator[Judgement]:
    """The judgements, with allegations for posts of which nothing says whose they are.

    Posts pasted with a page keep the links of their pictures and lose their authors. Sentences of one
    paragraph that are somebody's word, nobody is found for, and a post's link is among: each is such a post,
    unless a handle in brackets signs one of them, or they come right behind the words of a named person.
    """
    person = False
    for (_, spoken), run in groupby(made, key=_where):
        posts = list(run)
        said = text[posts[0].span.start : posts[-1].span.end + _SIGNATURE]
        if spoken and not person and _LINK_RE.search(said) and not _SIGNED_RE.search(said):
            posts = [replace(post, sourcing="allegation", rule=UNSIGNED) for post in posts]
        yield from posts
        if posts[-1].attributions:
            by = attributions[posts[-1].attributions[0]].by
            person = by is not None and sources[by].kind == "person"
        else:
            person = person and spoken


def _where(judgement: Judgement) -> tuple[int, bool]:
    """The paragraph, and whether it is somebody's word and nobody is found who said it."""
    nobody = judgement.sourcing == "on-record" and not judgement.attributions
    return judgement.sentence.block.paragraph, nobody
