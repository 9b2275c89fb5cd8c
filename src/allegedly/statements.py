"""The statements of an article that could stand in a brief, each readable on its own."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from allegedly.analysis import Analysis, Judgement, Part, Sourcing
from allegedly.article import Span, printable
from allegedly.briefing import SectionKind
from allegedly.phrases import lexicon
from allegedly.resting import silences, told_before, touching

MIN_HALF_WORDS = 4
"""A half of a split sentence with fewer words is a fragment: "he said so", "and more"."""

Bit = Span | str
"""A slice of the article, or what stands between slices: `…` or `[…]`."""

_TRIM_FRONT_RE = re.compile(r"[\s,;:–—-]*(?:(?:and|but|while|whilst|whereas|yet|or)\b[\s,]*)?", re.IGNORECASE)
_TRIM_BACK_RE = re.compile(
    r"[\s,;:–—-]*(?:[\s,]\s*(?:and|but|while|or|yet|with|as))?[\s,;:–—-]*$", re.IGNORECASE
)
# A capitalised function word behind a small letter, where no full stop stands: a caption without an end ran
# into the sentence under it ("where he was banned The brother of").
_GLUED_RE = re.compile(
    r"(?<=[a-z’')\d]) (?!A (?:and|or|said|says|told|had|has|is|was|replied|who) )"  # "Officer A said"
    r"(?=(?:(?:The|A|An|His|Her|Their|He|She|They|It|This|These|When|After|As|While|But|However|Although"
    r"|Police|According) [a-z]"
    r"|(?:In|At|Despite|According|Speaking|However,) [A-Zat0-9]))"
)
_RUNS_ON_RE = re.compile(
    r"\b(?:that|this|the|a|an|of|in|on|at|by|and|or|for|with|to|from|as|than|is|was|are|were|be|said|says|called|former"
    r"|entitled|titled|named|song|film|book|novel|show|series|album|newspaper|magazine)$"
)
"""What never ends a caption: behind it a capital begins a name or a title."""

_NAMED_END_RE = re.compile(r"\b[A-Z][\w'’-]*$")
"""The front of a force's name: "the Maryland State | Police"."""
_OWNER_RE = re.compile(r"(?:['’]s|s['’]) ")
_CREDIT_RE = re.compile(
    r"(?:REUTERS|Reuters|AFP|AP|EPA|PA)/\S+ (?=[A-Z])|(?:[A-Z]+ ){0,4}Slideshow \(\d+ Images?\) (?=[A-Z])"
)

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_STAMP_RE = re.compile(
    rf"(?:(?:Published|Updated|Date of publication):? )?(?:[A-Z][\w/.-]* ){{0,3}}"
    rf"(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}}),? \d{{4}} (?=[A-Z“\"])"
)
"""A day over the text that ran into it, with the outlet and the weekday before it."""

_CREDITED_RE = re.compile(
    r"[^.!?]{10,260}"
    r"\((?:[A-Z]\w* ){0,3}(?:Photo|Images?|File|Stringer|AFP|AP|EPA|Reuters|REUTERS)\) (?=[A-Z])"
)
"""A caption with its credit in brackets, run into the sentence behind it."""

MIN_CAPTION_WORDS = 4

DISPLAY_SENTENCES = 3
"""A standfirst over the dateline has at most so many sentences; behind more of them it is the text."""

OPENING_QUOTES = "\"'“‘«"
_CLOSING = tuple(",.;:!?)’”'")


@dataclass(frozen=True, slots=True)
class Statement:
    """A candidate item: `bits` of the article in order, and what they rest on.

    `judgements` index `Analysis.judgements`, the one it is about last, those that it brought along before it.
    `attributions` index `Analysis.attributions`: the ones that touch its slices, or, where
    an account goes on, those of the account.
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
                or (isinstance(bit, Span) and piece.startswith(_CLOSING) and not _opens(text, bit))
                or out.endswith(tuple("“‘("))
                or out in OPENING_QUOTES
                or out == "''"
            )
            out += piece if close else f" {piece}"
        return out


def _opens(text: str, bit: Span) -> bool:
    """Whether a slice begins with a single mark that opens a quotation there: "…, she said. | 'We ask …'"."""
    before = text[bit.start - 1 : bit.start]
    return text[bit.start] in "'’" and not before.strip() and text[bit.start + 1 : bit.start + 2].isalnum()


def count_words(text: str) -> int:
    """How many words `text` has: runs between blanks with a letter or digit in them, so `…` is none."""
    return sum(1 for w in text.split() if any(c.isalnum() for c in w))


def as_described(name: str) -> str:
    """The source's name as it reads inside a sentence: a description loses its capital, a name keeps it."""
    head = name.split(" ", 1)[0].rstrip(",")
    after = name[len(head) :].lstrip(" ,")
    several = head.endswith("s") and head.lower() not in {"his", "its", "others", "various"}
    titled = several or head.lower() in openers()["title_heads"]
    if titled and after[:1].isupper():  # "Foreign Minister", "Doctors Across Borders"
        return name
    if head.lower() in openers()["plain_heads"] and (not head.isupper() or head == "A"):
        return name[0].lower() + name[1:]
    return name


