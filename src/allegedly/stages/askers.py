"""Part of the source stage: who puts the questions, and which body they are put to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allegedly.article import Span
from allegedly.stages.mentions import read_mention
from allegedly.stages.names import Name

if TYPE_CHECKING:
    from allegedly.stages.continuation import Continuation

_ABOUT = (
    r" (?:about|how|if|on|over|what|when|where|whether|which|who|why"
    r"|for (?:an? |its |their |further )?(?:clarification|comment|details|explanation|interview|response))\b"
)
_ABOUT_RE = re.compile(_ABOUT)
_MATTER = rf"(?=[^.;“”\"]{{2,80}}?{_ABOUT})"
"""Behind whom somebody asks, what about: a company asks a council for a permit."""
_ASKS = (
    rf"(?:(?:approached|asked|called|questioned){_MATTER}|contacted|e-?mailed|messaged|phoned|rang"
    r"|reached out to|(?:put|sent|submitted) [^.;“”\"]{0,40}?(?:claims|findings|questions?|queries)"
    r"(?: [^.;“”\"]{2,40}?)? to|(?:requested|sought) (?:a |further )?(?:comment|response)s? from"
    r"|(?:attempted|tried) to (?:contact|reach))"
)
_ASKER_RE = re.compile(
    rf"(?: (?:has|had|have|also|repeatedly|again))* {_ASKS}\b"
    r"|(?: (?:has|had))? (?:discovered|found|learn(?:ed|t)|revealed|uncovered)"
    r" (?:that )?(?:the|both) (?:company|compan(?:y|ies)|firms?|bank|hospital|lender|school|trust)\b"
)
"""Behind whoever asks or looks into others: "KTVX | contacted the hospital", "ProLedger | found the firm"."""
_ASKED_BY_RE = re.compile(
    r"\b(?:(?:calls?|e-?mails?|enquir(?:y|ies)|inquir(?:y|ies)|messages?|quer(?:y|ies)|questions?"
    r"|requests?(?: for (?:an? )?(?:comment|interview)s?)?) from"
    r"|(?:approached|contacted|e-?mailed|quizzed) by)(?: the)? \Z",
    re.IGNORECASE,
)
"""In front of whoever asks: "did not respond to calls from | The Hindu"."""
_FRONT = 60
"""Characters in which that stands."""
_WHOM_RE = re.compile(rf"\b{_ASKS} (?=the [a-z]|(?:the )?[A-ZÀ-Þ])")
"""In front of whoever is asked."""
_REACH = 2
"""The sentence of a spokesman and the one before it, in which his body was asked."""


def asks(text: str, name: Name) -> bool:
    """Whether the name's bearer puts the questions, and is not whom they are about."""
    front = text[max(0, name.whole.start - _FRONT) : name.whole.start]
    return bool(_ASKER_RE.match(text, name.core.end) or _ASKED_BY_RE.search(front))


def asked(reading: Continuation, before: int) -> int | None:
    """The body that was asked in the same sentence or the one before: "KTVX contacted | the hospital |"."""
    for sentence in reading.back(before, _REACH):
        end = min(sentence.span.end, before)
        for found in reversed(list(_WHOM_RE.finditer(reading.text, sentence.span.start, end))):
            phrase = reading.phrase_end(found.end())
            about = _ABOUT_RE.search(reading.text, found.end(), phrase)
            whom = Span(found.end(), about.start() if about else phrase)
            mention = read_mention(reading.text, whom, reading.names) if len(whom) else None
            if mention is None or mention.plural:
                continue
            lone = mention.name is not None and " " not in mention.name.key and not mention.name.titled
            if mention.kind == "organisation" or (mention.kind == "person" and lone):
                return reading.read(Span(whom.start, mention.core.end), None, 2)
    return None
