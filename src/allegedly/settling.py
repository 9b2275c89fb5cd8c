"""Statements made to stand alone: no opening leans on a sentence that the reader does not have."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Literal

from allegedly.analysis import Analysis, Sourcing
from allegedly.antecedents import antecedent
from allegedly.article import Span, printable
from allegedly.statements import MIN_HALF_WORDS, OPENING_QUOTES, Bit, Statement, count_words, halves, openers

MAX_BRACKET_WORDS = 12
"""A longer insertion is a sentence in brackets; then the earlier sentence itself should come."""

MAX_CHAIN = 2
"""How many earlier sentences one statement may bring along before it is simply a paragraph."""


def statements(analysis: Analysis) -> tuple[Statement, ...]:
    """Every statement of the article that a brief could carry, in reading order.

    Mixed sentences come as two. A statement that leans on an earlier one has been settled (a bracket, a cut,
    or the earlier sentence with it) or is missing here.
    """
    out: list[Statement] = []
    raw: dict[int, tuple[Statement, ...]] = {}
    for index, judgement in enumerate(analysis.judgements):
        if (
            judgement.sourcing == "furniture"
            or judgement.sentence.is_furniture
            or judgement.sentence.is_headline
        ):
            continue
        raw[index] = tuple(halves(analysis, index, judgement))
        for statement in raw[index]:
            settled = _settle(analysis, statement, raw, MAX_CHAIN)
            if settled is not None:
                out.append(settled)
    return tuple(out)


@cache
def _opener_res() -> dict[str, re.Pattern[str]]:
    """The opener lists as patterns over printable text, each anchored at its start."""
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
        "faceless": r"(?-i:[A-Z]?(?:[a-z0-9,'’-]+\s+){1,12}?(?:he|she|him|his|her)\b)",
    }
    return {k: re.compile(v, re.IGNORECASE) for k, v in pattern.items()}


def _settle(
    analysis: Analysis, statement: Statement, raw: dict[int, tuple[Statement, ...]], depth: int
) -> Statement | None:
    """The statement made to stand alone, or None when it cannot be."""
    statement = _cut_opening(analysis, statement)
    statement = _name_speakers(analysis, statement)
    leans = _leans(analysis, statement)
    if leans == "no":
        return statement
    named = _name_subject(analysis, statement, raw)
    if named is not None:
        return named
    behind = _bring_earlier(analysis, statement, raw, depth) if depth else None
    return statement if behind is None and leans == "slightly" else behind


def _name_subject(
    analysis: Analysis, statement: Statement, raw: dict[int, tuple[Statement, ...]]
) -> Statement | None:
    """The statement, its opening pronoun replaced by the subject before it; None where that is in doubt."""
    text, index = analysis.article.text, statement.judgements[0]
    first = next((b for b in statement.bits if b != "…"), None)
    if (
        not isinstance(first, Span)
        or (found := _opener_res()["replaceable"].match(first.slice(text))) is None
    ):
        return None
    if len(raw[index]) > 1 and first != raw[index][0].spans[0] and statement.bits[0] == "…":
        before: Span | None = Span(analysis.judgements[index].span.start, first.start)
    else:
        earlier = max((i for i in raw if i < index), default=None)
        before = None if earlier is None else analysis.judgements[earlier].span
    if before is None:
        return None
    name = antecedent(printable(text), printable(before.slice(text)), found[1])
    if name is None:
        return None
    rest = _lstrip(text, Span(first.start + found.end(1), first.end))
    after = statement.bits[statement.bits.index(first) + 1 :]
    return replace(statement, bits=(f"[{name}]", rest, *after))


def _cut_opening(analysis: Analysis, statement: Statement) -> Statement:
    """The statement without a connective or an adjunct that points back, `…` in its place."""
    text, span = analysis.article.text, statement.spans[0]
    for _ in range(3):
        piece = span.slice(text)
        found = next((m for k in ("connective", "adjunct") if (m := _opener_res()[k].match(piece))), None)
        if found is None:
            break
        cut, rest = Span(span.start, span.start + found.end()), Span(span.start + found.end(), span.end)
        if count_words(rest.slice(text)) < MIN_HALF_WORDS or _weighty(analysis, cut):
            break
        span = rest
    if span == statement.spans[0]:
        return statement
    after = statement.bits[statement.bits.index(statement.spans[0]) + 1 :]
    return replace(statement, bits=("…", span, *after))


def _weighty(analysis: Analysis, cut: Span) -> bool:
    """Whether a hedge, a source or a cue would go with the cut."""
    return any(cut.overlaps(h.span) for h in analysis.hedges) or any(
        cut.overlaps(s) for a in analysis.attributions for s in (*a.source, *a.cue)
    )


def _name_speakers(analysis: Analysis, statement: Statement) -> Statement:
    """The statement with "he" and "the sources" named in brackets where the analysis knows who they are."""
    text = analysis.article.text
    mentions = _mentions(analysis, statement)
    bits: list[Bit] = []
    for bit in statement.bits:
        if isinstance(bit, str):
            bits.append(bit)
            continue
        start = bit.start
        for mention, name in mentions:
            if (
                not bit.contains(mention)
                or mention.start < start
                or _named_before(analysis, statement, mention, name)
            ):
                continue
            opens = mention.start == bit.start and bit == statement.spans[0]
            before = Span(start, mention.start if opens and _is_pronoun(mention.slice(text)) else mention.end)
            bits += [b for b in (before, f"[{name}]") if not isinstance(b, Span) or len(b)]
            start = mention.end
        if start < bit.end:
            bits.append(_lstrip(text, Span(start, bit.end)))
    if bits[0] == "…" and isinstance(bits[1], str):
        del bits[0]  # brackets in front say already that words were replaced
    return replace(statement, bits=tuple(bits))


def _mentions(analysis: Analysis, statement: Statement) -> list[tuple[Span, str]]:
    """The pronouns and short names in the slices that stand for a source, with what to put in brackets."""
    text = analysis.article.text
    out: dict[Span, str] = {}
    for source in analysis.sources:
        name = source_in_words(analysis, source.name)
        if name is None:
            continue
        for mention in source.mentions:
            if not any(s.contains(mention) for s in statement.spans):
                continue
            said = printable(mention.slice(text))
            res = _opener_res()
            if (
                res["pronoun"].match(said) or res["speaker"].match(said)
            ) and said.lower() not in name.lower():
                out.setdefault(mention, name)
    return sorted(out.items())


def source_in_words(analysis: Analysis, name: str) -> str | None:
    """The source's name as the article prints it, or None when no bracket may carry it."""
    if (
        not name
        or count_words(name) > MAX_BRACKET_WORDS
        or _opener_res()["speaker"].match(name)
        or "[" in name
    ):
        return None
    if re.match(rf"(?:{'|'.join(openers()['subjects'] + openers()['possessives'])})\b", name, re.IGNORECASE):
        return None
    article = printable(analysis.article.text)
    at = article.find(name)
    if at < 0:
        at = article.lower().find(name.lower())
    found = article[at : at + len(name)] if at >= 0 else ""
    return found if found.lower() == name.lower() and found else None


