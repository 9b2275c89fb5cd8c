"""The statements of an article that could stand in a brief, each readable on its own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from allegedly.analysis import Analysis, Judgement, Part, Sourcing
from allegedly.article import Span, printable
from allegedly.briefing import SectionKind

MIN_HALF_WORDS = 4
"""A half of a split sentence with fewer words is a fragment: "he said so", "and more"."""

MAX_BRACKET_WORDS = 12
"""A longer insertion is a sentence in brackets; then the earlier sentence itself should come."""

MAX_CHAIN = 2
"""How many earlier sentences one statement may bring along before it is simply a paragraph."""

Bit = Span | str
"""A slice of the article, or what stands between slices: `…` or `[…]`."""

_TRIM_FRONT_RE = re.compile(r"[\s,;:–—-]*(?:(?:and|but|while|whilst|whereas|yet|or)\b[\s,]*)?", re.IGNORECASE)
_TRIM_BACK_RE = re.compile(
    r"[\s,;:–—-]*(?:[\s,]\s*(?:and|but|while|or|yet|with|as))?[\s,;:–—-]*$", re.IGNORECASE
)
_OPENING_QUOTES = "\"'“‘«"
_CLOSING = tuple(",.;:!?)’”'")


@dataclass(frozen=True, slots=True)
class Statement:
    """A candidate item: `bits` of the article in order, and what they rest on.

    `judgements` index `Analysis.judgements`, the one it is about last, those that it brought along before it.
    `attributions` index `Analysis.attributions`: the ones that touch its slices.
    """

    bits: tuple[Bit, ...]
    sourcing: Sourcing
    judgements: tuple[int, ...]
    attributions: tuple[int, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """The article's slices in it."""
        return tuple(b for b in self.bits if isinstance(b, Span))

    @property
    def section(self) -> SectionKind:
        """The heading that it belongs under."""
        return "allegations" if self.sourcing == "allegation" else "facts"

    def wording(self, text: str) -> str:
        """How it reads: slices on one line, joined by what stands between them."""
        out = ""
        for bit in self.bits:
            piece = printable(bit.slice(text)) if isinstance(bit, Span) else bit
            if not piece:
                continue
            close = (
                not out
                or (isinstance(bit, Span) and piece.startswith(_CLOSING))
                or out.endswith(tuple("“‘("))
            )
            out += piece if close else f" {piece}"
        return out


def count_words(text: str) -> int:
    """How many words `text` has: runs between blanks with a letter or digit in them, so `…` is none."""
    return sum(1 for w in text.split() if any(c.isalnum() for c in w))


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
        raw[index] = tuple(_halves(analysis, index, judgement))
        for statement in raw[index]:
            settled = _settle(analysis, statement, raw, MAX_CHAIN)
            if settled is not None:
                out.append(settled)
    return tuple(out)


def keeps_hedges(analysis: Analysis, spans: tuple[Span, ...]) -> bool:
    """Whether every hedge whose scope the slices touch stands in them whole."""
    return all(
        any(s.contains(h.span) for s in spans)
        for h in analysis.hedges
        if any(s.overlaps(h.scope) for s in spans)
    )


def _halves(analysis: Analysis, index: int, judgement: Judgement) -> Iterator[Statement]:
    """The sentence as one statement, or its facts and its allegations as two when both read as sentences."""
    whole = Statement(
        (judgement.span,), judgement.sourcing, (index,), _touching(analysis, judgement, (judgement.span,))
    )
    runs = _runs(judgement.mixed)
    if len(runs) != 2:
        yield replace(whole, sourcing="allegation") if len(runs) > 2 else whole
        return
    halves = []
    for number, run in enumerate(runs):
        span = _trim(
            analysis.article.text,
            Span(run[0].span.start, run[-1].span.end),
            front=number == 1,
            back=number == 0,
        )
        bits: tuple[Bit, ...] = ("…", span) if number else (span, "…")
        sourcings: set[Sourcing] = {p.sourcing for p in run}
        sourcing: Sourcing = next(s for s in ("allegation", "on-record", "fact") if s in sourcings)
        halves.append(Statement(bits, sourcing, (index,), _touching(analysis, judgement, (span,))))
    if all(_stands(analysis, h) for h in halves):
        yield from halves
    else:
        yield replace(whole, sourcing="allegation")


