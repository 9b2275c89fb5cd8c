"""Part of the evidence stage: posts copied from a social network, without whoever wrote them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from allegedly.analysis import Judgement

_LINK_RE = re.compile(r"\b(?:pic\.(?:twitter|x)\.com|t\.co)/\w")
_SIGNED_RE = re.compile(r"\(@\w+\)")

UNSIGNED = "unsigned-post"


def unsigned_posts(made: Sequence[Judgement], text: str) -> list[Judgement]:
    """The judgements, with allegations for posts of which nothing says whose they are.

    Posts pasted with a page keep the links of their pictures and lose their authors. Sentences of one
    paragraph that are somebody's word, nobody is found for, and a post's link is among: each is such a post,
    unless a handle in brackets signs one of them.
    """
    out: list[Judgement] = []
    for (_, spoken), run in groupby(made, key=_where):
        posts = list(run)
        said = text[posts[0].span.start : posts[-1].span.end]
        if spoken and _LINK_RE.search(said) and not _SIGNED_RE.search(said):
            posts = [replace(post, sourcing="allegation", rule=UNSIGNED) for post in posts]
        out.extend(posts)
    return out


def _where(judgement: Judgement) -> tuple[int, bool]:
    """The paragraph, and whether it is somebody's word and nobody is found who said it."""
    nobody = judgement.sourcing == "on-record" and not judgement.attributions
    return judgement.sentence.block.paragraph, nobody
