"""Which statements of several articles carry the same claim.

The comparison is of wording, and so strict that it misses most paraphrases: to say twice what is one claim
costs a line, to make one claim of two costs the promise. Of each statement the frame is taken away, who said
it and the word of saying, and only when that word stands by what was said ("said", "confirmed", never
"denied" or "asked"). Of what remains a key is made, and two statements are one claim when their keys are
equal. So every number, every name, every negation and modal verb, "by" and "to", one and many, and who stands
before whom must agree. Keys are looked up in a table: the work grows in a straight line with the articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from allegedly.analysis import Analysis, Attribution, Source, Sourcing
from allegedly.article import Span
from allegedly.briefing import SectionKind
from allegedly.keys import Key, Names, keys_of, lists
from allegedly.statements import Statement, unsettled


@dataclass(frozen=True, slots=True)
class Claim:
    """What one statement says, apart from who says so.

    `judgement` indexes `Analysis.judgements`. `key` is equal for equal claims; `heads` are the keys of its
    openings that hold on their own. `whole` is False where the statement says more than the claim. `spans`
    are the statement's slices, `source` is whose word it is, `None` for the outlet's.
    """

    judgement: int
    section: SectionKind
    sourcing: Sourcing
    spans: tuple[Span, ...]
    key: Key
    heads: tuple[Key, ...]
    whole: bool
    source: Source | None


def claims(analysis: Analysis) -> tuple[Claim, ...]:
    """The claims of an article that can be compared at all, in reading order."""
    names = Names(analysis)
    return tuple(
        claim
        for group in unsettled(analysis).values()
        for statement in group
        if (claim := _claim(analysis, names, statement)) is not None
    )


def names_in(analysis: Analysis) -> frozenset[str]:
    """The proper names of an article, without days and months."""
    return frozenset(Names(analysis).known)


def _claim(analysis: Analysis, names: Names, statement: Statement) -> Claim | None:
    """The claim of a statement; None where it cannot be said who or what is meant, or what is left of it."""
    taken = _content(analysis, statement)
    if taken is None:
        return None
    spans, attribution, whole = taken
    keys = keys_of(names, spans)
    if keys is None:
        return None
    source = None if attribution is None or attribution.by is None else analysis.sources[attribution.by]
    return Claim(
        judgement=statement.judgements[-1],
        section=statement.section,
        sourcing=statement.sourcing,
        spans=statement.spans,
        key=keys[0],
        heads=keys[1:],
        whole=whole,
        source=source,
    )


def _content(
    analysis: Analysis, statement: Statement
) -> tuple[tuple[Span, ...], Attribution | None, bool] | None:
    """The slices that say what is claimed, who frames them, and whether nothing else is told.

    None where the frame does not stand by what it holds, or two frames cannot be told apart.
    """
    text = analysis.article.text
    made = [analysis.attributions[i] for i in statement.attributions]
    inside = [a for a in made if any(s.overlaps(x) for s in statement.spans for x in (*a.source, *a.cue))]
    outer = [a for a in inside if not any(o is not a and _holds(o, a) for o in inside)]
    if not outer:
        # A quotation that goes on is somebody's word, but there is no cue here to judge.
        return (statement.spans, None, True) if statement.sourcing == "fact" else None
    frame, *others = outer
    asides = [a for a in others if a.by == frame.by and not _meet(a.content, frame.content)]
    outer = [a for a in outer if a not in asides]
    if not frame.source:  # "reportedly", "is said to": whatever else is said stays in the key
        if not _stands_by(frame, text):
            return None
        return _less(statement.spans, [_with_to(s, text) for s in frame.cue]), frame, True
    if not all(_stands_by(a, text) for a in outer):
        return None
    framing = [_with_to(s, text) for a in outer for s in (*a.source, *a.cue)]
    framing += [s for a in asides for s in (*a.source, *a.cue, *a.content)]
    if frame.by is not None:
        framing += [
            s for s in (analysis.sources[frame.by].ground_rule, analysis.sources[frame.by].reason) if s
        ]
    content = _less(_within(frame.content, statement.spans), framing)
    left = _less(_less(statement.spans, framing), content)
    if any(s.slice(text).strip().lower() == "citing" for s in frame.cue):
        content = _behind_that(content, text)
    rest = [w for s in left for w in re.findall(r"\w+", s.slice(text).lower())]
    known = lists()
    light = known["beside"] | known["opening"] | known["days"] | known["asserting"] | {"who", "which"}
    return (content, frame, all(word in light for word in rest)) if content else None


def _meet(some: Iterable[Span], others: Sequence[Span]) -> bool:
    return any(s.overlaps(o) for s in some for o in others)


def _with_to(span: Span, text: str) -> Span:
    """The cue with its "to": in "is said to be close" it is no part of what is said."""
    found = re.compile(r"\s+to\b").match(text, span.end)
    return Span(span.start, found.end()) if found else span


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Whether what one attribution hands on has the other's source or cue in it."""
    return any(c.contains(s) for c in outer.content for s in (*inner.source, *inner.cue))


def _stands_by(attribution: Attribution, text: str) -> bool:
    """Whether the cue hands its content on as said. One without words is a quotation that goes on."""
    words = [w for s in attribution.cue for w in re.findall(r"[\w'’]+", s.slice(text).lower())]
    known = lists()
    return any(w in known["asserting"] for w in words) and all(
        w in known["asserting"] or w in known["beside"] for w in words
    )


def _within(spans: Iterable[Span], outer: Sequence[Span]) -> tuple[Span, ...]:
    """What of `spans` lies inside `outer`."""
    return tuple(
        Span(max(s.start, o.start), min(s.end, o.end)) for s in spans for o in outer if s.overlaps(o)
    )


def _less(spans: Iterable[Span], away: Iterable[Span]) -> tuple[Span, ...]:
    """`spans` without `away`."""
    left = list(spans)
    for gone in away:
        left = [piece for span in left for piece in _cut(span, gone)]
    return tuple(left)


def _cut(span: Span, gone: Span) -> Iterator[Span]:
    """What stands before and behind `gone` in `span`."""
    if span.start < min(span.end, gone.start):
        yield Span(span.start, min(span.end, gone.start))
    if max(span.start, gone.end) < span.end:
        yield Span(max(span.start, gone.end), span.end)


def _behind_that(spans: tuple[Span, ...], text: str) -> tuple[Span, ...]:
    """What follows ", that" where somebody is cited in front of it."""
    for number, span in enumerate(spans):
        if (found := re.search(r",\s+that\s", span.slice(text))) is not None:
            return (Span(span.start + found.end(), span.end), *spans[number + 1 :])
    return spans
