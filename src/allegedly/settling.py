"""Statements made to stand alone: no opening leans on a sentence that the reader does not have."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Literal

from allegedly.analysis import Analysis, Sourcing
from allegedly.antecedents import antecedent
from allegedly.article import Span, printable
from allegedly.statements import (
    MIN_HALF_WORDS,
    OPENING_QUOTES,
    Bit,
    Statement,
    as_described,
    count_words,
    keeps_hedges,
    openers,
    unsettled,
)

MAX_BRACKET_WORDS = 12
"""A longer insertion is a sentence in brackets; then the earlier sentence itself should come."""

MAX_CHAIN = 2
"""How many earlier sentences one statement may bring along before it is simply a paragraph."""


def statements(analysis: Analysis) -> tuple[Statement, ...]:
    """Every statement of the article that a brief could carry, in reading order.

    Mixed sentences come as two. A statement that leans on an earlier one has been settled (a bracket, a cut,
    or the earlier sentence with it) or is missing here.
    """
    page = _Page(analysis)
    settled = (_settle(page, s, MAX_CHAIN) for group in page.raw.values() for s in group)
    return tuple(s for s in settled if s is not None and keeps_hedges(analysis, s.spans))


class _Page:
    """What settling one statement needs of the whole article, gathered once."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis, self.text = analysis, analysis.article.text
        self.raw = unsettled(analysis)
        self.printed = printable(self.text)
        self.mentions = sorted(dict(_mentions(analysis, self.printed)).items())
        self.starts = [mention.start for mention, _ in self.mentions]

    def before(self, index: int) -> int | None:
        """The body's sentence before the sentence `index`; furniture between them does not count."""
        return next((i for i in range(index - 1, -1, -1) if i in self.raw), None)

    def mentions_in(self, span: Span) -> list[tuple[Span, str]]:
        """The pronouns and short names in `span`, each with the source's name for the brackets."""
        first, last = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return [(m, name) for m, name in self.mentions[first:last] if span.contains(m)]


@cache
def _opener_res() -> dict[str, re.Pattern[str]]:
    """The opener lists as patterns over printable text, to be matched at its start."""
    words = openers()

    def either(key: str) -> str:
        return "|".join(sorted(words[key], key=len, reverse=True))

    pattern = {
        "connective": (
            rf"(?!(?:{either('not_connectives')})\b)"
            rf"(?:(?:{either('connectives')})\b,?\s+|(?:{either('connectives_with_comma')}),\s+)"
        ),
        "adjunct": (
            rf"(?:{either('adjuncts')})\s+(?:{either('pointers')})\b[^,;.“”\"]{{0,60}},\s+"
            r"|as part of (?:this|that|the) \w+\s+"
        ),
        "empty": rf"(?:{either('empty_subjects')})\b",
        "subject": rf"(?:{either('subjects')})\b",
        "possessive": rf"(?:{either('possessives')})\b",
        "speaker": rf"(?:the|those|these|that)\s+(?:(?:same|two|three)\s+)?(?:{either('speakers')})$",
        "pronoun": r"(?:he|she|they|it)$",
        "replaceable": r"(he|she|it|his|her|its)\s+(?=[\w])",
        "group": rf"(?:{either('groups')})\b",
        "faceless": (
            r"(?-i:(?:The|It|In|At|On|There|When|After|Before|By|For|As|With|From|To|Until|While|That)\s+"
            r"(?:[a-z0-9,'’-]+\s+){0,11}?(?:he|she|him|his|her)\b)"
        ),
    }
    return {k: re.compile(v, re.IGNORECASE) for k, v in pattern.items()}


def _settle(page: _Page, statement: Statement, depth: int) -> Statement | None:
    """The statement made to stand alone, or None when it cannot be."""
    statement = _cut_opening(page, statement)
    statement = _name_speakers(page, statement)
    leans = _leans(page, statement)
    if leans == "no":
        return statement
    if leans == "unclosed":
        whole = _bring_later(page, statement)
        return whole if whole is None or not _opens_on_another(page, whole) else None
    named = _name_subject(page, statement) if leans == "yes" else None
    if named is not None:
        return named
    behind = _bring_earlier(page, statement, depth) if depth else None
    return statement if behind is None and leans == "slightly" else behind


