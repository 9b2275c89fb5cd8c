"""What goes into brackets: the article's own words for whom a pronoun or a short name means."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from allegedly.analysis import Analysis
from allegedly.article import Span, printable
from allegedly.openings import opener_res
from allegedly.statements import count_words, openers

MAX_BRACKET_WORDS = 12
"""A longer insertion is a sentence in brackets; then the earlier sentence itself should come."""

_SPEAKS_RE = re.compile(
    r"\s+(?:(?:also|then|later|both|have|had|\w+ly)\s+){0,2}(?:said|say|told|tell|added|add|claimed|claim|argued|argue"
    r"|believed?|warned|warn|insisted|insist|denied|deny|alleged?|wrote|accused|accuse|reported?|noted?)\b"
)

_HEAD = 5
"""Characters in which a sentence's first noun phrase begins, behind "The" or a quotation mark."""

_DETAILS = frozenset({"at", "by", "close", "familiar", "for", "from", "in", "of", "on", "who", "with"})
"""What a description goes on with that tells more of somebody: "officials in the ministry"."""


def mentions(analysis: Analysis, printed: str) -> Iterator[tuple[Span, str]]:
    """The pronouns and short names that stand for a source, with what to put in brackets."""
    res = opener_res()
    starts = [j.span.start for j in analysis.judgements]
    for source in reversed(analysis.sources):
        name = source_in_words(printed, source.name)
        if name is None:
            continue
        own = [m.start for m in source.mentions]
        for mention in source.mentions:
            said = printable(mention.slice(analysis.article.text))
            if source.kind == "document" and said.lower() == "they":
                continue  # charts and papers that speak are seldom what the sentence means
            if is_pronoun(said) and not _is_plain(analysis.article.text, starts, own, mention):
                continue
            if (res["pronoun"].match(said) or res["speaker"].match(said)) and not re.search(
                rf"\b{re.escape(said)}\b", name, re.IGNORECASE
            ):
                yield mention, name


def _is_plain(text: str, starts: list[int], own: list[int], mention: Span) -> bool:
    """Whether the pronoun can only be that source: it speaks, or the sentence before opens with the source.

    "It showed" may go on about any thing just named, "he had thrown it" about anybody. `starts` are those of
    the sentences, `own` those of the source's mentions, both in order.
    """
    if speaks(text, mention):
        return True
    at = bisect_right(starts, mention.start) - 2
    if at < 0:
        return False
    first = bisect_left(own, starts[at])
    return first < len(own) and own[first] <= starts[at] + _HEAD


def source_in_words(printed: str, name: str) -> str | None:
    """The source's name as the article, `printed`, has it, or None when no bracket may carry it."""
    if (
        not name
        or count_words(name) > MAX_BRACKET_WORDS
        or opener_res()["speaker"].match(name)
        or "[" in name
    ):
        return None
    if re.match(rf"(?:{'|'.join(openers()['subjects'] + openers()['possessives'])})\b", name, re.IGNORECASE):
        return None
    if name.lower() in openers()["nobody"]:
        return None
    at = printed.find(name)
    if at < 0 and len(printed.lower()) == len(printed):
        at = printed.lower().find(name.lower())
    return printed[at : at + len(name)] if at >= 0 else None


def speaks(text: str, mention: Span) -> bool:
    """Whether a verb of saying follows at once: "they also said", and not "they exposed his accounts"."""
    return _SPEAKS_RE.match(text, mention.end) is not None


def beyond(name: str, said: str) -> str:
    """What `name` tells that the words `said` in front of the brackets do not: "the spokesman [Ina Holt]".

    It is "" for nothing: "the witness", who is "a witness".
    """
    known = {"a", "an", "the", *said.lower().split()}
    words = name.split()
    while words and words[0].lower() in known:
        del words[0]
    if len(words) == len(name.split()) or (words and words[0].lower() in _DETAILS):
        return name
    return " ".join(words) if words and words[0][0].isupper() else ""


def is_apposed(text: str, mention: Span) -> bool:
    """Whether the name follows by itself: "the newspaper A Tribuna"."""
    return re.match(r"\s+[A-ZÀ-Þ]", text[mention.end : mention.end + 8]) is not None


def is_pronoun(said: str) -> bool:
    """Whether `said` is a personal pronoun and nothing else."""
    return opener_res()["pronoun"].match(printable(said)) is not None