def _named_before(analysis: Analysis, statement: Statement, mention: Span, name: str) -> bool:
    """Whether the statement has said the name's last word before the mention, so that a reader knows."""
    key = [w for w in re.findall(r"\w[\w'’.-]*", name) if w[0].isupper()] or name.split()
    said = " ".join(
        Span(s.start, min(s.end, mention.start)).slice(analysis.article.text)
        for s in statement.spans
        if s.start < mention.start
    )
    return re.search(rf"\b{re.escape(key[-1])}\b", said) is not None


def _is_pronoun(said: str) -> bool:
    return _opener_res()["pronoun"].match(printable(said)) is not None


def _lstrip(text: str, span: Span) -> Span:
    piece = span.slice(text)
    return Span(span.start + len(piece) - len(piece.lstrip()), span.end)


def _leans(analysis: Analysis, statement: Statement) -> Literal["no", "slightly", "yes"]:
    """Whether the statement opens with what it does not resolve, or closes a quotation opened before."""
    first = next(b for b in statement.bits if b != "…")
    if isinstance(first, str):
        return "no"
    wording = printable(first.slice(analysis.article.text))
    opened, closed = wording.find("“"), wording.find("”")
    if closed >= 0 and (opened < 0 or closed < opened):
        return "yes"
    if wording[:1] in OPENING_QUOTES:
        return "no"
    res = _opener_res()
    heads = ("connective", "subject", "possessive", "group")
    if not res["empty"].match(wording) and any(res[k].match(wording) for k in heads):
        return "yes"
    return "slightly" if res["faceless"].match(wording) else "no"


def _bring_earlier(
    analysis: Analysis, statement: Statement, raw: dict[int, tuple[Statement, ...]], depth: int
) -> Statement | None:
    """The statement behind the sentence before it, when that stands under the same heading; else None."""
    index = statement.judgements[0]
    earlier = max((i for i in raw if i < index), default=None)
    if earlier is None or len(raw[earlier]) != 1 or (statement.bits[0] == "…" and len(raw[index]) != 1):
        return None
    before = raw[earlier][0]
    same = (
        analysis.judgements[earlier].sentence.block.paragraph,
        analysis.judgements[index].sentence.block.paragraph,
    )
    if before.section != statement.section or same[1] - same[0] > 1:
        return None
    settled = _settle(analysis, before, raw, depth - 1)
    if settled is None:
        return None
    weakest: Sourcing = next(
        s for s in ("allegation", "on-record", "fact") if s in {before.sourcing, statement.sourcing}
    )
    return Statement(
        settled.bits + raw[index][0].bits,
        weakest,
        settled.judgements + statement.judgements,
        tuple(dict.fromkeys(statement.attributions + settled.attributions)),
    )
