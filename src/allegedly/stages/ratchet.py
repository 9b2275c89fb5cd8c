"""Part of the evidence stage: safety rules that may only move a sentence towards `allegation`.

They read words alone, never attributions or a network's answer, so that the two do not fail together.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from allegedly.article import Article, Sentence, Span
from allegedly.stages.forecasts import compared
from allegedly.stages.heads import is_several
from allegedly.stages.outlets import NAME, names_shown, names_told
from allegedly.stages.wording import Finding, cues, findings

MEMORY = 2
"""How many sentences "they added" may follow the source that it continues."""

THEY_RE = re.compile(
    r"\bthey(?: \w+ly| also| have| had| all| both| then| later| further)? (\w+)", re.IGNORECASE
)
ONE_RE = re.compile(
    r"\b(?:he|she)(?: \w+ly| also| has| had| then| later| further)? (\w+)|\b(?:said|added) (?:he|she)\b",
    re.IGNORECASE,
)
IT_RE = re.compile(r"\bit(?: also| further| then| later)? (\w+)", re.IGNORECASE)
_SINGULAR_THEY = frozenset({"insider", "source", "whistleblower", "whistle-blower"})
"""One person whom an article calls "they", so as not to tell who it is."""
THINGS = frozenset({"source", "group"})
"""Unnamed speakers whom an article goes on to call "it"."""
NAMED_RE = re.compile(
    r"\b[A-Z][\w'’-]+ (?:said|says|told|added|adds|wrote|argued|claimed|explained|tweeted)\b"
    r"|\b(?:said|says|added) [A-Z]"
)
NAME_INSIDE_RE = re.compile(r"(?<![.“\"‘'] )(?<![“\"‘'])\b[A-Z][a-z]+")
GOES_BY_RE = re.compile(
    r",?\s+(?:who\s+)?(?:(?:gave|gives)\s+(?:his|her)\s+name\s+as|identif(?:ied|ies)\s+(?:him|her)self\s+as|named(?:\s+only\s+as)?)\s+"
    r"(?:[A-Z][a-z]+\.?\s+)?[A-Z]"
)
"""Whoever gives a name is identified, whatever stands before it."""
_TOLD_RE = re.compile(
    rf"\b{NAME} (?:\w+ly )?(?:hears|learns|understands|can (?:\w+ly )?(?:confirm|disclose|reveal)"
    r"|has (?:\w+ly )?(?:been told|heard|learn(?:ed|t)))\b"
)
_CLIP = r"(?:audio|clip|footage|photo(?:graph)?|picture|recording|tape|video)s?"
_DOUBTED_CLIP_RE = re.compile(
    rf"\b(?:alleged|purported|unverified)(?:ly)?\b[^.;]*\b{_CLIP}\b"
    rf"|\b{_CLIP}\b[^.;]*\b(?:allegedly|appears? to capture|could not be (?:\w+ )?(?:confirmed|verified)"
    r"|purport\w+|unverified)\b",
    re.IGNORECASE,
)
"""A recording that nobody vouches for."""
_IN_CLIP_RE = re.compile(
    rf"In (?:it|the (?:\w+ )?{_CLIP}),? [^“”\"]{{2,80}}? (?:can be|could be|is|was|were|are)"
    r" (?:heard|seen|shown)\b"
    r"|[“\"][^“”\"]{2,200}[”\"],? (?:he|she|[A-Z][\w’'-]+) (?:can be|is|was) heard"
    r" (?:asking|saying|telling)\b"
    rf"|(?:It|The (?:\w+ )?{_CLIP}) (?:also )?(?:appear\w* to show|captures?|shows?|showed)\b"
)
"""What is heard or seen in it."""
NO_SPEAKER = ("hearsay", "in-a-clip", "reports", "by-")
CONTEXT_RULES = frozenset({"the-person-said", "inverted-the-person"})
"""Rules that need the same person earlier, unnamed: alone, "the man said" may continue a named one."""


@dataclass(frozen=True, slots=True)
class _Speaker:
    """The unnamed source that spoke last: head noun, number, whether quoted, how many sentences ago."""

    head: str
    plural: bool
    quoted: bool
    unclosed: bool = False
    age: int = 0


@cache
def precision() -> dict[str, float]:
    """How often each rule is right: the share of allegations among the training sentences it hits.

    `python -m allegedly.training ratchet` counts it; what those articles never show has a guessed figure.
    """
    text = files("allegedly.lang.en").joinpath("ratchet.toml").read_text("utf-8")
    tables = tomllib.loads(text)
    return {str(k): float(v) for name in ("unseen", "precision") for k, v in tables[name].items()}


def ratchet(article: Article, sentences: tuple[Sentence, ...]) -> tuple[Finding | None, ...]:
    """For every sentence the safety rule that makes it an allegation and what it saw; mostly `None`.

    Every rule holds on bare text: commas lost, capitals gone, quotation marks straight. Furniture is skipped.
    """
    sure = precision()
    return tuple(_best([f for f in seen if f.rule in sure]) for seen in sightings(article, sentences))


def sightings(article: Article, sentences: tuple[Sentence, ...]) -> tuple[tuple[Finding, ...], ...]:
    """For every sentence all that the rules see in it, also those too weak to be used; mostly nothing."""
    sure = precision()
    out: list[tuple[Finding, ...]] = []
    speaker: _Speaker | None = None
    heads: set[str] = set()
    outlets = names_shown(article.text) | names_told(article.text)
    clip = MEMORY  # sentences since a recording was told of that nobody vouches for
    for sentence in sentences:
        if sentence.is_furniture:
            out.append(())
            continue
        text = sentence.span.slice(article.text)
        seen = _usable(article, findings(text, sentence.span.start), heads)
        expected = compared(article.text, sentence.span.start, sentence.span.end)
        seen = tuple(f for f in seen if not any(c.contains(f.span) for c in expected))
        seen = (*seen, *_told(article.text, sentence.span, outlets))
        if clip < MEMORY and (shown := _IN_CLIP_RE.match(text)) is not None:
            start = sentence.span.start
            seen = (*seen, Finding("in-a-clip", Span(start, start + shown.end())))
        clip = 0 if _DOUBTED_CLIP_RE.search(text) else clip + 1
        best = _best([f for f in seen if f.rule in sure])
        if best is None and speaker is not None:
            best = _continues(text, sentence.span, speaker)
            if best is not None:
                seen = (*seen, best)
                speaker = replace(
                    speaker, quoted=_quoted(text), unclosed=_unclosed(text, speaker.unclosed), age=0
                )
            elif speaker.age + 1 >= MEMORY or NAMED_RE.search(text):
                speaker = None
            else:
                speaker = replace(speaker, quoted=False, unclosed=False, age=speaker.age + 1)
        elif best is not None and not best.rule.startswith(NO_SPEAKER):
            head = _head(article, best)
            heads.add(head)
            several = head == "people" or is_several(head)
            speaker = _Speaker(head, several, _quoted(text), _unclosed(text))
        out.append(seen)
    return tuple(out)


def _told(text: str, span: Span, names: frozenset[str]) -> tuple[Finding, ...]:
    """Where a sentence says what the article's own outlet was told, which goes by one of `names`."""
    found = _TOLD_RE.finditer(text, span.start, span.end) if names else ()
    return tuple(Finding("hearsay-outlet-told", Span(*m.span())) for m in found if m[1] in names)


