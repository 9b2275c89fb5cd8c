"""The checks of what the briefs of an issue say of each other. They share no code with what found it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from allegedly.analysis import Analysis
from allegedly.article import Span
from allegedly.briefing import Digest, Elsewhere, Item
from allegedly.errors import VerificationError

_NAME_RE = re.compile(r"\b(?!(?:The|In|An|On|At|It|He|She|They|But|And)\b)[^\W\d_a-z]\w+")


def crosscheck(digest: Digest, analyses: Sequence[Analysis]) -> tuple[str, ...]:
    """What was checked, one line each. Raises `VerificationError` naming the item that breaks a promise.

    `analyses` are those of the articles, in the order of the issue.
    """
    if [entry.number for entry in digest.entries] != list(range(1, len(analyses) + 1)):
        raise VerificationError("the briefs of the issue are not numbered as its articles are")
    for entry in digest.entries:
        text = analyses[entry.number - 1].article.text
        for section in entry.briefing.sections:
            for item in section.items:
                for other in item.elsewhere:
                    _check(item, other, entry.number, text, analyses)
    return (
        "no word of another article makes a fact of an allegation, or rests a fact on one",
        "what another article is said to have stands there, with a name in common",
    )


def _check(item: Item, other: Elsewhere, number: int, text: str, analyses: Sequence[Analysis]) -> None:
    where = f"item {item.text[:60]!r} of brief {number}"
    if other.brief == number or not 1 <= other.brief <= len(analyses):
        _fail(where, f"points to brief {other.brief}")
    if not other.notice.strip() or not other.spans:
        _fail(where, "says nothing of what another article has")
    if item.sourcing != "allegation" and other.sourcing == "allegation":
        _fail(where, "rests a reported fact on another article's allegation")
    analysis = analyses[other.brief - 1]
    if other.sourcing != "allegation" and _is_alleged(analysis, other.spans):
        _fail(where, f"takes an allegation of brief {other.brief} for more")
    here = {name for s in item.spans for name in _NAME_RE.findall(s.slice(text))}
    if not here & {name for s in other.spans for name in _NAME_RE.findall(s.slice(analysis.article.text))}:
        _fail(where, f"has no name in common with what brief {other.brief} is said to have")


def _is_alleged(analysis: Analysis, spans: Sequence[Span]) -> bool:
    """Whether any of the slices has words that the article only alleges, or that were set aside."""
    text = analysis.article.text
    for judgement in analysis.judgements:
        parts = [(p.span, p.sourcing) for p in judgement.mixed] or [(judgement.span, judgement.sourcing)]
        for part, sourcing in parts:
            shared = (Span(max(s.start, part.start), min(s.end, part.end)) for s in spans if s.overlaps(part))
            if sourcing in ("allegation", "furniture") and any(
                any(c.isalnum() for c in s.slice(text)) for s in shared
            ):
                return True
    return False


def _fail(where: str, what: str) -> None:
    raise VerificationError(f"{where} {what}; no issue was written, please report these articles")