def with_article(text: str, name: str, mention: Span) -> str:
    """A body's name with the "the" that `text` sets in front of it where it is mentioned: "the FBI".

    Or that its small words ask for: "(a) German foreign ministry (spokeswoman)".
    """
    last = name.rsplit(" ", 1)[-1]
    noun = last.islower() and last in lexicon("sources")["organisations"] and not _OWNER_RE.search(name)
    # The article may stand in front of the mention or in it; "the research firm Datum Hill" gives it none.
    shown = Span(max(0, mention.start - 4), mention.end).slice(text).lower()
    given = noun or f"the {name.lower()}" in shown
    return f"the {name}" if given and name[:1].isupper() and not name.startswith("The ") else name


def keeps_hedges(analysis: Analysis, spans: tuple[Span, ...]) -> bool:
    """Whether every hedge whose scope the slices touch stands in them whole."""
    return all(
        any(s.contains(h.span) for s in spans)
        for h in analysis.hedges
        if any(s.overlaps(h.scope) for s in spans)
    )


def unsettled(analysis: Analysis) -> dict[int, tuple[Statement, ...]]:
    """The statements of each sentence of the body as they stand: one, or two where it splits.

    A standfirst is display, as the headline is: it says in the editor's words what the text tells with its
    sources. So is what stands over the dateline.
    """
    attributions = _by_sentence(analysis)
    display = _display(analysis)
    silent = silences(analysis)
    body = [i for i, j in enumerate(analysis.judgements) if _tells(j) and i not in display]
    return {index: tuple(_halves(analysis, index, attributions.get(index, ()), silent)) for index in body}


def _tells(judgement: Judgement) -> bool:
    return (
        judgement.sourcing != "furniture"
        and not judgement.sentence.is_furniture
        and not judgement.sentence.is_headline
    )


def _display(analysis: Analysis) -> frozenset[int]:
    """The sentences of a standfirst; none where hardly anything else is told."""
    told = [i for i, j in enumerate(analysis.judgements) if _tells(j)]
    dateline = next((b.span.start for b in analysis.article.blocks if b.why == "dateline"), 0)
    above = [i for i in told if analysis.judgements[i].span.start < dateline]
    out = {i for i in told if analysis.judgements[i].sentence.block.kind == "standfirst"}
    out |= set(above if len(above) <= DISPLAY_SENTENCES else ())
    return frozenset(out if len(told) - len(out) > len(out) else ())


def _by_sentence(analysis: Analysis) -> dict[int, tuple[int, ...]]:
    """The attributions of each sentence, the ones that its judgement names first."""
    starts = [j.span.start for j in analysis.judgements]
    out: dict[int, dict[int, None]] = {
        i: dict.fromkeys(j.attributions) for i, j in enumerate(analysis.judgements)
    }
    for number, attribution in enumerate(analysis.attributions):
        for span in (*attribution.source, *attribution.cue, *attribution.content):
            first, last = (
                bisect_right(starts, span.start) - 1,
                bisect_right(starts, max(span.start, span.end - 1)) - 1,
            )
            for index in range(max(first, 0), last + 1):
                out[index].setdefault(number)
    return {index: tuple(numbers) for index, numbers in out.items()}


def _halves(
    analysis: Analysis, index: int, attributions: tuple[int, ...], silent: frozenset[int]
) -> Iterator[Statement]:
    """The sentence as one statement, or its facts and its allegations as two when both read as sentences."""
    judgement = analysis.judgements[index]
    # What goes on with an account has none of its own: the account's teller stands for it.
    own = touching(analysis, attributions, (judgement.span,)) or judgement.attributions
    if judgement.sourcing == "allegation":  # "Then she asked", in an account that somebody unnamed gives
        told = list(dict.fromkeys(judgement.attributions + own))
        before = told_before(analysis, told, (judgement.span,))
        own = tuple(i for i in told if i not in before)
    spoken = tuple(i for i in own if i not in silent)  # that somebody said nothing is the article's own word
    whole = Statement((judgement.span,), _weakest(analysis, judgement.sourcing, spoken), (index,), own)
    runs = _runs(judgement.mixed)
    if len(runs) != 2:
        yield replace(whole, sourcing="allegation") if len(runs) > 2 else _unglued(analysis, whole)
        return
    halves = []
    for number, run in enumerate(runs):
        hull = Span(run[0].span.start, run[-1].span.end)
        span = _trim(analysis.article.text, hull, front=number == 1, back=number == 0)
        bits: tuple[Bit, ...] = ("…", span) if number else (span, "…")
        sourcings: set[Sourcing] = {p.sourcing for p in run}
        sourcing: Sourcing = next(s for s in ("allegation", "on-record", "fact") if s in sourcings)
        halves.append(Statement(bits, sourcing, (index,), touching(analysis, attributions, (span,))))
    if all(_stands(analysis, h) for h in halves):
        yield from halves
    else:
        yield replace(whole, sourcing="allegation")


