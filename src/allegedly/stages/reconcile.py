"""Part of the attribute stage: what the network found, beside the layout and what the rules found."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from allegedly.analysis import Found
from allegedly.article import Article, Span

_HEARS_RE = re.compile(
    r"(?:(?:has|have|had) been|(?:is|are|was|were)(?: being)?)(?: \w+)? "
    r"(?:told|informed|advised|notified|warned)",
    re.IGNORECASE,
)


def reconciled(article: Article, read: Sequence[Found], ruled: Sequence[Found]) -> tuple[Found, ...]:
    """What the network read, without whoever only heard it, and without the headline's people in the text.

    "Union accuses minister ¶ Ann Coyle, a nurse, said": where the source stands in a headline and the cue
    below it, the rules' source of that cue takes its place, or nobody.
    """
    titles = [b.span for b in article.blocks if b.kind in ("headline", "standfirst")]
    return tuple(_at_home(one, titles, ruled) for one in read if not was_told(article.text, one))


def unread(ruled: Sequence[Found], read: Sequence[Found], sentences: Sequence[Span]) -> list[Found]:
    """What only the rules found, of the kinds that are right where the network saw nothing."""
    taken = sorted(s for one in read for s in (*one.cue, *one.content))
    silent = [span for span in sentences if not _touches((span,), taken)]
    return [
        one
        for one in ruled
        if (one.rule.startswith("hearsay") and not _touches(one.cue, taken))
        or (one.rule in ("according-to", "heard") and _touches(one.cue, silent))
    ]


def _at_home(found: Found, titles: Sequence[Span], ruled: Sequence[Found]) -> Found:
    """The attribution with a source, and with contents, that do not stand in another block's headline."""
    if not found.source or not found.cue:
        return found
    cue = found.cue[0]
    title = next((t for t in titles if t.contains(found.source[0])), None)
    if title is None:
        return found
    if title.contains(cue):  # "Deal near, sources say ¶ Shares rose": the rise is nobody's word
        inside = tuple(c for c in found.content if title.contains(c))
        return replace(found, content=inside or found.content)
    same = (one.source for one in ruled if one.source and any(c.overlaps(cue) for c in one.cue))
    return replace(found, source=next(same, ()))


def was_told(text: str, found: Found) -> bool:
    """Whether what passes for a source only heard it: "Residents have been told to leave"."""
    if not found.source or not found.cue or found.source[0].start > found.cue[0].start:
        return False
    return bool(_HEARS_RE.fullmatch(found.cue[-1].slice(text)))


def _touches(spans: tuple[Span, ...], taken: list[Span]) -> bool:
    """Whether any of `spans` overlaps one of `taken`, which are disjoint and in order."""
    for span in spans:
        at = bisect_left(taken, span.end, key=lambda s: s.start) - 1
        if at >= 0 and taken[at].end > span.start:
            return True
    return False