def _runs(parts: tuple[Part, ...]) -> list[list[Part]]:
    """The parts, neighbours under the same heading together."""
    runs: list[list[Part]] = []
    for part in parts:
        if part.sourcing == "furniture":
            continue
        if runs and (runs[-1][0].sourcing == "allegation") == (part.sourcing == "allegation"):
            runs[-1].append(part)
        else:
            runs.append([part])
    return runs


def _trim(text: str, span: Span, *, front: bool, back: bool) -> Span:
    """The half without the blanks, commas and conjunction at the cut."""
    piece = span.slice(text)
    start, end = 0, len(piece.rstrip())
    if front and (found := _TRIM_FRONT_RE.match(piece)):
        start = found.end()
    if back:
        end = len(_TRIM_BACK_RE.sub("", piece[-40:])) + max(0, len(piece) - 40)
    start = min(start, end)
    start += len(piece[start:end]) - len(piece[start:end].lstrip())
    return Span(span.start + start, span.start + end)


def _stands(analysis: Analysis, half: Statement) -> bool:
    """Whether a half reads as a sentence and, as a fact, is free of what unidentified sources said."""
    (span,) = half.spans
    wording = printable(span.slice(analysis.article.text))
    first = wording.lstrip(_OPENING_QUOTES).split(" ", 1)[0].lower()
    if count_words(wording) < MIN_HALF_WORDS or not keeps_hedges(analysis, half.spans):
        return False
    if first in _openers()["subordinators"] or (half.bits[0] == "…" and first.endswith("ing")):
        return False
    if wording.count("“") != wording.count("”") or wording.count('"') % 2:
        return False
    return half.section == "allegations" or not any(
        span.overlaps(c)
        for a in analysis.attributions
        if a.by is not None and not analysis.sources[a.by].is_identified
        for c in a.content
    )


def _touching(analysis: Analysis, judgement: Judgement, spans: tuple[Span, ...]) -> tuple[int, ...]:
    """The judgement's attributions that have something in the slices, the deciding one first."""
    return tuple(
        i
        for i in judgement.attributions
        if any(
            s.overlaps(x)
            for s in spans
            for x in (
                *analysis.attributions[i].content,
                *analysis.attributions[i].source,
                *analysis.attributions[i].cue,
            )
        )
    )


@cache
def _openers() -> dict[str, Any]:
    return tomllib.loads((files("allegedly.lang.en") / "openers.toml").read_text("utf-8"))


@cache
def _opener_res() -> dict[str, re.Pattern[str]]:
    """The opener lists as patterns over printable text, each anchored at its start."""
    words = _openers()

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
        "speaker": rf"(?:the|those|these|that|this)\s+(?:(?:same|two|three)\s+)?(?:{either('speakers')})$",
        "pronoun": r"(?:he|she|they|it)$",
    }
    return {k: re.compile(v, re.IGNORECASE) for k, v in pattern.items()}


def _settle(
    analysis: Analysis, statement: Statement, raw: dict[int, tuple[Statement, ...]], depth: int
) -> Statement | None:
    """The statement made to stand alone, or None when it cannot be."""
    statement = _cut_opening(analysis, statement)
    statement = _name_speakers(analysis, statement)
    if not _leans(analysis, statement):
        return statement
    return _bring_earlier(analysis, statement, raw, depth) if depth else None


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
    if re.match(
        rf"(?:{'|'.join(_openers()['subjects'] + _openers()['possessives'])})\b", name, re.IGNORECASE
    ):
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


def _leans(analysis: Analysis, statement: Statement) -> bool:
    """Whether the statement opens with what it does not resolve, or closes a quotation opened before."""
    first = next(b for b in statement.bits if b != "…")
    if isinstance(first, str):
        return False
    wording = printable(first.slice(analysis.article.text))
    opened, closed = wording.find("“"), wording.find("”")
    if closed >= 0 and (opened < 0 or closed < opened):
        return True
    res = _opener_res()
    if wording[:1] in _OPENING_QUOTES or res["empty"].match(wording):
        return False
    return bool(
        res["connective"].match(wording) or res["subject"].match(wording) or res["possessive"].match(wording)
    )


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