def _unglued(analysis: Analysis, whole: Statement) -> Statement:
    """The statement without a caption that ran into its sentence, `…` in its place; else as it is.

    Nothing goes that carries an attribution or a hedge, so that the sourcing is that of the rest.
    """
    (span,), text = whole.spans, analysis.article.text
    credit = _CREDIT_RE.match(text, span.start, span.end)
    if credit is not None and not any(
        h.span.start < credit.end() for h in analysis.hedges if span.contains(h.span)
    ):
        return replace(whole, bits=("…", Span(credit.end(), span.end)))
    if stamped := _stamped(analysis, span):
        rest = Span(span.start + stamped, span.end)
        cut = Span(span.start, rest.start)
        if _may_go(analysis, whole, cut) and keeps_hedges(analysis, (rest,)):
            return replace(
                whole, bits=("…", rest), attributions=touching(analysis, whole.attributions, (rest,))
            )
    for found in reversed(list(_GLUED_RE.finditer(text, span.start, span.end))):
        caption, rest = Span(span.start, found.start()), Span(found.end(), span.end)
        if (
            count_words(caption.slice(text)) < MIN_CAPTION_WORDS
            or count_words(rest.slice(text)) < MIN_CAPTION_WORDS
            or _RUNS_ON_RE.search(caption.slice(text))
            or (text.startswith("Police ", rest.start) and _NAMED_END_RE.search(caption.slice(text)))
        ):
            continue
        of = [analysis.attributions[i] for i in whole.attributions]
        if any(caption.overlaps(s) for a in of for s in (*a.source, *a.cue)) and (
            whole.sourcing == "allegation"
            or not any(rest.overlaps(s) for a in of for s in (*a.source, *a.cue))
        ):
            break
        if keeps_hedges(analysis, (rest,)) and not any(caption.overlaps(h.span) for h in analysis.hedges):
            kept = touching(analysis, whole.attributions, (rest,))
            return replace(whole, bits=("…", rest), attributions=kept)
    return whole


def _stamped(analysis: Analysis, span: Span) -> int:
    """How long the day and the headline are that stand in front of the sentence; 0 where there are none."""
    piece = span.slice(analysis.article.text).replace("\n", " ")
    title = printable(analysis.article.title or "")
    at = 0
    for _ in range(3):
        if (found := _STAMP_RE.match(piece, at) or _CREDITED_RE.match(piece, at)) is not None:
            at = found.end()
        elif title and count_words(title) >= MIN_CAPTION_WORDS and piece.startswith(f"{title} ", at):
            at += len(title) + 1
    rest = piece[at:]
    return at if count_words(rest) >= MIN_CAPTION_WORDS and rest[:1].isupper() else 0


def _may_go(analysis: Analysis, whole: Statement, cut: Span) -> bool:
    """Whether the cut takes no source, cue or hedge along."""
    of = (analysis.attributions[i] for i in whole.attributions)
    return not any(cut.overlaps(s) for a in of for s in (*a.source, *a.cue)) and not any(
        cut.overlaps(h.span) for h in analysis.hedges
    )


def _weakest(analysis: Analysis, sourcing: Sourcing, attributions: tuple[int, ...]) -> Sourcing:
    """The sourcing, but allegation for what is on record with nobody identified to have said it."""
    by = [analysis.attributions[i].by for i in attributions]
    told = [analysis.sources[b].is_identified for b in by if b is not None]
    return "allegation" if sourcing == "on-record" and told and not any(told) else sourcing


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
    """Whether a half reads as a sentence and has its hedges and both ends of its quotations."""
    (span,) = half.spans
    wording = printable(span.slice(analysis.article.text))
    first = wording.lstrip(OPENING_QUOTES).split(" ", 1)[0].lower()
    if count_words(wording) < MIN_HALF_WORDS or not keeps_hedges(analysis, half.spans):
        return False
    if first in openers()["subordinators"] or (half.bits[0] == "…" and first.endswith("ing")):
        return False
    return wording.count("“") == wording.count("”") and not wording.count('"') % 2


@cache
def openers() -> dict[str, Any]:
    """The lists of how a sentence leans on the one before it."""
    return tomllib.loads((files("allegedly.lang.en") / "openers.toml").read_text("utf-8"))
