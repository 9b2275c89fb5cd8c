"""The units of a page as blocks: what stands inside a paragraph and is not the article's is cut out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from allegedly.article import Block, BlockKind, Span
from allegedly.fragments import (
    date_end,
    dateline_end,
    headed_end,
    inline_furniture,
    is_shouted_dateline,
    opening_end,
    signed_at,
)
from allegedly.phrases import is_outlet

# So many paragraphs may stand before the one that the dateline opens.
_DATELINE_WITHIN = 3

# What agencies put in front of a headline that they send again, and what pages put behind theirs.
_SLUG_RE = re.compile(
    r"(?:#{1,3}\s+|(?:CORRECTED|EXCLUSIVE|REFILE|RPT|UPDATE|WRAPUP)(?: ?\d+)?-(?=\S)"
    r"|\((?:\d(?:st|nd|rd|th) LD|LEAD|URGENT)\)\s+"
    r"|Subject\s?:\s+(?:(?:Fwd?|FWD?|RE|Re)\s?:\s+)*"
    r"|(?:BREAKING|EXCLUSIVE|LIVE|SCOOP|UPDATED?|Breaking|Exclusive|Live|Scoop|Updated?)(?::| [|–—-]) "
    r"|(?:BREAKING|EXCLUSIVE|SCOOP) (?=[\"“‘']?[A-Z][\w'’-]* [a-z]))+"
)
_COMMENTS_RE = re.compile(
    r"(?:\d[\d,.]* )?(?:(?:[Rr]eaders?['’]? )?[Cc]omments?|COMMENTS?)(?:\s?[(:]?\s?\d[\d,.]*\)?)?:?"
)
"""What stands over what readers wrote: "Comments (2)"."""
_SPONSOR_RE = re.compile(
    r"(?:(?:brought to you|presented|sponsored)(?: content)? by|a message from)"
    r" (?P<name>[^.!?:]{2,40})(?P<mark>:?)",
    re.IGNORECASE,
)
_OURS_RE = re.compile(r"(?:we|our)\b")
_OUTLET_RE = re.compile(r"\s+[|–—-]\s+(?P<outlet>[^|–—:]{2,40})$")
_BULLET_RE = re.compile(r"[•●▪‣◦*]\s+(?=\S)|[-–—]\s+(?=[\"“‘'(]?[A-ZÀ-Þ0-9])")
_CAMEL_RE = re.compile(r"(?!Mc|Mac|Fitz|De|Le|Van|O)[A-Z][a-z]+[A-Z]\w+")

_SURE_END_RE = re.compile(r"(?:[^\W\dA-Z_]{3}|\d[a-z%]?)[.!?][\"'”’)]*\s+(?=[\"“‘(]?[A-Z])")


def blocks_of(clear: str, units: tuple[Span, ...], kinds: list[tuple[BlockKind, str]]) -> Iterator[Block]:
    """The blocks of a page, in order: its units, with dateline and other furniture cut out of paragraphs."""
    paragraph = -1
    kinds = _without_sponsors(clear, units, _without_comments(clear, units, kinds))
    prose = [i for i, (kind, _) in enumerate(kinds) if kind == "paragraph"]
    opening, last = prose[:_DATELINE_WITHIN], (prose[-1] if prose else -1)
    cut = _cut_by_pages(clear, units, kinds, prose)
    begun = set(cut.values())
    for i, (unit, (kind, why)) in enumerate(zip(units, kinds, strict=True)):
        paragraph += 1
        text = clear[unit.start : unit.end]
        if kind == "headline" and (at := signed_at(text)):
            yield Block(Span(unit.start, unit.start + len(text[:at].rstrip())), kind, paragraph, why)
            yield Block(Span(unit.start + at, unit.end), "furniture", paragraph, "byline")
            continue
        if kind == "headline":
            yield from _headline(clear, unit, paragraph)
            continue
        if kind != "paragraph":
            yield Block(unit, kind, paragraph, why)
            continue
        # The dateline opens the first paragraph, or comes after captions and summaries that read like one.
        place = i in opening and (i == opening[0] or is_shouted_dateline(text))
        pieces = list(
            _pieces(
                text,
                is_first=i == prose[0],
                has_place=place,
                is_last=i == last,
                broken=(i in begun, i in cut),
            )
        )
        if any(why == "dateline" for *_, why in pieces):
            opening = []
        if (
            all(clear[unit.start + s : unit.start + e].isspace() or w for s, e, w in pieces)
            and len(units) == 1
        ):
            pieces = [(0, len(text), "")]
        for start, end, reason in pieces:
            span = _trimmed(clear, unit.start + start, unit.start + end)
            if span is not None:
                yield Block(span, "furniture" if reason else "paragraph", paragraph, reason)


def _without_comments(
    clear: str, units: tuple[Span, ...], kinds: list[tuple[BlockKind, str]]
) -> list[tuple[BlockKind, str]]:
    """The kinds of the units, with what readers wrote below the article set aside.

    A line with their number stands above many an article, too: there is less in front of it than behind.
    """
    words = [
        len(unit.slice(clear).split()) * (kind == "paragraph")
        for unit, (kind, _) in zip(units, kinds, strict=True)
    ]
    for i, unit in enumerate(units):
        head = kinds[i][0] == "furniture" and _COMMENTS_RE.fullmatch(unit.slice(clear).strip())
        if head and sum(words[:i]) > sum(words[i:]) and any(words[:i]):
            below = ((k, w) if k == "furniture" else ("furniture", "comments") for k, w in kinds[i + 1 :])
            return [*kinds[: i + 1], *below]
    return kinds


def _without_sponsors(
    clear: str, units: tuple[Span, ...], kinds: list[tuple[BlockKind, str]]
) -> list[tuple[BlockKind, str]]:
    """The kinds of the units, with what stands under "Presented by Bluewater" set aside.

    That is what is about Bluewater, or in its own words.
    """
    out = list(kinds)
    for i, (unit, behind) in enumerate(pairwise(units)):
        by = _SPONSOR_RE.fullmatch(unit.slice(clear).strip())
        text = behind.slice(clear).casefold()
        if by is not None and (by["mark"] or by["name"].casefold() in text or _OURS_RE.match(text)):
            out[i], out[i + 1] = ("furniture", "advertisement"), ("furniture", "advertisement")
    return out


def _headline(clear: str, unit: Span, paragraph: int) -> Iterator[Block]:
    """The headline without an agency's slug in front of it ("UPDATE 2-") and its outlet behind it."""
    text = unit.slice(clear)
    slug = _SLUG_RE.match(text)
    start = slug.end() if slug and slug.end() < len(text) else 0
    behind = _OUTLET_RE.search(text, start)
    name = behind["outlet"] if behind else ""
    known = (_CAMEL_RE.fullmatch(name) and "–" not in text) or (name and is_outlet(name.lower().split()))
    if name and re.search(rf"\b{re.escape(name)}(?: has)? (?:report|sa[iy]|understand)", clear[unit.end :]):
        known = False  # whom the article cites: "… - BBC"
    end = behind.start() if behind and known and behind.start() > start else len(text)
    if start:
        yield Block(Span(unit.start, unit.start + len(text[:start].rstrip())), "furniture", paragraph, "slug")
    yield Block(Span(unit.start + start, unit.start + end), "headline", paragraph)
    if behind and end < len(text):
        yield Block(Span(unit.start + behind.start("outlet"), unit.end), "furniture", paragraph, "outlet")


