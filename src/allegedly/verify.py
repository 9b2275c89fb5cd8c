"""The checks that every brief passes before anybody sees it. They share no code with what composed it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from allegedly.analysis import Analysis
from allegedly.article import Span, printable
from allegedly.briefing import Briefing, Item
from allegedly.errors import VerificationError

_GAP_RE = re.compile(r"(?:\s|…|\[[^\[\]]+\])*")
_BRACKET_RE = re.compile(r"\[([^\[\]]+)\]")
_QUOTED_RE = re.compile(r'"([^"]+)"|“([^“”]+)”')
_DIGITS_RE = re.compile(r"\d+")
_WORD_RE = re.compile(r"[^\W\d_]+")
# A word with a capital inside a sentence: a name, or a part of one.
_NAME_RE = re.compile(r"(?<=[a-z,]\s)[A-ZÀ-Þ][^\W\d_]+")


def verify(
    briefing: Briefing, analysis: Analysis, words: int | None = None, *, alone: bool = False
) -> tuple[str, ...]:
    """What was checked, one line each. Raises `VerificationError` naming the item that breaks a promise.

    `words` is the bound on the items' words together, None for no bound. Only of a brief that stands `alone`
    the names in its notices are checked: in an issue they tell what other articles have.
    """
    article = _squeezed(printable(analysis.article.text))
    words_of = set(_WORD_RE.findall(f"{article} {_squeezed(printable(analysis.article.title or ''))}"))
    count = 0
    for number, (section, item) in enumerate(_items(briefing), start=1):
        where = f"item {number} ({item.text[:60]!r})"
        _check_slices(item, analysis.article.text, article, where)
        _check_sourcing(item, section, analysis, where)
        _check_hedges(item, analysis, where)
        _check_notice(item, analysis, where)
        if alone:
            _check_names(item, words_of, where)
        count += sum(1 for w in item.text.split() if re.search(r"\w", w))
    _check_rest(briefing, analysis, article)
    if words is not None and count > words:
        raise VerificationError(f"the items have {count} words, {words} were allowed")
    return (
        "every item is slices of the article, joined by … or by brackets",
        "every bracket is the article's own words",
        "every number and quotation in a notice is the article's",
        *(["every name in a notice is the article's"] if alone else ()),
        "no allegation stands under reported facts, and nothing that was set aside stands anywhere",
        "every hedge of a clause used stands with it",
        "every section and every item has its notice",
        "the words are within the bound",
    )


def _items(briefing: Briefing) -> Iterator[tuple[str, Item]]:
    for section in briefing.sections:
        for item in section.items:
            yield section.kind, item


def _fail(where: str, what: str) -> None:
    raise VerificationError(f"{where} {what}; no brief was written, please report this article")


def _squeezed(text: str) -> str:
    return " ".join(text.split()).lower()


def _check_slices(item: Item, text: str, article: str, where: str) -> None:
    """The item's text is its spans in order, with a mark wherever something of the article is missing."""
    if not item.spans:
        _fail(where, "has no place in the article")
    rest, last = item.text, -1
    for span in item.spans:
        if span.start < last or span.end > len(text):
            _fail(where, "has spans out of order")
        piece = printable(span.slice(text))
        at = rest.find(piece)
        while at >= 0 and not _GAP_RE.fullmatch(rest[:at]):
            at = rest.find(piece, at + 1)
        if at < 0 or not piece:
            _fail(where, "is not made of slices of the article")
        if last >= 0 and printable(text[last : span.start]) and not rest[:at].strip():
            _fail(where, "leaves words out without a mark")
        _check_brackets(rest[:at], article, where)
        rest, last = rest[at + len(piece) :], span.end
    if not _GAP_RE.fullmatch(rest):
        _fail(where, "ends with words that are not the article's")
    _check_brackets(rest, article, where)


def _check_brackets(gap: str, article: str, where: str) -> None:
    for inside in _BRACKET_RE.findall(gap):
        if _squeezed(inside) not in article:
            _fail(where, f"has words in brackets that the article does not have: [{inside}]")


def _check_sourcing(item: Item, section: str, analysis: Analysis, where: str) -> None:
    if (item.sourcing == "allegation") != (section == "allegations") or item.sourcing == "furniture":
        _fail(where, f"is {item.sourcing} under {section}")
    for judgement in analysis.judgements:
        parts = [(p.span, p.sourcing) for p in judgement.mixed] or [(judgement.span, judgement.sourcing)]
        for span, sourcing in parts:
            if not any(s.overlaps(span) and _has_words(s, span, analysis) for s in item.spans):
                continue
            if sourcing == "furniture":
                _fail(where, "uses words that were set aside as furniture")
            if section == "facts" and sourcing == "allegation":
                _fail(where, "holds an allegation under reported facts")


def _has_words(one: Span, other: Span, analysis: Analysis) -> bool:
    both = Span(max(one.start, other.start), min(one.end, other.end))
    return any(c.isalnum() for c in both.slice(analysis.article.text))


def _check_hedges(item: Item, analysis: Analysis, where: str) -> None:
    for hedge in analysis.hedges:
        if any(s.overlaps(hedge.scope) for s in item.spans) and not any(
            s.contains(hedge.span) for s in item.spans
        ):
            _fail(where, f"loses the hedge {hedge.span.slice(analysis.article.text)!r}")


def _check_names(item: Item, words: set[str], where: str) -> None:
    for name in _NAME_RE.findall(item.notice):
        if name.lower() not in words:
            _fail(where, f"has a name in its notice that the article does not have: {name}")


def _check_notice(item: Item, analysis: Analysis, where: str) -> None:
    if not item.notice.strip():
        _fail(where, "has no notice")
    known = _loose(f"{printable(analysis.article.text)} {analysis.article.title or ''}")
    for found in _QUOTED_RE.finditer(item.notice):
        quoted = found[1] or found[2]
        if _loose(quoted).rstrip(" …") not in known:
            _fail(where, f"quotes in its notice what the article does not say: {quoted!r}")
    for digits in _DIGITS_RE.findall(item.notice):
        if digits not in known:
            _fail(where, f"has a number in its notice that the article does not have: {digits}")


def _loose(text: str) -> str:
    """`text` with every quotation mark alike, since a quotation inside a quotation changes its marks."""
    return _squeezed(re.sub("[\"“”‘’'`]+", "'", printable(text)))


def _check_rest(briefing: Briefing, analysis: Analysis, article: str) -> None:
    """The title's words are the headline's or the article's, and no section or line is without its notice."""
    title = printable(analysis.article.title or "")
    own = briefing.title
    if title and own.startswith(title):
        own = own[len(title) :]
        _check_brackets(own, article, "the title")
        if _BRACKET_RE.sub("", own).strip():
            _fail("the title", "has words that the headline does not have")
    elif own and not any(
        _squeezed(words).rstrip(" …") in article for words in (own, _BRACKET_RE.sub("", own))
    ):
        _fail("the title", "has words that the article does not have")
    for section in briefing.sections:
        if not section.notice.strip():
            _fail(f"the section {section.heading!r}", "has no notice")
    if [s.kind for s in briefing.sections] != ["facts", "allegations"] or not briefing.sources.strip():
        _fail("the brief", "lacks a section or its last line")