def _name_subject(page: _Page, statement: Statement) -> Statement | None:
    """The statement, its opening pronoun replaced by the subject before it; None where that is in doubt."""
    text, index = page.text, statement.judgements[0]
    first = next((b for b in statement.bits if b != "…"), None)
    if (
        not isinstance(first, Span)
        or (found := _opener_res()["replaceable"].match(first.slice(text))) is None
    ):
        return None
    if len(page.raw[index]) > 1 and first != page.raw[index][0].spans[0] and statement.bits[0] == "…":
        before: Span | None = Span(page.analysis.judgements[index].span.start, first.start)
    else:
        earlier = page.before(index)
        before = None if earlier is None else page.analysis.judgements[earlier].span
    if before is None:
        return None
    name = antecedent(page.printed, printable(before.slice(text)), found[1])
    if name is None:
        return None
    rest = _lstrip(text, Span(first.start + found.end(1), first.end))
    after = statement.bits[statement.bits.index(first) + 1 :]
    return replace(statement, bits=(f"[{name}]", rest, *after))


def _cut_opening(page: _Page, statement: Statement) -> Statement:
    """The statement without a connective or an adjunct that points back, `…` in its place."""
    text, span = page.text, statement.spans[0]
    for _ in range(3):
        piece = span.slice(text)
        found = next((m for k in ("connective", "adjunct") if (m := _opener_res()[k].match(piece))), None)
        if found is None:
            break
        cut, rest = Span(span.start, span.start + found.end()), Span(span.start + found.end(), span.end)
        if count_words(rest.slice(text)) < MIN_HALF_WORDS or _weighty(page, cut):
            break
        span = rest
    if span == statement.spans[0]:
        return statement
    after = statement.bits[statement.bits.index(statement.spans[0]) + 1 :]
    return replace(statement, bits=("…", span, *after))


def _weighty(page: _Page, cut: Span) -> bool:
    """Whether a hedge, a source or a cue would go with the cut."""
    return any(cut.overlaps(h.span) for h in page.analysis.hedges) or any(
        cut.overlaps(s) for a in page.analysis.attributions for s in (*a.source, *a.cue)
    )


def _name_speakers(page: _Page, statement: Statement) -> Statement:
    """The statement with "he" and "the sources" named in brackets where the analysis knows who they are."""
    text = page.text
    bits: list[Bit] = []
    for bit in statement.bits:
        if isinstance(bit, str):
            bits.append(bit)
            continue
        start = bit.start
        for mention, name in page.mentions_in(bit):
            said = mention.slice(text)
            opens = mention.start == bit.start and bit == statement.spans[0]
            if mention.start < start or _an_apposition(text, mention) or (said == "it" and not opens):
                continue
            if _named_before(page, statement, mention, name):
                continue
            name = name[:1].upper() + name[1:] if opens and _is_pronoun(said) else as_described(name)
            before = Span(start, mention.start if opens and _is_pronoun(said) else mention.end)
            bits += [b for b in (before, f"[{name}]") if not isinstance(b, Span) or len(b)]
            start = mention.end
        if start < bit.end:
            bits.append(_lstrip(text, Span(start, bit.end)))
    if bits[0] == "…" and isinstance(bits[1], str):
        del bits[0]  # brackets in front say already that words were replaced
    return replace(statement, bits=tuple(bits))


def _mentions(analysis: Analysis, printed: str) -> Iterator[tuple[Span, str]]:
    """The pronouns and short names that stand for a source, with what to put in brackets."""
    res = _opener_res()
    for source in reversed(analysis.sources):
        name = source_in_words(printed, source.name)
        if name is None:
            continue
        for mention in source.mentions:
            said = printable(mention.slice(analysis.article.text))
            if (
                res["pronoun"].match(said) or res["speaker"].match(said)
            ) and said.lower() not in name.lower():
                yield mention, name


def source_in_words(printed: str, name: str) -> str | None:
    """The source's name as the article, `printed`, has it, or None when no bracket may carry it."""
    if (
        not name
        or count_words(name) > MAX_BRACKET_WORDS
        or _opener_res()["speaker"].match(name)
        or "[" in name
    ):
        return None
    if re.match(rf"(?:{'|'.join(openers()['subjects'] + openers()['possessives'])})\b", name, re.IGNORECASE):
        return None
    at = printed.find(name)
    if at < 0 and len(printed.lower()) == len(printed):
        at = printed.lower().find(name.lower())
    return printed[at : at + len(name)] if at >= 0 else None


def _named_before(page: _Page, statement: Statement, mention: Span, name: str) -> bool:
    """Whether the statement has said the name's last word before the mention, so that a reader knows."""
    key = [w for w in re.findall(r"\w[\w'’.-]*", name) if w[0].isupper()] or name.split()
    said = " ".join(
        Span(s.start, min(s.end, mention.start)).slice(page.text)
        for s in statement.spans
        if s.start < mention.start
    )
    return re.search(rf"\b{re.escape(key[-1])}\b", said) is not None


