"""Part of the source stage: people who publish what they say for a body, and a company's books."""

from __future__ import annotations

import re

from allegedly.analysis import Found
from allegedly.article import Span
from allegedly.stages.continuation import Continuation
from allegedly.stages.mentions import read_mention

_FILED_RE = re.compile(r"\baccounts (?:filed|published|show|shows|showed)\b")
"""A company's books, and no accounts of what happened."""
_AT_BODY_RE = re.compile(r"\b(?:at|of|on|with|from|for) (?:the )?[A-ZÀ-Þ]|[a-z]['’]s (?:\w+ )?[A-ZÀ-Þ]")
_PAPER_RE = re.compile(
    r"\b[Ii]n (?:an?|their) (?:[\w-]+ ){0,3}?"
    r"(?:note|report|study|paper|statement|letter|commentary|bulletin)\b"
)
"""Where people at a named body publish what they say: "economists at Kopanong Bank wrote | in a note"."""
_EXPERTS = frozenset({"analyst", "economist", "forecaster", "researcher", "scientist", "strategist"})
_INSPECTORS = frozenset({"auditor", "inspector", "investigator", "rapporteur"})
_OF_BODY_RE = re.compile(r"(?:[Tt]he )?(?:U\.?N\.?|EU|[A-ZÀ-Þ]\w+ [A-ZÀ-Þ]\w+) ")
"""A body's whole name or letters in front of its people: "United Nations | investigators"."""
_LAWMAKERS = frozenset({"congressman", "democrat", "lawmaker", "legislator", "republican", "senator"})
_PANEL_RE = re.compile(r"\b(?:caucus|commission|committee|panel|subcommittee)\b")
_OWN_ACCOUNT_RE = re.compile(
    r"^(?:a few|several|some|many|two|three|four|five|six|seven|eight|nine|ten|\d+)\b"
    r"|\b(?:ex-|former\b|who\b)"
)


def published(reading: Continuation, one: Found, span: Span, by: int) -> int:
    """The source, which is a paper's where "accounts" are a company's books, or its people publish for it."""
    sentence = reading.sentence_at(span.start).span
    if reading.registry[by].kind == "hearsay" and _FILED_RE.search(reading.text, span.start, sentence.end):
        return reading.registry.put("document", "accounts", span)
    if _publish(reading, one, span, sentence):
        reading.registry[by].kind = "organisation"
    return by


def _publish(reading: Continuation, one: Found, span: Span, sentence: Span) -> bool:
    """Whether people at a named body say it in a paper of that body, and so speak for it."""
    mention = read_mention(reading.text, span, reading.names)
    if mention is None or not mention.plural or mention.kind not in {"collective", "unnamed"}:
        return False
    called = span.slice(reading.text)
    said = called.lower()
    inspects = mention.head in _INSPECTORS and _OF_BODY_RE.match(called)
    publishes = (
        inspects or mention.head in _EXPERTS or (mention.head in _LAWMAKERS and _PANEL_RE.search(said))
    )
    # Two of them, or who left, or will not be named, speak for themselves.
    if not publishes or _OWN_ACCOUNT_RE.search(said):
        return False
    cue = min((s.start for s in one.cue), default=span.end)
    opening = _PAPER_RE.match(reading.text, sentence.start, span.start)
    paper = opening or _PAPER_RE.search(reading.text, cue, sentence.end)
    inside = paper is not None and any(c.start < paper.start() < c.end for c in one.content)
    return paper is not None and not inside and bool(inspects or _AT_BODY_RE.search(called))