def _usable(article: Article, found: tuple[Finding, ...], heads: set[str]) -> tuple[Finding, ...]:
    return tuple(
        f
        for f in found
        if not GOES_BY_RE.match(article.text, f.span.end)
        and (f.rule not in CONTEXT_RULES or _head(article, f) in heads)
    )


def _best(seen: list[Finding]) -> Finding | None:
    return max(seen, key=lambda f: (precision()[f.rule], -f.span.start), default=None)


def _head(article: Article, finding: Finding) -> str:
    return finding.span.slice(article.text).split()[-1].lower()


def _quoted(text: str) -> bool:
    return any(c in text for c in '"“”')


def _unclosed(text: str, before: bool = False) -> bool:
    """Whether a quotation is still open at the end of the sentence."""
    curly = text.count("“") - text.count("”")
    return (
        curly > 0
        or bool((text.count('"') + before) % 2)
        or (before and not curly and "”" not in text and '"' not in text)
    )


def _continues(text: str, span: Span, speaker: _Speaker) -> Finding | None:
    """The unnamed source of the sentences before goes on: "they added", "she said", or an open quotation."""
    if speaker.plural:
        for m in THEY_RE.finditer(text):
            if m.group(1).lower() in cues():
                return Finding("continues-they", Span(span.start + m.start(), span.start + m.end()))
    elif speaker.age == 0:
        they = THEY_RE.search(text) if speaker.head in _SINGULAR_THEY else None
        if they is not None and they.group(1).lower() in cues():
            return Finding("continues-one", Span(span.start + they.start(), span.start + they.end()))
        for m in ONE_RE.finditer(text):
            if NAME_INSIDE_RE.search(text, 1, m.start()):
                break
            if m.group(1) is None or m.group(1).lower() in cues():
                return Finding("continues-one", Span(span.start + m.start(), span.start + m.end()))
        it = IT_RE.match(text) if speaker.head in THINGS else None
        if it is not None and it.group(1).lower() in cues():
            return Finding("continues-it", Span(span.start + it.start(), span.start + it.end()))
    if speaker.age or NAMED_RE.search(text) or ONE_RE.search(text):
        return None
    if speaker.unclosed or (speaker.quoted and text[:1] in ('"', "“")):
        return Finding("continues-quote", Span(span.start, span.start + 1))
    return None
