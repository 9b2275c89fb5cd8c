"""Part of the source stage: where a source's own words begin and end."""

from __future__ import annotations

import re

from allegedly.article import Span
from allegedly.dates import MONTH
from allegedly.phrases import Token, is_source_noun, lexicon, tokenise
from allegedly.stages.unnamed import words

_MONTH_RE = re.compile(rf"\b{MONTH}\.?\s+$", re.IGNORECASE)
_BLANK_LINE_RE = re.compile(r"\r?\n[^\S\n]*\n")
_WHEN = frozenset({"today", "yesterday", "tonight", "overnight"})
_LOOSE = frozenset(
    {"there", "here", "too", "also", "then", "on", "in", "at", "of", "for", "with", "from", "by", "using"}
    | {"aboard", "neither"}
)
"""What a date, a place or a cue leaves over at the end of a source ("the council on | Monday")."""
_THEMSELVES = frozenset({"himself", "herself", "itself", "themselves"})
_ONCE = frozenset({"first", "later", "then", "since"})
_LAST = frozenset({"night", "week", "month", "year"})
_TALKS = frozenset({"conversations", "interview", "interviews"})
_ANSWERS = frozenset({"answer", "reply", "response"})
_CALLS = frozenset({"described", "identified", "known", "named"})
_GIVEN = frozenset({"given", "granted", "offered", "promised", "requesting", "seeking"})
"""In front of the anonymity of somebody who is described before it."""

_ASKED = frozenset({"contacted", "interviewed", "met", "reached", "spoke", "talked"})
_ASKED_RE = re.compile(rf"\s+(?:{'|'.join(sorted(_ASKED))})\b")
_PAPERS = lexicon("sources")["outlets"] | {"correspondent", "reporter"}
_PAPER, _NAME = 2, 5
"""Words of "this reporter", and the most of an outlet's name, in front of whom it asked."""
_CALLED = frozenset(
    {"accusation", "allegation", "assertion", "charge", "claim", "figure", "number", "report", "suggestion"}
    | {"toll", "version"}
)
_AT_THE_TIME = 3
_WHOSE = 4
"""More words than these stand in a source that begins with what it said."""
_SAYING_RE = re.compile(r"the (?:assessment|conclusion|verdict|view|words) of")
"""What somebody thinks, in whose place it stands: "the | verdict | of one director"."""


def own_words(text: str, span: Span) -> list[Token]:
    """The words of a source that say who it is: no preposition, date, time or mark at their edges."""
    tokens = tokenise(text, span.start, _line_end(text, span))
    start, end = 0, _without_time(tokens)
    while start < end and (
        not tokens[start].is_word or tokens[start].lower in {"by", "from", "per", "to", "and", "but", "even"}
    ):
        start += 1
    if [t.lower for t in tokens[start : start + 2]] == ["such", "as"] and end - start > 2:
        start += 2
    if end - start > 2 and tokens[start].lower in _TALKS and tokens[start + 1].lower == "with":
        start += 2  # "interviews with | 11 former students"
    if end - start > _WHOSE and _SAYING_RE.fullmatch(" ".join(t.lower for t in tokens[start : start + 3])):
        start += 3  # "the verdict of | one director"
    replied = [t.lower for t in tokens[start : start + 5] if t.text != ","]
    if (
        end - start > _WHOSE
        and replied[0] in {"a", "the"}
        and replied[1] in _ANSWERS
        and replied[2] == "from"
    ):
        start += 3 + (tokens[start + 2].text == ",")  # "the reply, from | a director"
    called = [t.lower for t in tokens[start : start + 3]]
    whose = end - start > 3 and (called[2] in {"the", "his", "her", "its"} or tokens[start + 2].is_capital)
    if whose and called[0] in {"a", "an"} and called[1] in _CALLED:
        start += 2  # "30 men had died, a figure | the ministry | called baseless"
    joined = (
        k
        for k in range(start + 1, end - 2)
        if [tokens[k].lower, tokens[k + 1].lower] == ["and", "its"]
        and tokens[k - 1].is_capital
        and not is_source_noun(tokens[k + 2].lower)
    )
    end = next(joined, end)  # "seen by Newsbeat | and its authenticity confirmed"
    identified = (
        k
        for k in range(start + 1, end - 1)
        if tokens[k].lower == "as"
        and tokens[k + 1].is_capital
        and is_source_noun(tokens[k - 1].lower)
        and not any(t.lower in _CALLS for t in tokens[start:k])
    )
    end = next(identified, end)  # "named by police | as Peter Moss"
    anonymous = (
        k
        for k in range(start + 1, end - 1)
        if tokens[k].lower in _GIVEN and tokens[k + 1].lower == "anonymity"
    )
    end = next(anonymous, end)  # "one lawmaker | granted anonymity to"
    relatives = lexicon("grammar")["relatives"]
    while end > start and (
        (not tokens[end - 1].is_word and tokens[end - 1].text not in {")", ".", "%"})
        or (end - start > 1 and (tokens[end - 1].lower in relatives or tokens[end - 1].lower in _LOOSE))
    ):
        end -= 1
    if end - start > 1 and tokens[end - 1].lower in _THEMSELVES:
        end -= 1
    date = end - start > 1 and tokens[start].text.isdigit()
    if date and _MONTH_RE.search(text[max(0, tokens[start].start - 12) : tokens[start].start]):
        start += 1  # "on December 23 | diplomats said"
    return _one_phrase(tokens[start:end], asked=_ASKED_RE.match(text, span.end) is not None)