def _cut_by_pages(
    clear: str, units: tuple[Span, ...], kinds: list[tuple[BlockKind, str]], prose: list[int]
) -> dict[int, int]:
    """Paragraphs that break off at the end of a page, and where each goes on.

    One sentence is in two places there. Its second half alone would lose whose word it is, and so both
    halves are set aside.
    """
    cut = {}
    for i, j in pairwise(prose):
        between = {why for _, why in kinds[i + 1 : j]}
        first, then = clear[units[i].end - 1], clear[units[j].start]
        if (
            between & {"page number", "running head"}
            and (first.isalnum() or first in ",-")
            and then.islower()
        ):
            cut[i] = j
    return cut


def _pieces(
    text: str, *, is_first: bool, has_place: bool, is_last: bool, broken: tuple[bool, bool]
) -> Iterator[tuple[int, int, str]]:
    """The paragraph cut into prose (reason `""`) and furniture, in order, without gaps."""
    flat = text.replace("\n", " ")
    cuts: list[tuple[int, int, str]] = []
    opens = 0
    if bullet := _BULLET_RE.match(flat):
        opens = bullet.end()
        cuts.append((0, opens, "ornament"))
    if label := headed_end(flat[opens:]):
        cuts.append((opens, opens + label, "label"))
    begin = date_end(flat) if is_first else 0
    if begin:
        cuts.append((0, begin, "timestamp"))
    led, why = opening_end(flat[begin:]) if is_first else (0, "")
    if led:
        cuts.append((begin, begin + led, why))
        begin += led
    if has_place and (place := dateline_end(flat[begin:])):
        cuts.append((begin, begin + place, "dateline"))
    ends = [match.end() for match in _SURE_END_RE.finditer(flat)] if any(broken) else []
    if broken[0]:
        cuts.append((0, ends[0] if ends else len(flat), "page break"))
    if broken[1] and not (broken[0] and not ends):
        cuts.append((ends[-1] if ends else 0, len(flat), "page break"))
    cuts.extend(inline_furniture(flat, is_last=is_last))
    at = 0
    for start, end, why in sorted(cuts):
        if start < at:
            continue
        if start > at:
            yield at, start, ""
        yield start, end, why
        at = end
    if at < len(text):
        yield at, len(text), ""


def _trimmed(clear: str, start: int, end: int) -> Span | None:
    piece = clear[start:end]
    bare = piece.strip()
    if not bare:
        return None
    begin = start + len(piece) - len(piece.lstrip())
    return Span(begin, begin + len(bare))
