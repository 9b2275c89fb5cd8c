"""The statements of an article that could stand in a brief, each readable on its own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from allegedly.analysis import Analysis, Judgement, Part, Sourcing
from allegedly.article import Span, printable
from allegedly.briefing import SectionKind

MIN_HALF_WORDS = 4
"""A half of a split sentence with fewer words is a fragment: "he said so", "and more"."""

Bit = Span | str
"""A slice of the article, or what stands between slices: `…` or `[…]`."""

_TRIM_FRONT_RE = re.compile(r"[\s,;:–—-]*(?:(?:and|but|while|whilst|whereas|yet|or)\b[\s,]*)?", re.IGNORECASE)
_TRIM_BACK_RE = re.compile(
    r"[\s,;:–—-]*(?:[\s,]\s*(?:and|but|while|or|yet|with|as))?[\s,;:–—-]*$", re.IGNORECASE
)
OPENING_QUOTES = "\"'“‘«"
_CLOSING = tuple(",.;:!?)’”'")


@dataclass(frozen=True, slots=True)
class Statement:
    """A candidate item: `bits` of the article in order, and what they rest on.

    `judgements` index `Analysis.judgements`, the one it is about last, those that it brought along before it.
    `attributions` index `Analysis.attributions`: the ones that touch its slices.
    """

    bits: tuple[Bit, ...]
    sourcing: Sourcing
    judgements: tuple[int, ...]
    attributions: tuple[int, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """The article's slices in it."""
        return tuple(b for b in self.bits if isinstance(b, Span))

    @property
    def section(self) -> SectionKind:
        """The heading that it belongs under."""
        return "allegations" if self.sourcing == "allegation" else "facts"

    def wording(self, text: str) -> str:
        """How it reads: slices on one line, joined by what stands between them."""
        out = ""
        for bit in self.bits:
            piece = printable(bit.slice(text)) if isinstance(bit, Span) else bit
            if not piece:
                continue
            close = (
                not out
                or (isinstance(bit, Span) and piece.startswith(_CLOSING))
                or out.endswith(tuple("“‘("))
            )
            out += piece if close else f" {piece}"
        return out


def count_words(text: str) -> int:
    """How many words `text` has: runs between blanks with a letter or digit in them, so `…` is none."""
    return sum(1 for w in text.split() if any(c.isalnum() for c in w))


def keeps_hedges(analysis: Analysis, spans: tuple[Span, ...]) -> bool:
    """Whether every hedge whose scope the slices touch stands in them whole."""
    return all(
        any(s.contains(h.span) for s in spans)
        for h in analysis.hedges
        if any(s.overlaps(h.scope) for s in spans)
    )


def halves(analysis: Analysis, index: int, judgement: Judgement) -> Iterator[Statement]:
    """The sentence as one statement, or its facts and its allegations as two when both read as sentences."""
    whole = Statement(
        (judgement.span,), judgement.sourcing, (index,), _touching(analysis, judgement, (judgement.span,))
    )
    runs = _runs(judgement.mixed)
    if len(runs) != 2:
        yield replace(whole, sourcing="allegation") if len(runs) > 2 else whole
        return
    halves = []
    for number, run in enumerate(runs):
        span = _trim(
            analysis.article.text,
            Span(run[0].span.start, run[-1].span.end),
            front=number == 1,
            back=number == 0,
        )
        bits: tuple[Bit, ...] = ("…", span) if number else (span, "…")
        sourcings: set[Sourcing] = {p.sourcing for p in run}
        sourcing: Sourcing = next(s for s in ("allegation", "on-record", "fact") if s in sourcings)
        halves.append(Statement(bits, sourcing, (index,), _touching(analysis, judgement, (span,))))
    if all(_stands(analysis, h) for h in halves):
        yield from halves
    else:
        yield replace(whole, sourcing="allegation")


def _runs(parts: tuple[Part, ...]) -> list[list[Part]]:
    """The parts, neighbours under the same heading together."""
    runs: list[list[Part]] = []
    for part in parts:
        if part.sourcing == "furniture":
            continue
        if runs and (runs[-1][0].sourcing == "allegation") == (part.sourcing == "allegation"):
            runs[-1].append(part)
        else:
            runs.append([part])
    return runs


def _trim(text: str, span: Span, *, front: bool, back: bool) -> Span:
    """The half without the blanks, commas and conjunction at the cut."""
    piece = span.slice(text)
    start, end = 0, len(piece.rstrip())
    if front and (found := _TRIM_FRONT_RE.match(piece)):
        start = found.end()
    if back:
        end = len(_TRIM_BACK_RE.sub("", piece[-40:])) + max(0, len(piece) - 40)
    start = min(start, end)
    start += len(piece[start:end]) - len(piece[start:end].lstrip())
    return Span(span.start + start, span.start + end)


def _stands(analysis: Analysis, half: Statement) -> bool:
    """Whether a half reads as a sentence and, as a fact, is free of what unidentified sources said."""
    (span,) = half.spans
    wording = printable(span.slice(analysis.article.text))
    first = wording.lstrip(OPENING_QUOTES).split(" ", 1)[0].lower()
    if count_words(wording) < MIN_HALF_WORDS or not keeps_hedges(analysis, half.spans):
        return False
    if first in openers()["subordinators"] or (half.bits[0] == "…" and first.endswith("ing")):
        return False
    if wording.count("“") != wording.count("”") or wording.count('"') % 2:
        return False
    return half.section == "allegations" or not any(
        span.overlaps(c)
        for a in analysis.attributions
        if a.by is not None and not analysis.sources[a.by].is_identified
        for c in a.content
    )


def _touching(analysis: Analysis, judgement: Judgement, spans: tuple[Span, ...]) -> tuple[int, ...]:
    """The judgement's attributions that have something in the slices, the deciding one first."""
    return tuple(
        i
        for i in judgement.attributions
        if any(
            s.overlaps(x)
            for s in spans
            for x in (
                *analysis.attributions[i].content,
                *analysis.attributions[i].source,
                *analysis.attributions[i].cue,
            )
        )
    )


@cache
def openers() -> dict[str, Any]:
    """The lists of how a sentence leans on the one before it."""
    return tomllib.loads((files("allegedly.lang.en") / "openers.toml").read_text("utf-8"))
