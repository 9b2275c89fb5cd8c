"""Part of the source stage: polls and studies, whose they are, and those who answered them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from allegedly.article import Span
from allegedly.phrases import lexicon
from allegedly.stages.groups import SOON
from allegedly.stages.mentions import Mention

if TYPE_CHECKING:
    from allegedly.stages.continuation import Continuation

_AHEAD = 3
"""Sentences behind a survey without an owner in which the article says whose it is."""

_ASKED = frozenset({"poll", "polling", "questionnaire", "research", "study", "survey"})
_STUDIED = frozenset({"analysis", "experiment", "finding", "paper", "research", "study", "trial"})
_ALSO = {
    **dict.fromkeys(("poll", "questionnaire", "survey"), _ASKED),
    **dict.fromkeys(("analysis", "experiment", "paper", "research", "study"), _STUDIED),
    **{noun: frozenset({noun}) for noun in ("audit", "report", "review")},
}
"""By which nouns the article goes on about a survey or a paper."""

_NAME = r"(?:the )?[A-ZÀ-Þ][\w&’'.-]*(?:(?: (?:and|at|de|for|of|on|the))* [A-ZÀ-Þ][\w&’'-]*)*"
_OF = r"(?: of (?:[^.,;“\"]|,(?=\d)){2,50}?)?"
_DONE = (
    r"(?:carried out|commissioned|compiled|conducted|done|led|overseen|produced|published|released|run"
    r"|undertaken|written)"
)
_OWNED_RE = re.compile(
    rf"(?:The|This|Their|Its) (?:[a-z-]+ ){{0,2}}?(?P<noun>[a-z]+)\b{_OF}"
    rf"(?: (?P<by>(?:by|from) {_NAME})"
    rf"|[^.;“\"]{{0,80}}?(?P<done>\b{_DONE}(?: (?:on|last|this) \w+)?,? (?:by|in the journal) {_NAME}))"
)
"""Whose it is: "The poll of 90 adults | by Marlin Research|", "The study, | published in the journal Z|"."""

_HEAD_RE = re.compile(
    r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]his) (?:[\w-]+ ){0,3}?(?P<noun>poll|questionnaire|study|survey)"
    rf"{_OF} (?:by|for|from) {_NAME}"
)
_SHARE_RE = re.compile(
    r"(?:(?:about|almost|around|as many as|fewer than|just|less than|more than|nearly|only|over|roughly|some"
    r"|under|well) )*"
    r"(?:(?:one|two|three|four|five|six|seven|eight|nine|\d+) (?:in|out of) (?:every )?"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b"
    r"|(?:an?|one)[ -](?:third|quarter|fifth|sixth|tenth) of\b|half\b"
    r"|(?:two|three|four)[ -](?:thirds|quarters|fifths)\b"
    r"|\d[\d.,]* ?(?:%|per ?cent\b|percent\b))",
    re.IGNORECASE,
)
_SCHOLAR_RE = re.compile(r"(?:academic|researcher|scholar|scientist|\w+(?:ologist|icist|emist|nomist))$")
_AT_RE = re.compile(rf" (?:at|for|from|of|with) {_NAME}")
_THEIRS_RE = re.compile(
    r"(?:The|Their|This|Its) (?:[a-z-]+ ){0,2}?(?:findings|paper|research|results|study)\b[^.;“\"]{0,60}?"
    r"\b(?:appears?|(?:was|were|is|are|been)? ?published) in\b"
)


def whose_survey(reading: Continuation, mention: Mention) -> int | None:
    """The survey or the paper that the next sentences say is somebody's: "a survey has found. | The poll of
    2,104 adults by Marlin Research | was carried out in May".
    """
    also = _ALSO.get(mention.head, frozenset())
    described = mention.core.slice(reading.text)
    if not also or mention.plural or any(word[0].isupper() for word in described.split()[1:]):
        return None
    own = reading.sentence_at(mention.span.start).span
    for ahead in _ahead(reading, own.end, _AHEAD):
        found = _OWNED_RE.match(reading.text, ahead.start, ahead.end)
        if found is None or not {found["noun"], found["noun"].removesuffix("s")} & also:
            continue
        called = reading.called(mention)
        name = f"{called} {found['by']}" if found["by"] else f"{called}, {found['done']}"
        number = reading.registry.put("document", name, mention.span, head=mention.head)
        reading.registry[number].heads |= {found["noun"]}
        return number
    return None


def _ahead(reading: Continuation, end: int, reach: int) -> Iterator[Span]:
    """The spans of the sentences behind offset `end`, one by one."""
    for _ in range(reach):
        span = next(reading.following(end, 1), None)
        if span is None:
            return
        yield span
        end = span.end


def answered(reading: Continuation, span: Span) -> int | None:
    """The survey just before, of whose answers a share is told: "One in six said", "Two-thirds did"."""
    if _SHARE_RE.match(reading.text, span.start, span.end) is None:
        return None
    surveys = lexicon("sources")["surveys"]
    back = list(reading.back(span.start, 2 * SOON))
    floor = min((s.span.start for s in back), default=span.start)
    number = reading.registry.recent(
        span.start, lambda e: e.kind in {"document", "unnamed"} and bool(e.heads & surveys), floor
    )
    if number is not None:
        return reading.registry.see(number, span)
    for sentence in back:
        found = _HEAD_RE.search(reading.text, sentence.span.start, min(sentence.span.end, span.start))
        if found is not None:
            whole = Span(*found.span())
            name = found[0][0].lower() + found[0][1:]
            reading.registry.put("document", name, whole, head=found["noun"])
            return reading.registry.put("document", name, span)
    return None


def scholars(reading: Continuation, mention: Mention) -> int | None:
    """Scholars at a named body whose published study the next sentences tell of: they speak for it."""
    whose = _AT_RE.search(mention.span.slice(reading.text))
    if not mention.plural or whose is None or _SCHOLAR_RE.match(mention.head) is None:
        return None
    own = reading.sentence_at(mention.span.start).span
    if not any(_THEIRS_RE.match(reading.text, s.start, s.end) for s in _ahead(reading, own.end, 2)):
        return None
    name = reading.called(mention)
    return reading.registry.put("organisation", name, mention.span, head=mention.head, plural=True)