def _an_apposition(text: str, mention: Span) -> bool:
    """Whether the name follows by itself: "the newspaper A Tribuna"."""
    return re.match(r"\s+[A-ZÀ-Þ]", text[mention.end : mention.end + 8]) is not None


def _is_pronoun(said: str) -> bool:
    return _opener_res()["pronoun"].match(printable(said)) is not None


def _lstrip(text: str, span: Span) -> Span:
    piece = span.slice(text)
    return Span(span.start + len(piece) - len(piece.lstrip()), span.end)


def _leans(page: _Page, statement: Statement) -> Literal["no", "slightly", "yes", "unclosed"]:
    """Whether the statement opens with what it does not resolve, or closes a quotation opened before."""
    first = next(b for b in statement.bits if b != "…")
    if isinstance(first, str):
        return "no"
    wording = printable(first.slice(page.text))
    said = statement.wording(page.text)
    opened, closed = said.find("“"), said.find("”")
    odd = said.count('"') % 2 == 1
    if (closed >= 0 and (opened < 0 or closed < opened)) or (odd and said.endswith('"')):
        return "yes"
    if odd or said.rfind("“") > said.rfind("”"):
        return "unclosed"
    if wording[:1] in OPENING_QUOTES:
        return "no"
    if _opens_on_another(page, statement):
        return "yes"
    return "slightly" if _opener_res()["faceless"].match(wording) else "no"


def _opens_on_another(page: _Page, statement: Statement) -> bool:
    """Whether the statement opens with a pronoun or connective that its own words leave open."""
    first = next(b for b in statement.bits if b != "…")
    if isinstance(first, str):
        return False
    wording, res = printable(first.slice(page.text)), _opener_res()
    heads = ("connective", "subject", "possessive", "group")
    return not res["empty"].match(wording) and any(res[k].match(wording) for k in heads)


def _bring_later(page: _Page, statement: Statement) -> Statement | None:
    """The statement with the sentences that finish its quotation, at most two under its heading; else None.

    Across a paragraph's end an open quotation is good style: there it stays as it is.
    """
    out = statement
    for index in range(statement.judgements[-1] + 1, statement.judgements[-1] + 1 + MAX_CHAIN):
        last = page.analysis.judgements[out.judgements[-1]].sentence.block.paragraph
        if index not in page.raw or page.analysis.judgements[index].sentence.block.paragraph != last:
            break
        (after, *more) = page.raw[index]
        if more or after.section != statement.section:
            return None
        out = Statement(
            out.bits + after.bits,
            _weaker(out.sourcing, after.sourcing),
            out.judgements + after.judgements,
            tuple(dict.fromkeys(out.attributions + after.attributions)),
        )
        if _leans(page, out) != "unclosed":
            return out
    return statement if out is statement else None


def _weaker(one: Sourcing, other: Sourcing) -> Sourcing:
    order: tuple[Sourcing, ...] = ("allegation", "on-record", "fact")
    return next(s for s in order if s in (one, other))


def _bring_earlier(page: _Page, statement: Statement, depth: int) -> Statement | None:
    """The statement behind the sentence before it, when that stands under the same heading; else None."""
    index = statement.judgements[0]
    earlier = page.before(index)
    if (
        earlier is None
        or len(page.raw[earlier]) != 1
        or (statement.bits[0] == "…" and len(page.raw[index]) != 1)
    ):
        return None
    before = page.raw[earlier][0]
    same = (
        page.analysis.judgements[earlier].sentence.block.paragraph,
        page.analysis.judgements[index].sentence.block.paragraph,
    )
    if before.section != statement.section or same[1] - same[0] > 1:
        return None
    settled = _settle(page, before, depth - 1)
    if settled is None or settled.judgements[-1] != earlier:
        return settled if settled is not None and index in settled.judgements else None
    own = page.raw[index][0].bits
    between = page.text[settled.spans[-1].end : page.raw[index][0].spans[0].start]
    if printable(between) and own[0] != "…":  # a caption, or what else was set aside
        own = ("…", *own)
    return Statement(
        settled.bits + own,
        _weaker(before.sourcing, statement.sourcing),
        settled.judgements + statement.judgements,
        tuple(dict.fromkeys(settled.attributions + statement.attributions)),
    )