def _without_time(tokens: list[Token]) -> int:
    """How many words are left without when it was said: "the council | last night", "| at the time"."""
    end = len(tokens)
    while end > 1 and tokens[end - 1].lower in _WHEN:
        end -= 1
    if end > _AT_THE_TIME and [t.lower for t in tokens[end - 3 : end]] == ["at", "the", "time"]:
        end -= _AT_THE_TIME
    if end > 2 and tokens[end - 1].lower in _LAST and tokens[end - 2].lower == "last":
        end -= 2
    return end


def _line_end(text: str, span: Span) -> int:
    """Where the source's paragraph ends: "says whistleblower | Exclusive" is two lines of a headline."""
    first = len(text[span.start : span.end]) - len(text[span.start : span.end].lstrip())
    blank = _BLANK_LINE_RE.search(text, span.start + first, span.end)
    return span.end if blank is None else blank.start()


def _is_passive(tokens: list[Token]) -> bool:
    """Whether they are what was done, and nobody: "first published by", "later shared", "released by"."""
    words = [t.lower for t in tokens if not t.is_capital]
    if words and (words[0] in _ONCE or words[0].endswith("ly")):
        return words[1:2] != [] and words[1].endswith("ed") and (len(tokens) == 2 or words[2:3] == ["by"])
    return len(words) > 1 and words[0].endswith("ed") and words[1] == "by"


def _asks(tokens: list[Token], at: int, *, asked: bool) -> bool:
    """Whether an outlet begins at token `at` that interviewed the people in front: "nurses | Newsday met".

    `asked`: the verb stands behind the tokens.
    """
    before, rest = tokens[at - 1], tokens[at:]
    one = tokens[0].lower in {"a", "an", "another", "one"} and is_source_noun(before.lower)
    people = one or before.lower.endswith("s")
    if not people or (before.is_capital and at > 1):
        return False
    name = next((k for k, t in enumerate(rest) if t.lower in _ASKED), len(rest) if asked else 0)
    opens = rest[0].is_capital or rest[0].lower in {"this", "the"}
    title = all(t.is_capital or t.lower in {"of", "the"} for t in rest[1:name])
    paper = name == _PAPER and rest[0].lower in {"this", "the"} and rest[1].lower in _PAPERS
    return 0 < name <= _NAME and opens and (title or paper)


def _one_phrase(tokens: list[Token], *, asked: bool) -> list[Token]:
    """Without what was run on: "according to sources | his regime has lost the war", "by Ana Ruiz | and first
    published by the Anchor", "Ana Ruiz | its director", "four miners | the Express spoke to".
    """
    begins = lexicon("grammar")["possessives"] | {"the", "a", "an"}
    unnamed = words("heads", "source") | words("heads", "plural") | words("heads", "report")
    for at in range(1, len(tokens)):
        if tokens[at].lower in begins and tokens[at - 1].lower in unnamed:
            return tokens[:at]
        if tokens[at].lower == "and" and _is_passive(tokens[at + 1 : at + 4]):
            return tokens[: at - (tokens[at - 1].text == ",")]
        if _asks(tokens, at, asked=asked):
            return tokens[:at]
        if tokens[at].lower in {"its", "their"} and at > 1 and all(t.is_capital for t in tokens[:at]):
            return tokens[:at]
    return tokens
